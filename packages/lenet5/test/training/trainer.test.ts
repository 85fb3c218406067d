import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { Random } from '../../src/math/random.js';
import { drawInitialValues } from '../../src/network/initial.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import { criterionOf } from '../../src/training/criterion.js';
import { Trainer } from '../../src/training/trainer.js';
import { expectError, thrownBy } from '../expect-error.js';
import { simdNetwork, trainingSamples, variant } from '../network/support.js';
import { makeTrainer, padded, run } from './support.js';

let data: Dataset;
let ten: Dataset;
beforeAll(async () => {
  data = await trainingSamples(300);
  ten = await trainingSamples(10);
});

const shaAfter = (setting: Partial<Parameters<typeof makeTrainer>[0]>) =>
  run(makeTrainer({ data, ...setting, changes: { passes: 2, ...setting.changes } })).network.weightsSha256();

describe('the same bits', () => {
  it.each(['fast', 'blog'] as const)('recipe %s: the same seed gives the same weights, another seed others', (name) => {
    const { passes, ...changes } = RECIPES[name];
    const architecture = ARCHITECTURES[name === 'blog' ? 'blog' : 'paper'];
    const first = shaAfter({ changes, architecture, seed: 4 });
    expect(shaAfter({ changes, architecture, seed: 4 })).toBe(first);
    expect(shaAfter({ changes, architecture, seed: 4, capacity: 1 })).toBe(first);
    expect(shaAfter({ changes, architecture, seed: 5 })).not.toBe(first);
  });

  it.each(['background', 'replicate'] as const)('32×32 pictures with a border of %s give those of 28×28', (padding) => {
    const architecture = variant('paper', { padding });
    expect(shaAfter({ data: padded(data, padding), architecture })).toBe(shaAfter({ architecture }));
  });

  it('keepWeights starts from the weights that are there', () => {
    const [drawn, kept] = [simdNetwork(), simdNetwork()];
    const options = { recipe: RECIPES.fast, seed: 1, data };
    const trainer = new Trainer({ network: drawn, ...options });
    kept.loadStateDict(drawn.stateDict());
    const other = new Trainer({ network: kept, ...options, keepWeights: true });
    expect(run(other, 50).network.weightsSha256()).toBe(run(trainer, 50).network.weightsSha256());
    const zeros = simdNetwork();
    new Trainer({ network: zeros, ...options, keepWeights: true });
    expect(zeros.weightsSha256()).toBe(simdNetwork().weightsSha256());
  });
});

describe('a step', () => {
  it('of a batch is the mean gradient times the rate; the last of a pass may be smaller', () => {
    const recipe = {
      ...RECIPES.fast,
      order: 'stored',
      batch: 4,
      passes: 2,
      schedule: 'constant',
      rate: 0.01,
      warmUp: 0,
    } as const;
    const trainer = makeTrainer({ data: ten, changes: recipe });
    const network = simdNetwork(ARCHITECTURES.paper, 4);
    drawInitialValues(network.parameters, recipe, new Random(1, 'weights'));
    const judge = criterionOf(recipe, 'rbf');
    const { state, delta } = network.outputs;
    for (const [first, samples] of [
      [0, 4],
      [4, 4],
      [8, 2],
    ] as const) {
      for (let s = 0; s < samples; s++) network.setPicture(s, ten.images, (first + s) * 784, 28);
      network.forward(samples, 28);
      for (let s = 0; s < samples; s++) judge(state.data, 10 * s, ten.labels[first + s] as number, delta!.data);
      network.backward(samples, { into: 'value', scale: -0.01 / samples });
      expect(trainer.step(), `step from ${first}`).toBe(first === 8);
      expect(trainer.network.weightsSha256(), `step from ${first}`).toBe(network.weightsSha256());
    }
  });

  it('counts passes, positions and samples, and is done after the last pass', () => {
    const trainer = makeTrainer({ data: ten, changes: { batch: 4, passes: 2 } });
    const seen = Array.from({ length: 6 }, () => {
      const ended = trainer.step();
      return [ended, trainer.pass, trainer.position, trainer.samples, trainer.done];
    });
    expect(seen).toEqual([
      [false, 0, 4, 4, false],
      [false, 0, 8, 8, false],
      [true, 1, 0, 10, false],
      [false, 1, 4, 14, false],
      [false, 1, 8, 18, false],
      [true, 2, 0, 20, true],
    ]);
    expect(trainer.total).toBe(20);
  });

  it('takes no step after the last pass, and none of the weights moves', async () => {
    const trainer = makeTrainer({ data: ten, changes: { batch: 5, passes: 1 } });
    run(trainer);
    const after = trainer.network.weightsSha256();
    expectError(
      await thrownBy(() => trainer.step()),
      'SettingError',
      'argument',
      'its recipe has 1 pass.',
      'restore()',
    );
    expect([trainer.samples, trainer.network.weightsSha256()]).toEqual([10, after]);
    const more = makeTrainer({ data: ten, changes: { batch: 5, passes: 2 } });
    more.restore(trainer.state());
    expect([more.step(), more.step(), more.done]).toEqual([false, true, true]);
  });

  it('measures on the fly, before each update, and begins anew with each pass', () => {
    const changes = { ...RECIPES.blog, passes: 2 };
    const trainer = makeTrainer({ data: ten, changes, architecture: ARCHITECTURES.blog });
    for (let pass = 0; pass < 2; pass++) {
      let [lossSum, errors] = [0, 0];
      for (let i = 0; i < ten.count; i++) {
        trainer.step();
        const outputs = Array.from(trainer.network.outputs.state.data.subarray(0, 10));
        lossSum += outputs[ten.labels[i] as number] as number;
        if (outputs.indexOf(Math.min(...outputs)) !== ten.labels[i]) errors++;
      }
      expect(trainer.running).toEqual({ samples: 10, lossSum: expect.closeTo(lossSum, 9), errors });
    }
  });

  it('asks the schedule with the samples seen so far', () => {
    const trainer = makeTrainer({
      data: ten,
      changes: { schedule: 'list', rates: [1e-3, 5e-4], warmUp: 0, passes: 2, batch: 5 },
    });
    const rates = Array.from({ length: 4 }, () => {
      const { rate } = trainer;
      trainer.step();
      return rate;
    });
    expect(rates).toEqual([1e-3, 1e-3, 5e-4, 5e-4]);
    const cosine = makeTrainer({ data: ten, changes: { warmUp: 0, rate: 1, passes: 1 } });
    cosine.position = 5;
    expect(cosine.rate).toBeCloseTo(0.5, 14);
  });

  it('learns: 300 samples, 8 passes, under 10 % errors on the fly', () => {
    const trainer = run(makeTrainer({ data, changes: { passes: 8, warmUp: 100, rate: 1e-3 } }));
    expect(trainer.running.errors / trainer.running.samples).toBeLessThan(0.1);
  });
});

describe('refusals', () => {
  it.each([-1, 0.5, Number.NaN, 2 ** 53])('seed %d', async (seed) => {
    const error = await thrownBy(() => makeTrainer({ data, seed }));
    expectError(error, 'SettingError', 'switch-value', `${seed}`, 'whole number, 0 or more');
  });

  it('a batch that is larger than the network has room for', async () => {
    const error = await thrownBy(() => makeTrainer({ data, capacity: 4, changes: { batch: 5 } }));
    expectError(error, 'SettingError', 'switch-value', 'batch is 5', '1 to 4');
  });

  it('a recipe that is out of range, and a criterion that does not go with the output', async () => {
    const rate = await thrownBy(() => makeTrainer({ data, changes: { rate: 0 } }));
    expectError(rate, 'SettingError', 'switch-value', 'rate is 0');
    const architecture = variant('paper', { output: 'linear' });
    expectError(
      await thrownBy(() => makeTrainer({ data, architecture })),
      'SettingError',
      'switch-value',
      'eq9',
      'linear',
    );
  });
});
