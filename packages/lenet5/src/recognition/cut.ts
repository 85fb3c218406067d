import { INK_EDGE } from './ink.js';
import { type Piece, part } from './piece.js';
import type { Box, Plane } from './plane.js';

/** A path from the top of a piece to its bottom: x for each row. */
interface Seam {
  readonly path: Int32Array;
  /** Pixels of ink that it crosses. */
  readonly cost: number;
}

/** A seam of a line of writing. */
export interface PlacedSeam extends Seam {
  /** Of the piece that was cut. */
  readonly box: Box;
  /** Place of the part that begins here among those of the line. */
  readonly part: number;
}

/** Distance between the places where a cut is tried, and how far it may wander, as shares of the height. */
const SPACING = 0.12;
const WANDER = 0.22;
/** A cut crosses this share of the height at most: a stroke or two. */
const DEEPEST = 0.4;
/** Two cuts nearer than this share of the height are one. */
const NEAREST = 0.15;

/** A piece of a line of writing, or a part of one that was cut. */
export interface Part {
  readonly piece: Piece;
  /** Pixels of ink that the cut on its left goes through; null where there is a gap instead. */
  readonly depth: number | null;
  /** That cut, in the piece that was cut. */
  readonly seam?: Seam;
}

/**
 * Cuts a piece that may be several touching digits along the paths from top to bottom that cross little ink. The parts
 * come from left to right, the piece itself where there is no such path.
 */
export function cut(piece: Piece, height: number): Part[] {
  const seams = seamsOf(piece.ink, height);
  const parts = Array.from({ length: seams.length + 1 }, (_, i) => {
    const [left, right] = [seams[i - 1], seams[i]];
    const found = part(
      piece,
      (x, y) => (!left || x >= (left.path[y] as number)) && (!right || x < (right.path[y] as number)),
    );
    return found && (left ? { piece: found, depth: left.cost, seam: left } : { piece: found, depth: null });
  });
  return parts.filter((found) => found !== null);
}

function seamsOf(ink: Plane, height: number): Seam[] {
  const step = Math.max(2, Math.round(height * SPACING));
  const found: Seam[] = [];
  for (let x = step; x <= ink.width - step; x += step) found.push(seamNear(ink, x, Math.max(1, height * WANDER)));
  const cheap = found.filter(({ cost }) => cost <= height * DEEPEST).sort((a, b) => a.cost - b.cost);
  const chosen: Seam[] = [];
  for (const seam of [...seamsAtValleys(ink, height), ...cheap]) {
    if (chosen.every((other) => apart(seam, other) >= height * NEAREST)) chosen.push(seam);
  }
  return chosen.sort((a, b) => middleOf(a) - middleOf(b));
}

/** Deepest share of the height that a cut from valley to valley goes through ink, and how far it may lean. */
const DEEPEST_VALLEY = 0.6;
/** Such a cut goes along the ink of two strokes that touch: its depth says less than that of others. */
const VALLEY_COST = 0.5;
const LEAN = 0.45;

/** Straight cuts from a valley of the upper outline to one of the lower, as where two round digits touch. */
function seamsAtValleys(ink: Plane, height: number): Seam[] {
  const [upper, lower] = outlines(ink);
  const from = valleys(upper, height);
  const to = valleys(
    lower.map((y) => ink.height - 1 - y),
    height,
  );
  const seams = from.flatMap((top) =>
    to.flatMap((bottom) =>
      Math.abs(top - bottom) > LEAN * height
        ? []
        : [straight(ink, top, upper[top] as number, bottom, lower[bottom] as number)],
    ),
  );
  return seams
    .filter(({ cost }) => cost <= DEEPEST_VALLEY * height)
    .map(({ path, cost }) => ({ path, cost: VALLEY_COST * cost }))
    .sort((a, b) => a.cost - b.cost);
}

/** For each column the first and the last row with ink. */
function outlines({ width, height, data }: Plane): [Int32Array, Int32Array] {
  const [upper, lower] = [new Int32Array(width).fill(height - 1), new Int32Array(width)];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if ((data[i] as number) < INK_EDGE) continue;
      if (y < (upper[x] as number)) upper[x] = y;
      lower[x] = y;
    }
  }
  return [upper, lower];
}

/** A valley is so much deeper than the heights on both sides, as a share of the height of the line. */
const VALLEY = 0.08;

/** Columns where an outline (0 the top) lies lowest between two heights. */
function valleys(outline: Int32Array, height: number): number[] {
  const least = VALLEY * height;
  const found: number[] = [];
  let [peak, deepest] = [outline[0] as number, 0];
  for (let x = 1; x < outline.length; x++) {
    const y = outline[x] as number;
    const depth = outline[deepest] as number;
    if (y > depth) deepest = x;
    if (y < peak && depth - peak < least) [peak, deepest] = [y, x];
    else if (depth - peak >= least && depth - y >= least) {
      found.push(deepest);
      [peak, deepest] = [y, x];
    } else if (y < peak) peak = y;
  }
  return found;
}

/** Down to the upper outline, straight through the ink, and on. */
function straight({ width, height, data }: Plane, x1: number, y1: number, x2: number, y2: number): Seam {
  const path = new Int32Array(height);
  let cost = 0;
  for (let y = 0; y < height; y++) {
    const share = y2 > y1 ? Math.min(1, Math.max(0, (y - y1) / (y2 - y1))) : 0.5;
    const x = Math.min(width - 1, Math.max(0, Math.round(x1 + (x2 - x1) * share)));
    path[y] = x;
    if ((data[y * width + x] as number) >= INK_EDGE) cost++;
  }
  return { path, cost };
}

function middleOf({ path }: Seam): number {
  return path[path.length >> 1] as number;
}

/** Mean distance; below 0 where they cross. */
function apart(a: Seam, b: Seam): number {
  let [sum, crossed] = [0, false];
  const sign = Math.sign((a.path[0] as number) - (b.path[0] as number));
  for (let y = 0; y < a.path.length; y++) {
    const difference = (a.path[y] as number) - (b.path[y] as number);
    crossed ||= Math.sign(difference) * sign < 0;
    sum += Math.abs(difference);
  }
  return crossed ? -1 : sum / a.path.length;
}

/** The cheapest path within `reach` of column `x`, by dynamic programming; a step aside costs a little. */
function seamNear({ width, height, data }: Plane, x: number, reach: number): Seam {
  const first = Math.max(1, Math.round(x - reach));
  const last = Math.min(width - 1, Math.round(x + reach));
  const columns = last - first + 1;
  const from = new Int8Array(columns * height);
  let costs = new Float32Array(columns);
  for (let y = 0; y < height; y++) {
    const next = new Float32Array(columns);
    for (let c = 0; c < columns; c++) {
      const pixel = y * width + first + c;
      const ink = ((data[pixel] as number) >= INK_EDGE ? 1 : 0) + (data[pixel] as number) / 2048;
      let [best, move] = [y === 0 ? Math.abs(first + c - x) * ASIDE : (costs[c] as number), 0];
      for (const side of y === 0 ? [] : [-1, 1]) {
        const cost = (costs[c + side] ?? Number.POSITIVE_INFINITY) + ASIDE;
        if (cost < best) [best, move] = [cost, side];
      }
      next[c] = best + ink;
      from[y * columns + c] = move;
    }
    costs = next;
  }
  return trace(from, costs, first, height);
}

/** Cost of a step to the side, in pixels of ink. */
const ASIDE = 0.15;

function trace(from: Int8Array, costs: Float32Array, first: number, height: number): Seam {
  const columns = costs.length;
  let column = costs.indexOf(Math.min(...costs));
  const cost = costs[column] as number;
  const path = new Int32Array(height);
  for (let y = height - 1; y >= 0; y--) {
    path[y] = first + column;
    column += from[y * columns + column] as number;
  }
  return { path, cost };
}
