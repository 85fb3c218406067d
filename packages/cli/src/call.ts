import { CommanderError } from 'commander';
import type { Finish } from './commands/options.js';
import { commanderExitCode, explain } from './errors.js';
import { say, sayLines } from './output.js';
import { createProgram } from './program.js';

/**
 * Carries out one call of the command.
 * @param words what was typed behind its name
 * @param finish is handed the exit code
 */
export async function call(words: readonly string[], finish: Finish): Promise<void> {
  const program = createProgram(finish);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      finish(commanderExitCode(error));
      return;
    }
    const { sentence, exitCode } = explain(error);
    say(`lenet5: ${sentence}`);
    if (program.opts<{ debug?: boolean }>().debug && error instanceof Error) sayLines(error.stack ?? '');
    finish(exitCode);
  }
}
