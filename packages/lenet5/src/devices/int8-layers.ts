// What a layer of whole numbers computes with, out of what a file keeps of it.

import { SettingError } from '../errors.js';
import { PIXELS } from '../given/bytes.js';
import { fit, mustFit } from '../given/options.js';
import { AMPLITUDE, squash } from '../kernels/squash.js';
import { normalisePixel, PIXEL_RANGES } from '../math/pixels.js';
import { bitmapsOf } from '../network/bitmaps.js';
import { PICTURE_SIDE } from '../network/families.js';
import type { Layer } from '../network/layers.js';
import { forward } from './int8-forward.js';
import { type Int8Layer, type Int8Network, LEVELS, REACH, STEPS } from './int8-network.js';
import { largestWins, type Values, valuesOf, weightsPerMap } from './values.js';

const SIZE = PICTURE_SIDE * PICTURE_SIDE;

/** What a file keeps of a layer beside biases and coefficients. */
export interface RoundedLayer extends Pick<Int8Layer, 'layer' | 'weights' | 'weightScales'> {
  /** What a unit of 1 stands for, a float32. */
  readonly scale: number;
}

const ENDS = { 'scaled-tanh': AMPLITUDE, tanh: 1, logistic: 1 } as const;

/** Where a squashing function ends; null for those that do not. */
export function endOf({ squash: kind }: Layer): number | null {
  return kind === 'none' || kind === 'relu' ? null : ENDS[kind];
}

/**
 * The network of these layers.
 * @param inputScale what an input of 1 stands for, a float32
 */
export function int8Network(
  { architecture, inputScale, state }: Pick<Int8Network, 'architecture' | 'inputScale' | 'state'>,
  rounded: readonly RoundedLayer[],
): Int8Network {
  const range = PIXEL_RANGES[architecture.pixels];
  const pixels = Int8Array.from({ length: 256 }, (_, v) => Math.round(normalisePixel(v, range) / inputScale));
  const layers = rounded.map((each, i) =>
    int8Layer(each, valuesOf(each.layer, state), rounded[i - 1]?.scale ?? inputScale, i === rounded.length - 1),
  );
  const { output, codes, classes } = architecture;
  const bitmaps = output === 'linear' ? [] : bitmapsOf(codes).slice(0, classes);
  return new Quantised({ architecture, inputScale, pixels, layers, bitmaps, state });
}

/** @param below what a unit of 1 below stands for */
function int8Layer(rounded: RoundedLayer, { weight, bias }: Values, below: number, last: boolean): Int8Layer {
  const { layer, scale } = rounded;
  const trained = layer.kind !== 'distances' && (layer.kind !== 'subsampling' || layer.trained);
  if (!trained) return { ...rounded, ...IDLE };
  const weightScales = layer.kind === 'subsampling' ? coefficients(layer.pooling, weight) : rounded.weightScales;
  const common = { ...rounded, ...IDLE, weightScales };
  if (last) {
    const offsets = Float64Array.from(bias, (value) => Math.round(value / scale));
    return { ...common, multipliers: new Int32Array(weightsPerMap(layer).length).fill(1), offsets };
  }
  const end = endOf(layer);
  const step = end === null ? scale : 1 / STEPS;
  const factors = Array.from(weightScales, (each) => (each * below) / step);
  const table = end === null ? null : tableOf(layer.squash, scale);
  const beyond = layer.kind === 'convolution' && layer.border ? Math.round(layer.border.value / below) : 0;
  return { ...common, ...affine(factors, bias, step), table, least: layer.squash === 'relu' ? 0 : -LEVELS, beyond };
}

/** Of a layer that has learnt nothing. */
const IDLE = { multipliers: new Int32Array(), offsets: new Float64Array(), shift: 0, table: null, least: 0, beyond: 0 };

/** The coefficient of a sum of four; that of an average has the quarter in it. */
function coefficients(pooling: 'sum' | 'average' | 'max', weight: Float32Array): Float32Array {
  return pooling === 'average' ? weight.map((value) => value / 4) : weight;
}

/** Bits of the largest multiplier: with sums below 2^29 products stay whole numbers of a double. */
const MULTIPLIER_BITS = 22;

/** Factors and biases as whole numbers over a power of two. */
function affine(factors: readonly number[], bias: Float32Array, step: number) {
  const largest = Math.max(...factors.map(Math.abs));
  let shift = 0;
  while (shift < 31 && largest * 2 ** (shift + 1) < 2 ** MULTIPLIER_BITS) shift++;
  if (largest >= 2 ** MULTIPLIER_BITS) {
    throw new SettingError(
      'argument',
      'The network has weights that are too large for int8: train it with smaller ones.',
    );
  }
  const one = 2 ** shift;
  return {
    shift,
    multipliers: Int32Array.from(factors, (factor) => Math.round(factor * one)),
    offsets: Float64Array.from(bias, (value) => Math.round((value / step) * one) + one / 2),
  };
}

function tableOf(kind: Layer['squash'], scale: number): Int8Array {
  return Int8Array.from({ length: 2 * REACH }, (_, i) => Math.round(squash(kind, (i - REACH) / STEPS) / scale));
}

type Parts = Omit<Int8Network, 'bytes' | 'outputs' | 'answer'>;

class Quantised implements Int8Network {
  readonly architecture: Int8Network['architecture'];
  readonly inputScale: number;
  readonly pixels: Int8Array;
  readonly layers: readonly Int8Layer[];
  readonly bitmaps: Int8Network['bitmaps'];
  readonly state: Int8Network['state'];
  readonly bytes: number;

  constructor({ architecture, inputScale, pixels, layers, bitmaps, state }: Parts) {
    this.architecture = architecture;
    this.inputScale = inputScale;
    this.pixels = pixels;
    this.layers = layers;
    this.bitmaps = bitmaps;
    this.state = state;
    this.bytes = layers.reduce((sum, { weights }) => sum + weights.length, 0);
  }

  outputs(pictures: Uint8Array, offset = 0): Int32Array {
    mustFit('pictures', pictures, PIXELS);
    const fits = Number.isSafeInteger(offset) && offset >= 0 && offset + SIZE <= pictures.length;
    mustFit(
      'offset',
      offset,
      fit(`a place in ${pictures.length} bytes with ${SIZE} from there on`, () => fits),
    );
    return forward(this, pictures.subarray(offset, offset + SIZE));
  }

  answer(pictures: Uint8Array, offset = 0): number {
    return bestOf(this.outputs(pictures, offset), largestWins(this.layers.at(-1)?.layer));
  }
}

function bestOf(outputs: Int32Array, largest: boolean): number {
  return outputs.reduce((best, value, i) => {
    const found = outputs[best] ?? 0;
    return (largest ? value > found : value < found) ? i : best;
  }, 0);
}
