import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { drawInitialValues, type InitialValues } from '../../src/network/initial.js';
import type { Network } from '../../src/network/network.js';
import { RECIPES } from '../../src/switches/presets.js';
import { simdNetwork } from './support.js';

/** Inputs of one unit of each layer; those of C3 by its conv number: 25 times the maps that Table I gives it. */
const TABLE_SIZES = [3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 6];
const fanIn = (name: string): number => {
  const map = /^C3\.conv(\d+)/.exec(name)?.[1];
  if (map !== undefined) return 25 * (TABLE_SIZES[Number(map)] as number);
  return { C1: 25, C5: 400, F6: 120 }[name.split('.')[0] as 'C1'];
};

function drawn(values: InitialValues, seed = 1): Network {
  const network = simdNetwork();
  drawInitialValues(network.parameters, values, new Random(seed, 'weights'));
  return network;
}

/** All within [low, high]; and where there are many, close to both ends. */
function expectRange(name: string, data: ArrayLike<number>, low: number, high: number): void {
  const [least, most] = [Math.min(...Array.from(data)), Math.max(...Array.from(data))];
  const slack = 1e-7 * Math.max(Math.abs(low), Math.abs(high));
  expect(least, name).toBeGreaterThanOrEqual(low - slack);
  expect(most, name).toBeLessThanOrEqual(high + slack);
  if (data.length < 60) return;
  expect(least, name).toBeLessThanOrEqual(low + 0.15 * (high - low));
  expect(most, name).toBeGreaterThanOrEqual(high - 0.15 * (high - low));
}

describe.each(['2.4/F', 'sqrt(3/F)'] as const)('weights ±%s', (initialWeights) => {
  describe.each(['zero', 'as-weights', '1/sqrt(F)'] as const)('biases %s', (initialBiases) => {
    it('of C and F layers are within their ranges and fill them', () => {
      const network = drawn({ ...RECIPES.fast, initialWeights, initialBiases });
      for (const { name, value } of network.parameters.filter(({ layer }) => !layer.startsWith('S'))) {
        const f = fanIn(name);
        const weights = initialWeights === '2.4/F' ? 2.4 / f : Math.sqrt(3 / f);
        const biases = { zero: 0, 'as-weights': weights, '1/sqrt(F)': Math.sqrt(1 / f) }[initialBiases];
        const half = name.endsWith('weight') ? weights : biases;
        expectRange(name, value.data, -half, half);
      }
    });
  });
});

describe('subsampling', () => {
  const many = (values: InitialValues, name: string) =>
    Array.from({ length: 20 }, (_, seed) => [...drawn(values, seed).stateDict().get(name)!.data]).flat();

  it('coefficients and biases of the blog: ±2.4/(4·maps) and 0 to 1', () => {
    expectRange('S2.weight', many(RECIPES.blog, 'S2.weight'), -0.1, 0.1);
    expectRange('S4.weight', many(RECIPES.blog, 'S4.weight'), -0.0375, 0.0375);
    for (const name of ['S2.bias', 'S4.bias']) expectRange(name, many(RECIPES.blog, name), 0, 1);
  });

  it('ranges of one’s own', () => {
    const own: InitialValues = {
      ...RECIPES.fast,
      initialCoefficient: [0.125, 0.375],
      initialSubsamplingBias: [-3, -2],
    };
    for (const name of ['S2.weight', 'S4.weight']) expectRange(name, many(own, name), 0.125, 0.375);
    for (const name of ['S2.bias', 'S4.bias']) expectRange(name, many(own, name), -3, -2);
  });
});

describe('drawing', () => {
  it('is the same for the same seed, and another for another', () => {
    const [a, again, other] = [drawn(RECIPES.blog, 5), drawn(RECIPES.blog, 5), drawn(RECIPES.blog, 6)];
    expect(again.weightsSha256()).toBe(a.weightsSha256());
    expect(other.weightsSha256()).not.toBe(a.weightsSha256());
  });

  it('leaves no two weights of C5 in step: neighbours are uncorrelated within 0.02', () => {
    const data = drawn(RECIPES.fast).stateDict().get('C5.weight')!.data;
    const square = data.reduce((sum, w) => sum + w * w, 0);
    const product = data.reduce((sum, w, i) => sum + w * (data[i + 1] ?? 0), 0);
    expect(Math.abs(product / square)).toBeLessThan(0.02);
  });
});
