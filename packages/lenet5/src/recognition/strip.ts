import { DIGIT_SIDE } from './normalise.js';
import { type Plane, plane, scaleTo } from './plane.js';
import { normaliseStrokes, STROKE_RANGE } from './stroke-width.js';

/** Rows of a strip: the side of the network's input. */
export const STRIP_ROWS = 32;

/** Strokes are looked at with so many pixels for one of the strip. */
const FINE = 4;
/** Room around the ink for strokes to grow, in pixels of the strip. */
const MARGIN = 3;

/** Ink at the size of MNIST's digits, in 32 rows. */
export interface Strip {
  /** 32 rows, 0 background to 255 ink. */
  readonly rows: Plane;
  /** Pixels of the strip for one of the ink it was made of, and the column where that ink begins. */
  readonly scale: number;
  readonly left: number;
}

/**
 * Makes ink that may hold several digits as MNIST's digits are: `height` becomes 20 pixels, strokes get MNIST's width,
 * the centre of mass comes to the middle row.
 * @param ink strengths 0 to 255, 128 and more inside the strokes
 * @param height of a digit, in pixels of `ink`
 */
export function stripOf(ink: Plane, height: number): Strip {
  const scale = DIGIT_SIDE / height;
  const fine = scaleTo(ink, lengthOf(ink.width, scale * FINE), lengthOf(ink.height, scale * FINE));
  const mask = plane(fine.width + 2 * MARGIN * FINE, fine.height + 2 * MARGIN * FINE);
  for (let y = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++) {
      const inside = (fine.data[y * fine.width + x] as number) > 127;
      mask.data[(y + MARGIN * FINE) * mask.width + x + MARGIN * FINE] = inside ? 255 : 0;
    }
  }
  const strokes = normaliseStrokes(mask, FINE, STROKE_RANGE);
  for (let i = 0; i < strokes.data.length; i++) strokes.data[i] = strokes.data[i] ? 255 : 0;
  const small = scaleTo(strokes, lengthOf(strokes.width, 1 / FINE), lengthOf(strokes.height, 1 / FINE));
  return { rows: inRows(small), scale, left: MARGIN };
}

function lengthOf(length: number, scale: number): number {
  return Math.max(1, Math.round(length * scale));
}

/** Moves the centre of mass to the middle row; what lies beyond the 32 rows is cut off. */
function inRows(small: Plane): Plane {
  let [mass, sum] = [0, 0];
  small.data.forEach((value, i) => {
    mass += value;
    sum += value * Math.floor(i / small.width);
  });
  const top = Math.round((STRIP_ROWS - 1) / 2 - (mass ? sum / mass : (small.height - 1) / 2));
  const rows = plane(small.width, STRIP_ROWS);
  for (let y = 0; y < small.height; y++) {
    const row = y + top;
    if (row < 0 || row >= STRIP_ROWS) continue;
    rows.data.set(small.data.subarray(y * small.width, (y + 1) * small.width), row * small.width);
  }
  return rows;
}
