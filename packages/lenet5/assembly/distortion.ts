// Distorted pictures: every pixel of the result is read from somewhere else, found by an affine map and a smooth field.
//   picture  [side][side] float32, side = 32, in place; its border is background
//   plain    [side][side], scratch: the picture before
//   matrix   [6]   source x = m0·X + m1·Y + m2 + c, source y = m3·X + m4·Y + m5 + c; X, Y from the centre c = 15.5
//   control  [2][10][12] displacements in x and in y of control points 5 pixels apart, columns 10 and 11 unused
//   spline   [side][4] weights of a cubic B-spline at each pixel
//   cells    [side] int32, first of the four control points at each pixel
//   blended  [2][12], scratch: control points of one row of pixels; then [2][side]: where its pixels are read from

import { addProduct, copyFloats, sumLanesOf4 } from './vector';

const SIDE: usize = 32;
/** Bytes of a row of pixels, and of a row of control points. */
const ROW: usize = 128;
const CONTROL_ROW: usize = 48;
const CONTROL: usize = 480;

/** The control points of one field as row `y` of pixels sees them: four rows of them, weighted. */
// @ts-ignore: decorator
@inline
function blendRows(control: usize, weights: usize, cell: usize, blended: usize): void {
  const from = control + cell * CONTROL_ROW;
  const w0 = v128.load32_splat(weights);
  const w1 = v128.load32_splat(weights, 4);
  const w2 = v128.load32_splat(weights, 8);
  const w3 = v128.load32_splat(weights, 12);
  for (let k: usize = 0; k < CONTROL_ROW; k += 16) {
    let sum = f32x4.mul(v128.load(from + k), w0);
    sum = addProduct(sum, v128.load(from + k + CONTROL_ROW), w1);
    sum = addProduct(sum, v128.load(from + k + 2 * CONTROL_ROW), w2);
    sum = addProduct(sum, v128.load(from + k + 3 * CONTROL_ROW), w3);
    v128.store(blended + k, sum);
  }
}

/** The field at one pixel, still as four products. */
// @ts-ignore: decorator
@inline
function products(blended: usize, spline: usize, cells: usize, x: usize): v128 {
  return f32x4.mul(v128.load(blended + (load<usize>(cells + (x << 2)) << 2)), v128.load(spline + (x << 4)));
}

// @ts-ignore: decorator
@inline
function fieldAt(blended: usize, spline: usize, cells: usize, x: usize): v128 {
  return sumLanesOf4(
    products(blended, spline, cells, x),
    products(blended, spline, cells, x + 1),
    products(blended, spline, cells, x + 2),
    products(blended, spline, cells, x + 3),
  );
}

/** Pixels (x, y) and (x + 1, y) of four places, as 8 floats in two vectors. */
// @ts-ignore: decorator
@inline
function pair(at0: usize, at1: usize): v128 {
  return v128.load64_lane(at1, v128.load64_zero(at0), 1);
}

/** Bilinear interpolation at four places; beyond the edge the picture goes on as background. */
// @ts-ignore: decorator
@inline
function sample(plain: usize, x: v128, y: v128): v128 {
  const zero = f32x4.splat(0);
  const most = f32x4.splat(30.999);
  const cx = f32x4.pmax(f32x4.pmin(x, most), zero);
  const cy = f32x4.pmax(f32x4.pmin(y, most), zero);
  const ix = i32x4.trunc_sat_f32x4_s(cx);
  const iy = i32x4.trunc_sat_f32x4_s(cy);
  const fx = f32x4.sub(cx, f32x4.convert_i32x4_s(ix));
  const fy = f32x4.sub(cy, f32x4.convert_i32x4_s(iy));
  const offset = i32x4.add(i32x4.shl(iy, 7), i32x4.shl(ix, 2));
  const at0 = plain + i32x4.extract_lane(offset, 0);
  const at1 = plain + i32x4.extract_lane(offset, 1);
  const at2 = plain + i32x4.extract_lane(offset, 2);
  const at3 = plain + i32x4.extract_lane(offset, 3);
  const above = pair(at0, at1);
  const above2 = pair(at2, at3);
  const below = pair(at0 + ROW, at1 + ROW);
  const below2 = pair(at2 + ROW, at3 + ROW);
  const topLeft = v128.shuffle<f32>(above, above2, 0, 2, 4, 6);
  const topRight = v128.shuffle<f32>(above, above2, 1, 3, 5, 7);
  const bottomLeft = v128.shuffle<f32>(below, below2, 0, 2, 4, 6);
  const bottomRight = v128.shuffle<f32>(below, below2, 1, 3, 5, 7);
  const top = addProduct(topLeft, f32x4.sub(topRight, topLeft), fx);
  const bottom = addProduct(bottomLeft, f32x4.sub(bottomRight, bottomLeft), fx);
  return addProduct(top, f32x4.sub(bottom, top), fy);
}

/** `elastic` 0: the affine map alone, `control` is not read. */
export function distortion(
  picture: usize, plain: usize, matrix: usize, control: usize, spline: usize, cells: usize, blended: usize, elastic: usize,
): void {
  copyFloats(plain, picture, SIDE * SIDE);
  const places = blended + 2 * CONTROL_ROW;
  const m0 = v128.load32_splat(matrix);
  const m3 = v128.load32_splat(matrix, 12);
  const centre = f32x4.splat(15.5);
  const offsets = f32x4.sub(f32x4(0, 1, 2, 3), centre);
  for (let y: usize = 0; y < SIDE; y++) {
    const fromCentre = <f32>y - 15.5;
    // Constant along the row, the centre included.
    const rowX = f32x4.splat(load<f32>(matrix, 4) * fromCentre + load<f32>(matrix, 8) + 15.5);
    const rowY = f32x4.splat(load<f32>(matrix, 16) * fromCentre + load<f32>(matrix, 20) + 15.5);
    if (elastic) {
      const cell = load<usize>(cells + (y << 2));
      blendRows(control, spline + (y << 4), cell, blended);
      blendRows(control + CONTROL, spline + (y << 4), cell, blended + CONTROL_ROW);
    }
    for (let x: usize = 0; x < SIDE; x += 4) {
      const across = f32x4.add(f32x4.splat(<f32>x), offsets);
      let sx = addProduct(rowX, across, m0);
      let sy = addProduct(rowY, across, m3);
      if (elastic) {
        sx = f32x4.add(sx, fieldAt(blended, spline, cells, x));
        sy = f32x4.add(sy, fieldAt(blended + CONTROL_ROW, spline, cells, x));
      }
      v128.store(places + (x << 2), sx);
      v128.store(places + (x << 2), sy, ROW);
    }
    // On its own: in one loop with the above, the processor could not look far enough ahead to keep busy.
    for (let at: usize = 0; at < ROW; at += 16) {
      v128.store(picture + at, sample(plain, v128.load(places + at), v128.load(places + at, ROW)));
    }
    picture += ROW;
  }
}
