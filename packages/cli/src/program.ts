import { Command, CommanderError } from 'commander';
import { SWITCHES } from 'lenet5/core';
import { addCompletion } from './commands/completion.js';
import { addConvert } from './commands/convert.js';
import { addEvaluate } from './commands/evaluate.js';
import { addInfo } from './commands/info.js';
import { addLab } from './commands/lab.js';
import type { Finish } from './commands/options.js';
import { addPlot } from './commands/plot.js';
import { addRecognize } from './commands/recognize.js';
import { addStudy } from './commands/study.js';
import { addTrain } from './commands/train.js';
import { addWorker } from './commands/worker.js';
import { usageError } from './errors.js';
import { print, say } from './output.js';
import { HELP, mistake } from './texts/commander.js';
import { phrase, t } from './texts/language.js';
import { versionLine } from './versions.js';

/** Only where it is asked for: the build is made by short trainings. */
function printVersion(): never {
  print(versionLine());
  throw new CommanderError(0, 'commander.version', 'version');
}

/** What a call that names no command is told: the nearest one, or all; and one that gives a switch as an option. */
function refusing(program: Command, text: string): string {
  const said = mistake(text.trimEnd());
  const [, option = ''] = /^error: unknown option '--([\w.-]+)/.exec(text) ?? [];
  if (SWITCHES.some(({ name }) => name === option)) {
    return t('{{said}}: it is a switch, given as --set {{option}}=…', { said, option });
  }
  if (!/^error: unknown command '[^\n]*'$/.test(text.trimEnd())) return said;
  return t('{{said}}: expected one of: {{names}}.', {
    said,
    names: program.commands.map((each) => each.name()).join(', '),
  });
}

/** `lenet5 trian --help` would give the help of all commands, and not a word. */
function refuseUnknown(program: Command): void {
  const [name = ''] = program.args;
  const known = name === '' || name.startsWith('-') || program.commands.some((command) => command.name() === name);
  if (!known) program.parse([name], { from: 'user' });
}

/** A variable of a shell that is not set makes `--out ""`: no value says less than that. @throws CommandError (usage) */
function refuseEmpty(_: Command, command: Command): void {
  const options = command.options.map((each) => [
    each.long ?? each.flags,
    command.getOptionValue(each.attributeName()),
  ]);
  const given = command.registeredArguments.map((each, i) => [each.name(), command.processedArgs[i]]);
  const empty = [...options, ...given].find(([, value]) => [value].flat().includes(''));
  if (!empty) return;
  throw usageError(
    phrase('{{name}} was given an empty text: give it a value, or leave it out.', { name: `${empty[0]}` }),
  );
}

/** Commander's own answers an unknown name with the general help, and not a word. */
function addHelp(program: Command): void {
  program
    .command('help')
    .argument('[command]', t('its name (default: help of all of them)'))
    .description(t('print the help of a command'))
    .helpOption(false)
    .action((name?: string) => {
      const known = name === undefined ? program : program.commands.find((command) => command.name() === name);
      if (known) known.help();
      else program.parse([`${name}`], { from: 'user' });
    });
}

/** The command line. Actions hand their exit code to `finish`. */
export function createProgram(finish: Finish): Command {
  const program = new Command('lenet5')
    .description(t('LeNet-5 as in 1998: trains from scratch on MNIST in a minute or two on one CPU core.'))
    .option('-V, --version', t('print version, build and available backend'))
    .on('option:version', printVersion)
    .helpOption('-h, --help', t('print this help'))
    .helpCommand(false)
    .option('--debug', t('print where an error came from'))
    .configureHelp(HELP)
    .configureOutput({
      outputError: (text) => say(`lenet5: ${refusing(program, text)}`),
    })
    .exitOverride();
  program.addHelpText('before', ({ error }) => {
    if (!error) refuseUnknown(program);
    return '';
  });
  program.hook('preAction', refuseEmpty);
  addTrain(program, finish);
  addRecognize(program, finish);
  addStudy(program, finish);
  addWorker(program, finish);
  addPlot(program, finish);
  addEvaluate(program, finish);
  addInfo(program, finish);
  addConvert(program, finish);
  addLab(program, finish);
  addCompletion(program, finish);
  addHelp(program);
  return program;
}
