import { beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/digest.js';
import type { Dataset } from '../../src/files/idx/dataset.js';
import type { Recipe } from '../../src/switches/table.js';
import type { TrainerState } from '../../src/training/state.js';
import { expectError, thrownBy } from '../expect-error.js';
import { trainingSamples } from '../network/support.js';
import { wordsOf } from '../switches/words.js';
import { makeTrainer, run } from './support.js';

let data: Dataset;
beforeAll(async () => {
  data = await trainingSamples(90);
});

const make = (changes: Partial<Recipe>, seed = 3, curvature = false) =>
  makeTrainer({ data, seed, curvature, changes: { passes: 3, warmUp: 20, ...changes } });

/** A state as it comes back from a worker or a file: nothing in it is shared with the trainer. */
const travelled = (state: TrainerState) => structuredClone(state);

/** The same with one digest for all parameters and one for all rates: comparing 60,000 numbers takes long. */
const brief = ({ parameters, rates, ...rest }: TrainerState) => {
  const bytesOf = (values: TrainerState['rates'][number]) =>
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const named = parameters.flatMap(([name, values]) => [new TextEncoder().encode(name), bytesOf(values)]);
  return { ...rest, parameters: sha256Hex(named), rates: sha256Hex(rates.map(bytesOf)) };
};

/** Steps after which a run is interrupted: at the start, within a pass, between passes, and at the end. */
const INTERRUPTIONS = [0, 1, 40, 90, 135, 180, 270];

describe.each(wordsOf<Recipe['order']>('order'))('order %s', (order) => {
  it.each([1, 7])('batch %i: continued from a state in a fresh trainer, a run ends with the same weights', (batch) => {
    const whole = run(make({ order, batch }));
    for (const samples of INTERRUPTIONS) {
      const stopped = run(make({ order, batch }), Math.ceil(samples / batch));
      const state = travelled(stopped.state());
      const resumed = make({ order, batch });
      resumed.restore(state);
      expect(brief(resumed.state()), `after ${samples}`).toEqual(brief(state));
      run(resumed);
      expect(resumed.network.weightsSha256(), `after ${samples}`).toBe(whole.network.weightsSha256());
      expect(brief(resumed.state()), `after ${samples}`).toEqual(brief(whole.state()));
      expect(resumed.running).toEqual(whole.running);
    }
  });
});

describe.each(['affine', 'elastic'] as const)('distortion %s', (distortion) => {
  it('continued within a pass and between passes, a run ends with the same weights', () => {
    const changes = { distortion, thickness: 0.5, batch: 4, plainPasses: 1 };
    const whole = run(make(changes));
    for (const samples of INTERRUPTIONS) {
      const resumed = make(changes);
      resumed.restore(travelled(run(make(changes), Math.ceil(samples / 4)).state()));
      expect(brief(run(resumed).state()), `after ${samples}`).toEqual(brief(whole.state()));
    }
  });
});

describe('optimiser sdlm', () => {
  // Curvature is estimated before each pass, and during the first after every 30 samples.
  const changes = { optimiser: 'sdlm', curvatureSamples: 3, curvatureEvery: 30, rate: 2e-4 } as const;

  it.each([1, 4])('batch %i: continued with the rates of the weights, a run ends with the same weights', (batch) => {
    const fresh = () => make({ ...changes, batch, distortion: 'affine' }, 3, true);
    const whole = run(fresh());
    for (const samples of [0, 30, 31, 90, 135]) {
      const state = travelled(run(fresh(), Math.ceil(samples / batch)).state());
      const resumed = fresh();
      resumed.restore(state);
      expect(brief(run(resumed).state()), `after ${samples}`).toEqual(brief(whole.state()));
    }
  });

  it('the rates count: without them it ends elsewhere', () => {
    const fresh = () => make(changes, 3, true);
    const state = travelled(run(fresh(), 100).state());
    for (const values of state.rates) values.fill(1);
    const resumed = fresh();
    resumed.restore(state);
    expect(run(resumed).network.weightsSha256()).not.toBe(run(fresh()).network.weightsSha256());
  });
});

describe('state', () => {
  it('is a copy: further steps do not change it, and changing it changes no trainer', () => {
    const trainer = run(make({}), 30);
    const state = trainer.state();
    const before = brief(travelled(state));
    run(trainer, 30);
    expect(brief(state)).toEqual(before);
    const other = make({});
    other.restore(state);
    const sha = other.network.weightsSha256();
    for (const [, values] of state.parameters) values.fill(0);
    state.running.errors = 999;
    state.window.answers.fill(999);
    expect(other.network.weightsSha256()).toBe(sha);
    expect(brief(other.state())).toEqual(before);
  });

  it('taking it changes nothing', () => {
    const [watched, left] = [make({}), make({})];
    while (!watched.done) {
      watched.state();
      watched.step();
    }
    expect(watched.network.weightsSha256()).toBe(run(left).network.weightsSha256());
  });

  it('a trainer can go back to an earlier state', () => {
    const trainer = run(make({}), 50);
    const state = trainer.state();
    const end = run(trainer).network.weightsSha256();
    trainer.restore(state);
    expect(trainer.samples).toBe(50);
    expect(run(trainer).network.weightsSha256()).toBe(end);
  });

  it('holds every parameter by name, and where the run stands', () => {
    const state = run(make({}), 100).state();
    expect(state).toMatchObject({ version: 1, seed: 3, pass: 1, position: 10, running: { samples: 10 } });
    expect(state.window.samples).toBe(100);
    expect(state.parameters.map(([name]) => name).slice(0, 3)).toEqual(['C1.weight', 'C1.bias', 'S2.weight']);
    expect(state.parameters.reduce((sum, [, values]) => sum + values.length, 0)).toBe(60_000);
  });
});

describe('restore refuses, and changes nothing', () => {
  it.each([
    ['another seed', (state: TrainerState) => ({ ...state, seed: 4 }), ['seed of the state is 4, expected 3']],
    ['another version', (state: TrainerState) => ({ ...state, version: 2 }), ['version of the state is 2, expected 1']],
    [
      'a parameter of another size',
      (state: TrainerState) => ({
        ...state,
        parameters: state.parameters.map(([name, values]) => [name, name === 'F6.bias' ? values.slice(1) : values]),
      }),
      ['F6.bias', '83', '84'],
    ],
    [
      'a state without a parameter',
      (state: TrainerState) => ({ ...state, parameters: state.parameters.slice(0, -1) }),
      ['F6.bias'],
    ],
    [
      'a place behind the data',
      (state: TrainerState) => ({ ...state, position: 90 }),
      ['position of the state is 90', '0 to 89'],
    ],
    [
      'a parameter beyond float32',
      (state: TrainerState) => ({
        ...state,
        parameters: state.parameters.map(([name, values]) => [name, Float64Array.from(values, () => 1e39)]),
      }),
      ['state()'],
    ],
    [
      'a sum that is no finite number',
      (state: TrainerState) => ({ ...state, running: { ...state.running, lossSum: Number.POSITIVE_INFINITY } }),
      ['state()'],
    ],
    ['a part that no state has', (state: TrainerState) => ({ ...state, rate: 1e-3 }), ['state()']],
    [
      'a part that no sum has',
      (state: TrainerState) => ({ ...state, running: { ...state.running, mean: 1 } }),
      ['state()'],
    ],
    ['a pass behind the last', (state: TrainerState) => ({ ...state, pass: 4 }), ['pass of the state is 4', '0 to 3']],
  ])('%s', async (_, spoil, parts) => {
    const state = run(make({}), 20).state();
    const trainer = run(make({}), 5);
    const before = brief(trainer.state());
    const error = await thrownBy(() => trainer.restore(spoil(state) as TrainerState));
    expectError(error, 'SettingError', 'state-mismatch', ...parts);
    expect(brief(trainer.state())).toEqual(before);
  });
});
