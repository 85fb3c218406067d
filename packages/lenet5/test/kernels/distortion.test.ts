import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/kernels/contract.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { Random } from '../../src/math/random.js';
import { Bench, samplesOf } from './bench.js';
import { expectClose } from './contract.js';
import { sumOver } from './formulas.js';

const [CAPACITY, SIDE, POINTS, ROW] = [6, 32, 10, 12];
/** Neither the first, where a product is 0, nor one where it may be mistaken for a sum. */
const SAMPLE = 4;
const IDENTITY = [1, 0, 0, 0, 1, 0];

/** Cubic B-spline, centred at 0. */
function spline(t: number): number {
  const distance = Math.abs(t);
  if (distance >= 2) return 0;
  return distance < 1 ? 2 / 3 - distance ** 2 + distance ** 3 / 2 : (2 - distance) ** 3 / 6;
}

interface Scene {
  readonly picture: readonly number[];
  readonly matrix: readonly number[];
  /** Displacements in x, then in y, of 10×10 points. */
  readonly control: readonly number[];
}

function scene(seed: number, matrix?: readonly number[]): Scene {
  const random = new Random(seed, 'distortion');
  const uniform = (count: number, low: number, high: number) =>
    Array.from({ length: count }, () => Math.fround(random.uniform(low, high)));
  const affine = IDENTITY.map((value, i) => Math.fround(value + random.uniform(-1, 1) * (i % 3 === 2 ? 4 : 0.4)));
  return {
    picture: uniform(SIDE * SIDE, -0.1, 1.175),
    matrix: matrix ?? affine,
    control: uniform(2 * POINTS * POINTS, -2, 2),
  };
}

/** Distorts one sample; fails where anything else is written. */
function distorted(backend: Backend, { picture, matrix, control }: Scene, elastic: boolean): number[] {
  const bench = new Bench(backend);
  const input = bench.units('input', [CAPACITY, 1, SIDE, SIDE], 'none', false);
  const matrices = backend.arena.tensor('matrices', [CAPACITY, 6]);
  const field = backend.arena.tensor('control', [CAPACITY, 2, POINTS, ROW]);
  const distort = bench.bind(() => backend.distortion({ input, matrices, control: field }));
  // Twice, since scratch is dirty the second time, and full of displacements.
  for (const withField of [true, elastic]) {
    bench.fill();
    input.state.data.set(picture, SAMPLE * SIDE * SIDE);
    matrices.data.set(matrix, SAMPLE * 6);
    if (withField) {
      const start = SAMPLE * 2 * POINTS * ROW;
      control.forEach((value, i) => {
        field.data[start + Math.floor(i / POINTS) * ROW + (i % POINTS)] = value;
      });
    }
    bench.watch();
    distort(SAMPLE, withField);
    const { pointer, bytes } = samplesOf(input.state, 1);
    const written = { name: 'the sample', pointer: pointer + SAMPLE * bytes, bytes };
    expect(bench.touched([written]), 'written').toEqual([]);
  }
  return Array.from(input.state.data.subarray(SAMPLE * SIDE * SIDE, (SAMPLE + 1) * SIDE * SIDE));
}

/** The same by its definition. */
function formula({ picture, matrix, control }: Scene, elastic: boolean): number[] {
  const at = (x: number, y: number) => picture[y * SIDE + x] as number;
  const clamp = (t: number) => Math.min(Math.max(t, 0), 30.999);
  const shift = (axis: number, x: number, y: number) =>
    sumOver(POINTS * POINTS, (p) => {
      const [row, column] = [Math.floor(p / POINTS), p % POINTS];
      const weight = spline(x / 5 - (column - 1)) * spline(y / 5 - (row - 1));
      return weight * (control[axis * POINTS * POINTS + p] as number);
    });
  return picture.map((_, place) => {
    const [x, y] = [place % SIDE, Math.floor(place / SIDE)];
    const [sx, sy] = [0, 1].map((axis) => {
      const [a, b, c] = matrix.slice(3 * axis, 3 * axis + 3) as [number, number, number];
      return clamp(a * (x - 15.5) + b * (y - 15.5) + c + 15.5 + (elastic ? shift(axis, x, y) : 0));
    }) as [number, number];
    const [ix, iy] = [Math.floor(sx), Math.floor(sy)];
    const [fx, fy] = [sx - ix, sy - iy];
    const above = (1 - fx) * at(ix, iy) + fx * at(ix + 1, iy);
    return (1 - fy) * above + fy * ((1 - fx) * at(ix, iy + 1) + fx * at(ix + 1, iy + 1));
  });
}

const BACKENDS = [
  { name: 'simd', make: (): Backend => new WasmBackend(), bound: 1e-5 },
  { name: 'reference in float32', make: (): Backend => new ReferenceBackend('float32'), bound: 1e-5 },
  { name: 'reference in float64', make: (): Backend => new ReferenceBackend('float64'), bound: 1e-12 },
];

describe.each(BACKENDS)(
  '$name: distortion within $bound·max|b| of its formula, nothing else written',
  ({ make, bound }) => {
    it.each([1, 2, 3, 4])('affine maps, number %i; without elastic the displacements are not read', (seed) => {
      const given = scene(seed);
      expectClose(distorted(make(), given, false), formula(given, false), bound, 'pixel');
    });

    it.each([5, 6, 7])('affine maps with displacements, number %i', (seed) => {
      const given = scene(seed);
      expectClose(distorted(make(), given, true), formula(given, true), bound, 'pixel');
    });

    it('displacements alone move pixels by a smooth field', () => {
      const given = scene(8, IDENTITY);
      expectClose(distorted(make(), given, true), formula(given, true), bound, 'pixel');
    });

    it('the identity leaves a picture as it is, but for its last row and column (0.1 % of their neighbours)', () => {
      const { picture } = scene(9);
      const result = distorted(make(), { ...scene(9, IDENTITY), picture }, false);
      const inside = picture.map((_, place) => place % SIDE < 31 && place < 31 * SIDE);
      result.forEach((value, place) => {
        expect(Math.abs(value - (picture[place] as number))).toBeLessThanOrEqual(inside[place] ? 1e-6 : 3e-3);
      });
    });

    it('whole pixels: a shift by (2, −3) is exact within 1e-6', () => {
      const given = scene(10, [1, 0, 2, 0, 1, -3]);
      const result = distorted(make(), given, false);
      for (let y = 3; y < SIDE; y++) {
        for (let x = 0; x < 29; x++) {
          expect(
            Math.abs((result[y * SIDE + x] as number) - (given.picture[(y - 3) * SIDE + x + 2] as number)),
          ).toBeLessThan(1e-6);
        }
      }
    });

    it('places far outside give the border; NaN in the map stays visible', () => {
      const given = scene(11);
      const corner = given.picture[0] as number;
      const far = distorted(make(), { ...given, matrix: [0, 0, -1e30, 0, 0, -1e30] }, false);
      expect(far).toEqual(far.map(() => corner));
      const near = given.picture.map(() => 0.5);
      const beyond = distorted(make(), { ...given, picture: near, matrix: [1, 0, 1e30, 0, 1, 1e30] }, false);
      expect(beyond).toEqual(near);
      const lost = distorted(make(), { ...given, matrix: [1, 0, Number.NaN, 0, 1, 0] }, false);
      expect(lost.every(Number.isNaN)).toBe(true);
    });
  },
);
