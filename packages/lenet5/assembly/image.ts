// Pixels to network input.
//   pixels [samples][size][size] uint8, 0 = background, 255 = ink
//   output [samples][side][side] float32, pixel · scale + background (paper p.7: 0.005 and −0.1), and a border of
//          (side − size)/2 cells

import { copyFloats, storePart } from './vector';

// @ts-ignore: decorator
@inline
function normalise4(pixels: usize, scale: f32, background: f32): v128 {
  const bytes = v128.load32_zero(pixels);
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
  return f32x4.add(f32x4.mul(f32x4.convert_i32x4_u(words), f32x4.splat(scale)), f32x4.splat(background));
}

function normaliseRow(pixels: usize, output: usize, size: usize, scale: f32, background: f32): void {
  let x: usize = 0;
  for (; x + 4 <= size; x += 4) v128.store(output + (x << 2), normalise4(pixels + x, scale, background));
  for (; x < size; x++) store<f32>(output + (x << 2), <f32>load<u8>(pixels + x) * scale + background);
}

// @ts-ignore: decorator
@inline
function fill(output: usize, count: usize, value: f32): void {
  const v = f32x4.splat(value);
  let x: usize = 0;
  for (; x + 4 <= count; x += 4) v128.store(output + (x << 2), v);
  if (x < count) storePart(output + (x << 2), v, count - x);
}

/** `replicate` 0: the border has the value `frame`, the paper's is background; 1: it repeats the outermost pixels (blog). */
export function image(
  pixels: usize, output: usize, samples: usize, size: usize, side: usize, scale: f32, background: f32, frame: f32,
  replicate: usize,
): void {
  const border = (side - size) >> 1;
  const row = side << 2;
  for (let s: usize = 0; s < samples; s++) {
    for (let y = border; y < border + size; y++) {
      const line = output + y * row;
      const inside = line + (border << 2);
      normaliseRow(pixels, inside, size, scale, background);
      fill(line, border, replicate ? load<f32>(inside) : frame);
      fill(inside + (size << 2), border, replicate ? load<f32>(inside + ((size - 1) << 2)) : frame);
      pixels += size;
    }
    for (let y: usize = 0; y < border; y++) {
      const above = output + y * row;
      const below = output + (side - 1 - y) * row;
      if (replicate) {
        copyFloats(above, output + border * row, side);
        copyFloats(below, output + (border + size - 1) * row, side);
      } else {
        fill(above, side, frame);
        fill(below, side, frame);
      }
    }
    output += side * row;
  }
}

// @ts-ignore: decorator
@inline
function between(from: f32, to: f32, share: f32): f32 {
  return from + (to - from) * share;
}

/**
 * Reduces the inner `inner`×`inner` pixels of each picture to side×side by bilinear interpolation between the four pixels
 * around the middle of each new one; `ratio` is inner/side, above 1.
 */
export function reducedImage(
  pixels: usize, output: usize, samples: usize, size: usize, inner: usize, side: usize, ratio: f32, scale: f32,
  background: f32,
): void {
  const margin = (size - inner) >> 1;
  for (let s: usize = 0; s < samples; s++, pixels += size * size) {
    for (let row: usize = 0; row < side; row++) {
      const y = (<f32>row + 0.5) * ratio - 0.5;
      const above = <usize>y;
      for (let column: usize = 0; column < side; column++, output += 4) {
        const x = (<f32>column + 0.5) * ratio - 0.5;
        const left = <usize>x;
        const at = pixels + (margin + above) * size + margin + left;
        const share = x - <f32>left;
        const upper = between(<f32>load<u8>(at), <f32>load<u8>(at, 1), share);
        const lower = between(<f32>load<u8>(at + size), <f32>load<u8>(at + size, 1), share);
        store<f32>(output, between(upper, lower, y - <f32>above) * scale + background);
      }
    }
  }
}
