import { describe, expect, it } from 'vitest';
import { BACKGROUND, normalisePixel } from '../../src/math/pixels.js';

describe('normalisePixel', () => {
  it('takes no ink to the background and full ink to 1.175, in single precision exactly', () => {
    expect(normalisePixel(0)).toBe(BACKGROUND);
    expect(normalisePixel(0)).toBe(-0.1);
    expect(Math.fround(normalisePixel(255))).toBe(Math.fround(1.175));
  });

  it('is linear: 102 is two fifths of the way', () => {
    expect(normalisePixel(102)).toBeCloseTo(-0.1 + 0.4 * 1.275, 15);
  });
});
