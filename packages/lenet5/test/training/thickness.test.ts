import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import { changeThickness, distort } from '../../src/training/distortion.js';
import { simdNetwork, trainingSamples } from '../network/support.js';

const SIDE = 7;
const pictures = fc.array(fc.float({ min: Math.fround(-0.1), max: Math.fround(1.175), noNaN: true }), {
  minLength: SIDE * SIDE,
  maxLength: SIDE * SIDE,
});
const shares = fc.double({ min: -1, max: 1, noNaN: true });

/** 0 and −0 are one value here. */
const plain = (value: number) => value + 0;

function changed(values: readonly number[], share: number): number[] {
  const picture = Float32Array.from(values);
  changeThickness(picture, SIDE, share);
  return Array.from(picture, plain);
}

/** Highest or lowest value of a pixel and those of its neighbours that exist. */
function extreme(values: readonly number[], i: number, share: number): number {
  const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
  const cross = [
    [x, y],
    [x - 1, y],
    [x + 1, y],
    [x, y - 1],
    [x, y + 1],
  ] as const;
  const inside = cross.filter(([cx, cy]) => Math.min(cx, cy) >= 0 && Math.max(cx, cy) < SIDE);
  const all = inside.map(([cx, cy]) => values[cy * SIDE + cx] as number);
  return share < 0 ? Math.min(...all) : Math.max(...all);
}

describe('changeThickness', () => {
  it('mixes each pixel with the extreme of its cross, as written out pixel by pixel, within 1e-6', () => {
    fc.assert(
      fc.property(pictures, shares, (values, share) => {
        const part = Math.abs(share);
        changed(values, share).forEach((value, i) => {
          const expected = (1 - part) * (values[i] as number) + part * extreme(values, i, share);
          expect(Math.abs(value - expected)).toBeLessThan(1e-6);
        });
      }),
    );
  });

  it('leaves the picture alone with 0, and thinning is thickening of the negative', () => {
    fc.assert(
      fc.property(pictures, shares, (values, share) => {
        expect(changed(values, 0)).toEqual(values.map(plain));
        const negative = values.map((value) => -value);
        expect(changed(negative, -share).map((value) => plain(-value))).toEqual(changed(values, share));
      }),
    );
  });

  it('widens a line of one pixel to three, and takes it away again', () => {
    const line = Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE === 3 ? 1 : 0));
    const row = (values: readonly number[]) => values.slice(2 * SIDE, 3 * SIDE);
    const wide = changed(line, 1);
    expect(row(wide)).toEqual([0, 0, 1, 1, 1, 0, 0]);
    expect(row(changed(wide, -1))).toEqual([0, 0, 0, 1, 0, 0, 0]);
    expect(row(changed(line, 0.5))).toEqual([0, 0, 0.5, 1, 0.5, 0, 0]);
  });
});

describe('training with thickness', () => {
  const NONE = { shift: 0, scale: 0, squeeze: 0, shear: 0, rotation: 0 };

  /** Ink of each of ten pictures before and after, without any other distortion. */
  async function ink(thickness: number): Promise<[before: number, after: number][]> {
    const { images } = await trainingSamples(10);
    const network = simdNetwork(ARCHITECTURES.paper, 12);
    for (let s = 0; s < 10; s++) network.setPicture(s, images, s * 28 * 28, 28);
    network.readPictures(10, 28);
    const { data } = network.unitsNamed('input').state;
    const inkOf = (s: number) =>
      Array.from(data.subarray(s * 1024, (s + 1) * 1024)).reduce((sum, v) => sum + v + 0.1, 0);
    const sums = () => Array.from({ length: 12 }, (_, s) => inkOf(s));
    const before = sums();
    distort(network, 10, { ...RECIPES.fast, distortion: 'affine', ...NONE, thickness }, new Random(1, 'strokes'));
    const after = sums();
    expect(after.slice(10), 'samples beyond those asked for').toEqual(before.slice(10));
    return after.slice(0, 10).map((sum, s) => [before[s] as number, sum]);
  }

  it('makes some pictures thicker, some thinner, and none with 0', async () => {
    const changes = (await ink(1)).map(([before, after]) => after / before);
    expect(Math.max(...changes)).toBeGreaterThan(1.05);
    expect(Math.min(...changes)).toBeLessThan(0.95);
    for (const [before, after] of await ink(0)) expect(Math.abs(after - before)).toBeLessThan(1e-3);
  });
});
