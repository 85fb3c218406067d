import { distanceTransform } from './distance-transform.js';
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
  return widthFrom(mask, distanceTransform(mask));
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
 * Thickens strokes that are thinner, and thins strokes that are thicker than the range; `unit` is the number of pixels
 * of the mask for one pixel of the range. Needs a margin around the mask to grow into.
 */
export function normaliseStrokes(mask: Plane, unit: number, range: StrokeRange = STROKE_RANGE): Plane {
  const inside = distanceTransform(mask);
  const width = widthFrom(mask, inside);
  const [thinnest, thickest] = [range.thinnest * unit, range.thickest * unit];
  if (width >= thinnest && width <= thickest) return mask;
  const result = plane(mask.width, mask.height);
  if (width < thinnest) {
    const outside = distanceTransform(mask, true);
    const reach = (thinnest - width) / 2 + 0.5;
    for (let i = 0; i < outside.length; i++) result.data[i] = (outside[i] as number) < reach ? 1 : 0;
  } else {
    const depth = (width - thickest) / 2 + 0.5;
    for (let i = 0; i < inside.length; i++) result.data[i] = (inside[i] as number) > depth ? 1 : 0;
  }
  return result;
}
