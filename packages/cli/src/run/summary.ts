// What is said of a run above its figures and on its page.
import { basename, resolve } from 'node:path';
import type { Evaluation } from 'lenet5';
import type { BestPass, PassRecord } from 'lenet5/training';
import type { Source } from '../data.js';
import { integer } from '../output.js';
import { type CurvesOptions, type Ending, type PlotLanguage, plotTexts } from '../plots/index.js';
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

/** The last pass with distortion, where others follow. */
function lastDistorted({ trainer: { recipe } }: Setup): number | undefined {
  const { distortion, passes, plainPasses } = recipe;
  return distortion !== 'none' && plainPasses > 0 && plainPasses < passes ? passes - plainPasses : undefined;
}

/** What stands above and in the curves. */
export function curvesOptions(
  setup: Setup,
  { records, ending }: Pick<Course, 'records' | 'ending'>,
  language?: PlotLanguage,
): CurvesOptions {
  const { origin, trainer, source, parts } = setup;
  const { architecture, recipe, changes } = origin.settings;
  const words = plotTexts(language);
  const { passes } = trainer.recipe;
  const testError = records.at(-1)?.testErrorPercent ?? null;
  return {
    title: words.title({ data: dataName(source), passes: [records.length, passes], testError, ending }),
    settings: words.settings({
      architecture: architecture.name,
      recipe: recipe.name,
      changes,
      seed: trainer.seed,
      samples: parts.train.count,
    }),
    passes,
    lastDistorted: lastDistorted(setup),
    distorted: trainer.recipe.distortion !== 'none',
    paper: source.identity === 'MNIST',
    ...(language && { language }),
  };
}

/** Seconds of all passes. */
function timeText(records: readonly PassRecord[], language?: PlotLanguage): string {
  const whole = Math.round(records.reduce((sum, { seconds }) => sum + seconds, 0));
  return plotTexts(language).report.time(Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60);
}

/** The first sentences of the report. */
export function leadOf(setup: Setup, course: Course, folder: string, language?: PlotLanguage): string[] {
  const { records, test, best, ending } = course;
  const { report } = plotTexts(language);
  const { source, parts, trainer } = setup;
  const passes = report.passes(records.length, trainer.recipe.passes);
  return [
    ...(test ? [report.lead(dataName(source), test, passes, parts.train.count, timeText(records, language))] : []),
    ...(best ? [report.best(best)] : []),
    ...(ending.kind === 'stopped' ? [report.stopped(folder)] : []),
  ];
}

/** Everything that decided or describes the run, for the end of the report. */
export function factsOf(setup: Setup, { records, saved }: Course, language?: PlotLanguage): [string, string][] {
  const { facts, report } = plotTexts(language);
  const { origin, trainer, source, parts } = setup;
  const { settings, init, startedAt } = origin;
  const { train, validation, test, offset } = parts;
  const used = Object.entries(versions()).map(([name, version]) => `${name} ${version}`);
  return [
    [facts.architecture, settings.architecture.name],
    [facts.recipe, settings.recipe.name],
    [facts.changed, settings.changes.join(' ') || facts.nothing],
    [facts.seed, String(trainer.seed)],
    [facts.start, init ? `${init.file} (${init.weightsSha256})` : facts.random],
    [facts.data, `${source.identity} (${source.origin})`],
    [facts.training, facts.from(train.count, offset)],
    [facts.validation, validation ? integer(validation.count) : facts.none],
    [facts.test, integer(test.count)],
    [facts.passes, report.passes(records.length, trainer.recipe.passes)],
    [facts.time, timeText(records, language)],
    [facts.weights, saved?.sha256 ?? facts.noneKept],
    [facts.backend, trainer.network.backend.name],
    [facts.versions, used.join(', ')],
    [facts.started, startedAt],
  ];
}
