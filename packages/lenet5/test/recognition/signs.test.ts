import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { crop, normalise } from '../../src/recognition/normalise.js';
import { plane } from '../../src/recognition/plane.js';
import { isSign } from '../../src/recognition/signs.js';
import { joinStacks } from '../../src/recognition/stacks.js';
import { mnist } from './support.js';
import { drawGlyph } from './synthesis/shapes.js';

const sign = (glyph: string, seed: number) => isSign(normalise(crop(drawGlyph(new Random(seed, 'sign'), glyph, 8))));

describe('isSign', () => {
  it.each([
    ['+', '50,8 50,92;8,50 92,50'],
    ['×', '10,10 90,90;90,10 10,90'],
    ['=', '5,30 95,30;5,70 95,70'],
    ['÷', '8,50 92,50;48,10 52,14;48,86 52,90'],
  ])('knows %s, at least 7 times of 10', (_, glyph) => {
    const found = Array.from({ length: 10 }, (_, seed) => sign(glyph, seed)).filter(Boolean).length;
    expect(found).toBeGreaterThanOrEqual(7);
  });

  it('takes at most 1 % of the first 1,000 MNIST test digits for a sign', async () => {
    const { test } = await mnist();
    let taken = 0;
    for (let i = 0; i < 1000; i++) if (isSign(test.images.subarray(i * 784, (i + 1) * 784))) taken++;
    expect(taken).toBeLessThanOrEqual(10);
  });
});

describe('joinStacks', () => {
  const piece = (x: number, y: number, width: number, height: number) => ({
    box: { x, y, width, height },
    ink: plane(width, height),
  });

  it('joins the bars of = and the dots of ÷, and leaves a digit over a bar alone', () => {
    expect(joinStacks([piece(0, 0, 40, 6), piece(2, 20, 38, 6)]).length).toBe(1);
    expect(joinStacks([piece(0, 20, 40, 6), piece(17, 5, 6, 6), piece(17, 36, 6, 6)]).length).toBe(1);
    expect(joinStacks([piece(0, 50, 60, 6), piece(15, 0, 30, 45)]).length).toBe(2);
  });
});
