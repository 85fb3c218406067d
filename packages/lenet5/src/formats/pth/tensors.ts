import type { Fail } from '../fail.js';
import { widenHalf } from '../half.js';
import { ITEM_SIZES, type PthDtype } from './dtypes.js';
import type { TensorPlan } from './objects.js';

/** A tensor of a .pth file, row-major; `dtype` is the type in the file. */
export type PthTensor = { readonly shape: readonly number[] } & (
  | { readonly dtype: 'F64'; readonly data: Float64Array }
  | { readonly dtype: 'F32' | 'F16' | 'BF16'; readonly data: Float32Array }
  | { readonly dtype: 'I64'; readonly data: BigInt64Array }
  | { readonly dtype: 'I32'; readonly data: Int32Array }
  | { readonly dtype: 'I16'; readonly data: Int16Array }
  | { readonly dtype: 'I8'; readonly data: Int8Array }
  | { readonly dtype: 'U8' | 'BOOL'; readonly data: Uint8Array }
);

/** Bytes that may still be taken, so that no file unfolds into many times its size. */
export interface Allowance {
  left: number;
}

/**
 * Reads the values of a tensor: a view into `memory` where that is possible, else a copy, which `allowance` pays for.
 * @param memory the bytes of its storage
 * @throws what `fail` throws: `pth-tensor` where it reaches beyond its storage, `pth-limit` where the allowance is spent
 */
export function readTensor(
  name: string,
  plan: TensorPlan,
  memory: Uint8Array,
  allowance: Allowance,
  fail: Fail,
): PthTensor {
  const { dtype, shape, strides, storage } = plan;
  const itemSize = ITEM_SIZES[dtype];
  const spend = (size: number): void => {
    if (size > allowance.left) {
      const problem = `has a tensor ${shownName(name)} of shape [${shape}] that takes far more memory than the file`;
      fail('pth-limit', problem, 'check where it comes from');
    }
    allowance.left -= size;
  };
  if (shape.includes(0)) return decode(dtype, shape, new Uint8Array(0));
  const count = shape.reduce((product, size) => product * size, 1);
  const view = storage.view ?? { offset: 0, length: storage.length };
  const unit = storage.dtype ? ITEM_SIZES[storage.dtype] : 1;
  const part = memory.subarray(unit * view.offset, unit * (view.offset + view.length));
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] as number), plan.offset);
  if (!(last < Math.floor(part.length / itemSize))) {
    fail('pth-tensor', `has a tensor ${shownName(name)} that reaches beyond its storage`);
  }
  const first = plan.offset * itemSize;
  if (!isRowMajor(shape, strides)) {
    spend(count * itemSize);
    return decodeSpending(dtype, shape, gather(part, itemSize, plan, count), spend);
  }
  return decodeSpending(dtype, shape, part.subarray(first, first + count * itemSize), spend);
}

const shownName = (name: string): string => JSON.stringify(name.slice(0, 100));

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number;
    if (size === 1) continue;
    if (strides[axis] !== expected) return false;
    expected *= size;
  }
  return true;
}

/** The elements in row-major order. */
function gather(part: Uint8Array, itemSize: number, { shape, strides, offset }: TensorPlan, count: number): Uint8Array {
  const gathered = new Uint8Array(count * itemSize);
  const index = shape.map(() => 0);
  let from = offset;
  for (let to = 0; to < count; to++) {
    for (let byte = 0; byte < itemSize; byte++) {
      gathered[to * itemSize + byte] = part[from * itemSize + byte] as number;
    }
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = strides[axis] as number;
      from += stride;
      if (++(index[axis] as number) < (shape[axis] as number)) break;
      from -= stride * (shape[axis] as number);
      index[axis] = 0;
    }
  }
  return gathered;
}

function decodeSpending(
  dtype: PthDtype,
  shape: readonly number[],
  bytes: Uint8Array,
  spend: (size: number) => void,
): PthTensor {
  if (dtype === 'F16' || dtype === 'BF16') spend(2 * bytes.length);
  // A typed array can only view memory at a multiple of its item size; slice() copies to a fresh start.
  else if (bytes.byteOffset % ITEM_SIZES[dtype] !== 0) {
    spend(bytes.length);
    return decode(dtype, shape, bytes.slice());
  }
  return decode(dtype, shape, bytes);
}

function decode(dtype: PthDtype, shape: readonly number[], bytes: Uint8Array): PthTensor {
  const { buffer, byteOffset } = bytes;
  const length = bytes.length / ITEM_SIZES[dtype];
  switch (dtype) {
    case 'F64':
      return { dtype, shape, data: new Float64Array(buffer, byteOffset, length) };
    case 'F32':
      return { dtype, shape, data: new Float32Array(buffer, byteOffset, length) };
    case 'F16':
      return { dtype, shape, data: widenHalf(bytes) };
    case 'BF16':
      return { dtype, shape, data: widenBrain(bytes) };
    case 'I64':
      return { dtype, shape, data: new BigInt64Array(buffer, byteOffset, length) };
    case 'I32':
      return { dtype, shape, data: new Int32Array(buffer, byteOffset, length) };
    case 'I16':
      return { dtype, shape, data: new Int16Array(buffer, byteOffset, length) };
    case 'I8':
      return { dtype, shape, data: new Int8Array(buffer, byteOffset, length) };
    case 'U8':
    case 'BOOL':
      return { dtype, shape, data: bytes };
  }
}

/** A bfloat16 is the upper half of a single-precision float. */
function widenBrain(bytes: Uint8Array): Float32Array {
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bits = new Uint32Array(bytes.length / 2);
  for (let i = 0; i < bits.length; i++) bits[i] = source.getUint16(2 * i, true) << 16;
  return new Float32Array(bits.buffer);
}
