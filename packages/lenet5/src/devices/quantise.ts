import { SettingError } from '../errors.js';
import { isPixels, PIXELS } from '../given/bytes.js';
import { fit, mustFit } from '../given/options.js';
import { AMPLITUDE, squash } from '../kernels/squash.js';
import { normalisePixel, PIXEL_RANGES } from '../math/pixels.js';
import { PICTURE_SIDE } from '../network/families.js';
import type { Layer } from '../network/layers.js';
import { NETWORK, Network } from '../network/network.js';
import { forward } from './int8-forward.js';
import { type Int8Layer, type Int8Network, LEVELS, REACH, STEPS } from './int8-network.js';
import { largestWins, mostOf, type Values, valuesOf, weightsPerMap } from './values.js';

const SIZE = PICTURE_SIDE * PICTURE_SIDE;
const PICTURES = fit('a Uint8Array of one picture or more, 28×28 bytes each', (given) => {
  return isPixels(given) && given.length > 0 && given.length % SIZE === 0;
});

/**
 * Rounds a trained network to whole numbers, after training: 8 bits for weights, with a scale for each map or unit, and for
 * units. Scaled tanh, tanh and logistic keep to known ranges; ReLU and layers without function get theirs from pictures.
 * @param network trained
 * @param pictures some of the training set, after each other, 28×28 bytes each: a thousand are enough
 * @throws SettingError for what is neither
 * @example
 * import { quantise, writeC } from 'lenet5/devices';
 * import { pretrained } from 'lenet5/weights';
 * const small = quantise(pretrained(), new Uint8Array(28 * 28));
 * const source = writeC(small); // one file of C99
 */
export function quantise(network: Network, pictures: Uint8Array): Int8Network {
  mustFit('network', network, NETWORK);
  mustFit('pictures', pictures, PICTURES);
  const { architecture, bitmaps } = network;
  const state = network.stateDict();
  const largest = rangesOf(network, pictures);
  const { range, background } = PIXEL_RANGES[architecture.pixels];
  const inputScale = Math.max(Math.abs(background), Math.abs(background + range)) / LEVELS;
  const pixels = Int8Array.from({ length: 256 }, (_, v) =>
    Math.round(normalisePixel(v, PIXEL_RANGES[architecture.pixels]) / inputScale),
  );
  const layers: Int8Layer[] = [];
  for (const layer of network.layers) {
    const below = layers.at(-1)?.scale ?? inputScale;
    const last = layer === network.layers.at(-1);
    layers.push(int8Layer(layer, valuesOf(layer, state), below, last ? null : (largest.get(layer.name) ?? 0)));
  }
  return new Quantised({ architecture, inputScale, pixels, layers, bitmaps, state });
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

/** The largest unit of each layer, either side of 0, over these pictures. */
function rangesOf(network: Network, pictures: Uint8Array): Map<string, number> {
  const open = new Network(network.architecture, network.backend.another(), 1, { fused: false });
  open.loadStateDict(network.stateDict());
  const largest = new Map<string, number>();
  for (let at = 0; at < pictures.length; at += SIZE) {
    open.setPicture(0, pictures, at, PICTURE_SIDE);
    open.forward(1, PICTURE_SIDE);
    for (const { name } of open.layers) {
      let most = largest.get(name) ?? 0;
      for (const value of open.unitsNamed(name).state.data) most = Math.max(most, Math.abs(value));
      largest.set(name, most);
    }
  }
  return largest;
}

/** Where a squashing function ends. */
const ENDS = { 'scaled-tanh': AMPLITUDE, tanh: 1, logistic: 1 } as const;

/**
 * @param below what a unit of 1 below stands for
 * @param largest unit of the layer; null for the output, whose sums stay as they are
 */
function int8Layer(layer: Layer, values: Values, below: number, largest: number | null): Int8Layer {
  if (layer.kind === 'distances') return plain(layer, below);
  // The sum of a window keeps the digits of its average.
  if (layer.kind === 'subsampling' && !layer.trained) return plain(layer, layer.pooling === 'sum' ? 4 * below : below);
  const sizes = weightsPerMap(layer);
  const { weights, scales } =
    layer.kind === 'subsampling'
      ? { weights: new Int8Array(), scales: coefficients(layer.pooling, values.weight) }
      : rounded(values.weight, sizes, largest === null);
  const common = { ...plain(layer, below), weights, weightScales: Float32Array.from(scales) };
  if (largest === null) {
    const scale = (scales[0] ?? 1) * below;
    const offsets = Float64Array.from(values.bias, (value) => Math.round(value / scale));
    return { ...common, scale, multipliers: new Int32Array(sizes.length).fill(1), offsets };
  }
  const kind = layer.squash;
  const end = kind === 'none' || kind === 'relu' ? null : ENDS[kind];
  const scale = (end ?? (largest || 1)) / LEVELS;
  const step = end === null ? scale : 1 / STEPS;
  const factors = scales.map((each) => (each * below) / step);
  const table = end === null ? null : tableOf(kind, scale);
  const beyond = layer.kind === 'convolution' && layer.border ? Math.round(layer.border.value / below) : 0;
  return {
    ...common,
    scale,
    ...affine(factors, values.bias, step),
    table,
    least: kind === 'relu' ? 0 : -LEVELS,
    beyond,
  };
}

/** A layer that has learnt nothing. */
function plain(layer: Layer, scale: number): Int8Layer {
  return {
    ...{ layer, scale, weights: new Int8Array(), weightScales: new Float32Array(), multipliers: new Int32Array() },
    ...{ offsets: new Float64Array(), shift: 0, table: null, least: 0, beyond: 0 },
  };
}

/** The coefficient of a sum of four; that of an average has the quarter in it. */
function coefficients(pooling: 'sum' | 'average' | 'max', weight: Float32Array): number[] {
  return Array.from(weight, (value) => (pooling === 'average' ? value / 4 : value));
}

/** Weights to the nearest level, each map on a scale of its own unless `alike`. */
function rounded(weight: Float32Array, sizes: readonly number[], alike: boolean) {
  const all = mostOf(weight);
  const weights = new Int8Array(weight.length);
  let at = 0;
  const scales = sizes.map((size) => {
    const scale = (alike ? all : mostOf(weight.subarray(at, at + size))) / LEVELS || 1;
    for (const end = at + size; at < end; at++) weights[at] = Math.round((weight[at] ?? 0) / scale);
    return scale;
  });
  return { weights, scales };
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
