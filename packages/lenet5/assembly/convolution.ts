// 5×5 convolution over `columns` (see columns.ts), with a connection table.
//   columns [inputs][5][plane]
//   output  [outputs][pixels], delta likewise
//   table   [outputs][3] int32: bit i set = reads input map i; address of the map's weights; address of its bias
//   weights of a map: [its inputs, ascending][5][5]
//   rowStep: bytes from one output row to the next (4·W)
// Two output maps go together, since they mostly share inputs; blocks of 20 pixels, so that 10 sums stay in registers.

import { squash } from './squash';
import { addProduct, loadPart, sumLanes, sumLanesOf4 } from './vector';

const TAPS: usize = 25 * 4;
const ENTRY: usize = 12;

// @ts-ignore: decorator
@inline
function storeSquashed(to: usize, kind: usize, sum: v128, bias: v128): void {
  v128.store(to, squash(kind, f32x4.add(sum, bias)));
}

/** Output maps of `first` and `second` (0: only the first), 20 pixels from `from` on (its address in the first plane). */
function block(
  from: usize, inputs: usize, planeStep: usize, rowStep: usize, first: usize, second: usize, to: usize, toSecond: usize, kind: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0;
  const maskA = load<usize>(first);
  const maskB = second ? load<usize>(second) : 0;
  let wa: usize = load<usize>(first, 4);
  let wb: usize = second ? load<usize>(second, 4) : 0;
  for (let input: usize = 0; input < inputs; input++, from += planeStep * 5) {
    const inA = (maskA >> input) & 1;
    const inB = (maskB >> input) & 1;
    if (inA & inB) {
      for (let ky: usize = 0, row = from; ky < 5; ky++, row += rowStep) {
        for (let kx: usize = 0, at = row; kx < 5; kx++, at += planeStep, wa += 4, wb += 4) {
          const u = v128.load32_splat(wa);
          const w = v128.load32_splat(wb);
          let x = v128.load(at);
          a0 = addProduct(a0, x, u); b0 = addProduct(b0, x, w);
          x = v128.load(at, 16);
          a1 = addProduct(a1, x, u); b1 = addProduct(b1, x, w);
          x = v128.load(at, 32);
          a2 = addProduct(a2, x, u); b2 = addProduct(b2, x, w);
          x = v128.load(at, 48);
          a3 = addProduct(a3, x, u); b3 = addProduct(b3, x, w);
          x = v128.load(at, 64);
          a4 = addProduct(a4, x, u); b4 = addProduct(b4, x, w);
        }
      }
    } else if (inA) {
      for (let ky: usize = 0, row = from; ky < 5; ky++, row += rowStep) {
        for (let kx: usize = 0, at = row; kx < 5; kx++, at += planeStep, wa += 4) {
          const u = v128.load32_splat(wa);
          a0 = addProduct(a0, v128.load(at), u);
          a1 = addProduct(a1, v128.load(at, 16), u);
          a2 = addProduct(a2, v128.load(at, 32), u);
          a3 = addProduct(a3, v128.load(at, 48), u);
          a4 = addProduct(a4, v128.load(at, 64), u);
        }
      }
    } else if (inB) {
      for (let ky: usize = 0, row = from; ky < 5; ky++, row += rowStep) {
        for (let kx: usize = 0, at = row; kx < 5; kx++, at += planeStep, wb += 4) {
          const w = v128.load32_splat(wb);
          b0 = addProduct(b0, v128.load(at), w);
          b1 = addProduct(b1, v128.load(at, 16), w);
          b2 = addProduct(b2, v128.load(at, 32), w);
          b3 = addProduct(b3, v128.load(at, 48), w);
          b4 = addProduct(b4, v128.load(at, 64), w);
        }
      }
    }
  }
  const biasA = v128.load32_splat(load<usize>(first, 8));
  storeSquashed(to, kind, a0, biasA);
  storeSquashed(to + 16, kind, a1, biasA);
  storeSquashed(to + 32, kind, a2, biasA);
  storeSquashed(to + 48, kind, a3, biasA);
  storeSquashed(to + 64, kind, a4, biasA);
  if (second) {
    const biasB = v128.load32_splat(load<usize>(second, 8));
    storeSquashed(toSecond, kind, b0, biasB);
    storeSquashed(toSecond + 16, kind, b1, biasB);
    storeSquashed(toSecond + 32, kind, b2, biasB);
    storeSquashed(toSecond + 48, kind, b3, biasB);
    storeSquashed(toSecond + 64, kind, b4, biasB);
  }
}

/** One pixel of one map, for maps of fewer than 20 pixels. */
function onePixel(from: usize, inputs: usize, planeStep: usize, rowStep: usize, entry: usize, to: usize, kind: usize): void {
  const mask = load<usize>(entry);
  let w: usize = load<usize>(entry, 4);
  let sum = load<f32>(load<usize>(entry, 8));
  for (let input: usize = 0; input < inputs; input++, from += planeStep * 5) {
    if (!((mask >> input) & 1)) continue;
    for (let ky: usize = 0; ky < 5; ky++) {
      for (let kx: usize = 0; kx < 5; kx++, w += 4) sum += load<f32>(w) * load<f32>(from + ky * rowStep + kx * planeStep);
    }
  }
  store<f32>(to, f32x4.extract_lane(squash(kind, f32x4.splat(sum)), 0));
}

export function convolution(
  columns: usize, output: usize, table: usize, inputs: usize, outputs: usize, pixels: usize, plane: usize, rowStep: usize, kind: usize,
): void {
  const planeStep: usize = plane << 2;
  const mapStep: usize = pixels << 2;
  for (let map: usize = 0; map < outputs; map += 2) {
    const entry = table + map * ENTRY;
    const to = output + map * mapStep;
    const paired = map + 1 < outputs;
    if (pixels >= 20) {
      for (let p: usize = 0; p < pixels; p += 20) {
        // The last block overlaps the one before: a pixel written twice gets the same value.
        const at: usize = min(p, pixels - 20) << 2;
        block(columns + at, inputs, planeStep, rowStep, entry, paired ? entry + ENTRY : 0, to + at, to + mapStep + at, kind);
      }
    } else {
      for (let p: usize = 0; p < pixels; p++) {
        const at: usize = p << 2;
        onePixel(columns + at, inputs, planeStep, rowStep, entry, to + at, kind);
        if (paired) onePixel(columns + at, inputs, planeStep, rowStep, entry + ENTRY, to + mapStep + at, kind);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function addRow(to: usize, scale: f32, s0: v128, s1: v128, s2: v128, s3: v128, s4: v128): void {
  const sums = sumLanesOf4(s0, s1, s2, s3);
  v128.store(to, addProduct(v128.load(to), sums, f32x4.splat(scale)));
  store<f32>(to, load<f32>(to, 16) + sumLanes(s4) * scale, 16);
}

/** Gradients of the 5 taps in a row, of one or two output maps, added to `to` and `toSecond` (0: only the first). */
function tapRow(at: usize, planeStep: usize, delta: usize, deltaSecond: usize, pixels: usize, to: usize, toSecond: usize, scale: f32): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0;
  const at1 = at + planeStep;
  const at2 = at1 + planeStep;
  const at3 = at2 + planeStep;
  const at4 = at3 + planeStep;
  const whole: usize = (pixels & ~3) << 2;
  const rest = pixels & 3;
  if (toSecond) {
    for (let p: usize = 0; p < whole; p += 16) {
      const d = v128.load(delta + p);
      const e = v128.load(deltaSecond + p);
      let x = v128.load(at + p);
      a0 = addProduct(a0, x, d); b0 = addProduct(b0, x, e);
      x = v128.load(at1 + p);
      a1 = addProduct(a1, x, d); b1 = addProduct(b1, x, e);
      x = v128.load(at2 + p);
      a2 = addProduct(a2, x, d); b2 = addProduct(b2, x, e);
      x = v128.load(at3 + p);
      a3 = addProduct(a3, x, d); b3 = addProduct(b3, x, e);
      x = v128.load(at4 + p);
      a4 = addProduct(a4, x, d); b4 = addProduct(b4, x, e);
    }
    if (rest) {
      const e = loadPart(deltaSecond + whole, rest);
      b0 = addProduct(b0, loadPart(at + whole, rest), e);
      b1 = addProduct(b1, loadPart(at1 + whole, rest), e);
      b2 = addProduct(b2, loadPart(at2 + whole, rest), e);
      b3 = addProduct(b3, loadPart(at3 + whole, rest), e);
      b4 = addProduct(b4, loadPart(at4 + whole, rest), e);
    }
    addRow(toSecond, scale, b0, b1, b2, b3, b4);
  } else {
    for (let p: usize = 0; p < whole; p += 16) {
      const d = v128.load(delta + p);
      a0 = addProduct(a0, v128.load(at + p), d);
      a1 = addProduct(a1, v128.load(at1 + p), d);
      a2 = addProduct(a2, v128.load(at2 + p), d);
      a3 = addProduct(a3, v128.load(at3 + p), d);
      a4 = addProduct(a4, v128.load(at4 + p), d);
    }
  }
  if (rest) {
    const d = loadPart(delta + whole, rest);
    a0 = addProduct(a0, loadPart(at + whole, rest), d);
    a1 = addProduct(a1, loadPart(at1 + whole, rest), d);
    a2 = addProduct(a2, loadPart(at2 + whole, rest), d);
    a3 = addProduct(a3, loadPart(at3 + whole, rest), d);
    a4 = addProduct(a4, loadPart(at4 + whole, rest), d);
  }
  addRow(to, scale, a0, a1, a2, a3, a4);
}

function addSum(delta: usize, pixels: usize, to: usize, scale: f32): void {
  let sum = f32x4.splat(0);
  let p: usize = 0;
  for (; p + 4 <= pixels; p += 4) sum = f32x4.add(sum, v128.load(delta + (p << 2)));
  if (p < pixels) sum = f32x4.add(sum, loadPart(delta + (p << 2), pixels - p));
  store<f32>(to, load<f32>(to) + sumLanes(sum) * scale);
}

/**
 * Adds scale · ∂E/∂w of one sample to every weight and bias. `shift` is the distance in bytes from a parameter to
 * where its sum is kept; 0 changes the parameters themselves, which with scale = −rate is the step of gradient descent.
 */
export function convolutionWeights(
  columns: usize, delta: usize, table: usize, inputs: usize, outputs: usize, pixels: usize, plane: usize, rowStep: usize, shift: usize, scale: f32,
): void {
  const planeStep: usize = plane << 2;
  const mapStep: usize = pixels << 2;
  for (let map: usize = 0; map < outputs; map += 2, delta += 2 * mapStep) {
    const entry = table + map * ENTRY;
    const paired = map + 1 < outputs;
    const maskA = load<usize>(entry);
    const maskB = paired ? load<usize>(entry + ENTRY) : 0;
    let wa: usize = load<usize>(entry, 4) + shift;
    let wb: usize = paired ? load<usize>(entry + ENTRY, 4) + shift : 0;
    for (let input: usize = 0, from = columns; input < inputs; input++, from += planeStep * 5) {
      const inA = (maskA >> input) & 1;
      const inB = (maskB >> input) & 1;
      for (let ky: usize = 0; ky < 5; ky++) {
        const at = from + ky * rowStep;
        if (inA & inB) tapRow(at, planeStep, delta, delta + mapStep, pixels, wa + ky * 20, wb + ky * 20, scale);
        else if (inA) tapRow(at, planeStep, delta, 0, pixels, wa + ky * 20, 0, scale);
        else if (inB) tapRow(at, planeStep, delta + mapStep, 0, pixels, wb + ky * 20, 0, scale);
      }
      if (inA) wa += TAPS;
      if (inB) wb += TAPS;
    }
    addSum(delta, pixels, load<usize>(entry, 8) + shift, scale);
    if (paired) addSum(delta + mapStep, pixels, load<usize>(entry + ENTRY, 8) + shift, scale);
  }
}

/**
 * ∂E/∂columns of one sample. The delta is first copied to `padded` [outputs][margin + pixels + margin + 8], whose
 * margins of 4 rows stay 0, so that no tap has to ask whether it falls outside.
 *   gradient [inputs][5][plane], written up to the next multiple of 8 after height·W: plane has room for it
 */
export function convolutionInput(
  delta: usize, padded: usize, gradient: usize, table: usize, inputs: usize, outputs: usize, pixels: usize, plane: usize, rowStep: usize,
): void {
  const planeStep: usize = plane << 2;
  const mapStep: usize = pixels << 2;
  const margin = rowStep << 2;
  const paddedStep = mapStep + 2 * margin + 32;
  for (let map: usize = 0; map < outputs; map++) memory.copy(padded + map * paddedStep + margin, delta + map * mapStep, mapStep);
  const length = mapStep + margin;
  for (let input: usize = 0; input < inputs; input++, gradient += planeStep * 5) {
    for (let q: usize = 0; q < length; q += 32) {
      inputBlock(padded + margin + q, paddedStep, gradient + q, planeStep, rowStep, table, outputs, input, q, mapStep);
    }
  }
}

/** 8 positions of the 5 planes of one input map: every output map that reads it, every row ky that overlaps. */
function inputBlock(
  padded: usize, paddedStep: usize, to: usize, planeStep: usize, rowStep: usize, table: usize, outputs: usize, input: usize, q: usize, mapStep: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0;
  let firstRow: usize = 0;
  while (q >= firstRow * rowStep + mapStep) firstRow++;
  let lastRow: usize = 4;
  while (q + 32 <= lastRow * rowStep) lastRow--;
  for (let map: usize = 0; map < outputs; map++, padded += paddedStep, table += ENTRY) {
    const mask = load<usize>(table);
    if (!((mask >> input) & 1)) continue;
    let w: usize = load<usize>(table, 4) + popcnt(mask & ((1 << input) - 1)) * TAPS + firstRow * 20;
    let from = padded - firstRow * rowStep;
    for (let ky = firstRow; ky <= lastRow; ky++, w += 20, from -= rowStep) {
      const x = v128.load(from);
      const y = v128.load(from, 16);
      let u = v128.load32_splat(w);
      a0 = addProduct(a0, x, u); b0 = addProduct(b0, y, u);
      u = v128.load32_splat(w, 4);
      a1 = addProduct(a1, x, u); b1 = addProduct(b1, y, u);
      u = v128.load32_splat(w, 8);
      a2 = addProduct(a2, x, u); b2 = addProduct(b2, y, u);
      u = v128.load32_splat(w, 12);
      a3 = addProduct(a3, x, u); b3 = addProduct(b3, y, u);
      u = v128.load32_splat(w, 16);
      a4 = addProduct(a4, x, u); b4 = addProduct(b4, y, u);
    }
  }
  v128.store(to, a0); v128.store(to, b0, 16);
  to += planeStep;
  v128.store(to, a1); v128.store(to, b1, 16);
  to += planeStep;
  v128.store(to, a2); v128.store(to, b2, 16);
  to += planeStep;
  v128.store(to, a3); v128.store(to, b3, 16);
  to += planeStep;
  v128.store(to, a4); v128.store(to, b4, 16);
}
