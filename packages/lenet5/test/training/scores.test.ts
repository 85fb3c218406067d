import { expect, it } from 'vitest';
import { classScores } from '../../src/training/scores.js';

it('precision, recall, F1 and support, by hand', () => {
  const confusion = [
    [8, 2, 0],
    [1, 3, 0],
    [0, 0, 0],
  ];
  expect(classScores(confusion)).toEqual([
    { label: 0, precision: 8 / 9, recall: 0.8, f1: 16 / 19, support: 10 },
    { label: 1, precision: 0.6, recall: 0.75, f1: 6 / 9, support: 4 },
    { label: 2, precision: null, recall: null, f1: null, support: 0 },
  ]);
});
