import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { bowlFits } from '../../src/recognition/bowl.js';
import { crop, normalise } from '../../src/recognition/normalise.js';
import { mnist } from './support.js';
import { drawGlyph } from './synthesis/shapes.js';

/** Share of ten drawings of a glyph that pass for the digit. */
function passing(glyph: string, digit: number): number {
  const images = Array.from({ length: 10 }, (_, seed) =>
    normalise(crop(drawGlyph(new Random(seed, 'bowl'), glyph, 8))),
  );
  return images.filter((image) => bowlFits(image, digit)).length / 10;
}

describe('bowlFits', () => {
  it('knows an a from a 9 and an e from a 6, at least 9 times of 10', () => {
    const a = '85,15 50,8 15,35 12,70 40,92 75,80 85,15;85,10 85,80 95,92';
    expect(passing(a, 9)).toBeLessThanOrEqual(0.1);
    const e = '12,48 88,48 80,12 45,5 12,35 15,75 50,95 90,80';
    expect(passing(e, 6)).toBeLessThanOrEqual(0.1);
  });

  it('refuses at most 0.5 % of the 6s and 9s among the first 10,000 training digits, and no other digit', async () => {
    const { images, labels } = (await mnist()).train;
    const counts = new Map<number, { all: number; refused: number }>();
    for (let i = 0; i < 10_000; i++) {
      const label = labels[i] as number;
      const count = counts.get(label) ?? { all: 0, refused: 0 };
      count.all++;
      if (!bowlFits(images.subarray(i * 784, (i + 1) * 784), label)) count.refused++;
      counts.set(label, count);
    }
    for (const [label, { all, refused }] of counts) {
      expect(refused / all, `digit ${label}`).toBeLessThanOrEqual(label === 6 || label === 9 ? 0.005 : 0);
    }
  });
});
