import { cropTo, inkBox, type Plane, plane, scaleTo } from './plane.js';
import { normaliseStrokes, STROKE_RANGE, type StrokeRange, strokeWidthOf } from './stroke-width.js';

/** Side of the image that the network sees, and of the box in it that a digit fills (LeCun et al. 1998, p.10). */
export const IMAGE_SIDE = 28;
export const DIGIT_SIDE = 20;

/** Strokes are looked at with so many pixels for one of the digit's box. */
const FINE = 4;
/** Digits wider than MNIST's are squeezed until their height is this share of their width. */
const FLATTEST = 0.85;
/** Room around the digit for strokes to grow. */
const MARGIN = 3 * FINE;

/**
 * From the ink of one digit, tightly cut out, to what the network sees: stroke width towards MNIST's, longer side 20
 * pixels, centre of mass at the centre of 28×28.
 * @param ink strengths 0 to 255, 128 and more inside the strokes
 */
export function normalise(ink: Plane, range: StrokeRange | null = STROKE_RANGE): Uint8Array {
  const fine = fit(ink, DIGIT_SIDE * FINE, FLATTEST);
  if (!range) return centre(fit(fine, DIGIT_SIDE));
  const mask = plane(fine.width + 2 * MARGIN, fine.height + 2 * MARGIN);
  const edge = edgeIn(ink);
  for (let y = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++) {
      if ((fine.data[y * fine.width + x] as number) > edge) mask.data[(y + MARGIN) * mask.width + x + MARGIN] = 255;
    }
  }
  const strokes = crop(normaliseStrokes(mask, FINE, range));
  for (let i = 0; i < strokes.data.length; i++) strokes.data[i] = strokes.data[i] ? 255 : 0;
  return centre(fit(strokes, DIGIT_SIDE));
}

/** Strength at the edge of a stroke after scaling down: hairlines, averaged with the paper beside them, are weaker. */
function edgeIn(ink: Plane): number {
  const scale = (DIGIT_SIDE * FINE) / Math.max(ink.width, ink.height);
  return scale < 0.5 ? 127 * Math.min(1, Math.max(0.25, strokeWidthOf(ink, 128) * scale)) : 127;
}

/** Scales so that the longer side is `side`, and the height at least that share of the width. */
function fit(source: Plane, side: number, flattest = 0): Plane {
  const scale = side / Math.max(source.width, source.height);
  const length = (value: number) => Math.max(1, Math.round(value * scale));
  return scaleTo(source, length(source.width), length(Math.max(source.height, flattest * source.width)));
}

/** Cuts away empty rows and columns; one pixel stays where there is nothing else. */
export function crop(given: Plane): Plane {
  const box = inkBox(given);
  return box ? cropTo(given, box) : plane(1, 1);
}

/** Puts a digit of at most 28×28 into 28×28, its centre of mass at the centre, as NIST's digits were for MNIST. */
export function centre(digit: Plane): Uint8Array {
  let [mass, sumX, sumY] = [0, 0, 0];
  for (let y = 0, i = 0; y < digit.height; y++) {
    for (let x = 0; x < digit.width; x++, i++) {
      const ink = digit.data[i] as number;
      mass += ink;
      sumX += ink * x;
      sumY += ink * y;
    }
  }
  const middle = (IMAGE_SIDE - 1) / 2;
  const image = new Uint8Array(IMAGE_SIDE * IMAGE_SIDE);
  const place = (sum: number, size: number) =>
    Math.min(IMAGE_SIDE - size, Math.max(0, Math.round(middle - (mass ? sum / mass : (size - 1) / 2))));
  const [left, top] = [place(sumX, digit.width), place(sumY, digit.height)];
  for (let y = 0; y < digit.height; y++) {
    const row = digit.data.subarray(y * digit.width, (y + 1) * digit.width);
    image.set(row, (top + y) * IMAGE_SIDE + left);
  }
  return image;
}
