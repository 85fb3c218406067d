import { CommanderError } from 'commander';
import { commanderExitCode, explain } from './errors.js';
import { say, sayLines, survivePipes } from './output.js';
import { createProgram } from './program.js';
import { languageOf, speak } from './texts/language.js';

/** Sets the exit code and lets the process end by itself, so that everything written reaches its reader. */
async function main(): Promise<void> {
  survivePipes();
  await speak(languageOf(process.env));
  const program = createProgram((exitCode) => {
    process.exitCode = exitCode;
  });
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = commanderExitCode(error);
      return;
    }
    const { sentence, exitCode } = explain(error);
    say(`lenet5: ${sentence}`);
    if (program.opts<{ debug?: boolean }>().debug && error instanceof Error) sayLines(error.stack ?? '');
    process.exitCode = exitCode;
  }
}

await main();
