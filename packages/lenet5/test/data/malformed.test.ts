// Tables and arrays that are damaged or of another kind: one sentence each, with what helps.
import { describe, expect, it } from 'vitest';
import { readData } from '../../src/data/index.js';
import { expectError, thrownBy } from '../expect-error.js';
import { deflatedZip } from '../files/pth/deflated.js';
import { ARRAYS, bytesOf, floats, HEAD, images, labels, npy, PIXELS, row, TABLES, table } from './malformed.js';

async function refused(files: Readonly<Record<string, Uint8Array>>, code: string, ...parts: string[]): Promise<void> {
  const given = Object.entries(files).map(([name, bytes]) => ({ name, read: async () => bytes }));
  expectError(await thrownBy(() => readData(given)), 'DataError', code, ...parts);
}

describe('a CSV table is refused', () => {
  it.each(TABLES)('%s', async (_, bytes, parts) => {
    await refused({ 'train.csv': bytes }, 'not-dataset', ...parts);
  });

  it('with a label that is no whole number', async () => {
    const odd = table(row((cells) => cells.splice(0, 1, '1.5')));
    await refused({ 'train.csv': odd }, 'label-range', 'has label 1.5 at index 0');
  });
});

describe('the columns of a CSV table', () => {
  const names = HEAD.split(',').slice(1);
  const named = (pixels: readonly string[]) => bytesOf(`${['label', ...pixels].join(',')}\n${row()}\n`);

  it.each<[string, readonly string[], string]>([
    ['sorted as words', [...names].sort(), 'has the column "pixel10" after "pixel1"'],
    ['backwards', [...names].reverse(), 'has the column "pixel782" after "pixel783"'],
    ['two changed', names.with(7, 'pixel8').with(8, 'pixel7'), 'has the column "pixel8" after "pixel6"'],
    ['one left out', names.map((_, i) => `pixel${i < 5 ? i : i + 1}`), 'has the column "pixel6" after "pixel4"'],
    ['another one called label', names.with(5, 'label'), 'has two columns called "label"'],
    ['one twice', names.with(9, 'pixel3'), 'has two columns called "pixel3"'],
    ['a row of the image later', names.map((_, i) => `${((i / 28) | 0) + 1}x${(i % 28) + 1}`).with(28, '1x1'), '"1x1"'],
    [
      'column by column',
      names.map((_, i) => `${(i % 28) + 1}x${((i / 28) | 0) + 1}`),
      'has the column "1x2" after "28x1"',
    ],
    ['a row of numbers in their place', PIXELS.with(4, 'x'), 'has two columns called "0"'],
  ])('%s are refused', async (_, pixels, part) => {
    await refused({ 'train.csv': named(pixels) }, 'not-dataset', part);
  });

  it.each<[string, readonly string[]]>([
    ['from 1', names.map((_, i) => `pixel${i + 1}`)],
    ['by row and column', names.map((_, i) => `${((i / 28) | 0) + 1}x${(i % 28) + 1}`)],
    ['by words', names.map((_, i) => `w${String.fromCharCode(97 + ((i / 28) | 0), 97 + (i % 28))}`)],
  ])('%s are read', async (_, pixels) => {
    const found = await readData([{ name: 'train.csv', read: async () => named(pixels) }]);
    expect(found.test?.count).toBe(1);
  });
});

it.each(['\n', '\n\n', '\r\n\r\n', '\n \t\n', ''])('a table may end with %j', async (end) => {
  const bytes = bytesOf(`${[HEAD, row(), row(), row()].join('\n')}${end}`);
  const found = await readData([{ name: 'test.csv', read: async () => bytes }]);
  expect(found.test?.count).toBe(3);
});

describe('a NumPy array is refused', () => {
  it.each(ARRAYS)('%s', async (_, bytes, parts) => {
    await refused({ 'x_train.npy': bytes, 'y_train.npy': labels }, 'not-dataset', ...parts);
  });

  it('of another size', async () => {
    const small = npy('|u1', [2, 20, 20], new Uint8Array(800));
    await refused({ 'x_train.npy': small, 'y_train.npy': labels }, 'wrong-dimensions', '20×20');
  });

  it('with labels that are no whole numbers', async () => {
    const odd = npy('<f4', [2], floats(2));
    await refused({ 'x_train.npy': images, 'y_train.npy': odd }, 'label-range', 'has label 0.5 at index 0');
  });

  it('with another number of labels', async () => {
    const one = npy('|u1', [1], Uint8Array.of(0));
    const given = { 'x_train.npy': images, 'y_train.npy': one };
    await refused(given, 'count-mismatch', '2', '1');
  });
});

describe('an archive of arrays is refused', () => {
  it('whose array is larger than its shape, before it is unpacked', async () => {
    const one = npy('|u1', [2, 28, 28], new Uint8Array(1568));
    const archive = deflatedZip({
      'x_train.npy': Buffer.concat([one, new Uint8Array(50_000_000)]),
      'y_train.npy': labels,
    });
    expect(archive.length).toBeLessThan(100_000);
    const before = process.memoryUsage().arrayBuffers;
    await refused(
      { 'all.npz': archive },
      'not-dataset',
      'the array x_train of shape (2, 28, 28) and 50000000 bytes beyond it',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it('of a few bytes that unpack to hundreds of times as many, before they are unpacked', async () => {
    const blank = Buffer.concat([npy('|u1', [100_000, 28, 28], new Uint8Array(0)), new Uint8Array(78_400_000)]);
    const archive = deflatedZip({ 'x_train.npy': blank, 'y_train.npy': labels });
    await refused({ 'all.npz': archive }, 'not-dataset', 'bytes that unpack to 784', 'no pictures pack like that');
  });

  it('without arrays', async () => {
    await refused({ 'all.npz': deflatedZip({}) }, 'not-dataset', 'all.npz holds no arrays');
    await refused({ 'all.npz': deflatedZip({ 'read.me': labels }) }, 'not-dataset', 'all.npz holds no arrays');
  });

  it.each<[string, Uint8Array]>([
    ['cut off', bytesOf('PK\x03\x04 and no more')],
    ['of text', bytesOf('to whom it may concern')],
    ['of nothing', new Uint8Array(0)],
  ])('%s', async (_, bytes) => {
    const given = [{ name: 'mnist.npz', read: async () => bytes }];
    const error = await thrownBy(() => readData(given));
    expect(error).toMatchObject({ name: 'DataError' });
    expect((error as Error).message).toMatch(/^mnist\.npz [^\n]+: [^\n]+\.$/);
  });
});

describe('an array is read', () => {
  const given = async (x: Uint8Array) => {
    const files = { 'x_test.npy': x, 'y_test.npy': labels };
    const found = await readData(Object.entries(files).map(([name, bytes]) => ({ name, read: async () => bytes })));
    return found.test?.images;
  };

  it('in the order of Fortran, as numpy.asfortranarray has it', async () => {
    const inRows = Uint8Array.from({ length: 2 * 784 }, (_, i) => (i * 7919) % 256);
    const inColumns = new Uint8Array(inRows.length);
    for (let [at, x] = [0, 0]; x < 28; x++) {
      for (let y = 0; y < 28; y++) for (let i = 0; i < 2; i++) inColumns[at++] = inRows[i * 784 + y * 28 + x] ?? 0;
    }
    expect(await given(npy('|u1', [2, 28, 28], inColumns, 'True'))).toEqual(inRows);
  });

  it('of true and false, which are ink and background', async () => {
    const truths = Uint8Array.from({ length: 2 * 784 }, (_, i) => (i % 784 === 400 ? 1 : 0));
    expect(await given(npy('|b1', [2, 28, 28], truths))).toEqual(truths.map((each) => 255 * each));
  });

  it('of floats that are 0 and 1 alone', async () => {
    const x = npy(
      '<f4',
      [2, 784],
      floats(1568, (values) => values.fill(0).fill(1, 400, 410)),
    );
    expect((await given(x))?.[405]).toBe(255);
  });
});

describe('a table whose columns pandas has numbered', () => {
  const named = (names: string[]) => bytesOf(`${names.join(',')}\n${row((cells) => cells.splice(0, 1, '7'))}\n`);
  const read = (table: Uint8Array) => readData([{ name: 'test.csv', read: async () => table }]);
  const numbers = Array.from({ length: 785 }, (_, i) => String(i));

  it('is read without them', async () => {
    expect((await read(named(numbers))).test?.labels).toEqual(Uint8Array.of(7));
  });

  it('is read without the numbers of its rows', async () => {
    const table = bytesOf(`,${numbers.join(',')}\n0,${row((cells) => cells.splice(0, 1, '7'))}\n`);
    expect((await read(table)).test?.labels).toEqual(Uint8Array.of(7));
  });
});

it.each([
  ['gzip.zip', 'is an archive, which is not unpacked here: unpack it and name the folder.'],
  ['mnist.tar.gz', 'is an archive'],
  ['mnist.7z', 'is an archive'],
  ['mnist.pkl.gz', 'is a pickle, of which nothing is executed: in Python'],
  ['train.csv.gz', 'is packed: unpack it first.'],
  [
    'emnist-letters.mat',
    "is a file of MATLAB, which is not read: in Python, as EMNIST has it: d = scipy.io.loadmat('em",
  ],
  ['processed/training.pt', 'is in a format that is not read: in Python, load it and save its arrays with numpy.savez'],
  ['mnist_784.arff', 'is in a format that is not read'],
  ['mnist-train.tfrecord-00000-of-00001', 'is in a format that is not read'],
  ['3/1.heic', 'is in a format of pictures that is not read: save the pictures as PNG.'],
  ['1.png', 'is a picture in no folder of its class'],
])('%s is called what it is', async (name, said) => {
  await refused({ [name]: new Uint8Array(9) }, 'not-dataset', `${name} ${said}`);
});

it('a folder that merely has such files somewhere below is no data set', async () => {
  const files = { 'package.json': bytesOf('{}'), 'node_modules/a/old.zip': bytesOf('PK') };
  await refused(files, 'file-missing', 'holds no data set that is known here');
});
