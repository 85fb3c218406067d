import type { Plane } from './plane.js';

/** Far from everything: larger than any distance in a digit's image. */
const FAR = 1e6;
const STRAIGHT = 1;
const DIAGONAL = Math.SQRT2;

/**
 * For each pixel the distance to the nearest pixel whose value is 0 (inside), or not 0 (`outside`), in pixels between
 * centres, 0 on those pixels themselves. Chamfer distance: steps of 1 and √2. Pixels beyond the border count as 0.
 */
export function distanceTransform({ width, height, data }: Plane, outside = false): Float32Array {
  const distance = new Float32Array(width * height);
  for (let i = 0; i < distance.length; i++) distance[i] = (data[i] === 0) === outside ? FAR : 0;
  const border = outside ? FAR : 0;
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? border : (distance[y * width + x] as number);
  const relax = (x: number, y: number, side: 1 | -1) => {
    const i = y * width + x;
    if (distance[i] === 0) return;
    const straight = Math.min(at(x - side, y), at(x, y - side)) + STRAIGHT;
    const diagonal = Math.min(at(x - 1, y - side), at(x + 1, y - side)) + DIAGONAL;
    distance[i] = Math.min(distance[i] as number, straight, diagonal);
  };
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) relax(x, y, 1);
  for (let y = height - 1; y >= 0; y--) for (let x = width - 1; x >= 0; x--) relax(x, y, -1);
  return distance;
}
