import type { Layer } from '../network/layers.js';
import type { ParameterValues } from '../network/network.js';
import type { Architecture } from '../switches/table.js';

/** Levels of an int8 on either side of 0; −128 is not used. */
export const LEVELS = 127;
/** Steps of 1 of a weighted sum before a squashing function; the table covers sums from −8 to 8. */
export const STEPS = 128;
/** Entries of a table on either side of 0. */
export const REACH = 8 * STEPS;

/** A layer in whole numbers. */
export interface Int8Layer {
  /** What the network has there. */
  readonly layer: Layer;
  /** In the order of the state dict, maps after each other; coefficients of S2 and S4 stand in `multipliers`. */
  readonly weights: Int8Array;
  /** What a weight of 1 stands for, for each map or unit. */
  readonly weightScales: Float32Array;
  /** What a unit of 1 stands for. */
  readonly scale: number;
  /** For each map or unit: (sum · multiplier + offset) / 2^shift, rounded down. */
  readonly multipliers: Int32Array;
  /** For each map, or each unit where units have biases of their own; whole numbers below 2^52, the half of rounding in them. */
  readonly offsets: Float64Array;
  /** Bits that are cut off. */
  readonly shift: number;
  /** The squashing function at −REACH … REACH − 1 steps; null where none is looked up. */
  readonly table: Int8Array | null;
  /** The least value without a table. */
  readonly least: number;
  /** A unit of the border around the maps below. */
  readonly beyond: number;
}

/**
 * A network in whole numbers: 8 bits for a weight and for a unit, 32 for a sum.
 * @example
 * import { quantise, type Int8Network } from 'lenet5/devices';
 * import { pretrained } from 'lenet5/weights';
 * const small: Int8Network = quantise(pretrained(), new Uint8Array(28 * 28));
 * console.log(small.answer(new Uint8Array(28 * 28)), small.bytes);
 */
export interface Int8Network {
  /** The switches of the network that it was made from. */
  readonly architecture: Architecture;
  /** What an input of 1 stands for. */
  readonly inputScale: number;
  /** The input for each of the 256 values of a pixel. */
  readonly pixels: Int8Array;
  /** From the first to the output. */
  readonly layers: readonly Int8Layer[];
  /** Signs of the bitmaps, [classes][84]; none with a linear output. */
  readonly bitmaps: readonly (readonly number[])[];
  /** Weights, biases and scales of the float network, to write a file of them. */
  readonly state: ReadonlyMap<string, ParameterValues<Float32Array>>;
  /** Bytes of its weights. */
  readonly bytes: number;
  /** The outputs for a picture, 28×28 bytes from `offset` on: whole numbers, of which the largest or smallest is the answer. */
  outputs(pictures: Uint8Array, offset?: number): Int32Array;
  /** The class that a picture is taken for. */
  answer(pictures: Uint8Array, offset?: number): number;
}
