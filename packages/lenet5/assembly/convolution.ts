// 5×5 convolution over `columns` (see columns.ts), with a connection table.
//   columns [inputs][mapStep], mapStep in bytes: planes as in columns.ts, or as in pooled-columns.ts
//   output  [outputs][pixels], delta likewise
//   table   [outputs][3] int32: bit i set = reads input map i; address of the map's weights; address of its bias, where
//           0 stands for none: the memory there is 0
//   weights of a map: [its inputs, ascending][5][5]
//   taps    [25] int32: bytes from output pixel p of plane 0 to the input that tap (ky, kx) reads
// Two output maps go together, since they mostly share inputs, over 16 pixels: 8 sums, 4 vectors of input and 2 weights
// are what 16 registers hold. A ninth sum would be spilled in every turn of the loop.

import { squash } from './squash';
import { addProduct } from './vector';

const ENTRY: usize = 12;
/** Bytes of the 25 weights of one input map, and of the 25 entries of `taps`. */
const TAPS: usize = 100;

/** Output maps of `first` and `second` (0: only the first), 16 pixels from `from` on (their address in plane 0). */
function block(
  from: usize, inputs: usize, mapStep: usize, taps: usize, first: usize, second: usize, to: usize, toSecond: usize, bias: f32,
): void {
  let a0 = f32x4.splat(load<f32>(load<usize>(first, 8)) * bias), a1 = a0, a2 = a0, a3 = a0;
  let b0 = second ? f32x4.splat(load<f32>(load<usize>(second, 8)) * bias) : a0, b1 = b0, b2 = b0, b3 = b0;
  const maskA = load<usize>(first);
  const maskB: usize = second ? load<usize>(second) : 0;
  let wa = load<usize>(first, 4);
  let wb: usize = second ? load<usize>(second, 4) : 0;
  for (let input: usize = 0; input < inputs; input++, from += mapStep) {
    const inA = (maskA >> input) & 1;
    const inB = (maskB >> input) & 1;
    if (inA & inB) {
      for (let t: usize = 0; t < TAPS; t += 4) {
        const at = from + load<usize>(taps + t);
        const u = v128.load32_splat(wa + t);
        const w = v128.load32_splat(wb + t);
        const x0 = v128.load(at);
        const x1 = v128.load(at, 16);
        const x2 = v128.load(at, 32);
        const x3 = v128.load(at, 48);
        a0 = addProduct(a0, x0, u);
        b0 = addProduct(b0, x0, w);
        a1 = addProduct(a1, x1, u);
        b1 = addProduct(b1, x1, w);
        a2 = addProduct(a2, x2, u);
        b2 = addProduct(b2, x2, w);
        a3 = addProduct(a3, x3, u);
        b3 = addProduct(b3, x3, w);
      }
    } else if (inA) {
      for (let t: usize = 0; t < TAPS; t += 4) {
        const at = from + load<usize>(taps + t);
        const u = v128.load32_splat(wa + t);
        a0 = addProduct(a0, v128.load(at), u);
        a1 = addProduct(a1, v128.load(at, 16), u);
        a2 = addProduct(a2, v128.load(at, 32), u);
        a3 = addProduct(a3, v128.load(at, 48), u);
      }
    } else if (inB) {
      for (let t: usize = 0; t < TAPS; t += 4) {
        const at = from + load<usize>(taps + t);
        const w = v128.load32_splat(wb + t);
        b0 = addProduct(b0, v128.load(at), w);
        b1 = addProduct(b1, v128.load(at, 16), w);
        b2 = addProduct(b2, v128.load(at, 32), w);
        b3 = addProduct(b3, v128.load(at, 48), w);
      }
    }
    wa += inA * TAPS;
    wb += inB * TAPS;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  if (second) {
    v128.store(toSecond, b0);
    v128.store(toSecond, b1, 16);
    v128.store(toSecond, b2, 32);
    v128.store(toSecond, b3, 48);
  }
}

/** One pixel of one map, for maps of fewer than 16 pixels. */
function onePixel(from: usize, inputs: usize, mapStep: usize, taps: usize, entry: usize, to: usize, bias: f32): void {
  const mask = load<usize>(entry);
  let w = load<usize>(entry, 4);
  let sum = load<f32>(load<usize>(entry, 8)) * bias;
  for (let input: usize = 0; input < inputs; input++, from += mapStep) {
    if (!((mask >> input) & 1)) continue;
    for (let t: usize = 0; t < TAPS; t += 4, w += 4) sum += load<f32>(w) * load<f32>(from + load<usize>(taps + t));
  }
  store<f32>(to, sum);
}

/** `bias`: how often a unit's sum contains the bias: 4 where it is the sum of four convolutions, else 1. */
export function convolution(
  columns: usize, output: usize, table: usize, taps: usize, inputs: usize, outputs: usize, pixels: usize, mapStep: usize,
  bias: f32, kind: usize,
): void {
  const to = pixels << 2;
  for (let map: usize = 0; map < outputs; map += 2, output += 2 * to, table += 2 * ENTRY) {
    const second: usize = map + 1 < outputs ? table + ENTRY : 0;
    if (pixels >= 16) {
      for (let p: usize = 0; p < pixels; p += 16) {
        // The last block overlaps the one before: a pixel written twice gets the same value.
        const at = min(p, pixels - 16) << 2;
        block(columns + at, inputs, mapStep, taps, table, second, output + at, output + to + at, bias);
      }
    } else {
      for (let at: usize = 0; at < to; at += 4) {
        onePixel(columns + at, inputs, mapStep, taps, table, output + at, bias);
        if (second) onePixel(columns + at, inputs, mapStep, taps, second, output + to + at, bias);
      }
    }
    squash(output, second ? 2 * pixels : pixels, kind);
  }
}
