import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHITECTURES, classScores, createNetwork, RECIPES, readSafetensors, Trainer, writeSafetensors } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import { REJECT } from 'lenet5/recognition';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, lenet5, onlyObject, scratch, smallMnist } from './support.js';

const cwd = scratch();
const data = smallMnist(300, 300);
const at = (name: string) => join(cwd, name);

/** Weights as `train` writes them, with other metadata. */
function rewrite(name: string, metadata: Record<string, string>): void {
  const { tensors } = readSafetensors(readFileSync(at('model.safetensors')));
  const entries = [...tensors].map(
    ([key, { shape, data }]) => [key, { shape, data: Float32Array.from(data) }] as const,
  );
  writeFileSync(at(name), writeSafetensors(entries, metadata));
}

beforeAll(async () => {
  const { train } = await readMnistFolder(data);
  const network = createNetwork({ architecture: 'blog' });
  const trainer = new Trainer({ network, recipe: { ...RECIPES.blog, passes: 1 }, seed: 1, data: train });
  while (!trainer.done) trainer.step();
  writeFileSync(
    at('model.safetensors'),
    writeSafetensors(network.stateDict(), {
      format: 'lenet5',
      architecture: JSON.stringify(ARCHITECTURES.blog),
      recipe: JSON.stringify(RECIPES.blog),
      seed: '1',
      weightsSha256: network.weightsSha256(),
    }),
  );
  writeFileSync(at('text.safetensors'), 'This is no model, but a line of text.\n');
});

describe('info', () => {
  test.each(['paper', 'blog'])('counts 60,000 parameters and 340,908 connections for %s', async (name) => {
    const result = onlyObject(await call(['info', '--architecture', name, '--json'], cwd));
    expect(result).toMatchObject({ architecture: name, parameters: 60_000, connections: 340_908 });
    expect(result.layers).toHaveLength(7);
    expect((result.layers as object[])[2]).toEqual({
      name: 'C3',
      shape: [16, 10, 10],
      parameters: 1516,
      connections: 151_600,
      squash: name === 'paper' ? 'scaled-tanh' : 'none',
    });
    expect(result).not.toHaveProperty('weightsSha256');
  });

  test('prints a table for people', async () => {
    const { code, stderr } = await lenet5(['info'], cwd);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^C3 +16 × 10² +1,516 +151,600 +scaled-tanh$/m);
    expect(stderr).toMatch(/^sum +60,000 +340,908$/m);
  });

  test('prints the thresholds of the reject rule', async () => {
    const { reject } = onlyObject(await call(['info', '--json'], cwd));
    expect(reject).toEqual(REJECT);
    const { stderr } = await call(['info'], cwd);
    expect(stderr).toContain(`refuses an answer with a distance above ${REJECT.distance}`);
  });

  test('looks into a model', async () => {
    const result = onlyObject(await call(['info', 'model.safetensors', '--json'], cwd));
    expect(result).toMatchObject({ architecture: 'blog', metadata: { seed: '1' } });
    expect(result.weightsSha256).toBe((result.metadata as Record<string, string>).weightsSha256);
  });
});

describe('evaluate', () => {
  test('gives one JSON object', async () => {
    const result = onlyObject(await lenet5(['evaluate', 'model.safetensors', '--data', data, '--json'], cwd));
    expect(result).toMatchObject({ count: 300 });
    expect(result.errorPercent).toBe((100 * (result.errors as number)) / 300);
    expect(result.meanLoss).toBeGreaterThan(0);
  });

  test('names model, training data, measured data and criterion, in text and in JSON', async () => {
    const finished = await call(['evaluate', 'model.safetensors', '--data', data, '--json'], cwd);
    const { metadata } = readSafetensors(readFileSync(at('model.safetensors')));
    const sha256 = metadata.weightsSha256 ?? '';
    expect(onlyObject(finished)).toMatchObject({
      model: { file: 'model.safetensors', architecture: 'blog', weightsSha256: sha256, trainedOn: null },
      data: { identity: 'unknown, 28×28, 10 labels', origin: data },
      criterion: 'eq8',
    });
    const short = sha256.slice(0, 12);
    expect(finished.stderr).toContain(
      `model model.safetensors: architecture blog, weights ${short}, trained on data that its file does not name\n` +
        `measured on unknown, 28×28, 10 labels (${data})\n`,
    );
    expect(finished.stderr).toMatch(/^mean loss [\d.]+ \(criterion eq8\)$/m);
    const shipped = await call(['evaluate', '--data', data, '--json'], cwd);
    expect(onlyObject(shipped)).toMatchObject({
      model: { file: 'lenet5/weights', architecture: 'paper', trainedOn: 'MNIST' },
      criterion: 'eq9',
      j: 10,
    });
    expect(shipped.stderr).toContain('(criterion eq9, j = 10)');
    const pictures = await call(['evaluate', 'lenet5/weights/pictures', '--data', data, '--json'], cwd);
    expect(onlyObject(pictures)).toMatchObject({ model: { file: 'lenet5/weights/pictures', architecture: 'paper' } });
  });

  test('warns where the digits are not those that the network was trained on', async () => {
    const architecture = JSON.stringify(ARCHITECTURES.blog);
    const warnings = async (name: string, metadata: Record<string, string>, ...more: string[]) => {
      rewrite(name, { architecture, ...metadata });
      const { code, stderr } = await call(['evaluate', name, ...more], cwd);
      expect(code).toBe(0);
      return stderr.match(/^lenet5: warning: .*$/gm) ?? [];
    };
    expect(await warnings('fashion.safetensors', { dataIdentity: 'Fashion-MNIST' })).toEqual([
      'lenet5: warning: fashion.safetensors was trained on Fashion-MNIST, and is measured on MNIST: --data names the ' +
        'folder of the digits to measure on.',
    ]);
    expect(await warnings('own.safetensors', { dataIdentity: 'unknown, 28×28, 10 labels' })).toHaveLength(1);
    // Named by the user, so nobody measures on them by mistake.
    expect(await warnings('fashion.safetensors', { dataIdentity: 'Fashion-MNIST' }, '--data', data)).toEqual([]);
    expect(await warnings('further.safetensors', { dataIdentity: 'pictures', initDataIdentity: 'MNIST' })).toEqual([]);
    expect(await warnings('both.safetensors', { dataIdentity: 'train: pictures; test: MNIST' })).toHaveLength(1);
    expect(await warnings('untold.safetensors', {})).toEqual([]);
  });

  test('precision, recall, F1 and support of each digit: text, JSON and CSV say the same', async () => {
    const run = (...args: string[]) => call(['evaluate', 'model.safetensors', '--data', data, ...args], cwd);
    const { confusion, classes } = onlyObject(await run('--json')) as {
      confusion: number[][];
      classes: Record<'label' | 'precision' | 'recall' | 'f1' | 'support', number | null>[];
    };
    expect(classes).toEqual(classScores(confusion));
    const csv = await run('--csv');
    const cell = (value: unknown) => (value === null ? '' : String(value));
    const lines = classes.map(({ label, precision, recall, f1, support }) =>
      [label, precision, recall, f1, support].map(cell).join(','),
    );
    expect(csv.stdout).toBe(['label,precision,recall,f1,support', ...lines, ''].join('\n'));
    const { stderr } = await run();
    for (const { label, recall, support } of classes) {
      expect(stderr).toMatch(new RegExp(`^ +${label} .* ${(100 * (recall ?? 0)).toFixed(2)} .* ${support}$`, 'm'));
    }
    const both = await run('--csv', '--json');
    expect([both.code, both.stdout]).toEqual([2, '']);
  });

  test('without a model it takes the shipped weights', async () => {
    const finished = await call(['evaluate', '--data', data, '--json'], cwd);
    expect(onlyObject(finished).errors).toBeLessThanOrEqual(9);
    expect(finished.stderr).not.toContain('warning');
  });

  test('prints errors and confusion for people, and nothing on stdout', async () => {
    const { code, stdout, stderr } = await call(['evaluate', 'model.safetensors', '--data', data], cwd);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/\d+ of 300 test digits misread, \d+\.\d\d %/);
    // The confusion, and the scores of each digit.
    expect(stderr.match(/^ {4}\d {2}/gm)).toHaveLength(20);
  });

  test('the architecture of a file counts; without one it is asked for or taken for paper, with a warning', async () => {
    rewrite('bare.safetensors', {});
    const run = (...args: string[]) => call(['evaluate', ...args, '--data', data, '--json'], cwd);
    const told = onlyObject(await run('model.safetensors'));
    const asked = await run('bare.safetensors', '--architecture', 'blog');
    const guessed = await run('bare.safetensors');
    const file = 'bare.safetensors';
    expect(onlyObject(asked)).toEqual({ ...told, model: { ...(told.model as object), file } });
    expect(asked.stderr).not.toContain('warning');
    expect(guessed.stderr).toContain('does not tell its architecture, so it is taken for paper');
    expect(onlyObject(guessed).meanLoss).not.toBe(told.meanLoss);
  });

  test('the recipe of another version will do: only its criterion counts', async () => {
    const architecture = JSON.stringify(ARCHITECTURES.blog);
    const meanLoss = async (name: string, recipe: object) => {
      rewrite(name, { architecture, recipe: JSON.stringify(recipe) });
      const finished = await call(['evaluate', name, '--data', data, '--json'], cwd);
      expect(finished.stderr).not.toContain('warning');
      return onlyObject(finished).meanLoss;
    };
    const later = await meanLoss('later.safetensors', { criterion: 'eq8', j: 1, optimiser: 'of the future' });
    expect(later).toBe(await meanLoss('now.safetensors', RECIPES.blog));
    expect(later).not.toBe(await meanLoss('eq9.safetensors', RECIPES.fast));
  });

  test('inverted images are warned about', async () => {
    const inverted = smallMnist(20, 20, (pixels) => {
      for (const [i, value] of pixels.entries()) pixels[i] = 255 - value;
    });
    const { stderr } = await call(['evaluate', 'model.safetensors', '--data', inverted, '--json'], cwd);
    expect(stderr).toMatch(/^lenet5: warning: .*invert/im);
  });
});

describe('a file that is no model of ours', () => {
  test.each(['evaluate', 'info'])('%s says so in one sentence, exit 1', async (command) => {
    const { code, stdout, stderr } = await call([command, 'text.safetensors'], cwd);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^lenet5: text\.safetensors [^\n]+\.\n$/);
  });

  test.each([
    [
      'mine.h5',
      '\x89HDF\r\n\x1a\n',
      'is a file of Keras or TensorFlow, which is not read: give weights as .safetensors',
    ],
    ['mine.keras', 'PK\x03\x04', 'is a file of Keras or TensorFlow'],
    ['mine.tflite', '\x1c\0\0\0TFL3', 'is a file of TensorFlow Lite'],
    ['mine.gguf', 'GGUF\x03', 'is a GGUF file'],
    ['mine.npz', 'PK\x03\x04', "is a file of NumPy's arrays"],
    ['saved_model.pb', '\x08\x01', 'is a file of another program'],
    ['notes.md', '# What I did\n', 'is no file of weights that is known here: give a .safetensors or a .pth file.'],
    ['page.md', '<!doctype html>', 'looks like a web page'],
  ])('%s is called what it is', async (name, content, said) => {
    writeFileSync(at(name), content, 'latin1');
    const { code, stderr } = await call(['info', name], cwd);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${name} ${said}`)]);
  });

  test('--debug adds the stack', async () => {
    const { code, stderr } = await lenet5(['info', 'text.safetensors', '--debug'], cwd);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ {4}at .*src\/files\/safetensors\/reader\.ts:\d+/m);
  });

  test('a missing file, wrong weights and damaged metadata are told apart', async () => {
    writeFileSync(at('other.safetensors'), writeSafetensors([['x', { shape: [1], data: Float32Array.of(1) }]], {}));
    rewrite('broken.safetensors', { architecture: '{' });
    rewrite('strange.safetensors', { architecture: '{"name":"../../x"}' });
    rewrite('unknown.safetensors', { architecture: JSON.stringify({ ...ARCHITECTURES.blog, pooling: 'median' }) });
    const sentence = async (name: string) => (await call(['info', name], cwd)).stderr;
    expect(await sentence('none.safetensors')).toBe(
      'lenet5: The model none.safetensors cannot be read (it does not exist).\n',
    );
    expect(await sentence('other.safetensors')).toMatch(
      /other\.safetensors holds x \[1\], the weights of no network here: nearest is tutorial, .* \[n,1,5,5\] was expected for C1/,
    );
    expect(await sentence('broken.safetensors')).toMatch(/its architecture is no JSON\.\n$/);
    expect(await sentence('strange.safetensors')).toMatch(
      /does not fit as a network: its squashing functions are missing\.\n$/,
    );
    expect(await sentence('unknown.safetensors')).toMatch(/does not fit as a network: pooling is "median"/);
  });
});
