// Columns for a convolution that is followed by the sum or the average of 2×2 windows, with nothing between. The two
// together are one convolution with stride 2 over u, the sums of all 2×2 windows of the input:
//   u[y][x] = factor · (input[y][x] + input[y][x+1] + input[y+1][x] + input[y+1][x+1])
//   output[Y][X] = Σ w[ky][kx] · u[2Y + ky][2X + kx],   4 times fewer products
// Rows of u are kept apart by parity, so that output maps stay contiguous as in columns.ts:
//   input   [maps][height][width]                      height = 2H + 4, width = 2W + 4 for an output of H×W
//   columns [maps][2][5][plane]   columns[map][g][kx][r·W + X] = u[2r + g][2X + kx], then zeros (see columns.ts)
//   pairs   [height − 1][2][rowLength]   u at even and at odd x, rowLength = W + 2 rounded up to a multiple of 4

import { throughSquash } from './squash';

/** factor · the windows that start at x, x + 2, x + 4, x + 6 of two rows. */
// @ts-ignore: decorator
@inline
function windows(row: usize, next: usize, factor: v128): v128 {
  const a = f32x4.add(v128.load(row), v128.load(next));
  const b = f32x4.add(v128.load(row, 16), v128.load(next, 16));
  const sums = f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7));
  return f32x4.mul(sums, factor);
}

function pairRows(input: usize, pairs: usize, rows: usize, width: usize, rowLength: usize, factor: f32): void {
  const f = f32x4.splat(factor);
  const step = width << 2;
  const length = rowLength << 2;
  for (let y: usize = 0; y < rows; y++, input += step, pairs += 2 * length) {
    for (let x: usize = 0; x < length; x += 16) {
      const at = input + 2 * x;
      v128.store(pairs + x, windows(at, at + step, f));
      v128.store(pairs + length + x, windows(at + 4, at + step + 4, f));
    }
  }
}

/** Row y of u into its five planes; vectors overrun a row by up to 3 floats into what is written next. */
// @ts-ignore: decorator
@inline
function spreadRow(even: usize, odd: usize, to: usize, planeStep: usize, length: usize): void {
  for (let x: usize = 0; x < length; x += 16) {
    v128.store(to + x, v128.load(even + x));
    v128.store(to + planeStep + x, v128.load(odd + x));
    v128.store(to + 2 * planeStep + x, v128.load(even + x, 4));
    v128.store(to + 3 * planeStep + x, v128.load(odd + x, 4));
    v128.store(to + 4 * planeStep + x, v128.load(even + x, 8));
  }
}

/** Clears what the last rows of five planes wrote beyond their end. */
// @ts-ignore: decorator
@inline
function clearEnds(to: usize, planeStep: usize): void {
  for (let kx: usize = 0; kx < 5; kx++, to += planeStep) v128.store(to, f32x4.splat(0));
}

export function pooledColumns(
  input: usize, columns: usize, pairs: usize, maps: usize, height: usize, width: usize, plane: usize, factor: f32,
): void {
  const rowStep = ((width - 4) >> 1) << 2;
  const rowLength = ((rowStep >> 2) + 5) & ~3;
  const rows = height - 1;
  const planeStep = plane << 2;
  for (let map: usize = 0; map < maps; map++, input += (height * width) << 2, columns += 10 * planeStep) {
    pairRows(input, pairs, rows, width, rowLength, factor);
    for (let y: usize = 0, even = pairs; y < rows; y++, even += rowLength << 3) {
      const to = columns + (y & 1) * 5 * planeStep + (y >> 1) * rowStep;
      spreadRow(even, even + (rowLength << 2), to, planeStep, rowStep);
    }
    clearEnds(columns + (height >> 1) * rowStep, planeStep);
    clearEnds(columns + 5 * planeStep + ((height >> 1) - 1) * rowStep, planeStep);
  }
}

/** Lanes X..X + 3 that fall inside 0 ≤ X − k < W. */
// @ts-ignore: decorator
@inline
function inside(x: usize, k: i32, rowLength: usize): v128 {
  const position = i32x4.add(i32x4.splat(<i32>x - k), i32x4(0, 1, 2, 3));
  return v128.and(i32x4.ge_s(position, i32x4.splat(0)), i32x4.lt_s(position, i32x4.splat(<i32>rowLength)));
}

/** Four columns of pixels 2X and 2X + 1, all rows. */
function backwardColumn(
  gradient: usize, state: usize, delta: usize, height: usize, width: usize, planeStep: usize, x: usize, factor: f32,
  kind: usize,
): void {
  const rowLength = (width - 4) >> 1;
  const m0 = inside(x, 0, rowLength);
  const m1 = inside(x, 1, rowLength);
  const m2 = inside(x, 2, rowLength);
  const f = f32x4.splat(factor);
  let evenAbove = f32x4.splat(0);
  let oddAbove = evenAbove;
  let at = x << 3;
  for (let y: usize = 0; y < height; y++, at += width << 2) {
    let even = f32x4.splat(0);
    let odd = even;
    if (y + 1 < height) {
      const a = gradient + ((y & 1) * 5 * planeStep + (((y >> 1) * rowLength + x) << 2));
      const shared = f32x4.add(
        f32x4.add(v128.and(v128.load(a), m0), v128.and(v128.load(a + 2 * planeStep - 4), m1)),
        v128.and(v128.load(a + 4 * planeStep - 8), m2),
      );
      const first = a + planeStep;
      const third = a + 3 * planeStep;
      const left = f32x4.add(v128.and(v128.load(first - 4), m1), v128.and(v128.load(third - 8), m2));
      const right = f32x4.add(v128.and(v128.load(first), m0), v128.and(v128.load(third - 4), m1));
      even = f32x4.add(shared, left);
      odd = f32x4.add(shared, right);
    }
    const e = f32x4.mul(f32x4.add(even, evenAbove), f);
    const o = f32x4.mul(f32x4.add(odd, oddAbove), f);
    const low = v128.shuffle<f32>(e, o, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(e, o, 2, 6, 3, 7);
    v128.store(delta + at, throughSquash(kind, low, v128.load(state + at)));
    v128.store(delta + at, throughSquash(kind, high, v128.load(state + at, 16)), 16);
    evenAbove = even;
    oddAbove = odd;
  }
}

/**
 * The way back: every pixel sums the gradients of the windows that it is part of, through the squashing function of
 * its layer.
 *   gradient [maps][2][5][plane], state and delta [maps][height][width], width at least 8
 */
export function pooledColumnsBackward(
  gradient: usize, state: usize, delta: usize, maps: usize, height: usize, width: usize, plane: usize, factor: f32, kind: usize,
): void {
  const half = width >> 1;
  const planeStep = plane << 2;
  for (let map: usize = 0; map < maps; map++) {
    for (let block: usize = 0; block < half; block += 4) {
      // The last four again where there are no four left: writing a value twice is harmless.
      backwardColumn(gradient, state, delta, height, width, planeStep, min(block, half - 4), factor, kind);
    }
    gradient += 10 * planeStep;
    state += (height * width) << 2;
    delta += (height * width) << 2;
  }
}
