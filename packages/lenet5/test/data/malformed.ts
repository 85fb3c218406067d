// Tables and arrays that are damaged or of another kind, and what is said of each.

export const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** An .npy file of format 1. */
export function npy(descr: string, shape: readonly number[], data: Uint8Array, order = 'False'): Uint8Array {
  const head = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')},), }\n`;
  const [least, most] = [head.length & 255, head.length >> 8];
  return Uint8Array.from(
    Buffer.concat([bytesOf('\x93NUMPY\x01\x00'), Uint8Array.of(least, most), bytesOf(head), data]),
  );
}

export const floats = (count: number, change: (values: Float32Array) => void = () => {}) => {
  const values = new Float32Array(count).fill(0.5);
  change(values);
  return new Uint8Array(values.buffer);
};

export const PIXELS = Array.from({ length: 784 }, () => '0');
export const HEAD = ['label', ...PIXELS.map((_, i) => `pixel${i}`)].join(',');
export const row = (change: (cells: string[]) => void = () => {}) => {
  const cells = ['1', ...PIXELS];
  change(cells);
  return cells.join(',');
};
export const table = (...rows: string[]) => bytesOf(`${[HEAD, ...rows].join('\n')}\n`);

export const labels = npy('|u1', [2], Uint8Array.of(0, 1));
export const images = npy('|u1', [2, 28, 28], new Uint8Array(2 * 784));

/** What it is, the file, and parts of the sentence that refuses it. */
type Malformed = readonly [what: string, bytes: Uint8Array, parts: string[]];

export const TABLES: readonly Malformed[] = [
  ['cut off within a row', table(row(), row().slice(0, 700)), ['train.csv has other than 785 columns in row 2']],
  ['of another size', bytesOf('label,a,b\n1,2,3\n'), ['has 3 columns', '784 or 1024 pixels']],
  ['with text', table(row((cells) => cells.splice(5, 1, 'ink'))), ['has "ink" in row 1, where a number']],
  ['with NaN', table(row((cells) => cells.splice(5, 1, 'NaN'))), ['has "NaN" in row 1, where a number']],
  ['with an empty cell', table(row((cells) => cells.splice(5, 1, ''))), ['has "" in row 1']],
  ['with pixels beyond 255', table(row((cells) => cells.splice(5, 1, '256'))), ['holds pixels from 0 to 256']],
  ['with a head alone', bytesOf(`${HEAD}\n`), ['holds a line of names and no rows']],
  ['that is text', bytesOf('to whom it may concern\n'), ['has 1 columns']],
  ['that is a web page', bytesOf('<!doctype html>\n'), ['looks like a web page', 'download it elsewhere']],
  ['of nothing', bytesOf(''), ['train.csv is an empty file']],
  ['of spaces', bytesOf(' \r\n\n'), ['has 1 columns']],
  ['whose end was lost', Uint8Array.of(...table(row(), row()), ...Array(1570).fill(0)), ['holds zero bytes']],
  ['cut off in its last row by zeros', Uint8Array.of(...table(row()), 0x31, 0x2c, 0, 0), ['holds zero bytes']],
  ['with an empty line between rows', table(row(), '', row()), ['has other than 785 columns in row 2']],
  ['with two numbers in a cell', table(row((cells) => cells.splice(5, 1, '1\r2'))), ['in row 1, where a number']],
  ['with a quote in a number', table(row((cells) => cells.splice(5, 1, '1"2'))), ['in row 1, where a number']],
  ['with nothing in quotes', table(row((cells) => cells.splice(5, 1, '""'))), ['has "" in row 1']],
  ['in base 16', table(row((cells) => cells.splice(5, 1, '0x10'))), ['has "0x10" in row 1']],
];

/** In place of x_train.npy, beside `labels`. */
export const ARRAYS: readonly Malformed[] = [
  ['cut off', images.subarray(0, images.length - 1), ['is cut off within its array', 'numpy.save']],
  ['that goes on', Uint8Array.of(...images, 0, 0), ['of shape (2, 28, 28) and 2 bytes beyond it']],
  ['of nothing', new Uint8Array(0), ['x_train.npy is an empty file']],
  ['with a shape below 0', npy('|u1', [2, -784], new Uint8Array(1568)), ['with a damaged head']],
  ['with a head that says little', npy("|u1', 'x': '", [2, 784], new Uint8Array(1568), 'Maybe'), ['a damaged head']],
  ['with a head that never ends', npy('|u1', [2], Uint8Array.of(1, 2)).with(9, 255), ['it ends before its head does']],
  ['of a later format', npy('|u1', [2], Uint8Array.of(1, 2)).with(6, 9), ['in format 9, where 1 to 3 are read']],
  ['of no array', bytesOf('to whom it may concern'), ['is no NumPy array']],
  ['of text', npy('<U5', [2, 784], new Uint8Array(2 * 784)), ['of type U5', 'numpy.unique(y, return_inverse=True)[1]']],
  ['of half floats', npy('<f2', [2, 784], new Uint8Array(3136)), ['of type f2', "astype('float32')"]],
  ['with the count last', npy('|u1', [28, 28, 2], new Uint8Array(1568)), ['28×28×2', 'numpy.moveaxis(x, -1, 0)']],
  [
    'of objects',
    npy('|O', [2, 784], new Uint8Array(2 * 784)),
    ['of type O', 'save the arrays that are in it with numpy.savez'],
  ],
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
];
