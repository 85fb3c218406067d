import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Recipe } from '../../src/switches/table.js';
import { classWeightsOf, weighted } from '../../src/training/class-weights.js';
import { criterionOf } from '../../src/training/criterion.js';
import { estimateCurvature } from '../../src/training/curvature.js';
import { createTrainer } from '../../src/training/trainer.js';
import { expectError, thrownBy } from '../expect-error.js';
import { centralDifference } from '../kernels/formulas.js';
import { simdNetwork, trainingSamples } from '../network/support.js';
import { run } from './support.js';

const WEIGHTS = [0.5, 1, 2, 0.25, 1, 1, 3, 1, 1, 4];
/**
 * torch 1.13: CrossEntropyLoss(weight=WEIGHTS, reduction='none') of scores sin(7i + s), i = 0…9, for s = 0, 1, 2 with labels
 * 0, 6, 9, and the gradient of their sum over 3 for s = 2.
 */
const TORCH = {
  losses: [1.2610326242996883, 10.4259820795662, 7.2565576476171065],
  gradient: [
    0.23598463261450123, 0.14353626847922443, 0.07127644750843401, 0.040782328225941834, 0.035390295210076715,
    0.04994543585685464, 0.09675395263123039, 0.18580512991650672, 0.25655470279344944, -1.1160291932362192,
  ],
};
const scores = (s: number) => Float64Array.from({ length: 10 }, (_, i) => Math.sin(7 * i + s));
const LABELS = [0, 6, 9];

let data: Dataset;
beforeAll(async () => {
  data = await trainingSamples(60);
});

describe('the weighted criterion', () => {
  it('is that of torch.nn.CrossEntropyLoss(weight), losses and gradient, within 1e-12', () => {
    const judge = weighted(criterionOf({ criterion: 'cross-entropy' }, 'linear'), WEIGHTS, 10);
    const delta = new Float64Array(10);
    LABELS.forEach((label, s) => {
      expect(Math.abs(judge(scores(s), 0, label, delta) - TORCH.losses[s]!)).toBeLessThan(1e-12);
    });
    delta.forEach((value, i) => {
      expect(Math.abs(value / 3 - TORCH.gradient[i]!)).toBeLessThan(1e-12);
    });
  });

  it.each(['eq8', 'eq9', 'cross-entropy', 'mse'] as const)(
    '%s: derivatives by central differences within 1e-7',
    (criterion) => {
      const output = criterion === 'eq8' || criterion === 'eq9' ? 'rbf' : 'linear';
      const plain = criterionOf({ criterion, j: 2 }, output);
      const judge = weighted(plain, WEIGHTS, 10);
      const y = scores(1);
      const delta = new Float64Array(10);
      expect(judge(y, 0, 6, delta)).toBe(3 * plain(y, 0, 6, null));
      delta.forEach((value, i) => {
        const slope = centralDifference((x) => judge(y.with(i, x), 0, 6, null), y[i]!);
        expect(Math.abs(value - slope)).toBeLessThan(1e-7);
      });
    },
  );
});

describe('classWeights of a recipe', () => {
  const of = (classWeights: Recipe['classWeights'], labels: readonly number[]) =>
    classWeightsOf({ classWeights }, { labels: Uint8Array.from(labels), count: labels.length }, 4);

  it('balanced: every class weighs alike, and the mean over the samples is 1; a class that is missing has 1', () => {
    expect(of('balanced', [0, 0, 0, 0, 1, 1, 3, 3])).toEqual([2 / 3, 4 / 3, 1, 4 / 3]);
    expect(of('none', [0, 1])).toBeNull();
    expect(of([1, 2, 3, 4], [0, 1])).toEqual([1, 2, 3, 4]);
  });

  const shaOf = (changes: Partial<Recipe>, curvature = false) => {
    const recipe = {
      ...RECIPES.fast,
      passes: 1,
      ...(curvature && { optimiser: 'sdlm', curvatureSamples: 5 }),
      ...changes,
    };
    return run(createTrainer({ data, recipe: recipe as Recipe, seed: 1 })).network.weightsSha256();
  };

  it('all 1 are the same bits as none; all 2 are those of twice the rate, and of criterionFactor 2 with sdlm', () => {
    expect(shaOf({ classWeights: Array<number>(10).fill(1) })).toBe(shaOf({}));
    const twos = { classWeights: Array<number>(10).fill(2) };
    expect(shaOf(twos)).toBe(shaOf({ criterionFactor: 2 }));
    expect(shaOf(twos, true)).toBe(shaOf({ criterionFactor: 2 }, true));
    expect(shaOf({ classWeights: 'balanced' })).not.toBe(shaOf({}));
  });

  it('the curvature counts each sample by its class', () => {
    const network = simdNetwork(ARCHITECTURES.paper, 1, true);
    const labelled = data.labels[0]!;
    const curvature = (weights: readonly number[] | null) => {
      estimateCurvature(network, data, [0], RECIPES.fast, weights);
      return [...(network.second?.squares.curvature() ?? [])].map(([, h]) => h.data.at(-1));
    };
    const plain = curvature(null);
    const weights = Array<number>(10).fill(1).with(labelled, 4);
    expect(curvature(weights)).toEqual(plain.map((h) => 4 * Number(h)));
  });

  it('a weight that no sum of float32 holds is named, and not taken for a rate', async () => {
    const error = await thrownBy(() => shaOf({ classWeights: Array<number>(10).fill(1).with(3, 1e300) }));
    const expected = 'classWeights[3] is 1e+300, expected a number from 0.000001 to 1000000.';
    expectError(error, 'SettingError', 'switch-value', expected);
  });

  it('a list of another length than the classes is refused', async () => {
    const error = await thrownBy(() => shaOf({ classWeights: [1, 2, 3] }));
    expectError(error, 'SettingError', 'switch-value', 'classWeights has 3 numbers, expected 10, one for each class.');
  });
});
