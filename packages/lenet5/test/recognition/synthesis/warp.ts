import type { Random } from '../../../src/math/random.js';
import { type Plane, plane } from '../../../src/recognition/plane.js';

/** From a place in the new picture to one in the old: (ax + by + c, dx + ey + f) / (gx + hy + 1). */
export type Matrix = readonly [number, number, number, number, number, number, number, number];

export interface WarpRanges {
  /** Radians, ±. */
  readonly rotation: number;
  /** Pixels a row, ±. */
  readonly slant: number;
  /** Width multiplied by 1 ± this. */
  readonly squeeze: number;
  /** Change of scale across the picture, ±. */
  readonly perspective: number;
}

/** Draws a matrix about the middle of a picture of the given size. */
export function drawMatrix(random: Random, ranges: WarpRanges, width: number, height: number): Matrix {
  const angle = random.uniform(-ranges.rotation, ranges.rotation);
  const slant = random.uniform(-ranges.slant, ranges.slant);
  const squeeze = 1 + random.uniform(-ranges.squeeze, ranges.squeeze);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [a, b, d, e] = [cos * squeeze, cos * slant - sin, sin * squeeze, sin * slant + cos];
  const [cx, cy] = [width / 2, height / 2];
  const tilt = () => (random.uniform(-1, 1) * ranges.perspective) / Math.max(width, height);
  const [g, h] = [tilt(), tilt()];
  // The middle stays where it is: solve (a·cx + b·cy + c) = cx·(g·cx + h·cy + 1), and the same for y.
  const w = g * cx + h * cy + 1;
  return [a, b, cx * w - a * cx - b * cy, d, e, cy * w - d * cx - e * cy, g, h];
}

/** The picture as the matrix shows it, bilinear; beyond its border there is `outside`. */
export function warp(source: Plane, matrix: Matrix, outside = 0): Plane {
  const [a, b, c, d, e, f, g, h] = matrix;
  const { width, height, data } = source;
  const result = plane(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const w = g * x + h * y + 1;
      const [u, v] = [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
      const left = Math.floor(u);
      const top = Math.floor(v);
      const i = y * width + x;
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) {
        result.data[i] = outside;
        continue;
      }
      const from = top * width + left;
      const [right, down] = [u - left, v - top];
      const upper = (data[from] as number) * (1 - right) + (data[from + 1] as number) * right;
      const lower = (data[from + width] as number) * (1 - right) + (data[from + width + 1] as number) * right;
      result.data[i] = upper * (1 - down) + lower * down + 0.5;
    }
  }
  return result;
}
