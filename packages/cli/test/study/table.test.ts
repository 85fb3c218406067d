import { expect, test } from 'vitest';
import type { StudyResult } from '../../src/study/result.js';
import { csvOf, spreadOf, type TableRow } from '../../src/study/table.js';

test('spread is mean and standard deviation of a sample', () => {
  expect(spreadOf([])).toBeNull();
  expect(spreadOf([3])).toEqual({ mean: 3, deviation: null, count: 1 });
  const spread = spreadOf([2, 4, 4, 4, 5, 5, 7, 9]);
  expect(spread?.mean).toBe(5);
  expect(spread?.deviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
});

test('the table quotes what needs quotes and leaves out what was not run', () => {
  const result = {
    outcome: { passes: [{}], train: null, test: null, weightsSha256: 'ab', stopped: 'It collapsed, at "step" 3.' },
  } as unknown as StudyResult;
  const runs = [
    { seed: 1, result },
    { seed: 2, result: null },
  ];
  const empty = { note: '', chosen: null, command: null, test: null, train: null, running: null, stopped: 1 };
  const row: TableRow = { name: 'no squash, C1', ...empty, runs };
  expect(csvOf([row]).split('\n')).toEqual([
    'row,seed,passes,testErrors,testErrorPercent,trainErrorPercent,weightsSha256,stopped',
    '"no squash, C1",1,1,,,,ab,"It collapsed, at ""step"" 3."',
    '',
  ]);
});
