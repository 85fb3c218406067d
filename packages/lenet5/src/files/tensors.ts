import { FormatError } from '../errors.js';
import { fit, mustFit, OBJECT } from '../given/options.js';
import { shown, tagOf } from '../given/shown.js';
import { widenBrain, widenHalf } from './half.js';

/**
 * Element types of tensors, as safetensors calls them: bytes of an element, and the typed array over the bytes of many,
 * a view where memory allows it. Little-endian, as every machine is that runs WebAssembly.
 */
const DTYPES = {
  F64: { size: 8, values: (bytes: Uint8Array): Float64Array => new Float64Array(...memory(bytes, 8)) },
  F32: { size: 4, values: (bytes: Uint8Array): Float32Array => new Float32Array(...memory(bytes, 4)) },
  F16: { size: 2, values: widenHalf },
  BF16: { size: 2, values: widenBrain },
  I64: { size: 8, values: (bytes: Uint8Array): BigInt64Array => new BigInt64Array(...memory(bytes, 8)) },
  I32: { size: 4, values: (bytes: Uint8Array): Int32Array => new Int32Array(...memory(bytes, 4)) },
  I16: { size: 2, values: (bytes: Uint8Array): Int16Array => new Int16Array(...memory(bytes, 2)) },
  I8: { size: 1, values: (bytes: Uint8Array): Int8Array => new Int8Array(...memory(bytes, 1)) },
  U8: { size: 1, values: (bytes: Uint8Array): Uint8Array => bytes },
  BOOL: { size: 1, values: (bytes: Uint8Array): Uint8Array => bytes },
} as const;

/** An element type. */
export type Dtype = keyof typeof DTYPES;

/** A tensor out of a file. */
export interface FileTensorOf<D extends string, Data> {
  /** The type in the file; 16-bit floats are widened, exactly. */
  readonly dtype: D;
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** The product of `shape` values, row-major. */
  readonly data: Data;
}

/** A tensor of one of these types. */
export type TensorOf<D extends Dtype> = { [E in D]: FileTensorOf<E, ReturnType<(typeof DTYPES)[E]['values']>> }[D];

/** Bytes of an element. */
export function itemSize(dtype: Dtype): number {
  return DTYPES[dtype].size;
}

/** Elements of a tensor. */
export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The tensor that these bytes are. */
export function decode<D extends Dtype>(dtype: D, shape: readonly number[], bytes: Uint8Array): TensorOf<D> {
  return { dtype, shape, data: DTYPES[dtype].values(bytes) } as TensorOf<D>;
}

/** Bytes of memory that `decode` takes: none for a view. */
export function decodingTakes(dtype: Dtype, bytes: Uint8Array): number {
  if (dtype === 'F16' || dtype === 'BF16') return 2 * bytes.length;
  return isAligned(bytes, itemSize(dtype)) ? 0 : bytes.length;
}

/** A typed array can only view memory at a multiple of its item size. */
function isAligned(bytes: Uint8Array, size: number): boolean {
  return bytes.byteOffset % size === 0;
}

/** What a typed array of elements of this size is made from; slice() copies to a fresh start. */
function memory(bytes: Uint8Array, size: number): [ArrayBufferLike, number, number] {
  const { buffer, byteOffset } = isAligned(bytes, size) ? bytes : bytes.slice();
  return [buffer, byteOffset, bytes.length / size];
}

/** The memory of a typed array as plain bytes; also that of Node's Buffer, a Uint8Array whose slice() does not copy. */
export function bytesOf(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Not a name of a tensor: safetensors keeps it for itself, and a .pth file may become one. */
export const METADATA = '__metadata__';

/** Texts by name, as files keep them beside weights. */
export const TEXTS = fit('an object of texts', (value) => {
  return OBJECT.accepts(value) && Object.values(value as object).every((each) => typeof each === 'string');
});
/** A tensor that is going to be written. */
interface Shaped {
  readonly shape: readonly number[];
  readonly data: { readonly length: number };
}

/**
 * Checks tensors before they are written: every name once and none that is reserved, values of one of these types, and
 * shapes that are their data.
 * @param types of the values, as their arrays are called
 * @returns the tensors as a list
 * @throws FormatError with `code`; SettingError for metadata that are no texts
 */
export function checkTensors<T extends Shaped>(
  code: 'pth-write' | 'safetensors-write',
  tensors: Iterable<readonly [string, T]>,
  metadata: unknown,
  types: readonly string[],
): (readonly [string, T])[] {
  mustFit('metadata', metadata, TEXTS);
  const names = new Set<string>();
  const fail = (message: string): never => {
    throw new FormatError(code, message);
  };
  if (
    typeof tensors === 'string' ||
    ArrayBuffer.isView(tensors) ||
    typeof Object(tensors)[Symbol.iterator] !== 'function'
  ) {
    fail(`The tensors are ${shown(tensors)}, expected a Map of them, as stateDict() gives it.`);
  }
  const entries = [...tensors];
  for (const entry of entries) {
    const [name, tensor] = Array.isArray(entry) ? (entry as [unknown, unknown]) : [];
    if (typeof name !== 'string')
      return fail(`The tensors have an entry ${shown(entry)}, expected a name and a tensor.`);
    const refuse = (problem: string) => fail(`Tensor ${JSON.stringify(name)} ${problem}.`);
    const { shape, data } = Object(tensor) as Shaped;
    if (name === METADATA) refuse('has a name that the format keeps for itself: rename it');
    if (names.has(name)) refuse('was given twice, where every name must be its own: rename it');
    names.add(name);
    if (!types.includes(tagOf(data))) refuse(`has ${shown(data)} for its data, expected a ${types.join(' or ')}`);
    const countable = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0);
    if (!countable || elementsOf(shape) !== data.length) {
      refuse(
        `has ${data.length} values and shape ${shown(shape)}, where the shape must be integers from 0 up whose product ` +
          'is the number of values: correct one of them',
      );
    }
  }
  return entries;
}
