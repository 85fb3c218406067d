import { Trainer } from 'lenet5';
import { expect, test, vi } from 'vitest';
import { readSource } from '../../src/data.js';
import { Costs, kindOf } from '../../src/study/cost.js';
import { parseStudy } from '../../src/study/file.js';
import { type Task, tasksOf } from '../../src/study/result-key.js';
import { rowsOf } from '../../src/study/rows.js';
import { smallMnist } from '../support.js';

const source = await readSource(smallMnist(600, 20));

/** The first run of a study with this base. */
function runOf(base: string): Task {
  const [row] = rowsOf(parseStudy(`name: a\nbase: { ${base} }`, 'test'));
  const surroundings = { backend: 'simd', data: 'd', code: 'c' } as const;
  const [task] = row ? tasksOf(row.training, [1], row.name, source, surroundings) : [];
  if (!task) throw new Error('no row');
  return task;
}

test('a training shorter than the warm-up begins anew until it is timed, since the long ones of its kind cost by it', () => {
  const short = runOf('recipe: fast, epochs: 1, trainSize: 64, set: { batch: 16 }');
  const long = runOf('recipe: fast, epochs: 200, set: { batch: 16 }');
  expect(kindOf(short.configuration)).toBe(kindOf(long.configuration));
  const step = vi.spyOn(Trainer.prototype, 'step');
  new Costs(source).of(short);
  // Four steps are all that it has.
  expect(step.mock.calls.length).toBeGreaterThan(4);
  step.mockRestore();
});

test.each([
  ['thickness', 'recipe: distorted', 'recipe: distorted, set: { thickness: 1 }'],
  ['no pass with distortion', 'recipe: distorted', 'recipe: distorted, epochs: 2'],
  ['curvatureSamples', 'recipe: paper', 'recipe: paper, set: { curvatureSamples: 5 }'],
  ['curvatureEvery', 'recipe: paper', 'recipe: paper, set: { curvatureEvery: 5 }'],
  ['curvaturePasses', 'recipe: paper', 'recipe: paper, set: { curvaturePasses: 20 }'],
  ['digits between two estimates of the curvature', 'recipe: paper', 'recipe: paper, trainSize: 100'],
])('trainings of different kinds: %s', (_, one, other) => {
  expect(kindOf(runOf(one).configuration)).not.toBe(kindOf(runOf(other).configuration));
});

test.each([
  ['thickness without distortion', 'recipe: fast', 'recipe: fast, set: { thickness: 1 }'],
  ['curvature with plain gradient descent', 'recipe: fast', 'recipe: fast, set: { curvatureEvery: 5 }'],
  ['passes', 'recipe: distorted', 'recipe: distorted, epochs: 3'],
])('trainings of one kind: %s', (_, one, other) => {
  expect(kindOf(runOf(one).configuration)).toBe(kindOf(runOf(other).configuration));
});
