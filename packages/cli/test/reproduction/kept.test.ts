import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorWithout, type KeptRun, keep, rejectedFor, unpack } from '../../src/reproduction/kept.js';
import type { StudyResult } from '../../src/study/result.js';

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

test('what is kept of a run comes back as it was, to five digits', () => {
  const pass = (n: number) => ({
    runningErrorPercent: 1.234567 * n,
    meanLoss: 5.4321 * n,
    testErrorPercent: 2.5,
    validationErrorPercent: null,
    validationLoss: null,
  });
  const outcome = {
    passes: [pass(2), pass(1)],
    train: { errors: 30, count: 600, errorPercent: 5, meanLoss: 5.4321 },
    test: { errors: 25, count: 1000, errorPercent: 2.5, meanLoss: 5 },
    examination: { count: 1000, confusion: [], misread: [[4, 1, 7, 3] as const], codes: [[0.5]] },
    weightsSha256: '0123456789abcdef0123',
    stopped: null,
  };
  const result = { key: 'k', outcome, made: { seconds: 1.5 } } as unknown as StudyResult;
  const whole = unpack('k', JSON.parse(JSON.stringify(keep(result, 'everything'))));
  expect(whole.outcome.passes.map((each) => each.runningErrorPercent)).toEqual([2.4691, 1.2346]);
  expect(whole.outcome).toMatchObject({
    train: { errorPercent: 5 },
    test: { errors: 25, errorPercent: 2.5 },
    stopped: null,
  });
  expect(whole.kept).toMatchObject({ misread: [[4, 1, 7, 3]], codes: [[0.5]], weights: '0123456789abcdef' });
  expect(keep(result, 'ranks')).toMatchObject({ ranks: [3] });
  expect(keep(result, 'last').passes.running).toEqual([1.2346]);
});
