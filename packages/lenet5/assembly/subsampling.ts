// Subsampling in two steps: 2×2 windows are pooled, then each map is scaled, shifted and squashed.
//   input  [maps][height][width]       height and width even
//   pooled [maps][height/2][width/2]   sum, average or maximum of each window
//   state  [maps][pixels]              squash(coefficient·pooled + bias)

import { squash, throughSquash } from './squash';
import { addProduct, loadPart, storePart, sumLanes } from './vector';

const AVERAGE = 1;
const MAXIMUM = 2;

/** 4 windows whose upper left corners start at `at`. */
// @ts-ignore: decorator
@inline
function pool4(at: usize, row: usize, kind: usize): v128 {
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at + row);
  const d = v128.load(at + row, 16);
  if (kind == MAXIMUM) {
    const left = f32x4.max(a, c);
    const right = f32x4.max(b, d);
    return f32x4.max(v128.shuffle<f32>(left, right, 0, 2, 4, 6), v128.shuffle<f32>(left, right, 1, 3, 5, 7));
  }
  const left = f32x4.add(a, c);
  const right = f32x4.add(b, d);
  const sum = f32x4.add(v128.shuffle<f32>(left, right, 0, 2, 4, 6), v128.shuffle<f32>(left, right, 1, 3, 5, 7));
  return kind == AVERAGE ? f32x4.mul(sum, f32x4.splat(0.25)) : sum;
}

// @ts-ignore: decorator
@inline
function pool1(at: usize, row: usize, kind: usize): f32 {
  const a = load<f32>(at);
  const b = load<f32>(at, 4);
  const c = load<f32>(at + row);
  const d = load<f32>(at + row, 4);
  if (kind == MAXIMUM) return max(max(a, c), max(b, d));
  const sum: f32 = a + c + (b + d);
  return kind == AVERAGE ? sum * 0.25 : sum;
}

/** `kind`: 0 sum (paper), 1 average (blog), 2 maximum. */
export function pool(input: usize, pooled: usize, maps: usize, height: usize, width: usize, kind: usize): void {
  const row: usize = width << 2;
  const half = width >> 1;
  const rows = (maps * height) >> 1;
  for (let y: usize = 0; y < rows; y++) {
    if (half >= 4) {
      for (let block: usize = 0; block < half; block += 4) {
        const x = min(block, half - 4);
        v128.store(pooled + (x << 2), pool4(input + (x << 3), row, kind));
      }
    } else {
      for (let x: usize = 0; x < half; x++) store<f32>(pooled + (x << 2), pool1(input + (x << 3), row, kind));
    }
    input += 2 * row;
    pooled += half << 2;
  }
}

// @ts-ignore: decorator
@inline
function spread1(from: f32, state: usize, to: usize, squashKind: usize): void {
  store<f32>(to, f32x4.extract_lane(throughSquash(squashKind, f32x4.splat(from), v128.load32_zero(state)), 0));
}

/** Every pixel of a window receives the window's gradient (a quarter of it for the average). */
function spreadRow(gradient: usize, state: usize, delta: usize, half: usize, factor: f32, squashKind: usize): void {
  if (half >= 4) {
    for (let block: usize = 0; block < half; block += 4) {
      const x = min(block, half - 4);
      const g = f32x4.mul(v128.load(gradient + (x << 2)), f32x4.splat(factor));
      const at = x << 3;
      v128.store(delta + at, throughSquash(squashKind, v128.shuffle<f32>(g, g, 0, 0, 1, 1), v128.load(state + at)));
      v128.store(delta + at, throughSquash(squashKind, v128.shuffle<f32>(g, g, 2, 2, 3, 3), v128.load(state + at, 16)), 16);
    }
  } else {
    for (let x: usize = 0; x < half; x++) {
      const g = load<f32>(gradient + (x << 2)) * factor;
      spread1(g, state + (x << 3), delta + (x << 3), squashKind);
      spread1(g, state + (x << 3) + 4, delta + (x << 3) + 4, squashKind);
    }
  }
}

/** Only the largest pixel of a window receives the gradient; the first in reading order where several are equal. */
function routeRow(gradient: usize, state: usize, delta: usize, half: usize, row: usize, squashKind: usize): void {
  for (let x: usize = 0; x < half; x++, gradient += 4, state += 8, delta += 8) {
    const largest = pool1(state, row, MAXIMUM);
    let g = load<f32>(gradient);
    for (let corner: usize = 0; corner < 4; corner++) {
      const at = (corner >> 1) * row + ((corner & 1) << 2);
      if (load<f32>(state + at) == largest) {
        spread1(g, state + at, delta + at, squashKind);
        g = 0;
      } else store<f32>(delta + at, 0);
    }
  }
}

/** ∂E/∂a of the maps below from ∂E/∂pooled; `state` holds the maps below, `squashKind` is their squashing function. */
export function poolBackward(
  gradient: usize, state: usize, delta: usize, maps: usize, height: usize, width: usize, kind: usize, squashKind: usize,
): void {
  const row: usize = width << 2;
  const half = width >> 1;
  const rows = (maps * height) >> 1;
  const factor: f32 = kind == AVERAGE ? 0.25 : 1;
  for (let y: usize = 0; y < rows; y++) {
    if (kind == MAXIMUM) {
      routeRow(gradient, state, delta, half, row, squashKind);
    } else {
      spreadRow(gradient, state, delta, half, factor, squashKind);
      spreadRow(gradient, state + row, delta + row, half, factor, squashKind);
    }
    gradient += half << 2;
    state += 2 * row;
    delta += 2 * row;
  }
}

/** state = squash(coefficient·pooled + bias) for [samples][maps][pixels], one coefficient and one bias a map. */
export function scale(
  pooled: usize, coefficients: usize, biases: usize, state: usize, samples: usize, maps: usize, pixels: usize, kind: usize,
): void {
  const whole = pixels & ~3;
  const rest = pixels & 3;
  const first = state;
  for (let s: usize = 0; s < samples; s++) {
    for (let map: usize = 0; map < maps; map++) {
      const c = v128.load32_splat(coefficients + (map << 2));
      const b = v128.load32_splat(biases + (map << 2));
      for (let p: usize = 0; p < whole; p += 4, pooled += 16, state += 16) {
        v128.store(state, addProduct(b, v128.load(pooled), c));
      }
      if (rest) storePart(state, addProduct(b, loadPart(pooled, rest), c), rest);
      pooled += rest << 2;
      state += rest << 2;
    }
  }
  squash(first, samples * maps * pixels, kind);
}

/**
 * gradient = ∂E/∂pooled = coefficient · delta for [samples][maps][pixels], and `rate` · ∂E/∂coefficient and ∂E/∂bias,
 * summed over the samples, added `shift` bytes behind the parameters (see convolutionWeights).
 */
export function scaleBackward(
  delta: usize, pooled: usize, coefficients: usize, biases: usize, gradient: usize, samples: usize, maps: usize, pixels: usize,
  shift: usize, rate: f32,
): void {
  const mapStep = pixels << 2;
  const sampleStep = maps * mapStep;
  const whole = (pixels & ~3) << 2;
  const rest = pixels & 3;
  for (let map: usize = 0; map < maps; map++, coefficients += 4, biases += 4) {
    const c = v128.load32_splat(coefficients);
    let coefficientSum = f32x4.splat(0);
    let biasSum = f32x4.splat(0);
    for (let s: usize = 0, at = map * mapStep; s < samples; s++, at += sampleStep) {
      for (let p = at; p < at + whole; p += 16) {
        const d = v128.load(delta + p);
        coefficientSum = addProduct(coefficientSum, d, v128.load(pooled + p));
        biasSum = f32x4.add(biasSum, d);
        v128.store(gradient + p, f32x4.mul(c, d));
      }
      if (rest) {
        const p = at + whole;
        const d = loadPart(delta + p, rest);
        coefficientSum = addProduct(coefficientSum, d, loadPart(pooled + p, rest));
        biasSum = f32x4.add(biasSum, d);
        storePart(gradient + p, f32x4.mul(c, d), rest);
      }
    }
    store<f32>(coefficients + shift, load<f32>(coefficients + shift) + sumLanes(coefficientSum) * rate);
    store<f32>(biases + shift, load<f32>(biases + shift) + sumLanes(biasSum) * rate);
  }
}
