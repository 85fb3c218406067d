import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, contentOf, type Finished, lenet5, metadataOf, onlyObject, scratch, smallMnist } from './support.js';

const FILES = [
  'config.json',
  'confusion.svg',
  'curves.png',
  'curves.svg',
  'last.safetensors',
  'metrics.csv',
  'metrics.jsonl',
  'misread.svg',
  'report.html',
];
/** Beside the files. */
const FOLDERS = ['snapshot'];

const cwd = scratch();
const data = smallMnist(2500, 500);
const json = (path: string) => JSON.parse(readFileSync(join(cwd, path), 'utf8')) as Record<string, unknown>;

/** Two passes over 1,000 samples. */
const short = ['train', '--data', data, '--train-size', '1000', '--epochs', '2'];

describe('a run', () => {
  let finished: Finished;
  let result: Record<string, unknown>;
  beforeAll(async () => {
    finished = await lenet5([...short, '--json', '--verbose', '--out', 'first'], cwd);
    result = onlyObject(finished);
  });

  test('prints one JSON object with everything a program wants to know', () => {
    expect(finished.code).toBe(0);
    expect(result).toMatchObject({ architecture: 'paper', recipe: 'distorted', seed: 1, epochs: 2, steps: 2000 });
    expect(result).toMatchObject({ finished: true, out: join(cwd, 'first'), best: null });
    for (const key of ['finalTrainLoss', 'trainErrorPercent', 'testErrorPercent'])
      expect(result[key]).toBeTypeOf('number');
    expect(result.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(result.architectureSwitches).toMatchObject({ pooling: 'sum', squash: { C1: 'scaled-tanh' } });
    expect(result.recipeSwitches).toMatchObject({ criterion: 'eq9', passes: 2 });
  });

  test('learns', () => {
    expect(result.testErrorPercent).toBeLessThan(35);
  });

  test('leaves a complete run folder and no temporary files', () => {
    expect(readdirSync(join(cwd, 'first')).sort()).toEqual([...FILES, ...FOLDERS]);
    expect(readFileSync(join(cwd, 'first/report.html'), 'utf8')).toContain(String(result.weightsSha256));
    expect(readFileSync(join(cwd, 'first/curves.png')).subarray(1, 4).toString()).toBe('PNG');
  });

  test('writes down what decided it', () => {
    expect(json('first/config.json')).toMatchObject({
      backend: 'simd',
      seed: 1,
      versions: { node: process.versions.node },
      recipe: { passes: 2, criterion: 'eq9' },
      architecture: { name: 'paper', padding: 'background' },
      data: { identity: 'unknown, 28×28, 10 labels', origin: data, train: { offset: 0, count: 1000 } },
    });
  });

  test('records the same figures in CSV, JSONL and JSON', () => {
    const [head, ...lines] = readFileSync(join(cwd, 'first/metrics.csv'), 'utf8').trimEnd().split('\n');
    const rows = readFileSync(join(cwd, 'first/metrics.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    const last = JSON.parse(rows[1] ?? '') as Record<string, unknown>;
    const cells = (lines[1] ?? '').split(',');
    expect(head?.split(',').map((name, i) => [name, cells[i]])).toEqual(
      Object.entries(last).map(([name, value]) => [name, value === null ? '' : String(value)]),
    );
    expect(last).toMatchObject({
      epoch: 2,
      meanLoss: result.finalTrainLoss,
      testErrorPercent: result.testErrorPercent,
    });
  });

  test('describes the model in its own file', () => {
    const metadata = metadataOf(join(cwd, 'first/last.safetensors'));
    expect(metadata).toMatchObject({ format: 'lenet5', seed: '1', epochs: '2', licence: 'MIT' });
    expect(metadata.weightsSha256).toBe(result.weightsSha256);
    expect(metadata.testErrorPercent).toBe(String(result.testErrorPercent));
    expect(JSON.parse(metadata.architecture ?? '')).toEqual(result.architectureSwitches);
    expect(JSON.parse(metadata.recipe ?? '')).toEqual(result.recipeSwitches);
  });

  test('says a line a pass on stderr, without carriage returns or escapes, and with --verbose the loss', () => {
    expect(finished.stderr.match(/^pass [12]\/2 {2}rate .+ loss .+ train .+ running .+ test .+ s$/gm)).toHaveLength(2);
    expect([...finished.stderr].filter((character) => character < ' ' && character !== '\n')).toEqual([]);
  });

  test('comes out the same, bit for bit, when it is made again, and differs with another seed', async () => {
    const [again, other] = [
      await call([...short, '--json', '--out', 'again'], cwd),
      await call([...short, '--json', '--out', 'other', '--seed', '2'], cwd),
    ];
    expect(onlyObject(again).weightsSha256).toBe(result.weightsSha256);
    expect(onlyObject(other).weightsSha256).not.toBe(result.weightsSha256);
  });

  test('is not overwritten by another one', async () => {
    const before = contentOf(join(cwd, 'first'), FILES);
    const { code, stdout, stderr } = await call([...short, '--out', 'first'], cwd);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'lenet5: first holds a run already, and nothing is overwritten: choose another folder with --out.\n',
    );
    expect(contentOf(join(cwd, 'first'), FILES)).toEqual(before);
  });

  test('can go on from weights: --init starts where they are', async () => {
    const args = ['train', '--data', data, '--train-size', '100', '--epochs', '1', '--init', 'first/last.safetensors'];
    const gone = await call([...args, '--set', 'rate=1e-9', '--out', 'on', '--json'], cwd);
    const { trainErrorPercent } = onlyObject(gone);
    expect(trainErrorPercent).toBeLessThan(25);
    expect(json('on/config.json').init).toEqual({
      file: 'first/last.safetensors',
      weightsSha256: result.weightsSha256,
      trainedOn: 'unknown, 28×28, 10 labels',
    });
  });

  test('its folder is its last weights, for evaluate, convert and --init; the file says what came before', async () => {
    const evaluated = onlyObject(await call(['evaluate', 'first', '--data', data, '--json'], cwd));
    expect(evaluated).toMatchObject({
      model: { file: join('first', 'last.safetensors'), weightsSha256: result.weightsSha256 },
      errorPercent: result.testErrorPercent,
    });
    const converted = onlyObject(await call(['convert', 'first', 'first.onnx', '--json'], cwd));
    expect(converted).toMatchObject({ from: join('first', 'last.safetensors'), weightsSha256: result.weightsSha256 });
    const args = ['train', '--data', data, '--train-size', '100', '--epochs', '1', '--out', 'deep/er/further'];
    expect((await call([...args, '--init', 'lenet5/weights'], cwd)).code).toBe(0);
    const { model } = onlyObject(await call(['evaluate', 'deep/*/further', '--data', data, '--json'], cwd));
    expect(model).toMatchObject({ trainedOn: 'MNIST, further on unknown, 28×28, 10 labels' });
    const none = await call(['evaluate', 'deep'], cwd);
    expect([none.code, none.stderr]).toEqual([
      1,
      'lenet5: The folder deep holds no last.safetensors: name the folder of a run, or a model file.\n',
    ]);
  });
});

test('without --data it is MNIST itself, without --out a new folder below runs for each run', async () => {
  const args = [
    'train',
    '--train-size',
    '200',
    '--epochs',
    '1',
    '--architecture',
    'blog',
    '--recipe',
    'blog',
    '--json',
  ];
  const [mnist, small] = [onlyObject(await call(args, cwd)), onlyObject(await call([...args, '--data', data], cwd))];
  expect(mnist.dataIdentity).toBe('MNIST');
  const folders = readdirSync(join(cwd, 'runs'));
  expect(folders).toHaveLength(2);
  // Two runs that begin in the same second are told apart by a number.
  for (const folder of folders) expect(folder).toMatch(/^\d{4}-\d\d-\d\d-\d{6}-blog-blog(-2)?$/);
  expect([mnist.out, small.out].sort()).toEqual(folders.map((folder) => join(cwd, 'runs', folder)).sort());
});

test('with a validation split, best is chosen on it; --save-every keeps passes', async () => {
  const args = ['train', '--data', data, '--epochs', '4', '--save-every', '2', '--out', 'split', '--json'];
  const finished = await call([...args, '--train-size', '300', '--set', 'validation=500', 'rate=2e-3'], cwd);
  const { best, validationErrorPercent } = onlyObject(finished);
  expect(validationErrorPercent).toBeTypeOf('number');
  const rows = readFileSync(join(cwd, 'split/metrics.jsonl'), 'utf8').trimEnd().split('\n');
  const errors = rows.map((row) => (JSON.parse(row) as { validationErrorPercent: number }).validationErrorPercent);
  const least = Math.min(...errors);
  expect(best).toMatchObject({ validationErrorPercent: least });
  const { epoch, weightsSha256 } = best as { epoch: number; weightsSha256: string };
  expect(errors[epoch - 1]).toBe(least);
  expect(metadataOf(join(cwd, 'split/best.safetensors'))).toMatchObject({ epochs: String(epoch), weightsSha256 });
  const kept = readdirSync(join(cwd, 'split')).filter((name) => name.startsWith('epoch-'));
  expect(kept).toEqual(['epoch-02.safetensors', 'epoch-04.safetensors']);
  expect(json('split/config.json').data).toMatchObject({
    train: { offset: 0, count: 300 },
    validation: { offset: 2000, count: 500 },
  });
});

test('with patience it ends early, and leaves the weights of the best pass: files, words and JSON', async () => {
  const args = ['train', '--data', data, '--epochs', '40', '--out', 'patient', '--json', '--recipe', 'fast'];
  const set = ['validation=500', 'rate=1e-3', 'schedule=constant', 'patience=2'];
  const finished = await call([...args, '--train-size', '300', '--set', ...set], cwd);
  const { epochs, keptEpoch, best, weightsSha256, testErrorPercent } = onlyObject(finished);
  const rows = readFileSync(join(cwd, 'patient/metrics.jsonl'), 'utf8').trimEnd().split('\n');
  expect(rows).toHaveLength(Number(epochs));
  expect(Number(epochs)).toBeLessThan(40);
  expect(keptEpoch).toBe(Number(epochs) - 2);
  expect(best).toMatchObject({ epoch: keptEpoch, weightsSha256, testErrorPercent });
  for (const name of ['last', 'best']) {
    const metadata = metadataOf(join(cwd, `patient/${name}.safetensors`));
    expect(metadata).toMatchObject({ epochs: String(keptEpoch), weightsSha256 });
  }
  expect(finished.stderr).toContain(
    `ended early, since 2 passes in a row were no better on validation; of ${epochs} passes the weights of pass ${keptEpoch} are kept`,
  );
  const report = readFileSync(join(cwd, 'patient/report.html'), 'utf8');
  expect(report).toContain(`Ended early after ${epochs} passes: 2 in a row were no better on the validation samples.`);
  expect(json('patient/config.json').recipe).toMatchObject({ patience: 2, passes: 40 });
  const again = onlyObject(await call(['train', '--resume', 'patient', '--json'], cwd));
  expect(again).toMatchObject({ epochs, keptEpoch, weightsSha256, testErrorPercent });
  const more = await call(['train', '--resume', 'patient', '--epochs', '50'], cwd);
  expect(more.stderr).toContain('has patience 2 and ends with its best weights');
  const blind = await call(['train', '--data', data, '--set', 'patience=2'], cwd);
  expect(blind.stderr).toContain('patience is 2, expected 0 without samples to judge by, such as validation=5000.');
  expect([more.code, blind.code]).toEqual([2, 2]);
});

test('--backend reference computes the same but for rounding, with mini-batches too', async () => {
  const args = ['train', '--data', smallMnist(80, 20), '--epochs', '1', '--set', 'batch=4', '--json'];
  const [reference, simd] = [
    onlyObject(await call([...args, '--backend', 'reference', '--out', 'reference'], cwd)),
    onlyObject(await call([...args, '--backend', 'simd', '--out', 'simd'], cwd)),
  ];
  expect(reference).toMatchObject({ backend: 'reference', steps: 20 });
  expect(simd).toMatchObject({ backend: 'simd', steps: 20 });
  const losses = [reference.finalTrainLoss, simd.finalTrainLoss] as [number, number];
  expect(Math.abs(losses[0] - losses[1])).toBeLessThan(1e-4 * losses[1]);
});

test('nothing is left of a run that cannot begin', async () => {
  const args = ['train', '--epochs', '1', '--out', 'nothing'];
  const wrongs = [
    ['--data', 'nowhere'],
    ['--data', data, '--train-size', '2501'],
    ['--data', data, '--set', 'output=linear'],
    ['--data', data, '--init', 'nowhere.safetensors'],
  ];
  for (const wrong of wrongs) {
    const { code, stderr } = await call([...args, ...wrong], cwd);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^lenet5: [^\n]+\.\n$/);
  }
  expect(existsSync(join(cwd, 'nothing'))).toBe(false);
});
