// What is said of a run above its figures and on its page.
import { basename, resolve } from 'node:path';
import type { Evaluation } from 'lenet5';
import { type BestPass, compareOnValidation, type PassRecord } from 'lenet5/training';
import type { Source } from '../data.js';
import { integer } from '../output.js';
import { type CurvesOptions, durationText, type Ending, passesText, percent, resultTitle } from '../plots/index.js';
import { t } from '../texts/language.js';
import { versions } from '../versions.js';
import type { Saved, Setup } from './setup.js';

/** A run as far as it went. */
export interface Course {
  readonly records: readonly PassRecord[];
  /** The test set, read with the weights of the last completed pass; null where there was none. */
  readonly test: Evaluation | null;
  readonly best: BestPass | null;
  readonly saved: Saved | null;
  readonly ending: Ending;
}

/** 'MNIST'; data that are not known by name are called by their folder. */
export function dataName({ identity, origin }: Pick<Source, 'identity' | 'origin'>): string {
  return /^[\w-]*MNIST$/.test(identity) ? identity : `${basename(resolve(origin))} (${identity})`;
}

/** Where a run was finished and went on otherwise than one of that many passes would have. */
function seamsOf({ origin: { continued = [] } }: Setup): number[] {
  return continued.filter(({ exact }) => !exact).map(({ afterPass }) => afterPass);
}

/** Whether a pass of the run, or of a part of it, distorts its pictures: the last ones do not, and it may have no others. */
function distorts(setup: Setup): boolean {
  const { distortion, passes, plainPasses } = setup.trainer.recipe;
  const seams = seamsOf(setup);
  return distortion !== 'none' && [...seams, passes].some((end, i) => end - plainPasses > (seams[i - 1] ?? 0));
}

/** Where pictures and rates change: distortion ends before the last passes, in each part of a run that was continued. */
function momentsOf(setup: Setup): NonNullable<CurvesOptions['moments']> {
  const { distortion, passes, plainPasses } = setup.trainer.recipe;
  const seams = seamsOf(setup);
  const endings = distortion === 'none' || plainPasses === 0 ? [] : [...seams, passes];
  return [
    ...endings.flatMap((end, i) => {
      const pass = end - plainPasses;
      return pass > (seams[i - 1] ?? 0) ? [{ pass, text: t('distortion ends') }] : [];
    }),
    ...seams.map((pass) => ({ pass, text: t('continued') })),
  ].sort((a, b) => a.pass - b.pass);
}

/** What was trained, in a line. */
function settingsText({ origin, trainer: { seed }, parts }: Setup): string {
  const { architecture, recipe, changes } = origin.settings;
  const values = { architecture: architecture.name, recipe: recipe.name, seed, samples: integer(parts.train.count) };
  if (changes.length === 0)
    return t('architecture {{architecture}}, recipe {{recipe}}, seed {{seed}}, {{samples}} training samples', values);
  return t(
    'architecture {{architecture}}, recipe {{recipe}} with {{changes}}, seed {{seed}}, {{samples}} training samples',
    { ...values, changes: changes.join(' ') },
  );
}

/** Whose weights the run leaves: the last pass, or with `patience`, once it is over, the best. */
function finalPass(
  { trainer }: Setup,
  { records, ending }: Pick<Course, 'records' | 'ending'>,
): PassRecord | undefined {
  if (trainer.recipe.patience === 0 || ending.kind !== 'finished') return records.at(-1);
  const score = ({ validationErrorPercent: error, validationLoss: loss }: PassRecord) => {
    return { validationErrorPercent: error ?? Infinity, validationLoss: loss ?? Infinity };
  };
  return [...records].sort((a, b) => compareOnValidation(score(a), score(b)))[0];
}

/** What stands above and in the curves. */
export function curvesOptions(setup: Setup, course: Pick<Course, 'records' | 'ending'>): CurvesOptions {
  const { trainer, source } = setup;
  const { passes } = trainer.recipe;
  const { pass: done = 0, testErrorPercent: testError = null } = finalPass(setup, course) ?? {};
  return {
    title: resultTitle({ data: dataName(source), done, planned: passes, testError, ending: course.ending }),
    settings: settingsText(setup),
    passes,
    moments: momentsOf(setup),
    distorted: distorts(setup),
    paper: source.identity === 'MNIST',
  };
}

function timeOf(records: readonly PassRecord[]): string {
  return durationText(records.reduce((sum, { seconds }) => sum + seconds, 0));
}

/** The first sentences of the report. */
export function leadOf(setup: Setup, course: Course, folder: string): string[] {
  const { records, test, best, ending } = course;
  const { source, parts, trainer } = setup;
  const { passes, patience } = trainer.recipe;
  const early = ending.kind === 'finished' && patience > 0 && records.length < passes;
  const result = (of: Evaluation) =>
    t(
      'LeNet-5 on {{data}}: {{errors}} of {{count}} test samples misread after {{passes}} over {{samples}} training samples, in {{time}}.',
      {
        data: dataName(source),
        errors: integer(of.errors),
        count: integer(of.count),
        passes: passesText(finalPass(setup, course)?.pass ?? 0, passes),
        samples: integer(parts.train.count),
        time: timeOf(records),
      },
    );
  const chosen = ({ pass, validationErrorPercent, testErrorPercent }: BestPass) =>
    t('Best on the validation samples: pass {{pass}} with {{validation}}; its test error is {{test}}.', {
      pass,
      validation: percent(validationErrorPercent),
      test: percent(testErrorPercent),
    });
  const { recipe } = trainer;
  const plain = t(
    'No picture was distorted: recipe {{recipe}} leaves the last {{plain}} passes as they are, and the run has {{passes}}.',
    { recipe: recipe.name, plain: recipe.plainPasses, passes: passesText(recipe.passes, recipe.passes) },
  );
  return [
    ...(test ? [result(test)] : []),
    ...(recipe.distortion !== 'none' && !distorts(setup) ? [plain] : []),
    ...(best ? [chosen(best)] : []),
    ...(early
      ? [
          t('Ended early after {{done}} passes: {{patience}} in a row were no better on the validation samples.', {
            done: records.length,
            patience,
          }),
        ]
      : []),
    ...(ending.kind === 'stopped'
      ? [t('Stopped before the end. To go on: lenet5 train --resume {{folder}}', { folder })]
      : []),
  ];
}

/** Everything that decided or describes the run, for the end of the report. */
export function factsOf(setup: Setup, { records, saved }: Course): [string, string][] {
  const { origin, trainer, source, parts } = setup;
  const { settings, init, startedAt } = origin;
  const { train, validation, test, offset } = parts;
  const used = Object.entries(versions()).map(([name, version]) => `${name} ${version}`);
  const from = { count: integer(train.count), offset: integer(offset) };
  return [
    [t('Architecture'), settings.architecture.name],
    [t('Recipe'), settings.recipe.name],
    [t('Changed'), settings.changes.join(' ') || t('none')],
    [t('Seed'), String(trainer.seed)],
    [t('Start'), init ? `${init.file} (${init.weightsSha256})` : t('random weights')],
    [t('Data'), `${source.identity} (${source.origin})`],
    [t('Training samples'), t('{{count}} from number {{offset}} on', from)],
    [t('Validation samples'), validation ? integer(validation.count) : t('none')],
    [t('Test samples'), integer(test.count)],
    [t('Passes done'), passesText(records.length, trainer.recipe.passes)],
    [t('Time of all passes'), timeOf(records)],
    [t('Weights, SHA-256'), saved?.sha256 ?? t('none kept')],
    [t('Backend'), trainer.network.backend.name],
    [t('Versions'), used.join(', ')],
    [t('Started'), startedAt],
  ];
}
