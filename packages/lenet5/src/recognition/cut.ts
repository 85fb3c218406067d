import { INK_EDGE } from './ink.js';
import { type Piece, part } from './piece.js';
import type { Plane } from './plane.js';

/** A path from the top of a piece to its bottom: x for each row. */
interface Seam {
  readonly path: Int32Array;
  /** Pixels of ink that it crosses. */
  readonly cost: number;
}

/** Distance between the places where a cut is tried, and how far it may wander, as shares of the height. */
const SPACING = 0.12;
const WANDER = 0.22;
/** A cut crosses this share of the height at most: a stroke or two. */
const DEEPEST = 0.4;
/** Two cuts nearer than this share of the height are one. */
const NEAREST = 0.15;

/**
 * Cuts a piece that may be several touching digits along the paths from top to bottom that cross little ink. The parts
 * come from left to right, the piece itself where there is no such path.
 */
export function cut(piece: Piece, height: number): Piece[] {
  const seams = seamsOf(piece.ink, height);
  if (seams.length === 0) return [piece];
  const paths = seams.map(({ path }) => path);
  const parts = Array.from({ length: paths.length + 1 }, (_, i) => {
    const [left, right] = [paths[i - 1], paths[i]];
    return part(piece, (x, y) => (!left || x >= (left[y] as number)) && (!right || x < (right[y] as number)));
  });
  return parts.filter((found) => found !== null);
}

function seamsOf(ink: Plane, height: number): Seam[] {
  const step = Math.max(2, Math.round(height * SPACING));
  const found: Seam[] = [];
  for (let x = step; x <= ink.width - step; x += step) found.push(seamNear(ink, x, Math.max(1, height * WANDER)));
  const cheap = found.filter(({ cost }) => cost <= height * DEEPEST).sort((a, b) => a.cost - b.cost);
  const chosen: Seam[] = [];
  for (const seam of cheap) {
    if (chosen.every((other) => apart(seam, other) >= height * NEAREST)) chosen.push(seam);
  }
  return chosen.sort((a, b) => (a.path[0] as number) - (b.path[0] as number));
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
