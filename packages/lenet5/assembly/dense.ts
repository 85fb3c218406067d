// Fully connected layers, one sample at a time: forward, and backward together with the weights' own change.
//   input   [samples][inputs]
//   output  [samples][outputs]           squash(weights · input + bias)
//   weights [outputs][inputs], bias [outputs]
// Several rows of weights go together: a vector of the input, or of its gradient, is loaded once for all of them.

import { denseBatchBackward } from './dense-batch';
import { squash, throughSquash } from './squash';
import { addProduct, loadPart, loadUpTo4, storePart, sumLanes } from './vector';

/** Weighted sums of three rows, without bias, into `to`. Two sums a row: a single one would wait for itself. */
function threeRows(w: usize, x: usize, step: usize, to: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0;
  let b0 = a0, b1 = a0, b2 = a0;
  const last = x + step;
  for (; x + 32 <= last; x += 32, w += 32) {
    const u = v128.load(x);
    const v = v128.load(x, 16);
    a0 = addProduct(a0, u, v128.load(w));
    b0 = addProduct(b0, v, v128.load(w, 16));
    a1 = addProduct(a1, u, v128.load(w + step));
    b1 = addProduct(b1, v, v128.load(w + step, 16));
    a2 = addProduct(a2, u, v128.load(w + 2 * step));
    b2 = addProduct(b2, v, v128.load(w + 2 * step, 16));
  }
  for (; x < last; x += 16, w += 16) {
    const lanes = min(4, (last - x) >> 2);
    const u = loadUpTo4(x, lanes);
    a0 = addProduct(a0, u, loadUpTo4(w, lanes));
    a1 = addProduct(a1, u, loadUpTo4(w + step, lanes));
    a2 = addProduct(a2, u, loadUpTo4(w + 2 * step, lanes));
  }
  store<f32>(to, sumLanes(f32x4.add(a0, b0)));
  store<f32>(to, sumLanes(f32x4.add(a1, b1)), 4);
  store<f32>(to, sumLanes(f32x4.add(a2, b2)), 8);
}

function oneRow(w: usize, x: usize, step: usize, to: usize): void {
  let a = f32x4.splat(0);
  const end = x + (step & ~15);
  for (; x < end; x += 16, w += 16) a = addProduct(a, v128.load(x), v128.load(w));
  const rest = (step & 15) >> 2;
  if (rest) a = addProduct(a, loadPart(x, rest), loadPart(w, rest));
  store<f32>(to, sumLanes(a));
}

function addBias(output: usize, bias: usize, outputs: usize): void {
  const end = output + ((outputs & ~3) << 2);
  for (; output < end; output += 16, bias += 16) v128.store(output, f32x4.add(v128.load(output), v128.load(bias)));
  const rest = outputs & 3;
  if (rest) storePart(output, f32x4.add(loadPart(output, rest), loadPart(bias, rest)), rest);
}

export function dense(
  input: usize, weights: usize, bias: usize, output: usize, samples: usize, inputs: usize, outputs: usize, kind: usize,
): void {
  const step = inputs << 2;
  const outputStep = outputs << 2;
  // Rows outside, samples inside: the rows stay in the cache.
  let row: usize = 0;
  for (; row + 3 <= outputs; row += 3) {
    for (let s: usize = 0, x = input, y = output + (row << 2); s < samples; s++, x += step, y += outputStep) {
      threeRows(weights + row * step, x, step, y);
    }
  }
  for (; row < outputs; row++) {
    for (let s: usize = 0, x = input, y = output + (row << 2); s < samples; s++, x += step, y += outputStep) {
      oneRow(weights + row * step, x, step, y);
    }
  }
  for (let s: usize = 0, y = output; s < samples; s++, y += outputStep) addBias(y, bias, outputs);
  squash(output, samples * outputs, kind);
}

/** gradient += Σ over four rows of delta · w, then w += u · delta: the weights are read before they move. 4 inputs. */
// @ts-ignore: decorator
@inline
function stepFour(w: usize, step: usize, u: v128, gradient: usize, d0: v128, d1: v128, d2: v128, d3: v128): void {
  const w0 = v128.load(w);
  const w1 = v128.load(w + step);
  const w2 = v128.load(w + 2 * step);
  const w3 = v128.load(w + 3 * step);
  const first = addProduct(f32x4.mul(w0, d0), w1, d1);
  const second = addProduct(f32x4.mul(w2, d2), w3, d3);
  v128.store(gradient, f32x4.add(v128.load(gradient), f32x4.add(first, second)));
  v128.store(w, addProduct(w0, u, d0));
  v128.store(w + step, addProduct(w1, u, d1));
  v128.store(w + 2 * step, addProduct(w2, u, d2));
  v128.store(w + 3 * step, addProduct(w3, u, d3));
}

/** Four rows over all inputs, a multiple of 4. */
function stepFourRows(w: usize, x: usize, gradient: usize, delta: usize, step: usize, rate: f32): void {
  const d0 = v128.load32_splat(delta);
  const d1 = v128.load32_splat(delta, 4);
  const d2 = v128.load32_splat(delta, 8);
  const d3 = v128.load32_splat(delta, 12);
  const scale = f32x4.splat(rate);
  const last = x + step;
  for (; x + 32 <= last; x += 32, w += 32, gradient += 32) {
    stepFour(w, step, f32x4.mul(v128.load(x), scale), gradient, d0, d1, d2, d3);
    stepFour(w + 16, step, f32x4.mul(v128.load(x, 16), scale), gradient + 16, d0, d1, d2, d3);
  }
  if (x < last) stepFour(w, step, f32x4.mul(v128.load(x), scale), gradient, d0, d1, d2, d3);
}

/** to += factor · from, `count` floats. */
function addScaled(to: usize, from: usize, factor: f32, count: usize): void {
  const f = f32x4.splat(factor);
  for (const end = to + ((count & ~3) << 2); to < end; to += 16, from += 16) {
    v128.store(to, addProduct(v128.load(to), v128.load(from), f));
  }
  const rest = count & 3;
  if (rest) storePart(to, addProduct(loadPart(to, rest), loadPart(from, rest), f), rest);
}

/** One sample, one pass over the weights: the input's gradient and the weights' own, together. */
function backwardOne(
  input: usize, delta: usize, weights: usize, bias: usize, gradient: usize, inputs: usize, outputs: usize, shift: usize,
  rate: f32,
): void {
  const step = inputs << 2;
  addScaled(bias + shift, delta, rate, outputs);
  let row: usize = 0;
  if (!shift && !(inputs & 3)) {
    for (; row + 4 <= outputs; row += 4, weights += 4 * step, delta += 16) {
      stepFourRows(weights, input, gradient, delta, step, rate);
    }
  }
  for (; row < outputs; row++, weights += step, delta += 4) {
    const d = load<f32>(delta);
    addScaled(gradient, weights, d, inputs);
    addScaled(weights + shift, input, d * rate, inputs);
  }
}

/**
 * inputDelta = ∂E/∂a of the layer below (through its squashing function `kind`), and rate · ∂E/∂w, summed over the
 * samples, added `shift` bytes behind the parameters (see convolutionWeights).
 */
export function denseBackward(
  input: usize, delta: usize, weights: usize, bias: usize, inputDelta: usize, samples: usize, inputs: usize, outputs: usize,
  kind: usize, shift: usize, rate: f32,
): void {
  if (samples == 1) {
    memory.fill(inputDelta, 0, inputs << 2);
    backwardOne(input, delta, weights, bias, inputDelta, inputs, outputs, shift, rate);
  } else {
    denseBatchBackward(input, delta, weights, inputDelta, samples, inputs, outputs, shift, rate);
    for (let s: usize = 0; s < samples; s++, delta += outputs << 2) addScaled(bias + shift, delta, rate, outputs);
  }
  derive(input, inputDelta, samples * inputs, kind);
}

/** delta *= f'(state), in place. */
function derive(state: usize, delta: usize, count: usize, kind: usize): void {
  for (const end = delta + ((count & ~3) << 2); delta < end; state += 16, delta += 16) {
    v128.store(delta, throughSquash(kind, v128.load(delta), v128.load(state)));
  }
  const rest = count & 3;
  if (rest) storePart(delta, throughSquash(kind, loadPart(delta, rest), loadPart(state, rest)), rest);
}
