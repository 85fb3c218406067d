import { strokeWidthOf } from './clean.js';
import { findComponents } from './components.js';
import { type Plane, plane } from './plane.js';

/** Steepest line, and the step between slopes tried over the whole width, in pixels. */
const STEEPEST = 0.12;
const SLOPE_STEP = 3;
/** A ruled line covers this share of the picture's width, and a share of its outermost parts. */
interface Cover {
  readonly whole: number;
  readonly ends: number;
}
const STRICT: Cover = { whole: 0.55, ends: 0.55 };
const RELAXED: Cover = { whole: 0.42, ends: 0 };
const OTHER: Cover = { whole: 0.5, ends: 0.3 };
const END = 0.06;
/** Thickest line, in widths of the strokes. */
const THICKEST = 1.4;
/** Single lines must be thinner than the strokes, or far longer than the writing is high. */
const THIN = 0.75;
const LONG = 2.5;

interface Line {
  readonly slope: number;
  /** Row at the left border. */
  readonly start: number;
  readonly thickness: number;
}

/** Removes printed lines, across and down, from a mask of ink; strokes that cross them stay. */
export function withoutLines(mask: Plane, strokeWidth: number): Plane {
  const sides = [mask, transpose(mask)].map((side) => sideOf(side, strokeWidth));
  const strict = sides.map((side) => (side ? findLines(side, STRICT) : []));
  // Where there are two lines, there are more: then less of each is enough, least in the same direction.
  const ruled = strict.flat().length > 1;
  const coverOf = (i: number) => (strict[i]?.length ? RELAXED : OTHER);
  const lines = ruled ? sides.map((side, i) => (side ? findLines(side, coverOf(i)) : [])) : strict;
  if (lines.flat().length === 0) return mask;
  const result = { ...mask, data: mask.data.slice() };
  sides.forEach((side, turned) => {
    for (const line of lines[turned] ?? []) erase(result, side as Side, line, turned === 1);
  });
  eraseCrossings(result, Math.max(...lines.flat().map(({ thickness }) => thickness)));
  const height = heightOfInk(result);
  if (height === 0) return mask;
  const stroke = strokeWidthOf(result);
  const thin = lines.flat().every(({ thickness }) => thickness <= THIN * stroke);
  const long = Math.max(mask.width, mask.height) > LONG * height;
  return ruled || thin || long ? result : mask;
}

/** A mask, as it is or with its diagonal as a mirror, and the runs of ink down its columns. */
interface Side {
  readonly mask: Plane;
  readonly runs: Uint8Array;
}

function sideOf(mask: Plane, strokeWidth: number): Side | null {
  if (mask.width < 3 * strokeWidth || mask.width < 16) return null;
  return { mask, runs: thinRuns(mask, Math.max(2, Math.round(THICKEST * strokeWidth))) };
}

/** For each pixel the length of the run of ink down its column, 0 where there is none or it is longer than `most`. */
function thinRuns({ width, height, data }: Plane, most: number): Uint8Array {
  const runs = new Uint8Array(width * height);
  const lengths = new Int32Array(width);
  const end = (x: number, y: number) => {
    const length = lengths[x] as number;
    if (length <= most) for (let k = 1; k <= length; k++) runs[(y - k) * width + x] = length;
    lengths[x] = 0;
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (data[i]) lengths[x] = (lengths[x] as number) + 1;
      else if (lengths[x]) end(x, y);
    }
  }
  for (let x = 0; x < width; x++) end(x, height);
  return runs;
}

/** Straight lines through the middles of thin runs, by counting them along all slopes; the best first. */
function findLines({ runs, mask: { width, height } }: Side, cover: Cover): Line[] {
  const points = middles(runs, width, height);
  const lines: Line[] = [];
  const taken = new Uint8Array(points.x.length);
  for (let round = 0; round < MOST_LINES; round++) {
    const best = bestLine(points, taken, { width, height }, cover.whole);
    if (!best) break;
    const near: number[] = [];
    for (let i = 0; i < taken.length; i++) {
      const off = (points.y[i] as number) - best.start - best.slope * (points.x[i] as number);
      if (!taken[i] && Math.abs(off) <= 2) near.push(i);
    }
    for (const i of near) taken[i] = 1;
    if (near.length === 0) break;
    const lengths = near.map((i) => points.length[i] as number).sort((a, b) => a - b);
    if (
      spans(
        near.map((i) => points.x[i] as number),
        width,
        points.step,
        cover.ends,
      )
    ) {
      lines.push({ ...best, thickness: lengths[lengths.length >> 1] as number });
    }
  }
  return lines;
}

const MOST_LINES = 60;

interface Points {
  readonly x: Int32Array;
  readonly y: Float32Array;
  readonly length: Uint8Array;
  /** Distance of the columns looked at. */
  readonly step: number;
}

function middles(runs: Uint8Array, width: number, height: number): Points {
  const step = Math.max(1, Math.floor(width / 160));
  const [x, y, length]: [number[], number[], number[]] = [[], [], []];
  for (let column = 0; column < width; column += step) {
    for (let row = 0; row < height; ) {
      const run = runs[row * width + column] as number;
      if (run > 0) {
        x.push(column);
        y.push(row + (run - 1) / 2);
        length.push(run);
      }
      row += Math.max(1, run);
    }
  }
  return { x: Int32Array.from(x), y: Float32Array.from(y), length: Uint8Array.from(length), step };
}

/** The line with the most points not yet taken; null where none has enough. */
function bestLine(
  { x, y, step }: Points,
  taken: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  cover: number,
): Line | null {
  const slopes = Math.max(1, Math.ceil((STEEPEST * width) / SLOPE_STEP));
  const margin = Math.ceil(STEEPEST * width) + 2;
  let [most, best]: [number, Line | null] = [(cover * width) / step, null];
  for (let k = -slopes; k <= slopes; k++) {
    const slope = (k * SLOPE_STEP) / width;
    const counts = new Uint16Array(height + 2 * margin);
    for (let i = 0; i < x.length; i++) {
      if (taken[i]) continue;
      const row = Math.round((y[i] as number) - slope * (x[i] as number)) + margin;
      counts[row] = (counts[row] as number) + 1;
    }
    for (let row = 1; row + 1 < counts.length; row++) {
      const count = (counts[row - 1] as number) + (counts[row] as number) + (counts[row + 1] as number);
      if (count <= most) continue;
      most = count;
      best = { slope, start: row - margin, thickness: 0 };
    }
  }
  return best;
}

/** Whether a line runs from border to border. */
function spans(columns: readonly number[], width: number, step: number, cover: number): boolean {
  const end = Math.max(2 * step, END * width);
  const needed = (cover * end) / step;
  const left = columns.filter((x) => x < end).length;
  const right = columns.filter((x) => x >= width - end).length;
  return left >= needed && right >= needed;
}

/** Erases the thin runs along a line; `turned` where the side is the mirrored mask. */
function erase(target: Plane, { mask, runs }: Side, { slope, start, thickness }: Line, turned: boolean): void {
  const { width, height } = mask;
  const most = 1.6 * thickness + 1;
  const reach = Math.ceil(thickness / 2) + 2;
  for (let x = 0; x < width; x++) {
    const middle = Math.round(start + slope * x);
    for (let y = Math.max(0, middle - reach); y <= Math.min(height - 1, middle + reach); y++) {
      const run = runs[y * width + x] as number;
      if (run > 0 && run <= most) target.data[turned ? x * height + y : y * width + x] = 0;
    }
  }
}

/** Erases the dots that stay where lines cross: pieces of at most CROSSING line widths in both directions. */
function eraseCrossings(mask: Plane, thickness: number): void {
  const { labels, list } = findComponents(mask);
  const most = CROSSING * thickness + 2;
  const isDot = list.map(({ box }) => Math.max(box.width, box.height) <= most);
  for (let i = 0; i < labels.length; i++) if (isDot[(labels[i] as number) - 1]) mask.data[i] = 0;
}

const CROSSING = 2.2;

/** Rows from the first to the last ink; 0 where there is none. */
function heightOfInk({ width, data }: Plane): number {
  const first = data.indexOf(1);
  return first < 0 ? 0 : Math.floor(data.lastIndexOf(1) / width) - Math.floor(first / width) + 1;
}

function transpose({ width, height, data }: Plane): Plane {
  const result = plane(height, width);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) result.data[x * height + y] = data[i] as number;
  return result;
}
