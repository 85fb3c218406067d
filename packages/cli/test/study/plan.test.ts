import { expect, test } from 'vitest';
import { readSource } from '../../src/data.js';
import { parseStudy } from '../../src/study/file.js';
import { Planner } from '../../src/study/plan.js';
import type { PassResult, StudyResult } from '../../src/study/result.js';
import { type Row, rowsOf } from '../../src/study/rows.js';
import { tableOf } from '../../src/study/table.js';
import { smallMnist } from '../support.js';

const source = await readSource(smallMnist(30, 10));
const planner = new Planner(source, { backend: 'simd', data: 'd', code: 'c' });
const text = 'name: a\nseeds: 1-2\nchoose: { switch: rate, values: [1e-3, 2e-3, 4e-3], validation: 10, epochs: 1 }';
const [row] = rowsOf(parseStudy(text, 'test')) as [Row];
const candidates = planner.candidates(row);

function resultsOf(scores: readonly (readonly [error: number, loss: number] | 'stopped')[]): Map<string, StudyResult> {
  return new Map(
    scores.map((score, i) => {
      const { key, configuration } = candidates[i] as (typeof candidates)[number];
      const [validationErrorPercent, validationLoss] = score === 'stopped' ? [1, 1] : score;
      const pass = { validationErrorPercent, validationLoss } as PassResult;
      const outcome = { passes: [pass], stopped: score === 'stopped' ? 'It collapsed.' : null };
      return [key, { key, configuration, outcome } as unknown as StudyResult];
    }),
  );
}

const chosenIn = (results: Map<string, StudyResult>) => planner.trainingOf(row, results)?.request.set.rate;

test('candidates keep the validation digits out and take the passes of the choice', () => {
  expect(candidates.map((task) => task.configuration.recipe.rate)).toEqual([1e-3, 2e-3, 4e-3]);
  for (const task of candidates) {
    expect(task.configuration.recipe).toMatchObject({ passes: 1, validation: 10 });
    expect(task.configuration.train).toEqual({ offset: 0, count: 20 });
  }
});

test('the choice is the fewest validation errors, then the lowest validation loss', () => {
  expect(
    chosenIn(
      resultsOf([
        [2, 5],
        [1, 9],
        [3, 1],
      ]),
    ),
  ).toBe('0.002');
  expect(
    chosenIn(
      resultsOf([
        [2, 5],
        [2, 4],
        [2, 6],
      ]),
    ),
  ).toBe('0.002');
  expect(chosenIn(resultsOf([[9, 5], 'stopped', 'stopped']))).toBe('0.001');
});

test('there is no choice while a candidate is missing; the runs then train on everything', () => {
  expect(
    planner.runs(
      row,
      resultsOf([
        [1, 1],
        [2, 2],
      ]),
    ),
  ).toBeNull();
  const runs = planner.runs(
    row,
    resultsOf([
      [3, 1],
      [2, 2],
      [1, 3],
    ]),
  );
  expect(runs?.map(({ configuration }) => configuration.seed)).toEqual([1, 2]);
  expect(runs?.[0]?.configuration.recipe).toMatchObject({ rate: 4e-3, validation: 0, passes: 20 });
});

test('a row of five seeds is resolved once, however often it is asked for', () => {
  const [five] = rowsOf(parseStudy('name: b\nseeds: 1-5', 'test')) as [Row];
  const runs = planner.runs(five, new Map());
  expect(runs).toHaveLength(5);
  for (const { configuration } of runs ?? []) expect(configuration.recipe).toBe(five.training.settings.recipe);
  expect(planner.expectedRuns(five)).toBe(runs);
  const results = resultsOf([
    [3, 1],
    [2, 2],
    [1, 3],
  ]);
  expect(planner.runs(row, results)).toBe(planner.runs(row, results));
});

test('a value chosen at the edge of the numbers tried is marked; words have no edge', () => {
  const chosenOf = (choice: string, ...errors: number[]) => {
    const rows = rowsOf(parseStudy(`name: a\nchoose: { switch: ${choice}, validation: 10, epochs: 1 }`, 'test'));
    const results = planner.candidates(rows[0] as Row).map(({ key }, i) => {
      const pass = { validationErrorPercent: errors[i], validationLoss: 1 } as PassResult;
      return [key, { outcome: { passes: [pass], stopped: null } } as unknown as StudyResult] as const;
    });
    const [row] = tableOf(rows, planner, new Map(results));
    return [row?.chosen, row?.edge];
  };
  expect(chosenOf('rate, values: [1e-3, 2e-3, 4e-3]', 3, 1, 2)).toEqual(['rate=0.002', false]);
  expect(chosenOf('rate, values: [1e-3, 2e-3, 4e-3]', 1, 2, 3)).toEqual(['rate=0.001', true]);
  expect(chosenOf('rate, values: [1e-3, 2e-3, 4e-3]', 3, 2, 1)).toEqual(['rate=0.004', true]);
  expect(chosenOf('pooling, values: [sum, average]', 1, 2)).toEqual(['pooling=sum', false]);
});

test('rows of two studies that have the same name keep to themselves, whatever they choose', () => {
  const [other] = rowsOf(parseStudy(`${text}\nbase: { set: { order: stored } }`, 'test')) as [Row];
  expect(other.name).toBe(row.name);
  const orders = [row, other].map((each) => planner.expectedRuns(each)[0]?.configuration.recipe.order);
  expect(orders).toEqual(['every-pass', 'stored']);
});
