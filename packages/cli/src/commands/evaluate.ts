import type { Command } from 'commander';
import { csvFormatRows } from 'd3-dsv';
import { type ClassScore, classScores, type Dataset, type Evaluation, type Network } from 'lenet5';
import { defaultMeasure, evaluateStepwise, type Measure } from 'lenet5/core';
import { namesOf, shownNames } from '../class-names.js';
import { refuseOtherClasses } from '../classes.js';
import { readTestSource, refuseIdleReading, sayFound, type TestSource } from '../data.js';
import { CommandError, EXIT, usageError } from '../errors.js';
import { type Model, networkOf, readModel } from '../model/model.js';
import { factsOf, type ModelFacts, modelLine, otherDataWarning } from '../model/trained-on.js';
import { withSharp } from '../native.js';
import { confusionTable, integer, percent, printJson, printText, say, sayLines, table, warn } from '../output.js';
import { unhurried } from '../run/pace.js';
import { joined, phrase, t } from '../texts/language.js';
import type { EvaluatePicturesOptions } from './evaluate-pictures.js';
import { examples, type Finish, OPTIONS } from './options.js';
import { writeSubmission } from './submission.js';

interface EvaluateOptions extends EvaluatePicturesOptions {
  readonly data?: string;
  /** True unless --no-turn. */
  readonly turn: boolean;
  readonly csv?: boolean;
  /** A file for the answers to images without labels. */
  readonly submission?: string;
}

export function addEvaluate(program: Command, finish: Finish): void {
  program
    .command('evaluate')
    .description(t('count the test digits, or the labelled pictures of a folder, that a trained network misreads'))
    .argument('[MODEL]', t('a .safetensors or .pth file, or the folder of a run (default: the shipped weights)'))
    .addOption(OPTIONS.architecture(phrase('that of the file')))
    .addOption(OPTIONS.set())
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.noTurn())
    .option(
      '--pictures <dir>',
      t('score the pictures of this folder, or those that match a pattern such as "photos/*.jpg", instead'),
    )
    .option('--labels <file>', t('their labels, tab-separated: columns file, kind (single, multi, none), label'))
    .addOption(OPTIONS.reader())
    .option('--out <dir>', t('folder for the gallery of misread pictures (default: runs/<time>-pictures)'))
    .addOption(OPTIONS.backend())
    .addOption(OPTIONS.json())
    .option('--csv', t('print precision, recall, F1 and support of each digit on stdout, as CSV'))
    .option(
      '--submission <file>',
      t("write the answers to the unlabelled images of --data, Kaggle's test.csv, as it wants them: ImageId,Label"),
    )
    .addHelpText(
      'after',
      examples(
        'lenet5 evaluate',
        'lenet5 evaluate lenet5/weights/pictures',
        'lenet5 evaluate runs/2026-11-25-paper-distorted',
        'lenet5 evaluate model.pth --data fashion-mnist --csv > scores.csv',
        'lenet5 evaluate --pictures photos --labels photos.tsv',
      ),
    )
    .action(async (model: string | undefined, options: EvaluateOptions) => {
      if (options.csv && options.json)
        throw usageError(phrase('--csv and --json exclude each other: give one of them.'));
      refuseIdle(options);
      if (options.pictures === undefined && options.labels === undefined) {
        return finish(await evaluateModel(model, options));
      }
      if (options.csv) throw usageError(phrase('--csv is for test digits: leave it out, --pictures takes --json.'));
      const { evaluatePictures } = await withSharp(() => import('./evaluate-pictures.js'));
      return finish(await evaluatePictures(model, options));
    });
}

/** Options that would be dropped without a word. @throws CommandError (usage) */
function refuseIdle({ pictures, labels, out, reader, data, turn, submission }: EvaluateOptions): void {
  refuseIdleReading(data, { turn });
  if (pictures !== undefined || labels !== undefined) {
    if (data === undefined && submission === undefined) return;
    throw usageError(phrase('--data and --pictures name different things to measure on: give one of them.'));
  }
  const idle = [...(out === undefined ? [] : ['--out']), ...(reader === undefined ? [] : ['--reader'])];
  if (idle.length === 0) return;
  throw usageError(phrase('{{options}} goes with --pictures alone: leave that out.', { options: joined(idle) }));
}

/** A source with labelled images. */
type Measurable = TestSource & { readonly test: Dataset };

/** A measurement, and what was measured on what. */
interface Measured {
  readonly facts: ModelFacts;
  readonly source: Measurable;
  readonly measure: Measure;
  readonly evaluation: Evaluation;
  readonly classes: readonly ClassScore[];
  /** What the classes are called; null where their number is their name. */
  readonly names: readonly string[] | null;
}

/** `lenet5 evaluate [MODEL]` @returns the exit code */
async function evaluateModel(path: string | undefined, options: EvaluateOptions): Promise<number> {
  const model = await readModel(path, options);
  const network = networkOf(model, { backend: options.backend });
  const source = await readTestSource(options.data, options);
  if (options.submission !== undefined && !isMeasurable(source) && (options.json || options.csv)) {
    throw usageError(
      phrase('{{origin}} holds no labelled images to measure on: leave {{option}} out.', {
        origin: source.origin,
        option: options.json ? '--json' : '--csv',
      }),
    );
  }
  if (options.submission !== undefined) await writeSubmission(network, source, options.submission);
  if (!isMeasurable(source)) {
    sayFound(source);
    if (options.submission !== undefined) return EXIT.done;
    throw new CommandError(
      phrase('{{origin}} holds no labelled images to measure on: --submission FILE writes what the network answers.', {
        origin: source.origin,
      }),
    );
  }
  refuseOtherClasses(phrase('The network in {{path}}', { path: model.path }), network.classes, source);
  sayFound(source);
  const measured = await measure(model, network, source);
  const warning = otherDataWarning(measured.facts, source.test.identity);
  if (warning) warn(warning);
  for (const line of summary(measured)) say(line);
  if (options.json) printJson(jsonOf(measured));
  else if (options.csv) printText(scoresCsv(measured));
  else sayLines(tables(measured));
  return EXIT.done;
}

const isMeasurable = (source: TestSource): source is Measurable => source.test !== null;

async function measure(model: Model, network: Network, source: Measurable): Promise<Measured> {
  const measure = model.criterion ?? defaultMeasure(network);
  const evaluation = await unhurried(evaluateStepwise(network, source.test, { measure }));
  const classes = classScores(evaluation.confusion);
  const names = namesOf(model, source.test, classes.length);
  return { facts: factsOf(model, network), source, measure, evaluation, classes, names };
}

function summary({ facts, source, measure, evaluation, names }: Measured): string[] {
  const { errors, count, errorPercent, meanLoss } = evaluation;
  const { identity } = source.test;
  const said = {
    data: identity,
    errors: integer(errors),
    count: integer(count),
    share: percent(errorPercent),
  };
  return [
    modelLine(facts),
    t('measured on {{data}} ({{origin}})', { data: identity, origin: source.origin }),
    names === null
      ? t('{{data}}: {{errors}} of {{count}} test digits misread, {{share}}', said)
      : t('{{data}}: {{errors}} of {{count}} test samples misread, {{share}}', said),
    t('mean loss {{loss}} (criterion {{criterion}})', {
      loss: meanLoss.toPrecision(5),
      criterion: criterionText(measure),
    }),
  ];
}

function criterionText({ criterion, j, criterionFactor = 1 }: Measure): string {
  const text = criterion === 'eq9' ? `eq9, j = ${j}` : criterion;
  return criterionFactor === 1 ? text : `${text}, × ${criterionFactor}`;
}

function tables({ evaluation: { confusion }, classes, names }: Measured): string {
  const shown = shownNames(names ?? classes.map(({ label }) => String(label)));
  const cell = (value: number | null) => (value === null ? '–' : (100 * value).toFixed(2));
  const rows = classes.map(({ label, precision, recall, f1, support }) => [
    shown[label] ?? '',
    ...[precision, recall, f1].map(cell),
    integer(support),
  ]);
  const scores = table([[t('label'), t('precision %'), t('recall %'), t('F1 %'), t('support')], ...rows]);
  const counts = confusion.map((row, label) => [shown[label] ?? '', row] as const);
  return `${confusionTable(shown, counts)}\n\n${scores}`;
}

/** A share that is none, for want of samples, is an empty cell. */
function scoresCsv({ classes, names }: Measured): string {
  const nameOf = (label: number) => names?.[label] ?? label;
  const rows = classes.map(({ label, precision, recall, f1, support }) => [
    nameOf(label),
    precision,
    recall,
    f1,
    support,
  ]);
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  return csvFormatRows([['label', 'precision', 'recall', 'f1', 'support'], ...cells]);
}

function jsonOf({ facts, source, measure, evaluation, classes, names }: Measured): object {
  const { count, errors, errorPercent, meanLoss, confusion } = evaluation;
  const data = { identity: source.test.identity, origin: source.origin };
  const { criterion, j, criterionFactor = 1 } = measure;
  const factor = criterionFactor === 1 ? {} : { criterionFactor };
  const loss = { meanLoss, criterion, ...(criterion === 'eq9' ? { j } : {}), ...factor };
  return {
    model: facts,
    data,
    count,
    errors,
    errorPercent,
    ...loss,
    confusion,
    classes,
    ...(names && { classNames: names }),
  };
}
