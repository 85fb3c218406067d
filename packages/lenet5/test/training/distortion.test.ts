import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { Random } from '../../src/math/random.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Recipe } from '../../src/switches/table.js';
import { distort } from '../../src/training/distortion.js';
import { simdNetwork, trainingSamples } from '../network/support.js';
import { makeTrainer, run } from './support.js';

const NONE = { shift: 0, scale: 0, squeeze: 0, shear: 0, rotation: 0, elastic: 0 };

let data: Dataset;
beforeAll(async () => {
  data = await trainingSamples(20);
});

/** Maps [m0 … m5] that are drawn for many pictures. */
function maps(ranges: Partial<Recipe>, count = 2000): number[][] {
  const network = simdNetwork(ARCHITECTURES.paper, 10);
  const random = new Random(1, 'maps');
  const recipe: Recipe = { ...RECIPES.fast, distortion: 'affine', ...NONE, ...ranges };
  return Array.from({ length: count / 10 }, () => {
    distort(network, 10, recipe, random);
    return Array.from({ length: 10 }, (_, s) =>
      Array.from(network.distortion.matrices.data.subarray(6 * s, 6 * s + 6)),
    );
  }).flat();
}

/** Within [low, high], and close to both ends. */
function expectRange(values: readonly number[], low: number, high: number): void {
  const slack = 0.02 * (high - low);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(low - 1e-6);
  expect(Math.min(...values)).toBeLessThan(low + slack);
  expect(Math.max(...values)).toBeLessThanOrEqual(high + 1e-6);
  expect(Math.max(...values)).toBeGreaterThan(high - slack);
}

const column = (matrices: readonly number[][], i: number) => matrices.map((m) => m[i] as number);

describe('drawn maps', () => {
  it('are the identity where all ranges are 0', () => {
    for (const m of maps({}, 50)) expect(m.map((value) => value + 0)).toEqual([1, 0, 0, 0, 1, 0]);
  });

  it('shift: both translations ± pixels, each by itself', () => {
    const drawn = maps({ shift: 2.5 });
    expectRange(column(drawn, 2), -2.5, 2.5);
    expectRange(column(drawn, 5), -2.5, 2.5);
    expectRange(
      drawn.map((m) => (m[2] as number) - (m[5] as number)),
      -5,
      5,
    );
  });

  it('scale: both axes alike; squeeze: one against the other; shear: a column of its own', () => {
    const scaled = maps({ scale: 0.15 });
    expectRange(column(scaled, 0), 0.85, 1.15);
    expect(column(scaled, 4)).toEqual(column(scaled, 0));
    const squeezed = maps({ squeeze: 0.15 });
    expectRange(column(squeezed, 0), 0.85, 1.15);
    for (const m of squeezed) expect((m[0] as number) * (m[4] as number)).toBeCloseTo(1, 5);
    const sheared = maps({ shear: 0.3 });
    expectRange(column(sheared, 1), -0.3, 0.3);
    for (const m of sheared) expect([m[0], m[3], m[4]].map((value) => (value as number) + 0)).toEqual([1, 0, 1]);
  });

  it('rotation: an angle up to the range, lengths and right angles kept within 1e-6', () => {
    const drawn = maps({ rotation: 0.4 });
    expectRange(
      drawn.map((m) => 2 * Math.tan(Math.atan2(m[3] as number, m[0] as number) / 2)),
      -0.4,
      0.4,
    );
    for (const [a, b, , c, d] of drawn as [number, number, number, number, number][]) {
      expect(Math.abs(a * a + c * c - 1) + Math.abs(a * b + c * d) + Math.abs(a - d)).toBeLessThan(1e-6);
    }
  });
});

describe('training with distortion', () => {
  const counted = (changes: Partial<Recipe>) => {
    const trainer = makeTrainer({ data, changes: { passes: 3, ...changes } });
    const { network } = trainer;
    const calls: boolean[] = [];
    network.distort = (_, elastic) => {
      calls.push(elastic);
    };
    run(trainer);
    return calls;
  };

  it('each picture once in each pass, but for the plain passes at the end', () => {
    expect(counted({ distortion: 'none' })).toEqual([]);
    expect(counted({ distortion: 'affine' })).toEqual(Array(60).fill(false));
    expect(counted({ distortion: 'affine', batch: 8, plainPasses: 1 })).toEqual(Array(40).fill(false));
    expect(counted({ distortion: 'elastic', plainPasses: 2 })).toEqual(Array(20).fill(true));
    expect(counted({ distortion: 'elastic', plainPasses: 9 })).toEqual([]);
  });

  it('the ranges fall by half a cosine to a share of distortionEnd, and stay where that is 1', () => {
    const reach = (distortionEnd: number) => {
      const changes = { distortion: 'affine', ...NONE, shift: 4, passes: 4, plainPasses: 1, distortionEnd } as const;
      const trainer = makeTrainer({ data, changes });
      const { network } = trainer;
      const most = [0, 0, 0, 0];
      network.distort = () => {
        const [, , x = 0, , , y = 0] = network.distortion.matrices.data;
        most[trainer.pass] = Math.max(most[trainer.pass] ?? 0, Math.abs(x), Math.abs(y));
      };
      run(trainer);
      return most;
    };
    const full = reach(1);
    expect(full[3]).toBe(0);
    for (const most of full.slice(0, 3)) expect(most).toBeGreaterThan(3);
    reach(0.2).forEach((most, pass) => {
      expect(most).toBeCloseTo(([1, 0.6, 0.2, 0][pass] ?? 0) * (full[pass] ?? 0), 5);
    });
    expect(reach(0)[2]).toBe(0);
  });

  it('the same seed gives the same weights; ranges of 0 give those without distortion within 1e-3', () => {
    const weights = (changes: Partial<Recipe>) =>
      run(makeTrainer({ data, changes: { passes: 1, ...changes } })).network;
    const sha = weights({ distortion: 'elastic' }).weightsSha256();
    expect(weights({ distortion: 'elastic' }).weightsSha256()).toBe(sha);
    expect(weights({ distortion: 'affine' }).weightsSha256()).not.toBe(sha);
    const [plain, identity] = [weights({}), weights({ distortion: 'elastic', ...NONE })];
    plain.parameters.forEach(({ name, value }, p) => {
      const other = identity.parameters[p]!.value.data;
      const far = Array.from(value.data).findIndex((x, i) => Math.abs(x - (other[i] as number)) > 1e-3);
      expect(far, name).toBe(-1);
    });
  });
});
