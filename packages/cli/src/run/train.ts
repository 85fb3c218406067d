// `lenet5 train`, from its options to its last word.
import { resolve } from 'node:path';
import { TrainingError } from 'lenet5';
import type { BestPass } from 'lenet5/training';
import { classLines, codesLine } from '../classes.js';
import { sayFound } from '../data.js';
import { EXIT, explain } from '../errors.js';
import { networkOf, readModel } from '../model/model.js';
import { formatOf } from '../model/write.js';
import { clock, integer, percent, printJson, say, warn } from '../output.js';
import { reportLines, reportTsv } from '../picture/report.js';
import type { Ending } from '../plots/index.js';
import { progressFor } from '../progress.js';
import { t } from '../texts/language.js';
import { configOf, tellsTheSame } from './config.js';
import { RunFolder } from './folder.js';
import { refuseWithResume } from './idle.js';
import { measurerFor } from './measurer.js';
import { Run } from './run.js';
import { earlierRun, type NewRun, newRun, type Setup } from './setup.js';
import { StopRequest } from './stop.js';

export interface TrainOptions extends NewRun {
  /** Folder of a run to go on with. */
  readonly resume?: string;
  /** Seconds between two snapshots. */
  readonly snapshotEvery: number;
  /** False: measure between the passes instead of beside them. */
  readonly worker: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

/** What draws takes as long to load as all the rest: a command that cannot begin need not wait for it. */
const drawing = () => import('./pictures.js');

/** A run with its folder, which is locked. */
interface Opened {
  readonly setup: Setup;
  readonly folder: RunFolder;
}

async function openNew(options: TrainOptions, given: readonly string[]): Promise<Opened> {
  const setup = await newRun(options, given);
  const { architecture, recipe } = setup.origin.settings;
  return { setup, folder: await RunFolder.create(options.out, `${architecture.name}-${recipe.name}`) };
}

async function openEarlier(path: string, options: TrainOptions): Promise<Opened> {
  const folder = await RunFolder.reopen(path);
  try {
    return { setup: await earlierRun(folder, options), folder };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

/**
 * `lenet5 train`
 * @param given the options that were named, as they are written
 * @returns the exit code
 */
export async function train(options: TrainOptions, given: readonly string[]): Promise<number> {
  if (options.resume !== undefined) refuseWithResume(given);
  const opened =
    options.resume === undefined ? await openNew(options, given) : await openEarlier(options.resume, options);
  const { setup, folder } = opened;
  const progress = progressFor(process.stderr);
  const stop = new StopRequest((signal) =>
    progress.note(t('{{signal}}: saving after this step; again to end at once', { signal })),
  );
  const measurer = measurerFor(setup.parts, options.worker, stop.aborted);
  const { snapshotEvery, verbose = false, json = false } = options;
  const afterPass = async (records: Run['records']) => (await drawing()).writeCurves(folder, setup, records);
  const run = new Run({ setup, folder, measurer, progress, snapshotEvery, verbose, afterPass });
  try {
    // Before training, and not after it: the package may be replaced meanwhile.
    await drawing();
    await run.begin();
    await describe(setup, folder);
    introduce(opened);
    const finished = await run.train(stop.aborted);
    progress.end();
    await showcase(setup, run, folder, { kind: finished ? 'finished' : 'stopped' });
    if (finished) await endLikeTheBlog(setup, run, folder);
    conclude({ setup, run, folder, finished, json });
    return finished ? EXIT.done : (stop.exitCode ?? EXIT.failed);
  } catch (error) {
    progress.end();
    if (error instanceof TrainingError) await explainLoss(setup, run, folder, error);
    throw error;
  } finally {
    stop.release();
    await run.settled();
    await measurer.close();
    await folder.close();
  }
}

/** What decided the run, in files of its folder, unless an earlier process wrote them and they are as it left them. */
async function describe(setup: Setup, folder: RunFolder): Promise<void> {
  const config = configOf(setup);
  const there = await folder.readConfiguration();
  // A run that got more passes says so, whatever an earlier process wrote.
  if (there !== null && !setup.origin.continued) {
    if (tellsTheSame(there, config)) return;
    warn(
      t('{{path}} did not tell what the snapshot of the run does, and is written anew.', {
        path: folder.file('config.json'),
      }),
    );
  }
  if (setup.source.pictures) await folder.write('pictures.tsv', reportTsv(setup.source.pictures));
  // Last: where it is, the other is too.
  await folder.write('config.json', `${JSON.stringify(config, null, 2)}\n`);
}

/** The pictures and the report, from what was measured last. */
async function showcase(setup: Setup, run: Run, folder: RunFolder, ending: Ending): Promise<void> {
  const { records, test, saved } = run;
  const { writeGallery } = await drawing();
  await writeGallery(folder, setup, { records, test, saved, best: run.loop.results.best, ending });
}

/**
 * The blog's script ends with a file such as `epoch-25_loss-5.046500_error-2.10%.pth`, the mean loss of the last pass and
 * the test error after it; so does a run with its recipe. It holds what last.safetensors holds.
 */
async function endLikeTheBlog({ origin }: Setup, run: Run, folder: RunFolder): Promise<void> {
  const last = run.loop.final;
  if (origin.settings.recipe.name !== 'blog' || !last) return;
  const { pass, meanLoss, testErrorPercent } = last;
  const name = `epoch-${pass}_loss-${meanLoss.toFixed(6)}_error-${testErrorPercent.toFixed(2)}%.pth`;
  const model = await readModel(folder.file('last.safetensors'));
  await folder.write(name, formatOf(name).write(networkOf(model, { capacity: 1 }), model.metadata, {}));
  say(t("like the blog's script: {{file}}", { file: folder.file(name) }));
}

/** After a training that went wrong: what there is, and where. */
async function explainLoss(setup: Setup, run: Run, folder: RunFolder, error: TrainingError): Promise<void> {
  await showcase(setup, run, folder, { kind: 'collapsed', sentence: explain(error).sentence });
  const { saved } = run;
  const where = folder.file('last.safetensors');
  say(
    saved
      ? t('kept: the weights after {{place}} in {{where}}', { place: placeOf(saved), where })
      : t('no pass was completed, so no weights are kept; the settings are in {{folder}}', { folder: folder.path }),
  );
}

/** "pass 3", "pass 3 and 1,200 samples". */
function placeOf({ pass, position }: { readonly pass: number; readonly position: number }): string {
  return position > 0
    ? t('pass {{pass}} and {{samples}} samples', { pass, samples: integer(position) })
    : t('pass {{pass}}', { pass });
}

function introduce({ setup: { origin, trainer, source, parts, before }, folder }: Opened): void {
  const { architecture, recipe, changes } = origin.settings;
  const settings = { architecture: architecture.name, recipe: recipe.name, seed: trainer.seed };
  say(
    changes.length > 0
      ? t('architecture {{architecture}}, recipe {{recipe}} with {{changes}}, seed {{seed}}', {
          ...settings,
          changes: changes.join(' '),
        })
      : t('architecture {{architecture}}, recipe {{recipe}}, seed {{seed}}', settings),
  );
  if (source.pictures && !before) for (const line of reportLines(source.pictures)) say(line);
  sayFound(source);
  say(partsLine(source.identity, parts));
  for (const line of [...classLines(source), ...codesLine(architecture, source.train.classNames)]) say(line);
  say(t('backend {{backend}}, run folder {{folder}}', { backend: trainer.network.backend.name, folder: folder.path }));
  if (before && trainer.done) {
    say(t('it is at its end already; with --epochs N, passes in all, it goes on'));
  } else if (before) {
    say(t('goes on after {{place}}; {{passes}} passes in all', { place: placeOf(trainer), passes: recipe.passes }));
  }
  const { afterPass, exact } = origin.continued?.at(-1) ?? {};
  if (exact !== false || afterPass === undefined) return;
  say(
    t(
      'a run begun with {{passes}} passes would have had other rates, pictures or teachers before pass {{pass}}, and so other weights: the files say that this one was continued',
      { passes: recipe.passes, pass: afterPass },
    ),
  );
}

function partsLine(data: string, { train, validation, test }: Setup['parts']): string {
  const counts = { data, train: integer(train.count), test: integer(test.count) };
  return validation
    ? t('{{data}}: {{train}} samples to train, {{validation}} to validate, {{test}} to test', {
        ...counts,
        validation: integer(validation.count),
      })
    : t('{{data}}: {{train}} samples to train, {{test}} to test', counts);
}

interface Conclusion {
  readonly setup: Setup;
  readonly run: Run;
  readonly folder: RunFolder;
  readonly finished: boolean;
  readonly json: boolean;
}

/** The last words: for people always, for programs with `--json`. */
function conclude({ setup, run, folder, finished, json }: Conclusion): void {
  const { trainer, origin } = setup;
  const { settings } = origin;
  const { records, test, saved } = run;
  const { best, steps } = run.loop.results;
  const last = finished ? run.loop.final : (records.at(-1) ?? null);
  const { patience } = settings.recipe;
  const weightsSha256 = saved?.sha256 ?? null;
  const file = folder.file('last.safetensors');
  const seconds = records.reduce((sum, record) => sum + record.seconds, 0);
  if (!finished) {
    say(
      t('stopped after {{steps}} steps, {{pass}} of {{passes}} passes; the weights are in {{file}}', {
        steps: integer(steps),
        pass: trainer.pass,
        passes: settings.recipe.passes,
        file,
      }),
    );
    say(t('to go on: lenet5 train --resume {{folder}}', { folder: folder.path }));
  }
  if (finished && last && test) {
    const { errors, count, errorPercent } = test;
    say(
      t('test error {{error}} ({{errors}} of {{count}}) in {{time}}', {
        error: percent(errorPercent),
        errors: integer(errors),
        count: integer(count),
        time: clock(seconds),
      }),
    );
  }
  if (finished && best && patience > 0) {
    const { pass, validationErrorPercent } = best;
    const values = { pass, validation: percent(validationErrorPercent), done: records.length };
    say(
      records.length < settings.recipe.passes
        ? t(
            'ended early, since {{patience}} passes in a row were no better on validation; of {{done}} passes the weights of pass {{pass}} are kept, validation error {{validation}}',
            { ...values, patience },
          )
        : t('of {{done}} passes the weights of pass {{pass}} are kept, validation error {{validation}}', values),
    );
  } else if (best) {
    const { pass, validationErrorPercent, testErrorPercent } = best;
    say(
      t('best on validation: pass {{pass}}, {{validation}}; its test error {{test}}', {
        pass,
        validation: percent(validationErrorPercent),
        test: percent(testErrorPercent),
      }),
    );
  }
  if (finished) say(t('weights {{sha256}} in {{file}}', { sha256: weightsSha256 ?? '', file }));
  if (!json) return;
  printJson({
    architecture: settings.architecture.name,
    recipe: settings.recipe.name,
    seed: trainer.seed,
    epochs: trainer.pass,
    steps,
    finalTrainLoss: last?.meanLoss ?? null,
    trainErrorPercent: last?.trainErrorPercent ?? null,
    testErrorPercent: last?.testErrorPercent ?? null,
    validationErrorPercent: last?.validationErrorPercent ?? null,
    weightsSha256,
    out: resolve(folder.path),
    finished,
    ...(patience > 0 && { keptEpoch: finished ? (last?.pass ?? null) : null }),
    best: best && bestJson(best),
    backend: trainer.network.backend.name,
    dataIdentity: setup.source.identity,
    architectureSwitches: settings.architecture,
    recipeSwitches: settings.recipe,
  });
}

/** As programs know it. */
function bestJson({ pass, ...rest }: BestPass): object {
  return { epoch: pass, ...rest };
}
