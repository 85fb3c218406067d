import { INPUT_SIDE, inputSideOf, PICTURE_SIDE } from '../network/families.js';
import type { ConvolutionLayer, DenseLayer, SubsamplingLayer } from '../network/layers.js';
import { type Int8Layer, type Int8Network, LEVELS, REACH } from './int8-network.js';
import { sideOf } from './values.js';

/** What the pass needs of a network. */
type Parts = Pick<Int8Network, 'architecture' | 'pixels' | 'layers' | 'bitmaps'>;

/** The outputs for one picture. What the file of C computes, step by step. */
export function forward({ architecture, pixels, layers, bitmaps }: Parts, picture: Uint8Array): Int32Array {
  const side = inputSideOf(architecture);
  let units: Int8Array =
    side < PICTURE_SIDE ? reduced(picture, side, pixels) : bordered(picture, architecture.padding, pixels);
  let below: readonly number[] = [1, side, side];
  for (const int8 of layers) {
    const { layer } = int8;
    if (layer.kind === 'distances') return distances(units, int8.scale, bitmaps, layer.measure);
    const sums = sumsOf(int8, units, below);
    if (int8 === layers.at(-1)) return sums.map((sum, i) => sum + (int8.offsets[i] ?? 0));
    units = finished(int8, sums);
    below = layer.shape;
  }
  return new Int32Array();
}

function bordered(picture: Uint8Array, padding: 'background' | 'replicate' | 'zero', pixels: Int8Array): Int8Array {
  const cells = (INPUT_SIDE - PICTURE_SIDE) / 2;
  const units = Int8Array.from(picture, (value) => pixels[value]!);
  const beyond = padding === 'zero' ? 0 : pixels[0]!;
  const wide = framed({ units, side: PICTURE_SIDE }, cells, beyond).units;
  if (padding !== 'replicate') return wide;
  const inside = (i: number) => Math.min(Math.max(i - cells, 0), PICTURE_SIDE - 1);
  return wide.map((_, i) => units[inside(Math.floor(i / INPUT_SIDE)) * PICTURE_SIDE + inside(i % INPUT_SIDE)]!);
}

/** Bilinear interpolation from 28 to 16: the shares of the four pixels are eighths. */
function reduced(picture: Uint8Array, side: number, pixels: Int8Array): Int8Array {
  const share = (to: number) => ({ first: (14 * to + 3) >> 3, rest: (14 * to + 3) & 7 });
  return Int8Array.from({ length: side * side }, (_, i) => {
    const [row, column] = [share(Math.floor(i / side)), share(i % side)];
    const at = (y: number, x: number) => picture[(row.first + y) * PICTURE_SIDE + column.first + x] ?? 0;
    const upper = (8 - column.rest) * at(0, 0) + column.rest * at(0, 1);
    const lower = (8 - column.rest) * at(1, 0) + column.rest * at(1, 1);
    return pixels[((8 - row.rest) * upper + row.rest * lower + 32) >> 6] ?? 0;
  });
}

function sumsOf({ layer, weights, beyond }: Int8Layer, units: Int8Array, below: readonly number[]): Int32Array {
  if (layer.kind === 'convolution') {
    const whole = { units, side: sideOf(below) };
    return convolved(layer, weights, layer.border ? framed(whole, layer.border.cells, beyond) : whole);
  }
  if (layer.kind === 'subsampling') return pooled(layer, units);
  return layer.kind === 'dense' ? products(layer, weights, units) : new Int32Array();
}

interface Below {
  readonly units: Int8Array;
  /** Of a map. */
  readonly side: number;
}

/** Maps with `cells` around each that hold `value`. */
function framed({ units, side }: Below, cells: number, value: number): Below {
  const wide = side + 2 * cells;
  const maps = units.length / (side * side);
  const framed = new Int8Array(maps * wide * wide).fill(value);
  for (let row = 0; row < maps * side; row++) {
    const [map, y] = [Math.floor(row / side), row % side];
    framed.set(units.subarray(row * side, (row + 1) * side), (map * wide + y + cells) * wide + cells);
  }
  return { units: framed, side: wide };
}

function convolved({ table, size, stride, maps }: ConvolutionLayer, weights: Int8Array, { units, side }: Below) {
  const sums = new Int32Array(maps * size * size);
  let at = 0;
  table.forEach((inputs, map) => {
    for (const input of inputs) {
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          const first = (input * side + stride * y) * side + stride * x;
          let sum = 0;
          for (let row = 0; row < 5; row++) {
            const [w, u] = [at + 5 * row, first + row * side];
            // Written out: a fifth loop would take most of the time.
            sum += weights[w]! * units[u]! + weights[w + 1]! * units[u + 1]! + weights[w + 2]! * units[u + 2]!;
            sum += weights[w + 3]! * units[u + 3]! + weights[w + 4]! * units[u + 4]!;
          }
          sums[(map * size + y) * size + x]! += sum;
        }
      }
      at += 25;
    }
  });
  return sums;
}

function pooled({ maps, size, pooling }: SubsamplingLayer, units: Int8Array): Int32Array {
  const side = 2 * size;
  const sums = new Int32Array(maps * size * size);
  for (let i = 0; i < sums.length; i++) {
    const at = Math.floor(i / size) * 2 * side + (i % size) * 2;
    const [a, b, c, d] = [units[at]!, units[at + 1]!, units[at + side]!, units[at + side + 1]!];
    sums[i] = pooling === 'max' ? Math.max(a, b, c, d) : a + b + c + d;
  }
  return sums;
}

function products({ units: count, inputs }: DenseLayer, weights: Int8Array, units: Int8Array): Int32Array {
  const sums = new Int32Array(count);
  for (let unit = 0; unit < count; unit++) {
    let sum = 0;
    for (let i = 0; i < inputs; i++) sum += weights[unit * inputs + i]! * units[i]!;
    sums[unit] = sum;
  }
  return sums;
}

/** Sums as units. */
function finished({ layer, multipliers, offsets, shift, table, least }: Int8Layer, sums: Int32Array): Int8Array {
  if (layer.kind === 'subsampling' && !layer.trained) {
    return Int8Array.from(sums, (sum) => (layer.pooling === 'max' ? sum : (sum + 2) >> 2));
  }
  const perMap = sums.length / multipliers.length;
  const ofUnits = offsets.length === sums.length;
  const one = 2 ** shift;
  const units = new Int8Array(sums.length);
  for (let i = 0; i < sums.length; i++) {
    const map = Math.floor(i / perMap);
    const value = Math.floor((sums[i]! * multipliers[map]! + offsets[ofUnits ? i : map]!) / one);
    units[i] = table
      ? table[Math.min(Math.max(value, -REACH), REACH - 1) + REACH]!
      : Math.min(Math.max(value, least), LEVELS);
  }
  return units;
}

/** Squared distances in units of the scale below, or for angles, −Σ of the units with the signs of the bitmap. */
function distances(
  units: Int8Array,
  scale: number,
  bitmaps: Int8Network['bitmaps'],
  measure: 'distance' | 'angle',
): Int32Array {
  const one = targetOf(scale);
  return Int32Array.from(bitmaps, (bitmap) =>
    bitmap.reduce((sum, sign, i) => {
      const unit = units[i] ?? 0;
      return sum + (measure === 'angle' ? -sign * unit : (unit - sign * one) ** 2);
    }, 0),
  );
}

/** The bitmaps' 1. */
export function targetOf(scale: number): number {
  return Math.round(1 / scale);
}
