import type { BytesLike } from '../../given/bytes.js';
import { shown } from '../../given/shown.js';
import { type Fail, LFS_POINTER, lookalikeOf, opened, quoted, viewOf, webPage } from '../foreign-file.js';
import { parseStrictJson, type StrictJson, textsOf } from '../strict-json.js';
import { type Dtype, decode, elementsOf, type FileTensorOf, itemSize, METADATA, type TensorOf } from '../tensors.js';
import { decodeUtf8 } from '../utf8.js';

/**
 * safetensors: the length of a JSON header (8 bytes, little-endian), the header, then the tensors' bytes, little-endian
 * and row-major. The header maps each name to { dtype, shape, data_offsets: [begin, end] }, offsets counted from the
 * end of the header, and `__metadata__` to strings (https://github.com/huggingface/safetensors, "Format").
 */
export type FileTensor = FileTensorOf<'F64', Float64Array> | FileTensorOf<'F32' | 'F16' | 'BF16', Float32Array>;

/** What a file holds: tensors in the order of the header, and its `__metadata__` (an object without prototype). */
export interface SafetensorsFile<Tensor = FileTensor> {
  /** By name, in the order of the header. */
  readonly tensors: Map<string, Tensor>;
  /** Free text by key; empty where the file has none. */
  readonly metadata: Record<string, string>;
}

/** The element types that are read of any file. */
const DTYPES = ['F64', 'F32', 'F16', 'BF16'] as const;
/** The limit of the original implementation. */
const MAX_HEADER = 100_000_000;
const FIELDS = ['dtype', 'shape', 'data_offsets'];

/** One header entry, checked by itself. */
interface Entry<D extends Dtype> {
  readonly name: string;
  readonly dtype: D;
  readonly shape: number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads a safetensors file of F64, F32, F16 and BF16 tensors; 16-bit floats are widened to Float32Array, exactly.
 *
 * Strict: refuses duplicate keys, unknown fields and types, overlaps, holes, offsets outside the file, sizes that do
 * not match the shape, and bytes that belong to no tensor. An aligned tensor is a view into `file`, so do not change it
 * afterwards; one that is not aligned (files without header padding are valid) is copied by itself.
 *
 * @param file all its bytes.
 * @param name how messages call the file.
 * @throws FormatError `not-bytes` for a path or anything else that is no memory, `safetensors-size`, `-header`, `-tensor`, `-dtype`, `-offsets` or `-metadata`.
 * @example
 * import { readSafetensors } from 'lenet5';
 * import { pretrainedBytes } from 'lenet5/weights';
 * const { tensors, metadata } = readSafetensors(pretrainedBytes());
 * console.log(tensors.get('C1.bias')?.dtype, metadata.licence);
 */
export function readSafetensors(file: BytesLike, name = 'The safetensors file'): SafetensorsFile {
  const { bytes, fail } = opened(file, name, 'readSafetensors');
  return readTyped(bytes, DTYPES, fail);
}

/** The same for element types of one's own. */
export function readTyped<D extends Dtype>(
  bytes: Uint8Array,
  dtypes: readonly D[],
  fail: Fail,
): SafetensorsFile<TensorOf<D>> {
  const headerSize = readHeaderSize(bytes, fail);
  const header = parseHeader(bytes.subarray(8, 8 + headerSize), fail);
  const payload = bytes.subarray(8 + headerSize);
  const entries = [...header]
    .filter(([key]) => key !== METADATA)
    .map(([key, value]) => readEntry(key, value, dtypes, fail));
  checkLayout(entries, payload.length, fail);
  return {
    tensors: new Map(
      entries.map(({ name: key, dtype, shape, begin, end }) => [
        key,
        decode(dtype, shape, payload.subarray(begin, end)),
      ]),
    ),
    metadata: readMetadata(header.get(METADATA), fail),
  };
}

function readHeaderSize(bytes: Uint8Array, fail: Fail): number {
  if (bytes.length < 8) {
    return fail(
      'safetensors-size',
      `holds ${bytes.length} bytes, where at least 8 were expected for the header length`,
    );
  }
  const size = Number(viewOf(bytes).getBigUint64(0, true));
  if (size > MAX_HEADER) {
    const known = lookalikeOf(bytes, [
      webPage('download it elsewhere'),
      LFS_POINTER,
      ['PK', 'looks like a .pth file', 'give it the ending .pth'],
      ['\x1f\x8b', 'is packed with gzip', 'unpack it first'],
    ]);
    const problem = `has a header length of ${size} bytes, where at most ${MAX_HEADER} were expected`;
    return fail('safetensors-size', known?.[1] ?? problem, known?.[2] ?? 'check that it is a safetensors file');
  }
  if (8 + size > bytes.length) {
    return fail(
      'safetensors-size',
      `is cut off inside its header: ${8 + size} bytes were expected, it holds ${bytes.length}`,
    );
  }
  return size;
}

function parseHeader(bytes: Uint8Array, fail: Fail): Map<string, StrictJson> {
  const bad = (problem: string): never => fail('safetensors-header', `has a damaged header (${problem})`);
  const text = decodeUtf8(bytes, () => bad('it is not UTF-8'));
  if (!text.startsWith('{')) return bad('it does not begin with "{"');
  return parseStrictJson(text, bad) as Map<string, StrictJson>;
}

function readEntry<D extends Dtype>(name: string, value: StrictJson, dtypes: readonly D[], fail: Fail): Entry<D> {
  const tensor = `tensor ${quoted(name)}`;
  const bad = (problem: string): never => fail('safetensors-tensor', `has ${problem} for ${tensor}`);
  if (!(value instanceof Map)) return bad('no object with dtype, shape and data_offsets');
  const unknown = [...value.keys()].find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) return bad(`an unknown field ${quoted(unknown)}`);
  const named = value.get('dtype');
  const dtype = dtypes.find((known) => known === named);
  if (dtype === undefined) {
    const given = named === undefined ? 'no dtype' : `the dtype ${shown(named)}`;
    const remedy =
      named === 'I8'
        ? 'readInt8 of lenet5/devices reads weights of 8 bits, or give the file that they were made from'
        : `convert it to ${dtypes.slice(0, -1).join(', ')} or ${dtypes.at(-1)}`;
    return fail('safetensors-dtype', `has ${given} for ${tensor}`, remedy);
  }
  const shape = value.get('shape');
  if (!isSizes(shape)) return bad('a shape that is no list of integers from 0 up');
  const offsets = value.get('data_offsets');
  const [begin, end, more] = isSizes(offsets) ? offsets : [];
  if (begin === undefined || end === undefined || more !== undefined) {
    return bad('data_offsets that are no two integers from 0 up');
  }
  const expected = itemSize(dtype) * elementsOf(shape);
  if (end - begin !== expected) {
    return bad(`${end - begin} bytes (${begin} to ${end}), where ${dtype} of shape ${shown(shape)} takes ${expected},`);
  }
  return { name, dtype, shape, begin, end };
}

/** The tensors, sorted, must cover the payload exactly. */
function checkLayout(entries: readonly Entry<Dtype>[], payloadSize: number, fail: Fail): void {
  let covered = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    const tensor = `tensor ${quoted(name)} at bytes ${begin} to ${end}`;
    if (end > payloadSize) {
      fail('safetensors-offsets', `has ${tensor}, where only ${payloadSize} bytes follow the header`);
    }
    if (begin < covered) fail('safetensors-offsets', `has ${tensor}, which overlaps another that ends at ${covered}`);
    if (begin > covered) fail('safetensors-offsets', `has ${tensor}, which leaves a hole from ${covered}`);
    covered = end;
  }
  if (covered !== payloadSize) {
    fail('safetensors-offsets', `has ${payloadSize} bytes after the header, where its tensors take ${covered}`);
  }
}

function readMetadata(value: StrictJson | undefined, fail: Fail): Record<string, string> {
  const bad = (problem: string): never => fail('safetensors-metadata', `has a ${METADATA} ${problem}`);
  return textsOf(
    value ?? new Map(),
    () => bad('that is no object'),
    (key) => bad(`value for ${quoted(key)} that is no string`),
  );
}

function isSizes(value: StrictJson | undefined): value is number[] {
  return (
    Array.isArray(value) &&
    value.every((size) => Number.isSafeInteger(size) && !Object.is(size, -0) && Number(size) >= 0)
  );
}
