// Gradients of the weights of a convolution; see convolution.ts for the shapes.
// Sixteen pixels of delta of two output maps stay in registers while the 25 taps of an input map pass: each tap then
// needs four loads, all at fixed distances. The sums of the taps are kept as vectors in `sums`, 4 lanes a weight.
//   sums [2][25][4]

import { addProduct, loadPart, sumLanes, sumLanesOf4 } from './vector';

/** Bytes of a table entry. */
// @ts-ignore: decorator
@inline
const ENTRY: usize = 12;
/** From the sums of the first output map to those of the second. */
// @ts-ignore: decorator
@inline
const SECOND: usize = 400;

// @ts-ignore: decorator
@inline
function dot4(x0: v128, d0: v128, x1: v128, d1: v128, x2: v128, d2: v128, x3: v128, d3: v128): v128 {
  return f32x4.add(
    f32x4.add(f32x4.mul(x0, d0), f32x4.mul(x1, d1)),
    f32x4.add(f32x4.mul(x2, d2), f32x4.mul(x3, d3)),
  );
}

/** Adds 16 pixels to the sums of every tap; `deltaSecond` 0: only those of the first map. */
function block(from: usize, taps: usize, delta: usize, deltaSecond: usize, sums: usize): void {
  const end = taps + 100;
  const d0 = v128.load(delta);
  const d1 = v128.load(delta, 16);
  const d2 = v128.load(delta, 32);
  const d3 = v128.load(delta, 48);
  if (deltaSecond) {
    const e0 = v128.load(deltaSecond);
    const e1 = v128.load(deltaSecond, 16);
    const e2 = v128.load(deltaSecond, 32);
    const e3 = v128.load(deltaSecond, 48);
    for (; taps < end; taps += 4, sums += 16) {
      const at = from + load<usize>(taps);
      const x0 = v128.load(at);
      const x1 = v128.load(at, 16);
      const x2 = v128.load(at, 32);
      const x3 = v128.load(at, 48);
      v128.store(sums, f32x4.add(v128.load(sums), dot4(x0, d0, x1, d1, x2, d2, x3, d3)));
      v128.store(sums, f32x4.add(v128.load(sums, SECOND), dot4(x0, e0, x1, e1, x2, e2, x3, e3)), SECOND);
    }
  } else {
    for (; taps < end; taps += 4, sums += 16) {
      const at = from + load<usize>(taps);
      const sum = dot4(v128.load(at), d0, v128.load(at, 16), d1, v128.load(at, 32), d2, v128.load(at, 48), d3);
      v128.store(sums, f32x4.add(v128.load(sums), sum));
    }
  }
}

/** Pixels from, from + 1, … from + 3 of a map that ends `left` pixels later; 0 beyond its end. */
// @ts-ignore: decorator
@inline
function deltas(from: usize, left: i32): v128 {
  if (left >= 4) return v128.load(from);
  return left > 0 ? loadPart(from, left) : f32x4.splat(0);
}

/**
 * The same for the last 1 to 15 pixels, of which it may take up to 12. Beyond the map's end the deltas are 0; the columns
 * hold finite numbers there.
 */
function rest(from: usize, taps: usize, delta: usize, deltaSecond: usize, left: i32, sums: usize): void {
  const second = deltaSecond ? deltaSecond : delta;
  const d0 = deltas(delta, left);
  const e0 = deltas(second, left);
  const d1 = deltas(delta + 16, left - 4);
  const e1 = deltas(second + 16, left - 4);
  const d2 = deltas(delta + 32, left - 8);
  const e2 = deltas(second + 32, left - 8);
  for (const end = taps + 100; taps < end; taps += 4, sums += 16) {
    const at = from + load<usize>(taps);
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    const x2 = v128.load(at, 32);
    const d = addProduct(f32x4.mul(x0, d0), x1, d1);
    v128.store(sums, f32x4.add(v128.load(sums), addProduct(d, x2, d2)));
    if (deltaSecond) {
      const e = addProduct(f32x4.mul(x0, e0), x1, e1);
      v128.store(sums, f32x4.add(v128.load(sums, SECOND), addProduct(e, x2, e2)), SECOND);
    }
  }
}

/** The same for the last 1 to 4 pixels. */
function rest4(from: usize, taps: usize, delta: usize, deltaSecond: usize, left: i32, sums: usize): void {
  const d = deltas(delta, left);
  const e = deltas(deltaSecond ? deltaSecond : delta, left);
  for (const end = taps + 100; taps < end; taps += 4, sums += 16) {
    const x = v128.load(from + load<usize>(taps));
    v128.store(sums, addProduct(v128.load(sums), x, d));
    if (deltaSecond) v128.store(sums, addProduct(v128.load(sums, SECOND), x, e), SECOND);
  }
}

/** All pixels of one input map, for one output map or two. */
function inputMap(from: usize, taps: usize, pixels: usize, delta: usize, deltaSecond: usize, sums: usize): void {
  const whole = (pixels & ~15) << 2;
  const end = pixels << 2;
  let p: usize = 0;
  for (; p < whole; p += 64) block(from + p, taps, delta + p, deltaSecond ? deltaSecond + p : 0, sums);
  for (; p + 16 < end; p += 48) {
    rest(from + p, taps, delta + p, deltaSecond ? deltaSecond + p : 0, <i32>((end - p) >> 2), sums);
  }
  if (p < end) rest4(from + p, taps, delta + p, deltaSecond ? deltaSecond + p : 0, <i32>((end - p) >> 2), sums);
}

/** Adds scale · the sums of 25 taps to their place, and clears them. */
function deliver(sums: usize, to: usize, scale: f32): void {
  const factor = f32x4.splat(scale);
  const zero = f32x4.splat(0);
  for (const end = to + 96; to < end; to += 16, sums += 64) {
    const total = sumLanesOf4(v128.load(sums), v128.load(sums, 16), v128.load(sums, 32), v128.load(sums, 48));
    v128.store(to, addProduct(v128.load(to), total, factor));
    v128.store(sums, zero);
    v128.store(sums, zero, 16);
    v128.store(sums, zero, 32);
    v128.store(sums, zero, 48);
  }
  store<f32>(to, load<f32>(to) + sumLanes(v128.load(sums)) * scale);
  v128.store(sums, zero);
}

/** Adds scale · the sum of all deltas of a map to its bias, where it has one. */
function addSum(delta: usize, pixels: usize, bias: usize, shift: usize, scale: f32): void {
  if (!bias) return;
  const to = bias + shift;
  const end = delta + (pixels << 2);
  let a = f32x4.splat(0), b = a, c = a, d = a;
  for (; delta + 64 <= end; delta += 64) {
    a = f32x4.add(a, v128.load(delta));
    b = f32x4.add(b, v128.load(delta, 16));
    c = f32x4.add(c, v128.load(delta, 32));
    d = f32x4.add(d, v128.load(delta, 48));
  }
  for (; delta + 16 <= end; delta += 16) a = f32x4.add(a, v128.load(delta));
  if (delta < end) b = f32x4.add(b, loadPart(delta, (end - delta) >> 2));
  const sum = sumLanes(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
  store<f32>(to, load<f32>(to) + sum * scale);
}

/**
 * Adds scale · ∂E/∂w of one sample to every weight and bias. `shift` is the distance in bytes from a parameter to
 * where its sum is kept; 0 changes the parameters themselves, which with scale = −rate is the step of gradient descent.
 * `sums` must be 0 and is 0 again afterwards; `bias` as in `convolution`.
 */
export function convolutionWeights(
  columns: usize, delta: usize, sums: usize, table: usize, taps: usize, inputs: usize, outputs: usize, pixels: usize,
  mapStep: usize, bias: f32, shift: usize, scale: f32,
): void {
  const deltaStep = pixels << 2;
  for (let map: usize = 0; map < outputs; map += 2, delta += 2 * deltaStep, table += 2 * ENTRY) {
    const paired = map + 1 < outputs;
    const maskA = load<usize>(table);
    const maskB: usize = paired ? load<usize>(table, ENTRY) : 0;
    let wa = load<usize>(table, 4) + shift;
    let wb: usize = paired ? load<usize>(table, ENTRY + 4) + shift : 0;
    for (let input: usize = 0, from = columns; input < inputs; input++, from += mapStep) {
      const inA = (maskA >> input) & 1;
      const inB = (maskB >> input) & 1;
      if (inA) {
        inputMap(from, taps, pixels, delta, inB ? delta + deltaStep : 0, sums);
        deliver(sums, wa, scale);
        wa += 100;
      } else if (inB) {
        inputMap(from, taps, pixels, delta + deltaStep, 0, sums + SECOND);
      }
      if (inB) {
        deliver(sums + SECOND, wb, scale);
        wb += 100;
      }
    }
    addSum(delta, pixels, load<usize>(table, 8), shift, scale * bias);
    if (paired) addSum(delta + deltaStep, pixels, load<usize>(table, ENTRY + 8), shift, scale * bias);
  }
}
