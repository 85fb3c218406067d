import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { words } from './plots/support.js';
import { call, scratch } from './support.js';

/** Small sets of the tools that people have theirs from; data/make.py has how they were made. */
const DATA = fileURLToPath(new URL('data/', import.meta.url));
const cwd = scratch();

describe('evaluate --data, a row of the table in docs/classes.md each', () => {
  test.each([
    ['torchvision', 'in IDX files: 64 training and 20 test images of 28×28, digits 0 to 9', '0 of 20'],
    ['test-alone', 'in IDX files: 20 test images of 28×28, digits 0 to 9', '0 of 20'],
    ['qmnist', 'in IDX files: 64 training and 20 test images of 28×28, digits 0 to 9, by ', '0 of 20'],
    ['emnist', 'turned: rows and columns were swapped in the files', '0 of 20'],
    [
      'kaggle',
      'in a CSV table: 11 training and 1 test (every fifth of a class, kept aside) and 5 unlabelled',
      '0 of 1',
    ],
    ['pandas', 'in a CSV table: 19 training and 1 test (every fifth of a class, kept aside) images of 28×28', '0 of 1'],
    [
      'savetxt',
      'in a CSV table: 19 training and 1 test (every fifth of a class, kept aside) images of 28×28',
      '0 of 1',
    ],
    ['kmnist', "in NumPy's arrays: 64 training and 20 test images of 28×28", '0 of 20'],
    ['numpy/mnist.npz', "in NumPy's arrays: 64 training and 20 test images of 28×28, digits 0 to 9", '0 of 20'],
    ['numpy/own.npz', "in NumPy's arrays: ", ' test digits misread'],
    ['parquet', 'in parquet files: 64 training and 20 test images of 28×28', '0 of 20'],
    ['pictures', 'in folders of pictures: 64 training and 20 test images of 28×28', '0 of 20'],
  ])('%s', async (name, found, misread) => {
    const { code, stderr } = await call(['evaluate', '--data', join(DATA, name)], cwd);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(found);
    expect(stderr).toContain(misread);
  });
});

describe('--no-turn', () => {
  const emnist = ['--data', join(DATA, 'emnist')];

  test('evaluate takes transposed digits as they are, says so, and misreads most', async () => {
    const { code, stderr } = await call(['evaluate', ...emnist, '--no-turn'], cwd);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('10 classes (0 to 9), not turned: as they lie in the files\n');
    expect(stderr).toMatch(/\nlenet5: warning: The images look transposed/);
    expect(Number(/(\d+) of 20 test samples misread/.exec(stderr)?.[1])).toBeGreaterThan(5);
  });

  test('train keeps to it: in its settings, in the command that makes the run again, and when it is resumed', async () => {
    const args = ['--recipe', 'fast', '--epochs', '1', '--no-worker', '--json'];
    const { code, stderr } = await call(['train', ...emnist, '--no-turn', ...args, '--out', 'as-stored'], cwd);
    expect(code, stderr).toBe(0);
    const config = JSON.parse(readFileSync(join(cwd, 'as-stored/config.json'), 'utf8'));
    expect(config.data.turn).toBe(false);
    expect(readFileSync(join(cwd, 'as-stored/report.html'), 'utf8')).toMatch(/emnist --no-turn\b/);
    const more = await call(['train', '--resume', 'as-stored', '--epochs', '2', '--no-worker'], cwd);
    expect(more.code, more.stderr).toBe(0);
    expect(more.stderr).toContain('not turned: as they lie in the files');
  });

  test.each([['evaluate'], ['train'], ['study', 'smoke'], ['convert', 'lenet5/weights', 'out.c']])(
    '%s without --data: idle',
    async (...args) => {
      const { code, stderr } = await call([...args, '--no-turn'], cwd);
      expect(stderr).toBe('lenet5: --no-turn goes with --data alone: leave that out.\n');
      expect(code).toBe(2);
    },
  );
});

describe('train --data, each of them with both parts', () => {
  test.each([
    'torchvision',
    'qmnist',
    'emnist',
    'kaggle',
    'pandas',
    'savetxt',
    'kmnist',
    'numpy/mnist.npz',
    'parquet',
    'pictures',
  ])('%s', async (name) => {
    const out = name.replace('/', '-');
    const args = ['--recipe', 'fast', '--epochs', '1', '--no-worker', '--out', out];
    const { code, stderr } = await call(['train', '--data', join(DATA, name), ...args], cwd);
    expect(code, stderr).toBe(0);
    const [title = ''] = words(readFileSync(join(cwd, out, 'curves.svg'), 'utf8'));
    expect(title).toContain(`LeNet-5 on ${basename(name)} (`);
  });

  test('the test part alone is refused in one sentence', async () => {
    const { code, stderr } = await call(['train', '--data', join(DATA, 'test-alone'), '--out', 'none'], cwd);
    expect(stderr).toMatch(/^lenet5: [^\n]+ holds no labelled images to train on: [^\n]+\.\n$/);
    expect(code).toBe(1);
  });
});

// Debian's package dataset-fashion-mnist.
const FASHION = '/usr/share/datasets/fashion-mnist';
test.skipIf(!existsSync(FASHION))('Fashion-MNIST trains, and its curves and tables say what it is', async () => {
  const args = ['--train-size', '300', '--test-size', '200', '--recipe', 'fast', '--epochs', '1', '--no-worker'];
  const { code, stderr } = await call(['train', '--data', FASHION, ...args, '--out', 'clothes'], cwd);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('10 classes: T-shirt/top, Trouser,');
  expect(words(readFileSync(join(cwd, 'clothes/curves.svg'), 'utf8'))[0]).toMatch(/^LeNet-5 on Fashion-MNIST: /);
  expect(words(readFileSync(join(cwd, 'clothes/confusion.svg'), 'utf8'))).toContain('Trouser');
});

test("the answers to Kaggle's test.csv, as it wants them", async () => {
  const { code } = await call(['evaluate', '--data', join(DATA, 'kaggle'), '--submission', 'submission.csv'], cwd);
  expect(code).toBe(0);
  expect(readFileSync(join(cwd, 'submission.csv'), 'utf8')).toMatch(/^ImageId,Label\n(\d,\d\n){5}$/);
});
