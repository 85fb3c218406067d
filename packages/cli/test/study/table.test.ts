import { expect, test } from 'vitest';
import type { StudyResult } from '../../src/study/result.js';
import { csvOf, spreadOf, type TableRow, textTable } from '../../src/study/table.js';

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
  const empty = {
    note: '',
    chosen: null,
    edge: false,
    command: null,
    test: null,
    train: null,
    running: null,
    validation: null,
    stopped: 1,
    withoutDigest: 0,
  };
  const row: TableRow = { name: 'no squash, C1', ...empty, runs };
  const ended = (name: string, outcome: object): TableRow => {
    const ofIt = { train: null, test: null, stopped: null, ...outcome };
    return { name, ...empty, runs: [{ seed: 1, result: { outcome: ofIt } as unknown as StudyResult }] };
  };
  const early = ended('early', { passes: [{}, {}, {}], kept: 2, weightsSha256: 'ef' });
  const whole = ended('whole', { passes: [{}], weightsSha256: 'cd' });
  expect(csvOf([early, whole, row]).split('\n')).toEqual([
    'row,seed,passes,kept,testErrors,testErrorPercent,trainErrorPercent,validationErrorPercent,weightsSha256,stopped',
    'early,1,3,2,,,,,ef,',
    'whole,1,1,1,,,,,cd,',
    '"no squash, C1",1,1,,,,,,ab,"It collapsed, at ""step"" 3."',
    '',
  ]);
});

test('a row that keeps digits aside shows the error on these, not the test error', () => {
  const spread = (mean: number) => ({ mean, deviation: null, count: 1 });
  const common = {
    note: '',
    chosen: null,
    edge: false,
    command: null,
    runs: [],
    train: spread(0.1),
    running: null,
    stopped: 0,
    withoutDigest: 0,
  };
  const kept: TableRow = { name: 'kept', ...common, test: spread(0.9), validation: spread(1.2) };
  const whole: TableRow = { name: 'whole', ...common, test: spread(0.8), validation: null };
  expect(textTable([kept, whole]).split('\n')).toEqual([
    'row    seeds  validation %  test %  train %  chosen',
    'kept   0      1.20          –       0.10',
    'whole  0      –             0.80    0.10',
  ]);
  expect(textTable([whole]).split('\n')[0]).toBe('row    seeds  test %  train %  chosen');
});
