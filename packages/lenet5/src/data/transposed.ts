// Whether images of characters are transposed, as EMNIST's are: by what they look like, never by their name.
import type { Dataset } from '../files/idx/dataset.js';
import { BITMAP_WIDTH, bitmapsOf, CODES } from '../network/bitmaps.js';

/** Both are compared on this many cells a side, stretched to what is inked of them. */
const CELLS = 8;
/** Images of a class that its mean is taken of. */
const ENOUGH = 100;
/**
 * Below these a set says nothing: a mean correlation, how much better the turned images must fit, and classes. Digits of
 * MNIST and drawn letters have 0.17 and 0.25 or more; clothes and noise 0.02 at most.
 */
const LIKENESS = 0.1;
const MARGIN = 0.15;
const FEWEST = 4;

/**
 * Compares the mean image of each class with the bitmap of its character, upright and transposed. Classes that are no
 * character, and sets of anything else, say nothing.
 * @returns null where neither is likely
 */
function directionOf({ images, labels, rows, classNames }: Dataset): 'upright' | 'transposed' | null {
  const names = classNames ?? [...CODES.digits];
  const codes = bitmapsOf('alphanumeric');
  let [upright, turned, classes] = [0, 0, 0];
  names.forEach((name, label) => {
    const place = CODES.alphanumeric.indexOf(name.toUpperCase());
    const mean = name.length === 1 && place >= 0 ? meanOf(images, labels, label, rows) : null;
    if (!mean) return;
    const bitmap = cellsOf((codes[place] ?? []).map(ink), BITMAP_WIDTH);
    const cells = cellsOf(mean, rows);
    upright += correlation(cells, bitmap);
    turned += correlation(transposed(cells, CELLS), bitmap);
    classes++;
  });
  const clear = (like: number, unlike: number) => like / classes > LIKENESS && (like - unlike) / classes > MARGIN;
  if (classes < FEWEST) return null;
  return clear(turned, upright) ? 'transposed' : clear(upright, turned) ? 'upright' : null;
}

/** Which parts of a set are transposed: one that says nothing goes with the one that does, as they come from one place. */
export function transposedParts(parts: readonly (Dataset | null)[]): boolean[] {
  const directions = parts.map((part) => part && directionOf(part));
  const some = directions.includes('transposed');
  return directions.map((direction, i) => some && direction !== 'upright' && parts[i] !== null);
}

const ink = (value: number) => (value > 0 ? 1 : 0);

function meanOf(images: Uint8Array, labels: Uint8Array, label: number, side: number): number[] | null {
  const mean = new Array<number>(side * side).fill(0);
  let count = 0;
  for (let i = 0; i < labels.length && count < ENOUGH; i++) {
    if (labels[i] !== label) continue;
    for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) + (images[i * mean.length + at] ?? 0);
    count++;
  }
  return count > 0 ? mean : null;
}

/** The inked part of a picture on CELLS×CELLS, each the value at its middle. */
function cellsOf(values: readonly number[], width: number): number[] {
  const height = values.length / width;
  const faint = 0.15 * Math.max(...values);
  const at = (x: number, y: number) => values[y * width + x] ?? 0;
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (at(x, y) <= faint) continue;
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
  }
  const along = (from: number, to: number, i: number) => Math.floor(from + ((i + 0.5) * (to - from + 1)) / CELLS);
  return Array.from({ length: CELLS * CELLS }, (_, i) =>
    at(along(left, right, i % CELLS), along(top, bottom, Math.floor(i / CELLS))),
  );
}

function transposed(values: readonly number[], side: number): number[] {
  return values.map((_, i) => values[(i % side) * side + Math.floor(i / side)] ?? 0);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [da, db] = [value - ma, (b[i] ?? 0) - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** Rows as columns, image by image. */
export function turnedImages(images: Uint8Array, side: number): Uint8Array {
  const turned = new Uint8Array(images.length);
  for (let start = 0; start < images.length; start += side * side) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) turned[start + x * side + y] = images[start + y * side + x] ?? 0;
    }
  }
  return turned;
}
