import { PickleObject } from '../pickle/values.js';
import type { PthDtype } from './dtypes.js';

/** A piece of memory that tensors look into; its bytes stand elsewhere in the file, under `key`. */
export class Storage extends PickleObject {
  constructor(
    readonly key: string,
    /** Null: bytes of no type of their own, the tensor knows it. */
    readonly dtype: PthDtype | null,
    /** Elements, or bytes where there is no type. */
    readonly length: number,
    /** Files of PyTorch 0.x: the part of the memory that this storage is. */
    readonly view: { readonly offset: number; readonly length: number } | null,
  ) {
    super();
  }
}

/** A tensor whose values have not been read: element (i, j, …) is number offset + i·strides[0] + j·strides[1] + … */
export class TensorPlan extends PickleObject {
  constructor(
    readonly storage: Storage,
    readonly dtype: PthDtype,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {
    super();
  }
}

/** Something of a checkpoint that is no weight, such as a NumPy number: it is passed over. */
export class Passed extends PickleObject {}
