// Tables and arrays that are damaged or of another kind: one sentence each, with what helps.
import { describe, expect, it } from 'vitest';
import { readData } from '../../src/data/index.js';
import { expectError, thrownBy } from '../expect-error.js';

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
  ])('%s', async (_, bytes, parts) => {
    await refused({ 'train.csv': bytes }, 'not-dataset', ...parts);
  });

  it('with a label that is no whole number', async () => {
    const odd = table(row((cells) => cells.splice(0, 1, '1.5')));
    await refused({ 'train.csv': odd }, 'label-range', 'has label 1.5 at index 0');
  });
});

describe('a NumPy array is refused', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['cut off', images.subarray(0, images.length - 1), ['is cut off within its array', 'numpy.save']],
    ['of no array', bytesOf('to whom it may concern'), ['is no NumPy array']],
    ['of text', npy('<U5', [2, 784], new Uint8Array(2 * 784)), ['of type U5', "astype('uint8')"]],
    ['of objects', npy('|O', [2, 784], new Uint8Array(2 * 784)), ['of type O']],
    ['in the order of Fortran', npy('|u1', [2, 784], new Uint8Array(1568), 'True'), ['numpy.ascontiguousarray']],
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
