import type { Plane } from './plane.js';

/** Levels of ink strength, 0 to 255. */
export interface Levels {
  /** From here on a pixel is ink. */
  readonly ink: number;
  /** Strength of the ink at its strongest, but for a few pixels. */
  readonly full: number;
}

/** Weakest ink that counts, on perfect paper. */
const FAINTEST = 14;
/** Grain counts as ink only where it is this many times its usual difference between neighbours. */
const GRAIN = 6;
/** Of full strength: half is the edge of a stroke; less keeps strokes whole where the pen pressed less. */
export const EDGE = 0.42;

/** Levels from the strengths and the grain of the picture; null where nothing stands out. */
export function threshold(strength: Plane, picture: Plane, inkLevel: number | 'auto' = 'auto'): Levels | null {
  const floor = inkLevel === 'auto' ? FAINTEST + GRAIN * grainOf(picture) : inkLevel;
  const histogram = histogramOf(strength.data);
  let count = 0;
  for (let value = Math.ceil(floor); value < 256; value++) count += histogram[value] as number;
  if (count === 0) return null;
  const full = upperQuantile(histogram, 0.15 * count);
  return { ink: inkLevel === 'auto' ? Math.max(floor, EDGE * full) : inkLevel, full };
}

/** The value that only `count` pixels exceed. */
function upperQuantile(histogram: Uint32Array, count: number): number {
  let [value, above] = [255, histogram[255] as number];
  while (value > 1 && above <= count) above += histogram[--value] as number;
  return value;
}

/** Median difference between neighbours, 0 for drawings. */
export function grainOf({ width, height, data }: Plane): number {
  const histogram = new Uint32Array(256);
  let count = 0;
  const step = Math.max(1, Math.floor((width * height) / 50_000));
  for (let i = 0; i + 1 < width * height; i += step) {
    const difference = Math.abs((data[i] as number) - (data[i + 1] as number));
    histogram[difference] = (histogram[difference] as number) + 1;
    count++;
  }
  let [median, below] = [0, histogram[0] as number];
  while (below < count / 2 && median < 255) below += histogram[++median] as number;
  return median;
}

function histogramOf(values: Uint8Array): Uint32Array {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    histogram[value] = (histogram[value] as number) + 1;
  }
  return histogram;
}
