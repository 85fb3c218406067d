// A convolution reads its input shifted by each of 5×5 offsets. The shift along a row breaks the packing of the
// output's rows, so the input is laid out once as 5 copies, one for each horizontal shift kx:
//   input   [maps][height][width]
//   columns [maps][5][plane]      columns[map][kx][y·W + x] = input[map][y][x + kx],  W = width − 4
// Then output pixel p of tap (ky, kx) reads columns[map][kx][ky·W + p]: whole output maps become contiguous vectors.
// `plane` is a plane's length in floats, at least height·W + 16: rows are written 4 at a time and overrun into what
// is written next. After its last row a plane holds zeros, so that reading on and multiplying by 0 gives 0: what lies
// behind the input may be NaN.

import { throughSquash } from './squash';

export function columns(input: usize, output: usize, maps: usize, height: usize, width: usize, plane: usize): void {
  const rowOut = (width - 4) << 2;
  const rowIn = width << 2;
  for (let map: usize = 0; map < maps; map++) {
    for (let kx: usize = 0; kx < 5; kx++) {
      let from = input + (kx << 2);
      let to = output;
      for (let y: usize = 0; y < height; y++) {
        for (let x: usize = 0; x < rowOut; x += 16) v128.store(to + x, v128.load(from + x));
        from += rowIn;
        to += rowOut;
      }
      v128.store(to, f32x4.splat(0));
      output += plane << 2;
    }
    input += height * rowIn;
  }
}

/** 4 lanes of plane kx that fall on outputs x..x+3; lanes outside 0 ≤ x − kx < W are 0. */
// @ts-ignore: decorator
@inline
function shifted(plane: usize, kx: usize, mask: v128): v128 {
  return v128.and(v128.load(plane - (kx << 2)), mask);
}

// @ts-ignore: decorator
@inline
function insideRow(x: i32, kx: i32, rowLength: i32): v128 {
  const position = i32x4.add(i32x4.splat(x - kx), i32x4(0, 1, 2, 3));
  return v128.and(i32x4.ge_s(position, i32x4.splat(0)), i32x4.lt_s(position, i32x4.splat(rowLength)));
}

/**
 * The way back: sums the gradients of the 5 copies of each input pixel and takes them through the squashing function
 * of the layer below.
 *   gradient [maps][5][plane], state and delta [maps][height][width]
 */
export function columnsBackward(
  gradient: usize, state: usize, delta: usize, maps: usize, height: usize, width: usize, plane: usize, kind: usize,
): void {
  const rowLength = width - 4;
  const step = plane << 2;
  for (let map: usize = 0; map < maps; map++) {
    for (let block: usize = 0; block < width; block += 4) {
      // The last four columns again where the width is no multiple of 4: writing a value twice is harmless.
      const x = min(block, width - 4);
      const m0 = insideRow(<i32>x, 0, <i32>rowLength);
      const m1 = insideRow(<i32>x, 1, <i32>rowLength);
      const m2 = insideRow(<i32>x, 2, <i32>rowLength);
      const m3 = insideRow(<i32>x, 3, <i32>rowLength);
      const m4 = insideRow(<i32>x, 4, <i32>rowLength);
      let from = gradient + (x << 2);
      let at = x << 2;
      for (let y: usize = 0; y < height; y++) {
        const even = f32x4.add(shifted(from, 0, m0), shifted(from + 2 * step, 2, m2));
        const odd = f32x4.add(shifted(from + step, 1, m1), shifted(from + 3 * step, 3, m3));
        const sum = f32x4.add(f32x4.add(even, odd), shifted(from + 4 * step, 4, m4));
        v128.store(delta + at, throughSquash(kind, sum, v128.load(state + at)));
        from += rowLength << 2;
        at += width << 2;
      }
    }
    gradient += 5 * step;
    state += (height * width) << 2;
    delta += (height * width) << 2;
  }
}
