import type { StudyResult } from 'lenet5-cli/study';
import { expect, test } from 'vitest';
import { keep, unpack } from '../../src/reproduction/results.js';

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
