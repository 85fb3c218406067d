import { Command, CommanderError } from 'commander';
import { print } from './output.js';
import { addCompletion } from './program/completion.js';
import { addConvert, addInfo } from './program/files.js';
import type { Finish } from './program/help.js';
import { addLab } from './program/lab.js';
import { addEvaluate, addRecognize } from './program/reading.js';
import { addStudy, addWorker } from './program/study.js';
import { addTrain } from './program/train.js';
import { versionLine } from './versions.js';

/** Only where it is asked for: the build is a checksum over all code. */
function printVersion(): never {
  print(versionLine());
  throw new CommanderError(0, 'commander.version', 'version');
}

/** The command line. Actions hand their exit code to `finish`. */
export function createProgram(finish: Finish): Command {
  const program = new Command('lenet5')
    .description('LeNet-5 as in 1998: trains from scratch on MNIST in a minute or two on one CPU core.')
    .option('-V, --version', 'print version, build and available backend')
    .on('option:version', printVersion)
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .option('--debug', 'print where an error came from')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'lenet5: ').replace(/\n\(/, ' (')),
    })
    .exitOverride();
  addTrain(program, finish);
  addRecognize(program, finish);
  addStudy(program, finish);
  addWorker(program, finish);
  addEvaluate(program, finish);
  addInfo(program, finish);
  addConvert(program, finish);
  addLab(program, finish);
  addCompletion(program, finish);
  return program;
}
