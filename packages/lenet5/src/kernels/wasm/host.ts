import type { Arena, Tensor } from '../arena.js';
import type { Descent, Parameter, Part, SquaredSquash, Squash } from '../contract.js';
import { sampleLength } from '../shapes.js';
import type { Exports } from './module.js';

/** What the binding of an operation needs of the backend. */
export interface Host {
  readonly arena: Arena;
  /** The functions of the module; there after `commit`. */
  readonly wasm: Exports;
  /** Runs `task` when the memory exists: tables are written there. */
  whenCommitted(task: () => void): void;
}

/** Bytes of a number. */
export const FLOAT = 4;

/** How assembly/squash.ts numbers the squashing functions. */
export const SQUASH: Record<Squash | SquaredSquash, number> = {
  none: 0,
  'scaled-tanh': 1,
  logistic: 2,
  'squared scaled-tanh': 3,
  'squared logistic': 4,
  tanh: 5,
  'squared tanh': 6,
  relu: 7,
};

/** Bytes from a parameter to where its gradient goes; the same for all parameters of a network. */
export function shiftOf(parameter: Parameter, descent: Descent): number {
  return descent.into === 'value' ? 0 : parameter.gradient.pointer - parameter.value.pointer;
}

/** Address of the first element of a run; 0 for none. */
export function addressOf(part: Part | null): number {
  return part ? part.parameter.value.pointer + part.start * FLOAT : 0;
}

/** Address of one sample of a buffer. */
export function sampleOf(tensor: Tensor, sample: number): number {
  return tensor.pointer + sample * sampleLength(tensor) * FLOAT;
}

export const nothing = (): void => {};
