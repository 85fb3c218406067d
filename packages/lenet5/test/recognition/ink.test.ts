import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { localMean, paperOf } from '../../src/recognition/background.js';
import { findInk } from '../../src/recognition/ink.js';
import { evenLight } from '../../src/recognition/shading.js';
import { invert, lightInk } from '../../src/recognition/views.js';
import { greyPicture } from './support.js';

/** A ring of ink, 6 pixels thick, in a picture of 120×100. */
const onRing = (x: number, y: number) => Math.abs(Math.hypot(x - 60, y - 50) - 25) < 3;
const ringMask = Uint8Array.from({ length: 12_000 }, (_, i) => Number(onRing(i % 120, Math.floor(i / 120))));

/** Share of pixels on which a found mask and the ring agree. */
function agreement(mask: Uint8Array | undefined): number {
  return mask ? mask.reduce((sum, value, i) => sum + Number(value === ringMask[i]), 0) / mask.length : 0;
}

const ringOn = (paper: (x: number, y: number) => number, ink = 0.35) =>
  greyPicture(120, 100, (x, y) => paper(x, y) * (onRing(x, y) ? ink : 1));

describe('findInk', () => {
  it.each([
    ['even paper', () => 240],
    ['paper darker to one side', (x: number) => 80 + x],
    ['a shadow with a hard edge', (x: number) => (x > 70 ? 120 : 220)],
    ['dark corners', (x: number, y: number) => 230 - ((x - 60) ** 2 + (y - 50) ** 2) / 50],
  ])('finds 98 %% of the pixels right on %s', (_, paper) => {
    expect(agreement(findInk(evenLight(ringOn(paper)))?.mask.data)).toBeGreaterThan(0.98);
  });

  it('finds 97 % of the pixels right on grain of ±20', () => {
    const random = new Random(1, 'grain');
    const picture = ringOn(() => 200 + random.uniform(-20, 20));
    expect(agreement(findInk(picture)?.mask.data)).toBeGreaterThan(0.97);
  });

  it('finds nothing on empty paper, grain or not', () => {
    const random = new Random(2, 'grain');
    expect(findInk(greyPicture(100, 80, () => 210))).toBeNull();
    expect(findInk(greyPicture(100, 80, () => 210 + random.uniform(-8, 8)))).toBeNull();
  });

  it('takes a level that is given', () => {
    const faint = ringOn(() => 240, 0.96);
    expect(findInk(faint)).toBeNull();
    expect(agreement(findInk(faint, { inkLevel: 5 })?.mask.data)).toBeGreaterThan(0.98);
  });
});

describe('paperOf', () => {
  it('fills strokes and keeps a slope of light within 6 levels, away from the border', () => {
    const paper = paperOf(
      ringOn((x) => 80 + x),
      30,
    );
    for (let i = 0; i < paper.data.length; i++) {
      const x = i % 120;
      if (x >= 15 && x < 105) expect(Math.abs((paper.data[i] as number) - 80 - x)).toBeLessThan(6);
    }
  });
});

describe('evenLight', () => {
  it('leaves at most 6 levels of a light that falls by half', () => {
    const even = evenLight(ringOn((x, y) => 240 - x * 0.6 - y * 0.4));
    const outside = [...even.data].filter((_, i) => !ringMask[i]);
    expect(Math.max(...outside) - Math.min(...outside)).toBeLessThan(6);
  });
});

describe('localMean', () => {
  it('equals the mean over the square, cut at the border', () => {
    const picture = greyPicture(13, 9, (x, y) => (x * 37 + y * 91) % 256);
    const mean = localMean(picture, 2);
    for (let y = 0; y < 9; y++) {
      for (let x = 0; x < 13; x++) {
        const values: number[] = [];
        for (let v = Math.max(0, y - 2); v <= Math.min(8, y + 2); v++) {
          for (let u = Math.max(0, x - 2); u <= Math.min(12, x + 2); u++)
            values.push(picture.data[v * 13 + u] as number);
        }
        const exact = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(Math.abs((mean.data[y * 13 + x] as number) - exact)).toBeLessThanOrEqual(0.5001);
      }
    }
  });

  it('holds where the sum of the square has more than 32 bits', () => {
    const side = 3000;
    expect(
      localMean(
        greyPicture(side, side, () => 255),
        side,
      ).data.every((value) => value === 255),
    ).toBe(true);
  });
});

describe('lightInk', () => {
  it('is below 0 for dark ink, and above 0 after inverting', () => {
    const picture = ringOn((x) => 150 + x / 2);
    expect(lightInk(picture)).toBeLessThan(-0.8);
    expect(lightInk(invert(picture))).toBeGreaterThan(0.8);
  });
});
