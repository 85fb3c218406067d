// Tables and arrays that are damaged or of another kind: one sentence each, with what helps.
import { describe, expect, it } from 'vitest';
import { readData } from '../../src/data/index.js';
import { expectError, thrownBy } from '../expect-error.js';
import { deflatedZip } from '../files/pth/deflated.js';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** An .npy file of format 1. */
function npy(descr: string, shape: readonly number[], data: Uint8Array, order = 'False'): Uint8Array {
  const head = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')},), }\n`;
  const [least, most] = [head.length & 255, head.length >> 8];
  return Uint8Array.of(...bytesOf('\x93NUMPY\x01\x00'), least, most, ...bytesOf(head), ...data);
}

const floats = (count: number, change: (values: Float32Array) => void = () => {}) => {
  const values = new Float32Array(count).fill(0.5);
  change(values);
  return new Uint8Array(values.buffer);
};

const PIXELS = Array.from({ length: 784 }, () => '0');
const HEAD = ['label', ...PIXELS.map((_, i) => `pixel${i}`)].join(',');
const row = (change: (cells: string[]) => void = () => {}) => {
  const cells = ['1', ...PIXELS];
  change(cells);
  return cells.join(',');
};
const table = (...rows: string[]) => bytesOf(`${[HEAD, ...rows].join('\n')}\n`);

const labels = npy('|u1', [2], Uint8Array.of(0, 1));
const images = npy('|u1', [2, 28, 28], new Uint8Array(2 * 784));

async function refused(files: Readonly<Record<string, Uint8Array>>, code: string, ...parts: string[]): Promise<void> {
  const given = Object.entries(files).map(([name, bytes]) => ({ name, read: async () => bytes }));
  expectError(await thrownBy(() => readData(given)), 'DataError', code, ...parts);
}

describe('a CSV table is refused', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['cut off within a row', table(row(), row().slice(0, 700)), ['train.csv has other than 785 columns in row 2']],
    ['of another size', bytesOf('label,a,b\n1,2,3\n'), ['has 3 columns', '784 or 1024 pixels']],
    ['with text', table(row((cells) => cells.splice(5, 1, 'ink'))), ['has "ink" in row 1, where a number']],
    ['with NaN', table(row((cells) => cells.splice(5, 1, 'NaN'))), ['has "NaN" in row 1, where a number']],
    ['with an empty cell', table(row((cells) => cells.splice(5, 1, ''))), ['has "" in row 1']],
    ['with pixels beyond 255', table(row((cells) => cells.splice(5, 1, '256'))), ['holds pixels from 0 to 256']],
    ['with a head alone', bytesOf(`${HEAD}\n`), ['holds a line of names and no rows']],
    ['that is text', bytesOf('to whom it may concern\n'), ['has 1 columns']],
    ['of nothing', bytesOf(''), ['train.csv is an empty file']],
    ['of spaces', bytesOf(' \r\n\n'), ['has 1 columns']],
    ['whose end was lost', Uint8Array.of(...table(row(), row()), ...Array(1570).fill(0)), ['holds zero bytes']],
    ['cut off in its last row by zeros', Uint8Array.of(...table(row()), 0x31, 0x2c, 0, 0), ['holds zero bytes']],
    ['with an empty line between rows', table(row(), '', row()), ['has other than 785 columns in row 2']],
    ['with two numbers in a cell', table(row((cells) => cells.splice(5, 1, '1\r2'))), ['in row 1, where a number']],
    ['with a quote in a number', table(row((cells) => cells.splice(5, 1, '1"2'))), ['in row 1, where a number']],
    ['with nothing in quotes', table(row((cells) => cells.splice(5, 1, '""'))), ['has "" in row 1']],
    ['in base 16', table(row((cells) => cells.splice(5, 1, '0x10'))), ['has "0x10" in row 1']],
  ])('%s', async (_, bytes, parts) => {
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
  it.each<[string, Uint8Array, string[]]>([
    ['cut off', images.subarray(0, images.length - 1), ['is cut off within its array', 'numpy.save']],
    ['that goes on', Uint8Array.of(...images, 0, 0), ['of shape (2, 28, 28) and 2 bytes beyond it']],
    ['of nothing', new Uint8Array(0), ['x_train.npy is an empty file']],
    ['with a shape below 0', npy('|u1', [2, -784], new Uint8Array(1568)), ['with a damaged head']],
    ['with a head that says little', npy("|u1', 'x': '", [2, 784], new Uint8Array(1568), 'Maybe'), ['a damaged head']],
    [
      'with a head that never ends',
      npy('|u1', [2], Uint8Array.of(1, 2)).with(9, 255),
      ['it ends before its head does'],
    ],
    ['of a later format', npy('|u1', [2], Uint8Array.of(1, 2)).with(6, 9), ['in format 9, where 1 to 3 are read']],
    ['of no array', bytesOf('to whom it may concern'), ['is no NumPy array']],
    ['of text', npy('<U5', [2, 784], new Uint8Array(2 * 784)), ['of type U5', "astype('uint8')"]],
    ['of objects', npy('|O', [2, 784], new Uint8Array(2 * 784)), ['of type O']],
    ['in the order of Fortran', npy('|u1', [2, 784], new Uint8Array(1568), 'True'), ['numpy.ascontiguousarray']],
    ['without images', npy('|u1', [0, 784], new Uint8Array(0)), ['holds no images']],
    ['of colours', npy('|u1', [2, 28, 28, 3], new Uint8Array(4704)), ['has the shape 2×28×28×3', 'grey']],
    [
      'with NaN',
      npy(
        '<f4',
        [2, 784],
        floats(1568, (values) => values.fill(Number.NaN, 9, 10)),
      ),
      ['(NaN) at place 9'],
    ],
    [
      'after Normalize',
      npy(
        '<f4',
        [2, 784],
        floats(1568, (values) => values.fill(-0.42, 0, 9)),
      ),
      ['before Normalize'],
    ],
  ])('%s', async (_, bytes, parts) => {
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
