import type { Command } from 'commander';
import type { TrainOptions } from '../run/train.js';
import { MOST_PASSES, switchesHelp } from '../settings.js';
import { phrase, t } from '../texts/language.js';
import { examples, type Finish, namesGiven, OPTIONS, seconds, whole } from './options.js';

const EXAMPLES = [
  'lenet5 train',
  'lenet5 train --recipe fast --epochs 5 --seed 2 --set pooling=max rate=1e-3',
  'lenet5 train --pictures my-digits --init lenet5/weights',
  'lenet5 train --resume runs/2026-11-25-paper-distorted',
] as const;

export function addTrain(program: Command, finish: Finish): void {
  const command = program
    .command('train')
    .description(t('train a network and write a run folder: settings, metrics, weights, pictures, report'));
  addTraining(command);
  addRun(command);
  command
    .addHelpText('after', switchesHelp())
    .addHelpText('after', examples(...EXAMPLES))
    .action(async (options: TrainOptions) => {
      const { train } = await import('../run/train.js');
      finish(await train(options, namesGiven(command)));
    });
}

/** What is trained, and how far. */
function addTraining(command: Command): void {
  command
    .addOption(OPTIONS.architecture(phrase('paper, or that of --init')))
    .addOption(OPTIONS.recipe())
    .option(
      '--epochs <n>',
      t('passes over the training set (default: those of the recipe); with --resume, for a finished run to go on to'),
      whole(1, MOST_PASSES),
    )
    .option('--seed <n>', t('start of the random numbers: the same seed gives the same weights'), whole(0), 1)
    .option('--train-size <n>', t('training samples to use (default: all)'), whole(1))
    .option('--train-offset <n>', t('number of the first training sample to use'), whole(0))
    .option('--test-size <n>', t('test samples to use (default: all)'), whole(1))
    .option(
      '--draw <seed>',
      t('take training and test samples in a random order, the same for the same seed'),
      whole(0),
    )
    .option(
      '--init <file>',
      t(
        'start from the weights of this .safetensors or .pth file; lenet5/weights is the one that comes with the library',
      ),
    );
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Where it comes from and goes to, and what is kept and said on the way. */
function addRun(command: Command): void {
  command
    .option(
      '--resume <dir>',
      t('go on with the run in this folder, exactly as if it had never been interrupted; a finished one with --epochs'),
    )
    .option('--out <dir>', t('run folder (default: runs/<time>-<architecture>-<recipe>)'))
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.noTurn())
    .addOption(OPTIONS.backend())
    .option('--set <key=value...>', t('change switches of architecture and recipe; see the list below'), collect)
    .option(
      '--pictures <dir>',
      t(
        'train on your own pictures, in sub-folders 0 to 9; a fifth of them is kept aside to test on, unless --data names a test set',
      ),
    )
    .option('--save-every <n>', t('keep the weights of every n-th pass as epoch-NN.safetensors'), whole(1))
    .option(
      '--snapshot-every <seconds>',
      t('time between two snapshots for --resume, besides those of each pass'),
      seconds,
      10,
    )
    .option('--no-worker', t('measure errors between the passes, not in a second thread beside them'))
    .option('--verbose', t('print the loss every 2,000 samples'))
    .addOption(OPTIONS.json());
}
