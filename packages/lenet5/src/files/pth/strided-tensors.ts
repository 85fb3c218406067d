import { type Fail, quoted } from '../foreign-file.js';
import { decode, decodingTakes, elementsOf, type FileTensorOf, itemSize } from '../tensors.js';
import type { TensorPlan } from './allowed-names.js';

/** A tensor of a .pth file; `dtype` tells which array its values are in. */
export type PthTensor =
  | FileTensorOf<'F64', Float64Array>
  | FileTensorOf<'F32' | 'F16' | 'BF16', Float32Array>
  | FileTensorOf<'I64', BigInt64Array>
  | FileTensorOf<'I32', Int32Array>
  | FileTensorOf<'I16', Int16Array>
  | FileTensorOf<'I8', Int8Array>
  | FileTensorOf<'U8' | 'BOOL', Uint8Array>;

/** A tensor of any file that this library reads. */
export type FoundTensor = FileTensorOf<string, PthTensor['data']>;

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
  const { dtype, shape, storage } = plan;
  const spend = (size: number): void => {
    if (size > allowance.left) {
      const problem = `has a tensor ${quoted(name)} of shape [${shape}] that takes far more memory than the file`;
      fail('pth-limit', problem, 'check where it comes from');
    }
    allowance.left -= size;
  };
  if (shape.includes(0)) return decode(dtype, shape, new Uint8Array(0));
  const size = itemSize(dtype);
  const view = storage.view ?? { offset: 0, length: storage.length };
  const part = memory.subarray(storage.unit * view.offset, storage.unit * (view.offset + view.length));
  const axes = axesOf(plan);
  const last = axes.reduce((sum, axis) => sum + (axis.size - 1) * axis.stride, plan.offset);
  if (!(last < Math.floor(part.length / size))) {
    fail('pth-tensor', `has a tensor ${quoted(name)} that reaches beyond its storage`);
  }
  const length = elementsOf(shape) * size;
  const first = plan.offset * size;
  const inPlace = isRowMajor(axes);
  if (!inPlace) spend(length);
  const bytes = inPlace ? part.subarray(first, first + length) : gather(part, size, axes, first, length);
  spend(decodingTakes(dtype, bytes));
  return decode(dtype, shape, bytes);
}

/** An axis of a tensor: its size, the elements of its storage from one index to the next, and where in it we are. */
interface Axis {
  readonly size: number;
  readonly stride: number;
  index: number;
}

/** The axes, innermost first. */
function axesOf({ shape, strides }: TensorPlan): Axis[] {
  return shape.map((size, i) => ({ size, stride: strides[i] ?? 0, index: 0 })).reverse();
}

function isRowMajor(axes: readonly Axis[]): boolean {
  let expected = 1;
  for (const { size, stride } of axes) {
    if (size === 1) continue;
    if (stride !== expected) return false;
    expected *= size;
  }
  return true;
}

/** The elements in row-major order, `length` bytes; element 0 is at byte `first`. */
function gather(part: Uint8Array, size: number, axes: readonly Axis[], first: number, length: number): Uint8Array {
  const gathered = new Uint8Array(length);
  let from = first;
  for (let to = 0; to < length; to += size) {
    for (let byte = 0; byte < size; byte++) gathered[to + byte] = part[from + byte] ?? 0;
    for (const axis of axes) {
      from += size * axis.stride;
      axis.index++;
      if (axis.index < axis.size) break;
      from -= size * axis.stride * axis.size;
      axis.index = 0;
    }
  }
  return gathered;
}
