import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { createNetwork } from '../../src/network/create.js';
import { Network } from '../../src/network/network.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Recipe } from '../../src/switches/table.js';
import type { TrainerState } from '../../src/training/state.js';
import { createTrainer, Trainer } from '../../src/training/trainer.js';
import { expectError, thrownBy } from '../expect-error.js';
import { expectClose } from '../kernels/contract.js';
import { expectKept, fill, tensorsOf } from '../network/kept.js';
import { BACKENDS, Golden, trainingSamples } from '../network/support.js';
import { run } from './support.js';

const STEPS = 200;
const OPTIMISERS = ['momentum', 'adam'] as const;
const RATES = { momentum: 1e-4, adam: 2e-4 };
const STEPPED = { schedule: 'constant', order: 'stored', warmUp: 0, batch: 1, passes: 1 } as const;
const RECIPE_OF: Readonly<Record<'paper' | 'tutorial', Recipe>> = {
  paper: { ...RECIPES.blog, ...STEPPED },
  tutorial: { ...RECIPES.tutorial, ...STEPPED },
};
/** What float32 must reach; in float64 the two computations differ in rounding alone. */
const BOUNDS = { simd: 1e-4, 'reference in float32': 1e-4, 'reference in float64': 1e-10 };
const CASES = (['paper', 'tutorial'] as const).flatMap((preset) =>
  OPTIMISERS.flatMap((optimiser) => BACKENDS.map(({ name, make }) => ({ preset, optimiser, backend: name, make }))),
);

let data: Dataset;
beforeAll(async () => {
  data = await trainingSamples(STEPS);
});

describe.each(CASES)(
  '$preset, $optimiser, $backend, against PyTorch in float64',
  ({ preset, optimiser, backend, make }) => {
    const bound = BOUNDS[backend];

    it(`${STEPS} steps of batch 1: losses and weights within ${bound}·max|b|`, () => {
      const golden = new Golden('optimisers');
      const network = new Network(ARCHITECTURES[preset], make(), 1, { moments: optimiser === 'adam' });
      if (preset === 'paper') network.loadStateDict(new Golden('paper').group('initial'));
      else fill(network);
      const recipe = { ...RECIPE_OF[preset], optimiser, rate: RATES[optimiser] };
      const trainer = new Trainer({ network, recipe, seed: 0, data, keepWeights: true });
      const losses = Array.from({ length: STEPS }, () => {
        const before = trainer.running.lossSum;
        trainer.step();
        return trainer.running.lossSum - before;
      });
      expectClose(losses, golden.values(`${preset}.${optimiser}.losses`), bound, 'loss of step');
      const parts =
        preset === 'paper'
          ? network.parameters.map((parameter) => ({ name: parameter.name, parts: [parameter] }))
          : tensorsOf(network);
      for (const { name, parts: some } of parts) {
        const found = some.flatMap(({ value }) => Array.from(value.data));
        expectKept(found, golden, `${preset}.${optimiser}.after-${STEPS}.${name}`, bound);
      }
    });
  },
);

const OWN = { rate: 1e-4, batch: 4, passes: 2, warmUp: 20 };
const make = (optimiser: Recipe['optimiser'], changes: Partial<Recipe> = {}) =>
  createTrainer({ data, recipe: { ...RECIPES.fast, optimiser, ...OWN, ...changes }, seed: 3, backend: 'simd' });

describe('what the optimisers do', () => {
  it.each([
    ['momentum', 'e9c333d4e8d3'],
    ['adam', '1e77ebcddee3'],
  ] as const)('%s: the same weights as ever after 100 steps, on every machine', (optimiser, sha) => {
    expect(run(make(optimiser)).network.weightsSha256().slice(0, 12)).toBe(sha);
  });

  it('momentum 0 is plain gradient descent, within 1e-4·max|b|', () => {
    const [plain, none] = [run(make('sgd')), run(make('momentum', { momentum: 0 }))];
    for (const [p, { value, name }] of plain.network.parameters.entries()) {
      expectClose(none.network.parameters[p]!.value.data, value.data, 1e-4, name);
    }
  });

  it.each(OPTIMISERS)('%s: a second training with a network begins without memory', (optimiser) => {
    const first = run(make(optimiser));
    const again = new Trainer({ network: first.network, recipe: first.recipe, seed: 3, data });
    expect(run(again).network.weightsSha256()).toBe(run(make(optimiser)).network.weightsSha256());
  });

  it('adam needs a network with room for it', async () => {
    const network = createNetwork({ capacity: 1 });
    const recipe = { ...RECIPES.fast, optimiser: 'adam' } as const;
    const error = await thrownBy(() => new Trainer({ network, recipe, seed: 1, data }));
    expectError(error, 'SettingError', 'switch-value', 'Optimiser adam needs a network made with moments: true.');
    const step = { scale: 1, root: 1, beta1: 0, beta2: 0, epsilon: 1 };
    const update = await thrownBy(() => network.updateByAdam(step));
    expectError(update, 'SettingError', 'switch-value', 'This network was made without moments.');
  });
});

describe.each([
  ['momentum', 42],
  ['adam', 84],
] as const)('%s, interrupted', (optimiser, tensors) => {
  it.each([1, 7])('batch %i: continued from a state in a fresh trainer, a run ends with the same bits', (batch) => {
    const fresh = () => make(optimiser, { batch, order: 'every-pass' });
    const whole = run(fresh()).network.weightsSha256();
    for (const steps of [0, 1, 10, Math.ceil(STEPS / batch), Math.ceil(STEPS / batch) + 3]) {
      const state = structuredClone(run(fresh(), steps).state());
      expect(state.moments).toHaveLength(tensors);
      const resumed = fresh();
      resumed.restore(state);
      expect(run(resumed).network.weightsSha256(), `after ${steps} steps`).toBe(whole);
    }
  });

  it('a state without its memory is refused, and nothing is changed', async () => {
    const trainer = run(make(optimiser), 5);
    const before = trainer.network.weightsSha256();
    const { moments: _, ...without } = trainer.state();
    const plain: TrainerState = run(make('sgd'), 5).state();
    for (const state of [without, plain]) {
      const error = await thrownBy(() => trainer.restore(state));
      const parts = ['number of moments of the state is 0', `expected ${tensors} as in this run`];
      expectError(error, 'SettingError', 'state-mismatch', ...parts);
    }
    expect(trainer.network.weightsSha256()).toBe(before);
  });

  it('the memory counts: without it a run ends elsewhere', () => {
    const state = run(make(optimiser), 20).state();
    for (const values of state.moments ?? []) values.fill(0);
    const resumed = make(optimiser);
    resumed.restore(state);
    expect(run(resumed).network.weightsSha256()).not.toBe(run(make(optimiser)).network.weightsSha256());
  });
});

it('a state that an earlier version wrote, without moments, goes on with sgd', () => {
  const { moments: _, ...old } = run(make('sgd'), 5).state();
  const resumed = make('sgd');
  resumed.restore(old);
  expect(run(resumed).network.weightsSha256()).toBe(run(make('sgd')).network.weightsSha256());
});
