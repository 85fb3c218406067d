import { describe, expect, it } from 'vitest';
import { cut } from '../../src/recognition/cut.js';
import { join } from '../../src/recognition/piece.js';
import { drawn, shown } from './support.js';

const touching = drawn(
  '####....####',
  '#..#....#..#',
  '#..#....#..#',
  '#..######..#',
  '#..#....#..#',
  '#..#....#..#',
  '####....####',
);

describe('cut', () => {
  const whole = { box: { x: 5, y: 3, width: 12, height: 7 }, ink: touching };

  it('cuts between two shapes that touch', () => {
    const parts = cut(whole, 7);
    expect(parts.length).toBeGreaterThanOrEqual(2);
    expect(parts[0]?.piece.box.x).toBe(5);
    expect(parts.at(-1)?.piece.box).toMatchObject({ y: 3, height: 7 });
  });

  it('says through how much ink each part was cut off, nothing for the first', () => {
    const [first, ...others] = cut(whole, 7).map(({ depth }) => depth);
    expect(first).toBeNull();
    // A pixel of the bar between them, two or three where the path goes aside.
    for (const depth of others) expect(Math.abs((depth ?? Number.NaN) - 2)).toBeLessThanOrEqual(1.5);
  });

  it('leaves whole what no path with little ink goes through', () => {
    const block = { box: { x: 0, y: 0, width: 9, height: 9 }, ink: drawn(...Array<string>(9).fill('#########')) };
    expect(cut(block, 9)).toEqual([{ piece: block, depth: null }]);
  });

  it('loses no ink: all parts together are the whole', () => {
    const pieces = cut(whole, 7).map(({ piece }) => piece);
    expect(shown(join(pieces).ink)).toEqual(shown(touching));
  });
});
