import { resolve } from 'node:path';
import { TrainingError } from 'lenet5';
import { EXIT } from '../errors.js';
import { clock, integer, percent, printJson, say } from '../output.js';
import { reportLines, reportTsv } from '../picture/report.js';
import { progressFor } from '../progress.js';
import { writeBlogFile } from '../run/blog-file.js';
import { configOf, factsOf, type Setup, titleOf } from '../run/config.js';
import { RunFolder } from '../run/folder.js';
import { measurerFor } from '../run/measurer.js';
import { writeCurves, writeGallery } from '../run/pictures.js';
import { type NewRun, prepare } from '../run/prepare.js';
import { refuseWithResume, resume } from '../run/resume.js';
import { Run } from '../run/run.js';
import type { Snapshot } from '../run/snapshot.js';
import { StopRequest } from '../run/stop.js';

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

/** A run with its folder, which is locked. */
interface Opened {
  readonly setup: Setup;
  readonly folder: RunFolder;
  /** Where an earlier process left it. */
  readonly before?: Snapshot;
}

async function openNew(options: TrainOptions): Promise<Opened> {
  const setup = await prepare(options);
  const { architecture, recipe } = setup.origin.settings;
  return { setup, folder: await RunFolder.create(options.out, `${architecture.name}-${recipe.name}`) };
}

async function openEarlier(path: string, options: TrainOptions): Promise<Opened> {
  const folder = await RunFolder.reopen(path);
  try {
    const { setup, snapshot } = await resume(folder, options);
    return { setup, folder, before: snapshot };
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
  const opened = options.resume === undefined ? await openNew(options) : await openEarlier(options.resume, options);
  const { setup, folder } = opened;
  const progress = progressFor(process.stderr);
  const stop = new StopRequest((signal) => progress.note(`${signal}: saving after this step; again to end at once`));
  const stopped = () => stop.signal !== null;
  const title = titleOf(setup);
  const measurer = measurerFor(setup.parts, options.worker, stopped);
  const { origin, trainer } = setup;
  const run = new Run({
    ...{ trainer, measurer, folder, progress, origin, stopped },
    before: opened.before,
    snapshotEvery: options.snapshotEvery,
    verbose: options.verbose ?? false,
    afterPass: (rows) => writeCurves(folder, rows, title),
  });
  try {
    await run.begin();
    if (!(await folder.has('config.json'))) {
      if (setup.source.pictures) await folder.write('pictures.tsv', reportTsv(setup.source.pictures));
      // Last: where it is, the other is too.
      await folder.write('config.json', `${JSON.stringify(configOf(setup), null, 2)}\n`);
    }
    introduce(opened);
    const finished = await run.train();
    progress.end();
    await showcase(setup, run, folder);
    if (finished) await endLikeTheBlog(setup, run, folder);
    conclude({ setup, run, folder, finished, json: options.json ?? false });
    return finished ? EXIT.done : (stop.exitCode ?? EXIT.failed);
  } catch (error) {
    progress.end();
    if (error instanceof TrainingError) await explainLoss(setup, run, folder);
    throw error;
  } finally {
    stop.release();
    await run.settled();
    await measurer.close();
    await folder.close();
  }
}

/** The pictures and the report, from what was measured last. */
async function showcase(setup: Setup, run: Run, folder: RunFolder): Promise<void> {
  const { rows, test, saved } = run.now;
  const facts = factsOf(setup, saved?.sha256 ?? null);
  await writeGallery(folder, { title: titleOf(setup), facts, rows, testSet: setup.parts.test, test });
}

/** Recipe `blog` leaves the file of the blog's script. */
async function endLikeTheBlog(setup: Setup, run: Run, folder: RunFolder): Promise<void> {
  const last = run.now.rows.at(-1);
  const name = last ? await writeBlogFile(setup, folder, last) : null;
  if (name !== null) say(`like the blog's script: ${folder.file(name)}`);
}

/** After a training that went wrong: what there is, and where. */
async function explainLoss(setup: Setup, run: Run, folder: RunFolder): Promise<void> {
  await showcase(setup, run, folder);
  const { saved } = run.now;
  const where = folder.file('last.safetensors');
  if (saved) say(`kept: the weights after ${placeOf(saved)} in ${where}`);
  else say(`no pass was completed, so no weights are kept; the settings are in ${folder.path}`);
}

/** "pass 3", "pass 3 and 1,200 samples". */
function placeOf({ pass, position }: { readonly pass: number; readonly position: number }): string {
  return `pass ${pass}${position > 0 ? ` and ${integer(position)} samples` : ''}`;
}

function introduce({ setup: { origin, trainer, source, parts }, folder, before }: Opened): void {
  const { architecture, recipe, changes } = origin.settings;
  const changed = changes.length > 0 ? ` with ${changes.join(' ')}` : '';
  const { train, validation, test } = parts;
  const kept = validation ? `, ${integer(validation.count)} to validate` : '';
  say(`architecture ${architecture.name}, recipe ${recipe.name}${changed}, seed ${trainer.seed}`);
  if (source.pictures && !before) for (const line of reportLines(source.pictures)) say(line);
  say(`${source.identity}: ${integer(train.count)} samples to train${kept}, ${integer(test.count)} to test`);
  say(`backend ${trainer.network.backend.name}, run folder ${folder.path}`);
  if (before) say(`goes on after ${placeOf(trainer)}; ${recipe.passes} passes in all`);
}

interface Ending {
  readonly setup: Setup;
  readonly run: Run;
  readonly folder: RunFolder;
  readonly finished: boolean;
  readonly json: boolean;
}

/** The last words: for people always, for programs with `--json`. */
function conclude({ setup, run, folder, finished, json }: Ending): void {
  const { trainer, origin } = setup;
  const { settings } = origin;
  const { rows, test, best, saved } = run.now;
  const last = rows.at(-1);
  const weightsSha256 = saved?.sha256 ?? null;
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
  if (!finished) {
    const done = `${trainer.pass} of ${settings.recipe.passes} passes`;
    say(`stopped after ${integer(run.steps)} steps, ${done}; the weights are in ${folder.file('last.safetensors')}`);
    say(`to go on: lenet5 train --resume ${folder.path}`);
  }
  if (finished && last && test) {
    const { errors, count, errorPercent } = test;
    say(`test error ${percent(errorPercent)} (${integer(errors)} of ${integer(count)}) in ${clock(seconds)}`);
  }
  if (best) {
    const { epoch, validationErrorPercent, testErrorPercent } = best;
    say(
      `best on validation: pass ${epoch}, ${percent(validationErrorPercent)}; its test error ${percent(testErrorPercent)}`,
    );
  }
  if (finished) say(`weights ${weightsSha256} in ${folder.file('last.safetensors')}`);
  if (!json) return;
  printJson({
    architecture: settings.architecture.name,
    recipe: settings.recipe.name,
    seed: trainer.seed,
    epochs: trainer.pass,
    steps: run.steps,
    finalTrainLoss: last?.meanLoss ?? null,
    trainErrorPercent: last?.trainErrorPercent ?? null,
    testErrorPercent: last?.testErrorPercent ?? null,
    validationErrorPercent: last?.validationErrorPercent ?? null,
    weightsSha256,
    out: resolve(folder.path),
    finished,
    best,
    backend: trainer.network.backend.name,
    dataIdentity: setup.source.identity,
    architectureSwitches: settings.architecture,
    recipeSwitches: settings.recipe,
  });
}
