import { resolve } from 'node:path';
import {
  ARCHITECTURES,
  type Architecture,
  type ArchitectureName,
  createNetwork,
  type Network,
  RECIPES,
  type RecipeName,
  Trainer,
  TrainingError,
} from 'lenet5';
import { readSource, selectParts } from '../data.js';
import { EXIT, usageError } from '../errors.js';
import { clock, integer, percent, printJson, say, warn } from '../output.js';
import { progressFor } from '../progress/index.js';
import { writeBlogFile } from '../run/blog-file.js';
import { configOf, factsOf, type Setup, titleOf } from '../run/config.js';
import { RunFolder, refuseRun } from '../run/folder.js';
import { measurerFor } from '../run/measurer.js';
import { loadWeights, type Model, readModel, sameSwitches } from '../run/model.js';
import { writeCurves, writeGallery } from '../run/pictures.js';
import { Run } from '../run/run.js';
import { StopRequest } from '../run/stop.js';
import type { BackendName } from '../settings/options.js';
import { resolveSettings, type Settings } from '../settings/resolve.js';

export interface TrainOptions {
  readonly architecture?: ArchitectureName;
  readonly recipe: RecipeName;
  readonly epochs?: number;
  readonly seed: number;
  readonly trainSize?: number;
  readonly trainOffset?: number;
  readonly init?: string;
  readonly out?: string;
  readonly data?: string;
  readonly backend?: BackendName;
  readonly set?: readonly string[];
  readonly saveEvery?: number;
  /** False: measure between the passes instead of beside them. */
  readonly worker: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

/** `lenet5 train` @returns the exit code */
export async function train(options: TrainOptions): Promise<number> {
  const setup = await prepare(options);
  const { trainer, parts, source, settings } = setup;
  const folder = await RunFolder.create(options.out, `${settings.architecture.name}-${settings.recipe.name}`);
  const progress = progressFor(process.stderr);
  const stop = new StopRequest((signal) => progress.note(`${signal}: saving after this step; again to end at once`));
  const title = titleOf(setup);
  const measurer = measurerFor(parts, options.worker, () => stop.signal !== null);
  const run = new Run({
    ...{ trainer, measurer, folder, progress, dataIdentity: source.identity },
    saveEvery: options.saveEvery,
    verbose: options.verbose ?? false,
    stopped: () => stop.signal !== null,
    afterPass: (rows) => writeCurves(folder, rows, title),
  });
  try {
    await folder.write('config.json', `${JSON.stringify(configOf(setup), null, 2)}\n`);
    introduce(setup, folder.path);
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
    await measurer.close();
    await folder.close();
  }
}

/** The pictures and the report, from what was measured last. */
async function showcase(setup: Setup, run: Run, folder: RunFolder): Promise<void> {
  const { rows, test, savedSha256 } = run;
  const testSet = setup.parts.test;
  await writeGallery(folder, { title: titleOf(setup), facts: factsOf(setup, savedSha256), rows, testSet, test });
}

/** Recipe `blog` leaves the file of the blog's script. */
async function endLikeTheBlog(setup: Setup, run: Run, folder: RunFolder): Promise<void> {
  const last = run.rows.at(-1);
  const name = last ? await writeBlogFile(setup, folder, last) : null;
  if (name !== null) say(`like the blog's script: ${folder.file(name)}`);
}

/** After a training that went wrong: what there is, and where. */
async function explainLoss(setup: Setup, run: Run, folder: RunFolder): Promise<void> {
  await showcase(setup, run, folder);
  const last = run.rows.at(-1);
  if (last) say(`kept: the weights after pass ${last.epoch} in ${folder.file('last.safetensors')}`);
  else say(`no pass was completed, so no weights are kept; the settings are in ${folder.path}`);
}

/** Everything that can be wrong with a command is found here, before the run folder is made. */
async function prepare(options: TrainOptions): Promise<Setup> {
  const model = options.init === undefined ? null : await readModel(options.init, options.architecture);
  const base = model?.architecture ?? ARCHITECTURES[options.architecture ?? 'paper'];
  const { epochs, set = [] } = options;
  const keepWeights = model !== null;
  const recipe = RECIPES[options.recipe];
  const settings = resolveSettings({ architecture: base, recipe, set, epochs, keepWeights });
  for (const warning of settings.warnings) warn(warning);
  const network = networkFor(settings, options.backend);
  if (model) startFrom(network, model, base);
  if (options.out !== undefined) await refuseRun(options.out);
  const source = await readSource(options.data);
  const { trainSize: size, trainOffset: offset } = options;
  const parts = selectParts(source, { size, offset, validation: settings.recipe.validation });
  const trainer = new Trainer({ network, recipe: settings.recipe, seed: options.seed, data: parts.train, keepWeights });
  const init = model && { file: model.path, weightsSha256: network.weightsSha256() };
  return { settings, trainer, source, parts, init, startedAt: new Date() };
}

/** Samples of one pass through the network while measuring. */
const MEASURING = 64;

function networkFor({ architecture, recipe }: Settings, backend: BackendName | undefined): Network {
  const capacity = Math.max(MEASURING, recipe.batch);
  try {
    const curvature = recipe.optimiser === 'sdlm';
    return createNetwork({ architecture, capacity, curvature, ...(backend ? { backend } : {}) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usageError(`A batch of ${integer(recipe.batch)} does not fit into memory (${error.message}).`);
  }
}

function startFrom(network: Network, model: Model, told: Architecture): void {
  if (!sameSwitches(told, network.architecture)) {
    warn(`${model.path} was trained with other switches of the architecture than those asked for.`);
  }
  loadWeights(network, model);
}

function introduce({ settings, trainer, source, parts }: Setup, folder: string): void {
  const { architecture, recipe, changes } = settings;
  const changed = changes.length > 0 ? ` with ${changes.join(' ')}` : '';
  const { train, validation, test } = parts;
  const kept = validation ? `, ${integer(validation.count)} to validate` : '';
  say(`architecture ${architecture.name}, recipe ${recipe.name}${changed}, seed ${trainer.seed}`);
  say(`${source.identity}: ${integer(train.count)} samples to train${kept}, ${integer(test.count)} to test`);
  say(`backend ${trainer.network.backend.name}, run folder ${folder}`);
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
  const { trainer, settings } = setup;
  const last = run.rows.at(-1);
  const weightsSha256 = run.savedSha256;
  const seconds = run.rows.reduce((sum, row) => sum + row.seconds, 0);
  if (!finished) {
    const done = `${trainer.pass} of ${settings.recipe.passes} passes`;
    say(`stopped after ${integer(run.steps)} steps, ${done}; the weights are in ${folder.file('last.safetensors')}`);
  }
  if (finished && last && run.test) {
    const { errors, count, errorPercent } = run.test;
    say(`test error ${percent(errorPercent)} (${integer(errors)} of ${integer(count)}) in ${clock(seconds)}`);
  }
  if (run.best) {
    const { epoch, validationErrorPercent, testErrorPercent } = run.best;
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
    best: run.best,
    backend: trainer.network.backend.name,
    dataIdentity: setup.source.identity,
    architectureSwitches: settings.architecture,
    recipeSwitches: settings.recipe,
  });
}
