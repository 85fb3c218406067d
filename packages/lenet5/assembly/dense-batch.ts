// Fully connected layers for several samples; see dense.ts for the shapes. Forward, four samples pass two rows of weights
// together. Both halves of the backward pass are sums of factor · vector: over the rows of weights for the input's
// gradient, over the samples for the weights' own.

import { addProduct, loadUpTo4, storePart, sumLanes } from './vector';

/** Weighted sums of two rows for four samples, without bias; each is added up in the order of dense.ts. */
function eightSums(w: usize, x0: usize, step: usize, to: usize, toStep: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  let v = w + step;
  let x1 = x0 + step;
  let x2 = x1 + step;
  let x3 = x2 + step;
  const last = w + step;
  for (; w < last; w += 16, v += 16, x0 += 16, x1 += 16, x2 += 16, x3 += 16) {
    const p = v128.load(w);
    const q = v128.load(v);
    const u0 = v128.load(x0);
    const u1 = v128.load(x1);
    const u2 = v128.load(x2);
    const u3 = v128.load(x3);
    a0 = addProduct(a0, u0, p);
    b0 = addProduct(b0, u0, q);
    a1 = addProduct(a1, u1, p);
    b1 = addProduct(b1, u1, q);
    a2 = addProduct(a2, u2, p);
    b2 = addProduct(b2, u2, q);
    a3 = addProduct(a3, u3, p);
    b3 = addProduct(b3, u3, q);
  }
  storeTwo(to, a0, b0);
  storeTwo(to + toStep, a1, b1);
  storeTwo(to + 2 * toStep, a2, b2);
  storeTwo(to + 3 * toStep, a3, b3);
}

// @ts-ignore: decorator
@inline
function storeTwo(to: usize, a: v128, b: v128): void {
  store<f32>(to, sumLanes(a));
  store<f32>(to, sumLanes(b), 4);
}

/**
 * Weighted sums, without bias, of as many samples as go into fours, where inputs are a multiple of 4 and outputs even.
 * @returns the number of samples done
 */
export function denseBatch(
  input: usize, weights: usize, output: usize, samples: usize, step: usize, outputStep: usize,
): usize {
  if (step & 15 || outputStep & 7) return 0;
  const whole = samples & ~3;
  // Rows outside, samples inside: the rows stay in the cache.
  for (let row: usize = 0, w = weights; row < outputStep; row += 8, w += 2 * step) {
    for (let s: usize = 0; s < whole; s += 4) eightSums(w, input + s * step, step, output + s * outputStep + row, outputStep);
  }
  return whole;
}

/**
 * Two sums of `count` terms over 16 floats: Σ factor · vector, with two factors for each vector. Each is multiplied by
 * `scale` and added to what `to` (and `toSecond`) hold, or stored, where `keep` is 0.
 */
// @ts-ignore: decorator
@inline
function twoSums(
  vector: usize, vectorStep: usize, factor: usize, second: usize, factorStep: usize, count: usize, to: usize,
  toSecond: usize, scale: f32, keep: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  for (let n: usize = 0; n < count; n++, vector += vectorStep, factor += factorStep, second += factorStep) {
    const u = v128.load32_splat(factor);
    const v = v128.load32_splat(second);
    const x0 = v128.load(vector);
    const x1 = v128.load(vector, 16);
    const x2 = v128.load(vector, 32);
    const x3 = v128.load(vector, 48);
    a0 = addProduct(a0, x0, u);
    b0 = addProduct(b0, x0, v);
    a1 = addProduct(a1, x1, u);
    b1 = addProduct(b1, x1, v);
    a2 = addProduct(a2, x2, u);
    b2 = addProduct(b2, x2, v);
    a3 = addProduct(a3, x3, u);
    b3 = addProduct(b3, x3, v);
  }
  const s = f32x4.splat(scale);
  deliver(to, a0, a1, a2, a3, s, keep);
  if (toSecond != to) deliver(toSecond, b0, b1, b2, b3, s, keep);
}

// @ts-ignore: decorator
@inline
function deliver(to: usize, a: v128, b: v128, c: v128, d: v128, scale: v128, keep: usize): void {
  if (keep) {
    v128.store(to, addProduct(v128.load(to), a, scale));
    v128.store(to, addProduct(v128.load(to, 16), b, scale), 16);
    v128.store(to, addProduct(v128.load(to, 32), c, scale), 32);
    v128.store(to, addProduct(v128.load(to, 48), d, scale), 48);
  } else {
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
  }
}

/** The same for one factor and 1 to 4 floats. */
function oneSum(
  vector: usize, vectorStep: usize, factor: usize, factorStep: usize, count: usize, lanes: usize, to: usize, scale: f32,
  keep: usize,
): void {
  let sum = f32x4.splat(0);
  for (let n: usize = 0; n < count; n++, vector += vectorStep, factor += factorStep) {
    sum = addProduct(sum, loadUpTo4(vector, lanes), v128.load32_splat(factor));
  }
  if (keep) sum = addProduct(loadUpTo4(to, lanes), sum, f32x4.splat(scale));
  if (lanes == 4) v128.store(to, sum);
  else storePart(to, sum, lanes);
}

/**
 * `rows` × `width` sums of `count` terms: to[row][j] (+)= scale · Σ over n of factor[n][row] · vector[n][j].
 * Steps in bytes; factor n of a row is `factorStep` behind factor n − 1, that of the next row `rowStep` behind it.
 */
function products(
  vector: usize, factor: usize, to: usize, rows: usize, width: usize, count: usize, vectorStep: usize, factorStep: usize,
  rowStep: usize, scale: f32, keep: usize,
): void {
  const toStep = width << 2;
  const end = width << 2;
  let j: usize = 0;
  for (; j + 64 <= end; j += 64) {
    for (let row: usize = 0; row < rows; row += 2) {
      const f = factor + row * rowStep;
      const t = to + row * toStep + j;
      const next: usize = row + 1 < rows ? 1 : 0;
      twoSums(vector + j, vectorStep, f, f + next * rowStep, factorStep, count, t, t + next * toStep, scale, keep);
    }
  }
  for (; j < end; j += 16) {
    const lanes = min(4, (end - j) >> 2);
    for (let row: usize = 0; row < rows; row++) {
      const t = to + row * toStep + j;
      oneSum(vector + j, vectorStep, factor + row * rowStep, factorStep, count, lanes, t, scale, keep);
    }
  }
}

/** gradient = Wᵀ · delta for every sample, then target += rate · Σ over samples of delta · x. */
export function denseBatchBackward(
  input: usize, delta: usize, weights: usize, gradient: usize, samples: usize, inputs: usize, outputs: usize, shift: usize,
  rate: f32,
): void {
  const step = inputs << 2;
  const deltaStep = outputs << 2;
  products(weights, delta, gradient, samples, inputs, outputs, step, 4, deltaStep, 1, 0);
  products(input, delta, weights + shift, outputs, inputs, samples, step, deltaStep, 4, rate, 1);
}
