import { type Plane, plane } from './plane.js';

/** Steepest line, and the step between slopes tried over the whole width, in pixels. */
const STEEPEST = 0.12;
const SLOPE_STEP = 3;
/** A ruled line covers this share of the picture's width, and as much of its outermost parts. */
const COVER = 0.55;
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
  const across = removeLines(mask, strokeWidth);
  const turned = transpose(across);
  const both = removeLines(turned, strokeWidth);
  return both === turned ? across : transpose(both);
}

/** The mask itself where there are no lines. */
function removeLines(mask: Plane, strokeWidth: number): Plane {
  if (mask.width < 3 * strokeWidth || mask.width < 16) return mask;
  const thickest = Math.max(2, Math.round(THICKEST * strokeWidth));
  const runs = thinRuns(mask, thickest);
  const lines = findLines(runs, mask);
  if (lines.length === 0) return mask;
  const result = { ...mask, data: mask.data.slice() };
  for (const line of lines) erase(result, runs, line);
  const rest = writing(result);
  if (rest.area === 0) return mask;
  const thin = lines.every(({ thickness }) => thickness <= THIN * rest.stroke);
  const several = lines.length > 1;
  return several || thin || mask.width > LONG * rest.height ? result : mask;
}

/** For each pixel the length of the run of ink down its column, 0 where there is none or it is longer than `most`. */
function thinRuns({ width, height, data }: Plane, most: number): Uint8Array {
  const runs = new Uint8Array(width * height);
  const lengths = new Int32Array(width);
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (y < height && data[i]) {
        lengths[x] = (lengths[x] as number) + 1;
        continue;
      }
      const length = lengths[x] as number;
      if (length > 0 && length <= most) for (let k = 1; k <= length; k++) runs[i - k * width] = length;
      lengths[x] = 0;
    }
  }
  return runs;
}

/** Straight lines through the middles of thin runs, by counting them along all slopes; the best first. */
function findLines(runs: Uint8Array, { width, height }: Plane): Line[] {
  const points = middles(runs, width, height);
  const lines: Line[] = [];
  const taken = new Uint8Array(points.x.length);
  for (let round = 0; round < MOST_LINES; round++) {
    const best = bestLine(points, taken, width, height);
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
function bestLine({ x, y, step }: Points, taken: Uint8Array, width: number, height: number): Line | null {
  const slopes = Math.max(1, Math.ceil((STEEPEST * width) / SLOPE_STEP));
  const margin = Math.ceil(STEEPEST * width) + 2;
  let [most, best]: [number, Line | null] = [(COVER * width) / step, null];
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
function spans(columns: readonly number[], width: number, step: number): boolean {
  const end = Math.max(2 * step, END * width);
  const needed = (COVER * end) / step;
  const left = columns.filter((x) => x < end).length;
  const right = columns.filter((x) => x >= width - end).length;
  return left >= needed && right >= needed;
}

function erase(mask: Plane, runs: Uint8Array, { slope, start, thickness }: Line): void {
  const { width, height, data } = mask;
  const most = 1.6 * thickness + 1;
  const reach = Math.ceil(thickness / 2) + 2;
  for (let x = 0; x < width; x++) {
    const middle = Math.round(start + slope * x);
    for (let y = Math.max(0, middle - reach); y <= Math.min(height - 1, middle + reach); y++) {
      const i = y * width + x;
      if ((runs[i] as number) > 0 && (runs[i] as number) <= most) data[i] = 0;
    }
  }
}

/** What is left: area, height, width of the strokes. */
function writing({ width, height, data }: Plane): { area: number; height: number; stroke: number } {
  let [area, edge, top, bottom] = [0, 0, height, -1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!data[i]) continue;
      area++;
      if (!(data[i - 1] && data[i + 1] && data[i - width] && data[i + width])) edge++;
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return { area, height: bottom - top + 1, stroke: edge ? (2 * area) / edge : 0 };
}

function transpose({ width, height, data }: Plane): Plane {
  const result = plane(height, width);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) result.data[x * height + y] = data[i] as number;
  return result;
}
