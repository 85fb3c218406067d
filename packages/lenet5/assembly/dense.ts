// Fully connected layers.
//   input   [samples][inputs]
//   output  [samples][outputs]           squash(weights · input + bias)
//   weights [outputs][inputs], bias [outputs]
// Four rows of weights go together: each vector of the input (or of its gradient) is loaded once for four rows.

import { squash, throughSquash } from './squash';
import { addProduct, loadPart, storePart, sumLanes, sumLanesOf4 } from './vector';

/** Weighted sums of four rows for one sample. */
// @ts-ignore: decorator
@inline
function fourRows(w: usize, x: usize, inputs: usize): v128 {
  const step: usize = inputs << 2;
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  let j: usize = 0;
  for (; j + 8 <= inputs; j += 8, w += 32, x += 32) {
    const u = v128.load(x);
    const v = v128.load(x, 16);
    a0 = addProduct(a0, u, v128.load(w));
    b0 = addProduct(b0, v, v128.load(w, 16));
    a1 = addProduct(a1, u, v128.load(w + step));
    b1 = addProduct(b1, v, v128.load(w + step, 16));
    a2 = addProduct(a2, u, v128.load(w + 2 * step));
    b2 = addProduct(b2, v, v128.load(w + 2 * step, 16));
    a3 = addProduct(a3, u, v128.load(w + 3 * step));
    b3 = addProduct(b3, v, v128.load(w + 3 * step, 16));
  }
  while (j < inputs) {
    const lanes = min(4, inputs - j);
    const u = lanes == 4 ? v128.load(x) : loadPart(x, lanes);
    a0 = addProduct(a0, u, lanes == 4 ? v128.load(w) : loadPart(w, lanes));
    a1 = addProduct(a1, u, lanes == 4 ? v128.load(w + step) : loadPart(w + step, lanes));
    a2 = addProduct(a2, u, lanes == 4 ? v128.load(w + 2 * step) : loadPart(w + 2 * step, lanes));
    a3 = addProduct(a3, u, lanes == 4 ? v128.load(w + 3 * step) : loadPart(w + 3 * step, lanes));
    j += lanes;
    w += 16;
    x += 16;
  }
  return sumLanesOf4(f32x4.add(a0, b0), f32x4.add(a1, b1), f32x4.add(a2, b2), f32x4.add(a3, b3));
}

// @ts-ignore: decorator
@inline
function oneRow(w: usize, x: usize, inputs: usize): f32 {
  let a = f32x4.splat(0);
  let j: usize = 0;
  for (; j + 4 <= inputs; j += 4, w += 16, x += 16) a = addProduct(a, v128.load(x), v128.load(w));
  if (j < inputs) a = addProduct(a, loadPart(x, inputs - j), loadPart(w, inputs - j));
  return sumLanes(a);
}

export function dense(
  input: usize, weights: usize, bias: usize, output: usize, samples: usize, inputs: usize, outputs: usize, kind: usize,
): void {
  const inputStep: usize = inputs << 2;
  const outputStep: usize = outputs << 2;
  let row: usize = 0;
  for (; row + 4 <= outputs; row += 4) {
    const w = weights + row * inputStep;
    const b = v128.load(bias + (row << 2));
    for (let s: usize = 0, x = input, y = output + (row << 2); s < samples; s++, x += inputStep, y += outputStep) {
      v128.store(y, squash(kind, f32x4.add(fourRows(w, x, inputs), b)));
    }
  }
  for (; row < outputs; row++) {
    const w = weights + row * inputStep;
    const b = load<f32>(bias + (row << 2));
    for (let s: usize = 0, x = input, y = output + (row << 2); s < samples; s++, x += inputStep, y += outputStep) {
      store<f32>(y, f32x4.extract_lane(squash(kind, f32x4.splat(oneRow(w, x, inputs) + b)), 0));
    }
  }
}

/** gradient[j] += Σ over four rows of delta · w; then target += (rate·delta)·x. The weights are read before they move. */
// @ts-ignore: decorator
@inline
function backwardFourRows(
  w: usize, target: usize, x: usize, gradient: usize, delta: usize, inputs: usize, rate: f32,
): void {
  const step: usize = inputs << 2;
  const d0 = v128.load32_splat(delta);
  const d1 = v128.load32_splat(delta, 4);
  const d2 = v128.load32_splat(delta, 8);
  const d3 = v128.load32_splat(delta, 12);
  const scale = f32x4.splat(rate);
  const e0 = f32x4.mul(d0, scale);
  const e1 = f32x4.mul(d1, scale);
  const e2 = f32x4.mul(d2, scale);
  const e3 = f32x4.mul(d3, scale);
  let j: usize = 0;
  for (; j + 4 <= inputs; j += 4, w += 16, target += 16, x += 16, gradient += 16) {
    const u = v128.load(x);
    const w0 = v128.load(w);
    const w1 = v128.load(w + step);
    const w2 = v128.load(w + 2 * step);
    const w3 = v128.load(w + 3 * step);
    const first = addProduct(f32x4.mul(w0, d0), w1, d1);
    const second = addProduct(f32x4.mul(w2, d2), w3, d3);
    v128.store(gradient, f32x4.add(v128.load(gradient), f32x4.add(first, second)));
    v128.store(target, addProduct(v128.load(target), u, e0));
    v128.store(target + step, addProduct(v128.load(target + step), u, e1));
    v128.store(target + 2 * step, addProduct(v128.load(target + 2 * step), u, e2));
    v128.store(target + 3 * step, addProduct(v128.load(target + 3 * step), u, e3));
  }
  if (j < inputs) {
    const rest = inputs - j;
    const u = loadPart(x, rest);
    const first = addProduct(f32x4.mul(loadPart(w, rest), d0), loadPart(w + step, rest), d1);
    const second = addProduct(f32x4.mul(loadPart(w + 2 * step, rest), d2), loadPart(w + 3 * step, rest), d3);
    storePart(gradient, f32x4.add(loadPart(gradient, rest), f32x4.add(first, second)), rest);
    storePart(target, addProduct(loadPart(target, rest), u, e0), rest);
    storePart(target + step, addProduct(loadPart(target + step, rest), u, e1), rest);
    storePart(target + 2 * step, addProduct(loadPart(target + 2 * step, rest), u, e2), rest);
    storePart(target + 3 * step, addProduct(loadPart(target + 3 * step, rest), u, e3), rest);
  }
}

/** to += factor · from, `count` floats. */
// @ts-ignore: decorator
@inline
function addScaled(to: usize, from: usize, factor: f32, count: usize): void {
  const f = f32x4.splat(factor);
  let j: usize = 0;
  for (; j + 4 <= count; j += 4, to += 16, from += 16) v128.store(to, addProduct(v128.load(to), v128.load(from), f));
  if (j < count) storePart(to, addProduct(loadPart(to, count - j), loadPart(from, count - j), f), count - j);
}

/** One sample, one pass over the weights: the input's gradient and the weights' own, together. */
function backwardOne(
  input: usize, delta: usize, weights: usize, bias: usize, gradient: usize, inputs: usize, outputs: usize, shift: usize, rate: f32,
): void {
  const step: usize = inputs << 2;
  let row: usize = 0;
  for (; row + 4 <= outputs; row += 4, weights += 4 * step, delta += 16, bias += 16) {
    backwardFourRows(weights, weights + shift, input, gradient, delta, inputs, rate);
    v128.store(bias + shift, addProduct(v128.load(bias + shift), v128.load(delta), f32x4.splat(rate)));
  }
  for (; row < outputs; row++, weights += step, delta += 4, bias += 4) {
    const d = load<f32>(delta);
    addScaled(gradient, weights, d, inputs);
    addScaled(weights + shift, input, d * rate, inputs);
    store<f32>(bias + shift, load<f32>(bias + shift) + d * rate);
  }
}

/** gradient = Wᵀ · delta for every sample; four rows of weights stay in the cache while the samples pass. */
function backwardInputs(delta: usize, weights: usize, gradient: usize, samples: usize, inputs: usize, outputs: usize): void {
  const step: usize = inputs << 2;
  for (let row: usize = 0; row < outputs; row += 4, weights += 4 * step, delta += 16) {
    const rows = min(4, outputs - row);
    for (let s: usize = 0, g = gradient, d = delta; s < samples; s++, g += step, d += outputs << 2) {
      for (let r: usize = 0; r < rows; r++) addScaled(g, weights + r * step, load<f32>(d + (r << 2)), inputs);
    }
  }
}

/** target += rate · Σ over samples of delta · x, each weight read and written once. */
function backwardWeights(input: usize, delta: usize, target: usize, samples: usize, inputs: usize, outputs: usize, rate: f32): void {
  const inputStep: usize = inputs << 2;
  const outputStep: usize = outputs << 2;
  for (let row: usize = 0; row < outputs; row++, delta += 4, target += inputStep) {
    let j: usize = 0;
    for (; j + 4 <= inputs; j += 4) {
      let sum = f32x4.splat(0);
      for (let s: usize = 0, x = input + (j << 2), d = delta; s < samples; s++, x += inputStep, d += outputStep) {
        sum = addProduct(sum, v128.load(x), v128.load32_splat(d));
      }
      const at = target + (j << 2);
      v128.store(at, addProduct(v128.load(at), sum, f32x4.splat(rate)));
    }
    for (; j < inputs; j++) {
      let sum: f32 = 0;
      for (let s: usize = 0, x = input + (j << 2), d = delta; s < samples; s++, x += inputStep, d += outputStep) {
        sum += load<f32>(x) * load<f32>(d);
      }
      const at = target + (j << 2);
      store<f32>(at, load<f32>(at) + sum * rate);
    }
  }
}

function backwardBias(delta: usize, target: usize, samples: usize, outputs: usize, rate: f32): void {
  for (let row: usize = 0; row < outputs; row++, delta += 4, target += 4) {
    let sum: f32 = 0;
    for (let s: usize = 0, d = delta; s < samples; s++, d += outputs << 2) sum += load<f32>(d);
    store<f32>(target, load<f32>(target) + sum * rate);
  }
}

/**
 * inputDelta = ∂E/∂a of the layer below (through its squashing function `kind`), and rate · ∂E/∂w, summed over the
 * samples, added `shift` bytes behind the parameters (see convolutionWeights).
 */
export function denseBackward(
  input: usize, delta: usize, weights: usize, bias: usize, inputDelta: usize, samples: usize, inputs: usize, outputs: usize, kind: usize,
  shift: usize, rate: f32,
): void {
  memory.fill(inputDelta, 0, (samples * inputs) << 2);
  if (samples == 1) {
    backwardOne(input, delta, weights, bias, inputDelta, inputs, outputs, shift, rate);
  } else {
    backwardInputs(delta, weights, inputDelta, samples, inputs, outputs);
    backwardWeights(input, delta, weights + shift, samples, inputs, outputs, rate);
    backwardBias(delta, bias + shift, samples, outputs, rate);
  }
  derive(input, inputDelta, samples * inputs, kind);
}

/** delta *= f'(state), in place. */
export function derive(state: usize, delta: usize, count: usize, kind: usize): void {
  let j: usize = 0;
  for (; j + 4 <= count; j += 4, state += 16, delta += 16) {
    v128.store(delta, throughSquash(kind, v128.load(delta), v128.load(state)));
  }
  if (j < count) storePart(delta, throughSquash(kind, loadPart(delta, count - j), loadPart(state, count - j)), count - j);
}
