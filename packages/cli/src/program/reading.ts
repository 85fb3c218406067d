import type { Command } from 'commander';
import { type EvaluateOptions, evaluateModel } from '../commands/evaluate.js';
import type { RecognizeCommandOptions } from '../commands/recognize.js';
import { OPTIONS } from '../settings/options.js';
import { examples, type Finish } from './help.js';

export function addRecognize(program: Command, finish: Finish): void {
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
      const { recognize } = await import('../commands/recognize.js');
      finish(await recognize(files, options));
    });
}

export function addEvaluate(program: Command, finish: Finish): void {
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
      const { evaluatePictures } = await import('../commands/evaluate-pictures.js');
      return finish(await evaluatePictures(model, options));
    });
}
