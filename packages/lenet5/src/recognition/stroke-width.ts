import { type Plane, plane } from './plane.js';

/** Strokes between these widths stay as they are, in pixels where the digit's longer side is 20; see `strokeWidth`. */
export interface StrokeRange {
  /** In pixels. */
  readonly thinnest: number;
  /** In pixels. */
  readonly thickest: number;
}

/** The middle nine tenths of MNIST's training digits. */
export const STROKE_RANGE: StrokeRange = { thinnest: 1.9, thickest: 3.2 };

/** Mean width of the strokes of a mask, in its pixels: four times the mean depth, which is exact for a long bar. */
export function strokeWidth(mask: Plane): number {
  return widthFrom(mask, transform(mask));
}

function widthFrom(mask: Plane, inside: Float32Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < inside.length; i++) {
    if (!mask.data[i]) continue;
    sum += (inside[i] as number) - 0.5;
    count++;
  }
  return count ? (4 * sum) / count : 0;
}

/**
 * Usual width of strokes, in pixels, as a first guess that costs little: twice the area of all values of `least` and more
 * over their edge pixels.
 */
export function strokeWidthOf({ width, height, data }: Plane, least = 1): number {
  let [area, edge] = [0, 0];
  const ink = (i: number) => (data[i] ?? 0) >= least;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!ink(i)) continue;
      area++;
      const inside = ink(i - 1) && ink(i + 1) && ink(i - width) && ink(i + width) && x > 0 && x + 1 < width;
      if (!inside) edge++;
    }
  }
  return edge ? (2 * area) / edge : 0;
}

/** A guess within this factor of a limit is looked at closely. */
const GUESS = 1.15;

/**
 * Thickens strokes that are thinner, and thins strokes that are thicker than the range; `unit` is the number of pixels
 * of the mask for one pixel of the range. Needs a margin around the mask to grow into.
 */
export function normaliseStrokes(mask: Plane, unit: number, range: StrokeRange = STROKE_RANGE): Plane {
  const [thinnest, thickest] = [range.thinnest * unit, range.thickest * unit];
  // A first guess, which costs little, is near enough far from both limits.
  const guess = strokeWidthOf(mask);
  if (guess > GUESS * thinnest && guess * GUESS < thickest) return mask;
  const inside = transform(mask);
  const width = widthFrom(mask, inside);
  if (width >= thinnest && width <= thickest) return mask;
  const result = plane(mask.width, mask.height);
  if (width < thinnest) {
    const outside = transform(mask, true);
    const reach = (thinnest - width) / 2 + 0.5;
    for (let i = 0; i < outside.length; i++) result.data[i] = (outside[i] as number) < reach ? 1 : 0;
  } else {
    const depth = (width - thickest) / 2 + 0.5;
    for (let i = 0; i < inside.length; i++) result.data[i] = (inside[i] as number) > depth ? 1 : 0;
  }
  return result;
}

/** Larger than any distance in the image of a digit. */
const FAR = 1e6;
const DIAGONAL = Math.SQRT2;

/** Memory that grows, for values that are soon done with: a page has thousands of digits to look at. */
let [framed, distances] = [new Float32Array(), new Float32Array()];

function atLeast(memory: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  return memory.length < length ? new Float32Array(length) : memory;
}

/**
 * For each pixel the distance to the nearest pixel whose value is 0 (inside), or not 0 (`outside`), in pixels between
 * centres, 0 on those pixels themselves. Chamfer distance: steps of 1 and √2. Pixels beyond the border count as 0.
 */
export function distanceTransform(mask: Plane, outside = false): Float32Array {
  return transform(mask, outside).slice();
}

/** The same, until the next call writes over it. */
function transform({ width, height, data }: Plane, outside = false): Float32Array {
  const row = width + 2;
  // With a frame of one pixel, so that no neighbour needs a check.
  framed = atLeast(framed, row * (height + 2));
  distances = atLeast(distances, width * height);
  framed.fill(outside ? FAR : 0, 0, row * (height + 2));
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0, at = (y + 1) * row + 1; x < width; x++, i++, at++) {
      framed[at] = (data[i] === 0) === outside ? FAR : 0;
    }
  }
  for (let y = 1; y <= height; y++) sweep(framed, row, y * row + 1, width, 1);
  for (let y = height; y >= 1; y--) sweep(framed, row, y * row + width, width, -1);
  for (let y = 0; y < height; y++) {
    const from = (y + 1) * row + 1;
    distances.set(framed.subarray(from, from + width), y * width);
  }
  return distances.subarray(0, width * height);
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
