import type { Plane } from './plane.js';

/** Larger than any distance in the image of a digit. */
const FAR = 1e6;
const DIAGONAL = Math.SQRT2;

/**
 * For each pixel the distance to the nearest pixel whose value is 0 (inside), or not 0 (`outside`), in pixels between
 * centres, 0 on those pixels themselves. Chamfer distance: steps of 1 and √2. Pixels beyond the border count as 0.
 */
export function distanceTransform({ width, height, data }: Plane, outside = false): Float32Array {
  const row = width + 2;
  // With a frame of one pixel, so that no neighbour needs a check.
  const framed = new Float32Array(row * (height + 2)).fill(outside ? FAR : 0);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0, at = (y + 1) * row + 1; x < width; x++, i++, at++) {
      framed[at] = (data[i] === 0) === outside ? FAR : 0;
    }
  }
  for (let y = 1; y <= height; y++) sweep(framed, row, y * row + 1, width, 1);
  for (let y = height; y >= 1; y--) sweep(framed, row, y * row + width, width, -1);
  const distance = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (y + 1) * row + 1;
    distance.set(framed.subarray(from, from + width), y * width);
  }
  return distance;
}

/** One row, to the right or to the left: each pixel from the four neighbours already passed. */
function sweep(framed: Float32Array, row: number, first: number, width: number, step: 1 | -1): void {
  for (let x = 0, at = first; x < width; x++, at += step) {
    let best = framed[at] as number;
    if (best === 0) continue;
    const before = at - step * row;
    best = Math.min(best, (framed[at - step] as number) + 1, (framed[before] as number) + 1);
    framed[at] = Math.min(best, (framed[before - 1] as number) + DIAGONAL, (framed[before + 1] as number) + DIAGONAL);
  }
}
