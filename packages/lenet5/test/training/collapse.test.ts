import { describe, expect, it } from 'vitest';
import { TrainingError } from '../../src/errors.js';
import { createNetwork } from '../../src/network/create.js';
import { ARCHITECTURES, type ArchitectureName, RECIPES } from '../../src/switches/presets.js';
import type { Recipe } from '../../src/switches/table.js';
import { watchCollapse } from '../../src/training/collapse.js';
import type { Trainer } from '../../src/training/trainer.js';
import { expectError, thrownBy } from '../expect-error.js';
import { trainingSamples } from '../network/support.js';
import { makeTrainer, run } from './support.js';

/** Trains one pass over the first training images; what stopped it, and the trainer. */
async function onePass(architecture: ArchitectureName, changes: Partial<Recipe>, count: number, seed = 1) {
  const data = await trainingSamples(count);
  const trainer = makeTrainer({
    data,
    architecture: ARCHITECTURES[architecture],
    changes: { ...changes, passes: 1 },
    seed,
  });
  const error = await thrownBy(() => {
    run(trainer);
    throw new Error('went through');
  });
  return { trainer, error: error as Error };
}

const message = ({ error }: { error: Error }) => error.message;

/** A message says how many samples the trainer had seen. */
function expectSamples(trainer: Trainer, error: Error): void {
  expect(error.message).toContain(`after ${trainer.samples} samples`);
}

describe('collapse', () => {
  it.each([0.02, 0.1, 0.5, 1])(
    'paper at a rate of %d: stopped in the first pass; says samples, F6 and cause',
    async (rate) => {
      const { trainer, error } = await onePass('paper', { rate, schedule: 'constant' }, 6000);
      expectError(error, 'TrainingError', 'collapse', 'the answer was', 'F6', 'likely cause', 'the learning rate');
      expectSamples(trainer, error);
      expect(trainer.samples).toBe(4000);
      expect(error.message).toMatch(/100 % of the units of F6 are saturated/);
    },
  );

  it.each([
    ['a short run', 300_000, 1, 200_000],
    ['a long run', 1_200_000, 1, 600_000],
    ['mini-batches', 1_200_000, 16, 3_200_000],
  ])(
    'at chance without saturation, %s: stopped after 200,000 steps and half of it',
    async (_, planned, batch, patience) => {
      const network = createNetwork();
      const window = { samples: 2000, lossSum: 112_000, errors: 1800, answers: [0, 0, 0, 0, 0, 0, 0, 0, 2000, 0] };
      const after = (samples: number) =>
        watchCollapse(network, window, window, samples - 2000, { samples, batch, planned });
      expect(after(patience - 2000)).toBe(patience - 2000);
      const error = thrownBy(() => after(patience));
      expectError(
        (await error) as Error,
        'TrainingError',
        'collapse',
        'for 100 % of the last 2000',
        'too little gradient',
      );
    },
  );

  it('blog-sigmoid stays at chance, as its author saw', async () => {
    const { trainer } = await onePass('blog-sigmoid', RECIPES.blog, 4000);
    expect(trainer.running.errors / trainer.running.samples).toBeGreaterThan(0.8);
  });
});

describe('a value that is not finite stops the run', () => {
  it('blog at a rate of 10,000: names the sample and the first layer', async () => {
    const { trainer, error } = await onePass('blog', { ...RECIPES.blog, schedule: 'constant', rate: 1e4 }, 500);
    expectError(error, 'TrainingError', 'not-finite', 'not a finite number', 'likely cause', 'learning rate');
    expect(error.message).toContain(`The loss of sample ${trainer.samples} `);
    expect(error.message).toMatch(/, (C1|S2|S2\.pooled|C3|S4|S4\.pooled|C5|F6|Output) is the first layer/);
  });

  it.each([
    ['C1.bias', 'C1'],
    ['C3.conv7.bias', 'C3'],
    ['C5.bias', 'C5'],
    ['F6.bias', 'F6'],
  ])('a NaN in %s is found in layer %s, at the sample where it is', async (parameter, layer) => {
    const trainer = makeTrainer({ data: await trainingSamples(100), changes: { passes: 1 } });
    run(trainer, 30);
    trainer.network.parameters.find(({ name }) => name === parameter)!.value.data[0] = Number.NaN;
    const error = await thrownBy(() => run(trainer));
    expectError(error, 'TrainingError', 'not-finite', 'sample 30', `${layer} is the first layer`);
  });

  it('an infinite weight that no loss shows is found at the end of the pass, by name', async () => {
    const trainer = makeTrainer({ data: await trainingSamples(20), changes: { passes: 1 } });
    run(trainer, 19);
    trainer.network.parameters.find(({ name }) => name === 'F6.bias')!.value.data[3] = Infinity;
    const error = await thrownBy(() => run(trainer));
    expectError(error, 'TrainingError', 'not-finite', 'F6.bias', 'after 20 samples');
  });
});

describe('a healthy run is left alone', () => {
  it.each([1, 2, 3])('fast on paper and blog on blog, 4,000 samples, seed %i', async (seed) => {
    expect(message(await onePass('paper', RECIPES.fast, 4000, seed))).toBe('went through');
    expect(message(await onePass('blog', RECIPES.blog, 4000, seed))).toBe('went through');
  });

  it('mini-batches of 16, 8,000 samples', async () => {
    const data = await trainingSamples(8000);
    const trainer = makeTrainer({ data, changes: { passes: 1, batch: 16, rate: 4e-3 }, capacity: 16 });
    const error = await thrownBy(() => {
      run(trainer);
      throw new Error('went through');
    });
    expect(error).not.toBeInstanceOf(TrainingError);
  });
});
