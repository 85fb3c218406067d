// Pixels to network input.
//   pixels [samples][size][size] uint8, 0 = background, 255 = ink
//   output [samples][side][side] float32, background −0.1, ink 1.175 (paper p.7), (side − size)/2 cells of border

import { copyFloats, storePart } from './vector';

// @ts-ignore: decorator
@inline
function normalise4(pixels: usize): v128 {
  const bytes = v128.load32_zero(pixels);
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
  return f32x4.sub(f32x4.mul(f32x4.convert_i32x4_u(words), f32x4.splat(0.005)), f32x4.splat(0.1));
}

function normaliseRow(pixels: usize, output: usize, size: usize): void {
  let x: usize = 0;
  for (; x + 4 <= size; x += 4) v128.store(output + (x << 2), normalise4(pixels + x));
  for (; x < size; x++) store<f32>(output + (x << 2), <f32>load<u8>(pixels + x) * 0.005 - 0.1);
}

// @ts-ignore: decorator
@inline
function fill(output: usize, count: usize, value: f32): void {
  const v = f32x4.splat(value);
  let x: usize = 0;
  for (; x + 4 <= count; x += 4) v128.store(output + (x << 2), v);
  if (x < count) storePart(output + (x << 2), v, count - x);
}

/** `replicate` 0: the border is background (paper); 1: it repeats the outermost pixels (blog). */
export function image(pixels: usize, output: usize, samples: usize, size: usize, side: usize, replicate: usize): void {
  const border = (side - size) >> 1;
  const row = side << 2;
  for (let s: usize = 0; s < samples; s++) {
    for (let y = border; y < border + size; y++) {
      const line = output + y * row;
      const inside = line + (border << 2);
      normaliseRow(pixels, inside, size);
      fill(line, border, replicate ? load<f32>(inside) : -0.1);
      fill(inside + (size << 2), border, replicate ? load<f32>(inside + ((size - 1) << 2)) : -0.1);
      pixels += size;
    }
    for (let y: usize = 0; y < border; y++) {
      const above = output + y * row;
      const below = output + (side - 1 - y) * row;
      if (replicate) {
        copyFloats(above, output + border * row, side);
        copyFloats(below, output + (border + size - 1) * row, side);
      } else {
        fill(above, side, -0.1);
        fill(below, side, -0.1);
      }
    }
    output += side * row;
  }
}
