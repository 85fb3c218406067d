import { describe, expect, it } from 'vitest';
import { normalisePixel, PIXEL_RANGES } from '../../src/math/pixels.js';

describe('normalisePixel', () => {
  it('takes no ink to the background and full ink to 1.175, in single precision exactly', () => {
    expect(normalisePixel(0)).toBe(PIXEL_RANGES.paper.background);
    expect(normalisePixel(0)).toBe(-0.1);
    expect(Math.fround(normalisePixel(255))).toBe(Math.fround(1.175));
  });

  it('is linear: 102 is two fifths of the way', () => {
    expect(normalisePixel(102)).toBeCloseTo(-0.1 + 0.4 * 1.275, 15);
  });

  it('has the ranges of others: 0 to 1, by mean 0.1307 and deviation 0.3081, −1 to 1', () => {
    const ends = Object.values(PIXEL_RANGES).map((range) => [normalisePixel(0, range), normalisePixel(255, range)]);
    expect(ends[1]).toEqual([0, 1]);
    expect(ends[2]![0]).toBeCloseTo((0 - 0.1307) / 0.3081, 15);
    expect(ends[2]![1]).toBeCloseTo((1 - 0.1307) / 0.3081, 14);
    expect(ends[3]).toEqual([-1, 1]);
  });
});
