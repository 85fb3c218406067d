import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHITECTURES, RECIPES } from 'lenet5';
import { describe, expect, test } from 'vitest';
import { sealed } from '../../src/study/digest.js';
import { readResult } from '../../src/study/integrity.js';
import type { StudyResult } from '../../src/study/result.js';
import { ResultStore } from '../../src/study/store.js';
import { scratch } from '../support.js';

const key = '0123456789abcdef0123456789abcdef';
const missing = key.replace('0', 'f');

/** A result of a training that collapsed at once, without a digest. */
function resultOf(key: string): Omit<StudyResult, 'digest'> {
  const { paper: architecture } = ARCHITECTURES;
  const train = { offset: 0, count: 10 };
  return {
    key,
    configuration: { architecture, recipe: RECIPES.fast, seed: 1, train, backend: 'simd', data: 'd', code: 'c' },
    outcome: {
      passes: [],
      train: { errors: 1, count: 10, errorPercent: 10, meanLoss: 2 },
      test: { errors: 2, count: 10, errorPercent: 20, meanLoss: 2 },
      examination: null,
      weightsSha256: '0'.repeat(64),
      stopped: null,
    },
    made: { seconds: 1.5, machine: 'here', versions: { lenet5: '1' }, at: '2026-11-28T00:00:00.000Z' },
  };
}
const result = sealed(resultOf(key));

test('a result is read once: what was there, or was not, is not looked for again', async () => {
  const folder = scratch();
  const first = new ResultStore(folder);
  await first.makeFolder();
  await first.write(result);
  const path = join(folder, 'results', `${key}.json`);
  const store = new ResultStore(folder);
  await store.load([{ key }, { key }, { key: missing }]);
  rmSync(path);
  writeFileSync(path.replace(key, missing), JSON.stringify(sealed(resultOf(missing))));
  await store.load([{ key }, { key: missing }]);
  expect([...store.results.keys()]).toEqual([key]);
});

test('what was written is there at once', async () => {
  const store = new ResultStore(scratch());
  await store.makeFolder();
  await store.write(result);
  expect(store.results.get(key)).toBe(result);
});

describe('a result is foreign until it is looked at', () => {
  type Plain = Record<string, unknown>;
  const changed = (change: (copy: Plain & { outcome: Plain; made: Plain }) => void): string => {
    const copy = JSON.parse(JSON.stringify(result));
    change(copy);
    return JSON.stringify(copy);
  };

  test.each<[string, string]>([
    ['no JSON', '{"key":'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['another key', JSON.stringify(sealed(resultOf(missing)))],
    ['a path for a key', JSON.stringify(sealed(resultOf('../../../x')))],
    ['no outcome', changed((copy) => Reflect.deleteProperty(copy, 'outcome'))],
    ['words for numbers', changed(({ outcome }) => Object.assign(outcome, { train: { errors: 'many' } }))],
    ['a pass without numbers', changed(({ outcome }) => Object.assign(outcome, { passes: [null] }))],
    ['words that steer a terminal', changed(({ outcome }) => Object.assign(outcome, { stopped: '\u001b[2J' }))],
    ['a machine of a thousand names', changed(({ made }) => Object.assign(made, { machine: 'x'.repeat(1001) }))],
    ['a form of another version', JSON.stringify({ ...result, format: 9 })],
    ['more than a result', JSON.stringify({ ...result, note: 'mine' })],
    ['an error above 100 %', changed(({ outcome }) => Object.assign(outcome.test as Plain, { errorPercent: 101 }))],
  ])('%s is none', (_, text) => {
    expect(readResult(text, key)).toMatchObject({ edited: false });
  });

  test.each<[string, string]>([
    ['outcome', changed(({ outcome }) => Object.assign(outcome.test as Plain, { errorPercent: 0.5 }))],
    ['configuration', changed((copy) => Object.assign(copy.configuration as Plain, { seed: 2 }))],
    ['circumstances', changed(({ made }) => Object.assign(made, { seconds: 0 }))],
    ['digest', changed((copy) => Object.assign(copy, { digest: '0'.repeat(64) }))],
  ])('one whose %s was changed is told from one that was not', (_, text) => {
    expect(readResult(text, key)).toMatchObject({ edited: true });
  });

  test('one of an earlier version, without a digest, is taken', () => {
    expect(readResult(JSON.stringify(resultOf(key)), key)).toEqual(resultOf(key));
  });

  test('one of this version whose digest was taken away is told from that', () => {
    const text = changed((copy) => Reflect.deleteProperty(copy, 'digest'));
    expect(readResult(text, key)).toMatchObject({ edited: true });
  });

  const examination = {
    count: 10,
    confusion: [
      [7, 1],
      [1, 1],
    ],
    misread: [
      [3, 0, 1, 0],
      [8, 1, 0, 4],
    ],
    codes: [],
  };
  const pass = { runningErrorPercent: 10, meanLoss: 2, testErrorPercent: 20 };
  const passes = [{ ...pass, validationErrorPercent: null, validationLoss: null }];
  const earlier = (outcome: Plain) => {
    const { outcome: before, ...rest } = resultOf(key);
    return JSON.stringify({ ...rest, outcome: { ...before, examination, passes, ...outcome } });
  };

  test('one without a digest that agrees with itself is taken', () => {
    expect(readResult(earlier({}), key)).toMatchObject({ key });
  });

  const test20 = { errors: 2, count: 10, errorPercent: 20, meanLoss: 2 };
  test.each<[string, Plain]>([
    ['per cent of the test', { test: { ...test20, errorPercent: 10 } }],
    ['errors and per cent of the test', { test: { ...test20, errors: 1, errorPercent: 10 } }],
    ['per cent of the training set', { train: { ...test20, errorPercent: 1 } }],
    ['training samples', { train: { ...test20, count: 20, errorPercent: 10 } }],
    ['last pass', { passes: [{ ...passes[0], testErrorPercent: 10 }] }],
    [
      'confusion',
      {
        examination: {
          ...examination,
          confusion: [
            [8, 1],
            [0, 1],
          ],
        },
      },
    ],
    ['misread digits', { examination: { ...examination, misread: examination.misread.slice(1) } }],
    [
      'what a digit was misread as',
      {
        examination: {
          ...examination,
          misread: [
            [3, 0, 1, 0],
            [8, 0, 1, 4],
          ],
        },
      },
    ],
  ])('one without a digest whose numbers contradict each other (%s) is told', (_, outcome) => {
    expect(readResult(earlier(outcome), key)).toMatchObject({ edited: true });
  });

  test('one of a training that collapsed is read as it was written', () => {
    const seen = {
      samples: 4000,
      window: 2000,
      answer: 8,
      answerShare: 0.8,
      errorShare: 0.9,
      meanLoss: 53,
      saturatedShare: 0,
      cause: 'too-little-gradient',
    };
    const text = changed(({ outcome }) =>
      Object.assign(outcome, { train: null, test: null, stopped: 'Collapsed.', seen }),
    );
    const result = sealed(JSON.parse(text));
    expect(readResult(JSON.stringify(result), key)).toEqual(result);
  });

  test('one under a key that is none is written nowhere', async () => {
    const folder = scratch();
    mkdirSync(join(folder, 'in'));
    const store = new ResultStore(join(folder, 'in'));
    await store.makeFolder();
    for (const each of ['../../x', '/tmp/x', `${key}/../x`, '']) {
      await expect(store.write(sealed(resultOf(each)))).rejects.toThrow('no key of a result');
    }
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['in', 'in/results']);
  });
});
