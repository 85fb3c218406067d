import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorWithout, rejectedFor } from '../../src/reproduction/rejection.js';
import type { KeptRun } from '../../src/reproduction/results.js';

const kept = (ranks: readonly number[], count: number): KeptRun => ({
  test: [ranks.length, count],
  passes: { running: [], test: [], loss: [] },
  ranks,
  weights: '',
  seconds: 0,
});

/** By the definition: try every number of digits, from the fewest. */
function naive(ranks: readonly number[], count: number, target: number): number {
  for (let rejected = 0; rejected < count; rejected++) {
    const wrong = ranks.filter((rank) => rank >= rejected).length;
    if ((100 * wrong) / (count - rejected) <= target) return (100 * rejected) / count;
  }
  return 100;
}

test('the share to reject is the smallest that brings the others to the target', () => {
  const digits = fc.integer({ min: 1, max: 60 }).chain((count) =>
    fc.record({
      count: fc.constant(count),
      ranks: fc
        .uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: count })
        .map((r) => r.sort((a, b) => a - b)),
      target: fc.constantFrom(0, 0.5, 5, 20, 50, 100),
    }),
  );
  fc.assert(
    fc.property(digits, ({ count, ranks, target }) => {
      expect(rejectedFor(kept(ranks, count), target)).toBeCloseTo(naive(ranks, count, target), 9);
    }),
  );
});

test('with nothing rejected the error is that of the whole set', () => {
  expect(errorWithout(0, [3, 5, 9], 100)).toBe(3);
  expect(errorWithout(4, [3, 5, 9], 100)).toBeCloseTo(200 / 96, 12);
});
