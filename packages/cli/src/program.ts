import { Argument, Command, CommanderError } from 'commander';
import { completion, INSTALLATION, SHELLS } from './commands/completion.js';
import { type ConvertOptions, convert } from './commands/convert.js';
import { type EvaluateOptions, evaluateModel } from './commands/evaluate.js';
import { type InfoOptions, info } from './commands/info.js';
import type { LabOptions } from './commands/lab.js';
import type { RecognizeCommandOptions } from './commands/recognize.js';
import type { StudyOptions } from './commands/study.js';
import type { TrainOptions } from './commands/train.js';
import type { WorkerOptions } from './commands/worker.js';
import { print } from './output.js';
import { OPTIONS, seconds, whole } from './settings/options.js';
import { switchesHelp } from './settings/switches.js';
import { versionLine } from './versions.js';

/** What a command's action leaves behind. */
type Finish = (exitCode: number) => void;

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Only where it is asked for: the build is a checksum over all code. */
function printVersion(): never {
  print(versionLine());
  throw new CommanderError(0, 'commander.version', 'version');
}

/** The end of a command's help. */
const examples = (...lines: readonly string[]) => `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`;

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

function addTrain(program: Command, finish: Finish): void {
  program
    .command('train')
    .description('train a network and write a run folder: settings, metrics, weights, pictures, report')
    .addOption(OPTIONS.architecture(' (default: paper, or that of --init)'))
    .addOption(OPTIONS.recipe())
    .option('--epochs <n>', 'passes over the training set (default: those of the recipe)', whole(1))
    .option('--seed <n>', 'start of the random numbers: the same seed gives the same weights', whole(0), 1)
    .option('--train-size <n>', 'training samples to use (default: all)', whole(1))
    .option('--train-offset <n>', 'number of the first training sample to use', whole(0))
    .option(
      '--init <file>',
      'start from the weights of this .safetensors or .pth file; lenet5/weights is the one that comes with the library',
    )
    .option('--resume <dir>', 'go on with the run in this folder, exactly as if it had never been interrupted')
    .option('--out <dir>', 'run folder (default: runs/<time>-<architecture>-<recipe>)')
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.backend())
    .option('--set <key=value...>', 'change switches of architecture and recipe; see the list below', collect)
    .option(
      '--pictures <dir>',
      'train on your own pictures, in sub-folders 0 to 9; a fifth of them is kept aside to test on, unless --data names a test set',
    )
    .option('--save-every <n>', 'keep the weights of every n-th pass as epoch-NN.safetensors', whole(1))
    .option(
      '--snapshot-every <seconds>',
      'time between two snapshots for --resume, besides those of each pass',
      seconds,
      10,
    )
    .option('--no-worker', 'measure errors between the passes, not in a second thread beside them')
    .option('--verbose', 'print the loss every 2,000 samples')
    .addOption(OPTIONS.json())
    .addHelpText('after', switchesHelp())
    .addHelpText(
      'after',
      examples(
        'lenet5 train',
        'lenet5 train --recipe fast --epochs 5 --seed 2 --set pooling=max rate=1e-3',
        'lenet5 train --pictures my-digits --init lenet5/weights',
        'lenet5 train --resume runs/2026-11-25-paper-distorted',
      ),
    )
    .action(async (options: TrainOptions, command: Command) => {
      const { train } = await import('./commands/train.js');
      const given = command.options.filter((each) => command.getOptionValueSource(each.attributeName()) === 'cli');
      finish(
        await train(
          options,
          given.map(({ long, flags }) => long ?? flags),
        ),
      );
    });
}

function addRecognize(program: Command, finish: Finish): void {
  program
    .command('recognize')
    .description('read the digits in pictures: drawn, scanned or photographed')
    .argument('<FILE...>', 'pictures: PNG, JPEG, WebP, GIF, TIFF, AVIF, SVG; - is standard input')
    .option('--model <file>', 'a .safetensors or .pth file to read with (default: the weights that come with lenet5)')
    .addOption(OPTIONS.architecture(' (default: that of the model)'))
    .option('--single', 'take all ink for one digit')
    .option('--multi', 'there are several digits; touching ones are also read along the line')
    .addOption(OPTIONS.invert())
    .addOption(OPTIONS.reader())
    .option('--show <dir>', 'write into this folder what was seen in each picture')
    .addOption(OPTIONS.backend())
    .option('--json', 'print one JSON object a file on stdout, each on a line')
    .addHelpText(
      'after',
      examples(
        'lenet5 recognize photo.jpg scan.tif',
        'lenet5 recognize phone-number.png --multi --show seen',
        'lenet5 recognize - --json < drawing.png',
      ),
    )
    .action(async (files: string[], options: RecognizeCommandOptions) => {
      const { recognize } = await import('./commands/recognize.js');
      finish(await recognize(files, options));
    });
}

function addStudy(program: Command, finish: Finish): void {
  program
    .command('study')
    .description('make many trainings, a grid of settings and seeds, and a table of what they came to')
    .argument('[STUDY]', 'a .yaml or .json file, or the name of a built-in study')
    .option('--list', 'list the built-in studies, or the rows of STUDY')
    .option('--plan', 'print how many runs and core-hours it takes, and make none')
    .option('--only <text...>', 'only rows whose name contains one of these texts')
    .option('--seeds <n>', 'only the first n seeds of each row', whole(1))
    .option('--threads <n>', 'runs to make at the same time (default: one for each core)', whole(1))
    .option('--queue <url>', 'let the workers on this Redis make the runs: redis://[:PASSWORD@]HOST[:PORT]')
    .option('--attach', 'show a study that is on the queue already')
    .option('--out <dir>', 'folder of the results; what is there already is not made again', 'studies')
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.backend())
    .addOption(OPTIONS.json())
    .addHelpText('after', examples('lenet5 study --list', 'lenet5 study smoke', 'lenet5 study my-study.yaml --plan'))
    .action(async (given: string | undefined, options: StudyOptions) => {
      const { study } = await import('./commands/study.js');
      finish(await study(given, options));
    });
}

function addWorker(program: Command, finish: Finish): void {
  program
    .command('worker')
    .description('make runs of studies that were started with --queue, until it is stopped')
    .option('--queue <url>', 'the Redis with the runs: redis://[:PASSWORD@]HOST[:PORT], rediss:// for TLS')
    .option('--concurrency <n>', 'runs to make at the same time (default: one for each core)', whole(1))
    .option('--snapshots <dir>', 'folder that all workers see, for runs in flight (default: the Redis itself)')
    .option('--patience <s>', 'seconds after which a run of a silent worker is given to another one', whole(1), 30)
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.backend())
    .addHelpText('after', examples('lenet5 worker --queue redis://localhost'))
    .action(async (options: WorkerOptions) => {
      const { serveQueue } = await import('./commands/worker.js');
      finish(await serveQueue(options));
    });
}

function addEvaluate(program: Command, finish: Finish): void {
  program
    .command('evaluate')
    .description('count the test digits, or the labelled pictures of a folder, that a trained network misreads')
    .argument(
      '[MODEL]',
      'a .safetensors or .pth file, such as the last.safetensors of a run (default: the shipped weights)',
    )
    .addOption(OPTIONS.architecture(' (default: that of the file)'))
    .addOption(OPTIONS.data())
    .option('--pictures <dir>', 'score the pictures of this folder instead')
    .option('--labels <file>', 'their labels, tab-separated: columns file, kind (single, multi, none), label')
    .addOption(OPTIONS.reader())
    .option('--out <dir>', 'folder for the gallery of misread pictures (default: runs/<time>-pictures)')
    .addOption(OPTIONS.backend())
    .addOption(OPTIONS.json())
    .addHelpText(
      'after',
      examples(
        'lenet5 evaluate',
        'lenet5 evaluate runs/2026-11-25-paper-distorted/last.safetensors',
        'lenet5 evaluate --pictures photos --labels photos.tsv',
      ),
    )
    .action(async (model: string | undefined, options: EvaluateOptions) => {
      if (options.pictures === undefined && options.labels === undefined) {
        return finish(await evaluateModel(model, options));
      }
      const { evaluatePictures } = await import('./commands/evaluate-pictures.js');
      return finish(await evaluatePictures(model, options));
    });
}

function addInfo(program: Command, finish: Finish): void {
  program
    .command('info')
    .description('print the layers of a network with their parameters and connections')
    .argument('[MODEL]', 'a .safetensors, .pth or .onnx file to look into')
    .addOption(OPTIONS.architecture(' (default: that of the file, or paper)'))
    .addOption(OPTIONS.json())
    .addHelpText('after', examples('lenet5 info --architecture blog', 'lenet5 info model.safetensors'))
    .action(async (model: string | undefined, options: InfoOptions) => finish(await info(model, options)));
}

function addConvert(program: Command, finish: Finish): void {
  program
    .command('convert')
    .description('turn a model file into another format, told by the ending')
    .argument('<IN>', 'a .safetensors or .pth file')
    .argument('<OUT>', 'the new file: .safetensors, .pth or .onnx')
    .addOption(OPTIONS.architecture(' (default: that of the file)'))
    .option('--batch <n>', 'pictures in a call of the .onnx file (default: any number)', whole(1))
    .addOption(OPTIONS.input())
    .option('--force', 'overwrite OUT where it exists')
    .addOption(OPTIONS.json())
    .addHelpText(
      'after',
      examples('lenet5 convert model.pth model.safetensors', 'lenet5 convert model.safetensors model.onnx --batch 1'),
    )
    .action(async (from: string, to: string, options: ConvertOptions) => finish(await convert(from, to, options)));
}

function addLab(program: Command, finish: Finish): void {
  program
    .command('lab')
    .description('open the lab in a browser: draw, look inside, train; served from this machine, nothing leaves it')
    .option('--port <n>', 'port to serve on (default: any that is free)', whole(0), 0)
    .option('--host <address>', 'address to serve on', '127.0.0.1')
    .option('--no-open', 'print the address and open no browser')
    .addHelpText('after', examples('lenet5 lab', 'lenet5 lab --port 8080 --no-open'))
    .action(async (options: LabOptions) => {
      const { lab } = await import('./commands/lab.js');
      finish(await lab(options));
    });
}

function addCompletion(program: Command, finish: Finish): void {
  program
    .command('completion')
    .description('print a script that makes a shell complete commands, options and their values')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(SHELLS))
    .addHelpText('after', INSTALLATION)
    .action((shell: string) => finish(completion(shell, program)));
}
