import type { Arena } from '../kernels/arena.js';
import type { Parameter } from '../kernels/contract.js';

/** A parameter before it has memory: its name in the blog's state dict, its shape, and how many inputs its unit has. */
export interface ParameterInfo {
  /** Its name in the blog's state dict. */
  readonly name: string;
  /** The layer it belongs to. */
  readonly layer: string;
  /** What it does in a unit. */
  readonly role: 'weight' | 'bias' | 'coefficient' | 'subsampling-bias';
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** Inputs of one unit: 25 × maps read, 4 for subsampling, the number of units below for full connection. */
  readonly fanIn: number;
  /** Places that one input reaches, edges aside: the kernel's 25 × maps of the layer, or its units. */
  readonly fanOut: number;
  /** Maps of the layer. */
  readonly maps: number;
}

/**
 * Plans memory for all parameters, without gaps and in state-dict order, and for their gradients in the same layout.
 * The largest, C5.weight, starts on a cache line.
 */
export function planParameters(arena: Arena, infos: readonly ParameterInfo[]): Map<string, Parameter & ParameterInfo> {
  const values = arena.consecutive(infos, 'C5.weight');
  const gradients = arena.consecutive(infos, 'C5.weight');
  return new Map(infos.map((info, i) => [info.name, { ...info, value: values[i]!, gradient: gradients[i]! }]));
}
