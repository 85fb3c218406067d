// Fully connected layers, one sample at a time: forward, and backward together with the weights' own change.
//   input   [samples][inputs]
//   output  [samples][outputs]           squash(weights · input + bias)
//   weights [outputs][inputs], bias [outputs]
// Several rows of weights go together: a vector of the input, or of its gradient, is loaded once for all of them.

import { denseBatch, denseBatchBackward } from './dense-batch';
import { squash, throughSquash } from './squash';
import { addProduct, loadPart, storePart, sumLanes, sumLanesOf4 } from './vector';

/** Weighted sums of five rows, without bias, into `to`. Each row has one sum: the order of `eightSums` in dense-batch.ts. */
function fiveRows(w0: usize, x: usize, step: usize, to: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0;
  let w1 = w0 + step;
  let w2 = w1 + step;
  let w3 = w2 + step;
  let w4 = w3 + step;
  const end = x + (step & ~15);
  for (; x < end; x += 16, w0 += 16, w1 += 16, w2 += 16, w3 += 16, w4 += 16) {
    const u = v128.load(x);
    a0 = addProduct(a0, u, v128.load(w0));
    a1 = addProduct(a1, u, v128.load(w1));
    a2 = addProduct(a2, u, v128.load(w2));
    a3 = addProduct(a3, u, v128.load(w3));
    a4 = addProduct(a4, u, v128.load(w4));
  }
  const rest = (step & 15) >> 2;
  if (rest) {
    const u = loadPart(x, rest);
    a0 = addProduct(a0, u, loadPart(w0, rest));
    a1 = addProduct(a1, u, loadPart(w1, rest));
    a2 = addProduct(a2, u, loadPart(w2, rest));
    a3 = addProduct(a3, u, loadPart(w3, rest));
    a4 = addProduct(a4, u, loadPart(w4, rest));
  }
  v128.store(to, sumLanesOf4(a0, a1, a2, a3));
  store<f32>(to, sumLanes(a4), 16);
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

/** One sample without bias. */
function denseOne(weights: usize, x: usize, y: usize, step: usize, outputs: usize): void {
  let row: usize = 0;
  for (; row + 5 <= outputs; row += 5) fiveRows(weights + row * step, x, step, y + (row << 2));
  for (; row < outputs; row++) oneRow(weights + row * step, x, step, y + (row << 2));
}

export function dense(
  input: usize, weights: usize, bias: usize, output: usize, samples: usize, inputs: usize, outputs: usize, kind: usize,
): void {
  const step = inputs << 2;
  const outputStep = outputs << 2;
  let s = denseBatch(input, weights, output, samples, step, outputStep);
  for (; s < samples; s++) denseOne(weights, input + s * step, output + s * outputStep, step, outputs);
  for (s = 0; s < samples; s++) addBias(output + s * outputStep, bias, outputs);
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
