import type { Command } from 'commander';
import { evaluateStepwise } from 'lenet5/core';
import { readSource } from '../data.js';
import { EXIT } from '../errors.js';
import { networkOf, readModel } from '../model/model.js';
import { confusionTable, integer, percent, printJson, say } from '../output.js';
import { unhurried } from '../run/pace.js';
import { phrase, t } from '../texts/language.js';
import type { EvaluatePicturesOptions } from './evaluate-pictures.js';
import { examples, type Finish, OPTIONS } from './options.js';

interface EvaluateOptions extends EvaluatePicturesOptions {
  readonly data?: string;
}

export function addEvaluate(program: Command, finish: Finish): void {
  program
    .command('evaluate')
    .description(t('count the test digits, or the labelled pictures of a folder, that a trained network misreads'))
    .argument(
      '[MODEL]',
      t('a .safetensors or .pth file, such as the last.safetensors of a run (default: the shipped weights)'),
    )
    .addOption(OPTIONS.architecture(phrase('that of the file')))
    .addOption(OPTIONS.data())
    .option('--pictures <dir>', t('score the pictures of this folder instead'))
    .option('--labels <file>', t('their labels, tab-separated: columns file, kind (single, multi, none), label'))
    .addOption(OPTIONS.reader())
    .option('--out <dir>', t('folder for the gallery of misread pictures (default: runs/<time>-pictures)'))
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
      const { evaluatePictures } = await import('./evaluate-pictures.js');
      return finish(await evaluatePictures(model, options));
    });
}

/** `lenet5 evaluate [MODEL]` @returns the exit code */
async function evaluateModel(path: string | undefined, options: EvaluateOptions): Promise<number> {
  const model = await readModel(path, options.architecture);
  const network = networkOf(model, { backend: options.backend });
  const { test, identity } = await readSource(options.data);
  const evaluation = await unhurried(evaluateStepwise(network, test, { measure: model.criterion ?? undefined }));
  const { count, errors, errorPercent, meanLoss, confusion } = evaluation;
  say(`${identity}: ${integer(errors)} of ${integer(count)} test digits misread, ${percent(errorPercent)}`);
  say(`mean loss ${meanLoss.toPrecision(5)}`);
  if (options.json) printJson({ count, errors, errorPercent, meanLoss, confusion });
  else say(confusionTable([...confusion.keys()].map(String), [...confusion.entries()]));
  return EXIT.done;
}
