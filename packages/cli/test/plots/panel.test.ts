import { describe, expect, it } from 'vitest';
import { axisTop, clippedAt, passTicks } from '../../src/plots/panel.js';

describe('axisTop', () => {
  it('leaves room above the largest value and never falls below the floor', () => {
    expect(axisTop([1, 2, 4], 0)).toBeCloseTo(4.24);
    expect(axisTop([1, 2], 5)).toBeCloseTo(5.3);
  });

  it('cuts off a few values far above the rest, and no others', () => {
    expect(axisTop([90, 3, 2, 1], 0)).toBeCloseTo(3.18);
    expect(axisTop([90, 88, 3, 2, 1, 1, 1, 1], 0)).toBeCloseTo(3.18);
    expect(axisTop([90, 90, 90, 3], 0)).toBeCloseTo(95.4);
    expect(axisTop([8, 3, 2, 1], 0)).toBeCloseTo(8.48);
  });

  it('shows a single value, and falls back to 1 where there is none', () => {
    expect(axisTop([90.2], 5)).toBeGreaterThan(90.2);
    expect(axisTop([], 0)).toBe(1);
    expect(axisTop([0, 0], 0)).toBe(1);
    expect(axisTop([Number.NaN, 2], 0)).toBeCloseTo(2.12);
  });
});

describe('clippedAt', () => {
  it('ends a curve exactly where it crosses the top, on the way down and up', () => {
    const curve = [
      { x: 1, y: 10 },
      { x: 2, y: 0 },
      { x: 3, y: 10 },
    ];
    expect(clippedAt(5, curve)).toEqual([
      { x: 1, y: Number.NaN },
      { x: 1.5, y: 5 },
      { x: 2, y: 0 },
      { x: 2.5, y: 5 },
      { x: 3, y: Number.NaN },
    ]);
  });

  it('leaves a curve below the top as it is', () => {
    const curve = [
      { x: 1, y: 5 },
      { x: 2, y: 3 },
    ];
    expect(clippedAt(5, curve)).toEqual(curve);
  });
});

describe('passTicks', () => {
  it.each([
    [1, 12, [1, 3, 6, 9, 12]],
    [1, 20, [1, 5, 10, 15, 20]],
    [1, 25, [1, 5, 10, 15, 20, 25]],
    [1, 4, [1, 2, 3, 4]],
    [7, 7, [7]],
  ])('labels whole passes from %i to %i', (first, last, ticks) => {
    expect(passTicks(first, last)).toEqual(ticks);
  });

  it('never prints more than seven', () => {
    for (let last = 1; last <= 5000; last += 7) expect(passTicks(1, last).length).toBeLessThanOrEqual(7);
  });
});
