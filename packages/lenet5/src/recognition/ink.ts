import { paperOf } from './background.js';
import { strokeWidthOf } from './clean.js';
import { withoutLines } from './lines.js';
import { localMean } from './local-mean.js';
import type { RecognizeOptions } from './options.js';
import { type Plane, plane } from './plane.js';
import { grainOf, type Levels, threshold } from './threshold.js';

/** Ink of a picture, as strength and as a mask. */
export interface Ink {
  /** How much darker than the paper each pixel is: 0 none, 128 the edge of a stroke, 255 the ink at its strongest. */
  readonly strength: Plane;
  /** 1 where there is ink, else 0. */
  readonly mask: Plane;
}

/** Strength at the edge of a stroke. */
export const INK_EDGE = 128;

/** Median difference between neighbours from which on grain is averaged away, in pictures with this shorter side. */
const GRAINY = 3;
const LEAST_SIDE = 60;

/** Widest stroke, as a share of the shorter side of the picture. */
const WIDEST_STROKE = 0.33;

export type InkOptions = Pick<RecognizeOptions, 'inkLevel' | 'removeLines'>;

/** Finds dark ink on lighter paper, also under shadows and on grain; null where there is none. */
export function findInk(given: Plane, options: InkOptions = {}): Ink | null {
  const picture = smooth(given);
  const side = Math.min(picture.width, picture.height);
  const size = Math.max(3, Math.round(side * WIDEST_STROKE));
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
  const levels = threshold(strength, picture, inkLevel);
  if (!levels) return null;
  const found = maskOf(strength, levels);
  const mask = removeLines ? withoutLines(found, strokeWidthOf(found)) : found;
  const scaled = Uint8Array.from({ length: 256 }, (_, value) => scale(value, levels));
  for (let i = 0; i < strength.data.length; i++) {
    const erased = found.data[i] !== mask.data[i];
    strength.data[i] = erased ? 0 : (scaled[strength.data[i] as number] as number);
  }
  return { strength, mask };
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
