import { describe, expect, it } from 'vitest';
import { logRange, logTicks, passTicks } from '../../src/plots/panel.js';

describe('logRange', () => {
  it('holds every value above 0 with a little room', () => {
    const [low, high] = logRange([0.58, 2.15, 9.83]);
    expect(low).toBeCloseTo(0.58 / 1.15);
    expect(high).toBeCloseTo(9.83 * 1.15);
  });

  it.each([[[90.2]], [[0.6, 0.61]], [[1e-7]]])('is at least a factor of 4 long for %j', (values) => {
    const [low, high] = logRange(values);
    expect(high / low).toBeGreaterThanOrEqual(4 - 1e-9);
    for (const value of values) expect(value > low && value < high).toBe(true);
  });

  it('does not reach beyond the largest value there can be', () => {
    expect(logRange([90.2, 100], 100)[1]).toBe(100);
  });

  it('has room for 0 below, and passes over what is no number', () => {
    expect(logRange([0, 1, 10])[0]).toBeCloseTo(logRange([1, 10])[0] / 2);
    expect(logRange([Number.NaN, Number.POSITIVE_INFINITY, 1, 10])).toEqual(logRange([1, 10]));
    for (const nothing of [[], [0, 0]]) expect(logRange(nothing)).toEqual([0.1, 10]);
  });
});

describe('logTicks', () => {
  it.each([
    [[0.5, 3], 0.05, [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 2.5, 3]],
    [[0.38, 11.3], 0.15, [0.5, 1, 2, 5, 10]],
    [[0.38, 100], 0.15, [1, 3, 10, 30, 100]],
    [[1e-9, 1], 0.2, [1e-9, 1e-7, 1e-5, 1e-3, 0.1]],
  ] as const)('on %j no closer than %d of the axis are %j', (range, apart, ticks) => {
    expect(logTicks(range, apart)).toEqual(ticks);
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
