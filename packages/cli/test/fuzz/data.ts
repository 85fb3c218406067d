// Files of data sets and of studies, changed: what becomes of them.
import { readFileSync } from 'node:fs';
import fc, { type Arbitrary } from 'fast-check';
import { Lenet5Error } from 'lenet5';
import { readData } from 'lenet5/data';
import { READERS } from '../../src/data-readers.js';
import { CommandError } from '../../src/errors.js';
import { decodePicture } from '../../src/picture/decode.js';
import { parseStudy } from '../../src/study/file.js';
import { changes } from './changes.js';
import { checkTable, tables } from './tables.js';

/** The decoder is loaded here: where the fuzzer has been loaded, nothing is loaded any more. */
const readers = {
  ...READERS,
  picture: async (bytes: Uint8Array, name: string) => (await decodePicture(bytes, name)).picture,
};

const bytesOf = (name: string) => Uint8Array.from(readFileSync(new URL(`../${name}`, import.meta.url)));
const text = (written: string) => Uint8Array.from(Buffer.from(written));

const changedOf = (...files: readonly Uint8Array[]): Arbitrary<Uint8Array> =>
  fc.tuple(fc.constantFrom(...files), changes).map(([file, change]) => change(file));

/** An array of NumPy whose head says whatever it likes. */
const npy = fc
  .record({
    type: fc.constantFrom('|u1', '<f4', '>i8', '<u8', '|b1', '|O', '<c8', 'u1'),
    order: fc.constantFrom('False', 'False', 'True'),
    shape: fc.constantFrom('(2, 28, 28)', '(1, 784)', '(2,)', '()', '(0, 28, 28)', '(4294967296, 28, 28)', '(2, -1)'),
    // As many bytes as some of the shapes hold, or any number.
    content: fc.oneof(fc.constantFrom(784, 1568, 3136, 6272, 12_544), fc.integer({ min: 0, max: 20_000 })),
  })
  .map(({ type, order, shape, content }) => {
    const head = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${shape}, }`.padEnd(117);
    return Uint8Array.from(
      Buffer.concat([
        Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'),
        Buffer.from(`${head}\n`),
        Buffer.alloc(content, 7),
      ]),
    );
  });

/** A table whose cells are whatever they are. */
const csv = fc
  .record({
    cell: fc.constantFrom('0', '255', '256', '-1', '0.5', 'x', '', '"1"', '1e999', 'NaN'),
    columns: fc.constantFrom(785, 784, 1025, 3, 786),
    rows: fc.integer({ min: 0, max: 12 }),
    separator: fc.constantFrom(',', ';', '\t'),
    head: fc.boolean(),
  })
  .map(({ cell, columns, rows, separator, head }) => {
    const row = Array.from({ length: columns }, (_, i) => (i === 0 ? '1' : cell)).join(separator);
    const names = Array.from({ length: columns }, (_, i) => (i === 0 ? 'label' : `p${i}`)).join(separator);
    return text([...(head ? [names] : []), ...Array(rows).fill(row)].join('\n'));
  });

const opening = fc.constantFrom('[', '{a: ', '- ', '? ', '&a [*a, ', '"', '!!map {');
const nested = fc
  .tuple(
    fc.constantFrom('', 'name: x\nbase: ', 'name: x\nrows: ', 'name: x\ngrid: '),
    opening,
    fc.integer({ min: 1, max: 8000 }),
  )
  .map(([start, open, times]) => text(start + open.repeat(times)));
const STUDY = text(
  'name: x\ntitle: y\nseeds: 1-5\nbase: { epochs: 1, set: { rate: 1e-3 } }\nrows:\n  - { name: a, note: b, recipe: fast }\n' +
    '  - { name: b, seeds: [1, 4], set: { pooling: max } }\ngrid: { batch: [1, 2] }\nchoose: { switch: rate, values: [1e-4, 2e-4] }\n',
);

/** How files of each format are made. */
export const DATA_FILES = {
  csv: fc.oneof(changedOf(bytesOf('data/kaggle/train.csv'), bytesOf('data/kaggle/test.csv')), csv),
  npz: changedOf(bytesOf('data/numpy/mnist.npz'), bytesOf('data/numpy/own.npz')),
  npy: fc.oneof(
    npy,
    fc.tuple(npy, changes).map(([file, change]) => change(file)),
  ),
  parquet: changedOf(bytesOf('data/parquet/test-00000-of-00001.parquet')),
  study: fc.oneof(changedOf(STUDY), nested),
  tables,
};

/** 'read', 'refused', or 'untyped …' for what must not be. */
export async function outcomeOfData(format: keyof typeof DATA_FILES, file: Uint8Array): Promise<string> {
  try {
    if (format === 'study') parseStudy(new TextDecoder().decode(file), 'file');
    else if (format === 'tables') await checkTable(file);
    else await readData([{ name: `all.${format}`, read: async () => file }], { readers });
    return 'read';
  } catch (error) {
    const typed = error instanceof CommandError || error instanceof Lenet5Error;
    if (typed && /^[^\n]+\.$/.test(error.message)) return 'refused';
    return `untyped ${error instanceof Error ? error.stack : String(error)}`;
  }
}
