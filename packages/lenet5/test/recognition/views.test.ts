import { describe, expect, it } from 'vitest';
import type { Piece } from '../../src/recognition/piece.js';
import { plane } from '../../src/recognition/plane.js';
import { areDots, slantOf, turnsOf, viewsOf } from '../../src/recognition/views.js';
import { block } from './support.js';

/** A stroke of 6 pixels that leans by so many pixels to the right for one up. */
function leaning(x: number, y: number, slant: number): Piece {
  const height = 60;
  const width = 6 + Math.ceil(Math.abs(slant) * height);
  const ink = plane(width, height);
  for (let v = 0; v < height; v++) {
    const left = Math.round(slant > 0 ? slant * (height - 1 - v) : -slant * v);
    ink.data.fill(255, v * width + left, v * width + left + 6);
  }
  return { box: { x, y, width, height }, ink };
}

const quarters = [1, 3, 2].map((count) => ({ quarters: count, angle: 0, slant: 0 }));

describe('viewsOf', () => {
  it('looks for ink as dark or light as the values say, dark ink where they lean to it', () => {
    expect(viewsOf(-2, false).every(({ light }) => !light)).toBe(true);
    expect(viewsOf(2, false).every(({ light }) => light)).toBe(true);
  });

  it('looks at both where the values do not say, the likelier one first each time', () => {
    const views = viewsOf(0.2, false);
    expect(views.map(({ light }) => light)).toEqual(views.map((_, i) => i % 2 === 0));
    expect(views[1]).toEqual({ ...views[0], light: false });
    expect(viewsOf(0.2, true).every(({ light }) => light)).toBe(true);
  });

  it('begins with large writing of unbroken strokes', () => {
    const [first, ...others] = viewsOf(-2, false);
    for (const view of others) {
      expect(view.widest).toBeLessThanOrEqual(first?.widest as number);
      expect(view.broken).toBeGreaterThanOrEqual(first?.broken as number);
    }
  });
});

describe('areDots', () => {
  it('tells dotted strokes from strokes', () => {
    const dots = Array.from({ length: 8 }, (_, i) => block(12 * i, 3 * i, 5, 5));
    expect(areDots(dots, 5)).toBe(true);
    expect(areDots(dots.slice(0, 3), 5)).toBe(false);
    expect(areDots([...dots.slice(0, 3), ...[0, 1, 2, 3].map((i) => block(50 * i, 40, 30, 45))], 5)).toBe(false);
  });
});

describe('turnsOf', () => {
  it('tries quarter turns alone where writing lies straight', () => {
    expect(
      turnsOf(
        [0, 1, 2, 3].map((i) => leaning(40 * i, 10, 0)),
        60,
      ),
    ).toEqual(quarters);
  });

  it('lays falling lines level first', () => {
    const [turn, ...others] = turnsOf(
      [0, 1, 2, 3].map((i) => block(60 * i, 30 * i, 30, 50)),
      50,
    );
    expect(turn).toMatchObject({ quarters: 0, slant: 0 });
    expect(turn?.angle).toBeCloseTo(Math.atan(0.5), 2);
    expect(others).toEqual(quarters);
  });

  it('lays leaning strokes upright first', () => {
    const [turn, ...others] = turnsOf(
      [0, 1, 2, 3].map((i) => leaning(60 * i, 10, 0.5)),
      60,
    );
    expect(turn).toMatchObject({ quarters: 0, angle: 0 });
    expect(turn?.slant).toBeCloseTo(0.5, 1);
    expect(others).toEqual(quarters);
  });

  it('turns nothing where there are few shapes, quarters only where few are as high as the writing', () => {
    expect(turnsOf([], 0)).toEqual([]);
    expect(turnsOf([block(0, 0, 20, 50), block(60, 30, 20, 50)], 50)).toEqual([]);
    expect(turnsOf([block(0, 0, 20, 50), block(60, 30, 20, 50), block(120, 60, 9, 9)], 50)).toEqual(quarters);
  });
});

describe('slantOf', () => {
  it.each([-0.6, -0.2, 0, 0.2, 0.6])('measures a lean of %f', (slant) => {
    expect(slantOf(leaning(0, 0, slant).ink)).toBeCloseTo(slant, 1);
  });

  it('is 0 without ink, and for one row', () => {
    expect(slantOf(plane(5, 5))).toBe(0);
    expect(slantOf(block(0, 0, 9, 1).ink)).toBe(0);
  });
});
