import { localMean, paperOf } from './background.js';
import { findForms, type Line, withFaintLines } from './forms.js';
import type { RecognizeOptions } from './options.js';
import { type Box, type Plane, plane } from './plane.js';
import { strokeWidthOf } from './stroke-width.js';

/** Ink of a picture, as strength and as a mask. */
export interface Ink {
  /** The picture, dark ink on lighter paper, its grain averaged away. */
  readonly picture: Plane;
  /** How much darker than the paper each pixel is: 0 none, 128 the edge of a stroke, 255 the ink at its strongest. */
  readonly strength: Plane;
  /** 1 where there is ink, else 0. */
  readonly mask: Plane;
  /** Lines of forms, which strength and mask no longer hold, and the places for digits between them; see Forms. */
  readonly lines: readonly Line[];
  readonly cells: readonly (readonly Box[])[];
}

/** Strength at the edge of a stroke. */
export const INK_EDGE = 128;

/** Dark ink on nothing, all of it known to be ink; null where there is none. */
export function knownInk(picture: Plane): Ink | null {
  const strength = { ...picture, data: picture.data.map((value) => 255 - value) };
  const mask = { ...picture, data: strength.data.map((value) => (value >= INK_EDGE ? 1 : 0)) };
  return mask.data.includes(1) ? { picture, strength, mask, lines: [], cells: [] } : null;
}

/** Median difference between neighbours from which on grain is averaged away, in pictures with this shorter side. */
const GRAINY = 3;
const LEAST_SIDE = 60;

export interface InkOptions extends Pick<RecognizeOptions, 'inkLevel' | 'removeLines'> {
  /** Widest stroke, as a share of the shorter side of the picture; 0.33 by default. */
  readonly widest?: number;
  /** Share of what stands out that is at full strength; 0.15 by default. */
  readonly full?: number;
}

/** Finds dark ink on lighter paper, also under shadows and on grain; null where there is none. */
export function findInk(given: Plane, options: InkOptions = {}): Ink | null {
  const picture = smooth(given);
  const side = Math.min(picture.width, picture.height);
  const size = Math.max(3, Math.round(side * (options.widest ?? 0.33)));
  const paper = paperOf(picture, size);
  const mean = localMean(picture, size);
  const strength = plane(picture.width, picture.height);
  for (let i = 0; i < strength.data.length; i++) {
    const value = picture.data[i] as number;
    const darker = Math.max(0, (paper.data[i] as number) - value);
    // A slope of light at the border looks darker than what lies further in, yet not darker than its surroundings.
    // Without a branch, which grain would make unforeseeable: the sign of a difference as a mask.
    strength.data[i] = darker & ((value - (mean.data[i] as number)) >> 31);
  }
  const { inkLevel = 'auto', removeLines = true } = options;
  const levels = threshold(strength, picture, inkLevel, options.full);
  if (!levels) return null;
  const found = maskOf(strength, levels);
  const scaled = Uint8Array.from({ length: 256 }, (_, value) => scale(value, levels));
  for (let i = 0; i < strength.data.length; i++) strength.data[i] = scaled[strength.data[i] as number] as number;
  if (!removeLines) return { picture, strength, mask: found, lines: [], cells: [] };
  return { picture, ...withoutLines(strength, found) };
}

/** Takes the lines of forms out of strength and mask, those as well that are too faint for ink. */
function withoutLines(strength: Plane, found: Plane): Omit<Ink, 'picture'> {
  const stroke = strokeWidthOf(found);
  const whole = withFaintLines(found, strength, INK_EDGE, stroke);
  const { mask, repaired, lines, cells } = findForms(whole, stroke);
  if (lines.length === 0) return { strength, mask: found, lines, cells };
  // A faint line that is of no form is no ink.
  for (let i = 0; i < found.data.length; i++) {
    if (found.data[i] || !mask.data[i] || repaired.data[i]) continue;
    whole.data[i] = 0;
    mask.data[i] = 0;
  }
  follow(strength, whole, mask, repaired);
  return { strength, mask, lines, cells };
}

/** Takes erased lines out of the strengths, with their soft edges, and puts repaired strokes in. */
function follow({ width, data }: Plane, before: Plane, after: Plane, repaired: Plane): void {
  for (let i = 0; i < data.length; i++) {
    if (after.data[i]) {
      if (repaired.data[i]) data[i] = 255;
      continue;
    }
    if (before.data[i]) data[i] = 0;
    if (data[i] === 0) continue;
    const inked = before.data[i - 1] || before.data[i + 1] || before.data[i - width] || before.data[i + width];
    const kept = after.data[i - 1] || after.data[i + 1] || after.data[i - width] || after.data[i + width];
    if (inked && !kept) data[i] = 0;
  }
}

/** Averages grain away where there is much, over 3×3 pixels once or twice. */
function smooth(picture: Plane): Plane {
  const grain = Math.min(picture.width, picture.height) < LEAST_SIDE ? 0 : grainOf(picture);
  if (grain < GRAINY) return picture;
  const once = localMean(picture, 1);
  return grain < 2 * GRAINY ? once : localMean(once, 1);
}

function maskOf(strength: Plane, { ink }: Levels): Plane {
  const mask = plane(strength.width, strength.height);
  for (let i = 0; i < mask.data.length; i++) if ((strength.data[i] as number) >= ink) mask.data[i] = 1;
  return mask;
}

/** Piecewise linear: 0 stays, `ink` becomes 128, `full` and all above 255. */
function scale(value: number, { ink, full }: Levels): number {
  if (value < ink) return Math.min(INK_EDGE - 1, (INK_EDGE * value) / ink);
  return INK_EDGE + Math.min(1, (value - ink) / Math.max(1, full - ink)) * (255 - INK_EDGE);
}

/** Levels of ink strength, 0 to 255. */
interface Levels {
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
function threshold(strength: Plane, picture: Plane, inkLevel: number | 'auto' = 'auto', share = 0.15): Levels | null {
  const floor = inkLevel === 'auto' ? FAINTEST + GRAIN * grainOf(picture) : inkLevel;
  const histogram = histogramOf(strength.data);
  let count = 0;
  for (let value = Math.ceil(floor); value < 256; value++) count += histogram[value] as number;
  if (count === 0) return null;
  const full = upperQuantile(histogram, share * count);
  return { ink: inkLevel === 'auto' ? Math.max(floor, EDGE * full) : inkLevel, full };
}

/** The value that only `count` pixels exceed. */
function upperQuantile(histogram: Uint32Array, count: number): number {
  let [value, above] = [255, histogram[255] as number];
  while (value > 1 && above <= count) above += histogram[--value] as number;
  return value;
}

/** Median difference between neighbours, 0 for drawings. */
function grainOf({ width, height, data }: Plane): number {
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
