import type { Part } from './cut.js';
import type { Arc } from './graph.js';
import { INK_EDGE } from './ink.js';
import type { Piece } from './piece.js';
import { around, type Box } from './plane.js';
import { strokeWidthOf } from './stroke-width.js';

/** Usual width of a character, in heights of the line. */
const CHARACTER = 0.9;

/** What the form of an arc costs, in units of −log p. */
const COST = {
  /** A cut as such, and each stroke width beyond one that it goes through. */
  cut: 0.8,
  deeper: 0.7,
  /** A gap inside of one height of the line; three times as much between two parts that both are tall. */
  gap: 8,
  tall: 3,
  /** Two parts that both are tall as one digit. */
  two: 0.5,
  /** Each tenth of the line's height below half of it. */
  low: 1.2,
  /** Lower than its neighbours and standing deeper, like a comma. */
  sunk: 4,
  /** A straight stroke of a far thinner pen than that of its line: a ruling. */
  thin: 8,
  /** Each tenth of its height that it is wider than 1.3 times of it. */
  wide: 0.3,
} as const;

/** What is known of the line that a run of parts stands in, in pixels. */
export interface LineSize {
  /** Height of its writing. */
  readonly height: number;
  /** Usual width of strokes. */
  readonly stroke: number;
}

/** What the form of a run of parts costs as the digit that it was read as, beside what the network says of it. */
export function formOf(
  parts: readonly Part[],
  first: number,
  end: number,
  digit: number,
  line: LineSize,
): Pick<Arc, 'penalty' | 'mark' | 'cuts' | 'characters'> {
  const { height, stroke } = line;
  const members = parts.slice(first, end);
  const box = around(members.map(({ piece }) => piece.box));
  const cuts = (cutCost(parts[first], stroke) + cutCost(parts[end], stroke)) / 2;
  let mark = COST.low * Math.max(0, 5 - (10 * box.height) / height);
  if (LIKE_COMMA.includes(digit) && isSunk(parts, first, end, height)) mark += COST.sunk;
  if (end === first + 1 && isThin((parts[first] as Part).piece, stroke)) mark += COST.thin;
  const wide = COST.wide * Math.max(0, (10 * box.width) / box.height - 13);
  const penalty = cuts + mark + wide + gapCost(members, height);
  return { penalty, mark, cuts, characters: Math.max(1, box.width / (CHARACTER * height)) };
}

function cutCost(part: Part | undefined, stroke: number): number {
  if (!part || part.depth === null) return 0;
  return COST.cut + COST.deeper * Math.max(0, part.depth / Math.max(1, stroke) - 1);
}

/** For the gaps inside of a run. */
function gapCost(members: readonly Part[], height: number): number {
  let cost = 0;
  for (const [i, right] of members.entries()) {
    const left = members[i - 1];
    if (!left || right.depth !== null) continue;
    const tall = Math.min(left.piece.box.height, right.piece.box.height) > TALL * height;
    cost += (COST.gap * (tall ? COST.tall : 1) * gapBetween(left.piece, right.piece)) / height + (tall ? COST.two : 0);
  }
  return cost;
}

/** From this share of the line's height on a part may be a digit of its own. */
const TALL = 0.7;

/** A comma is lower than this share of the line, and its middle this share of it deeper than that of its neighbours. */
const COMMA = { height: 0.45, depth: 0.22 } as const;
/** Digits that it looks like. */
export const LIKE_COMMA: readonly number[] = [1, 7, 9];

/** Whether a run of parts stands like a comma beside taller ones. */
function isSunk(parts: readonly Part[], first: number, end: number, height: number): boolean {
  const box = around(parts.slice(first, end).map(({ piece }) => piece.box));
  if (box.height > COMMA.height * height) return false;
  const tall = ({ piece }: Part) => piece.box.height > COMMA.height * height;
  const beside = [parts.slice(0, first).findLast(tall), parts.slice(end).find(tall)].filter(
    (part) => part !== undefined,
  );
  if (beside.length === 0) return false;
  const middle = ({ y, height: h }: Box) => y + h / 2;
  const line = beside.reduce((sum, { piece }) => sum + middle(piece.box), 0) / beside.length;
  return middle(box) - line > COMMA.depth * height;
}

/** A ruling is thinner than this share of the pen's width, and no wider than so many times its own. */
const RULING = { thin: 0.62, straight: 2 } as const;

function isThin(piece: Piece, stroke: number): boolean {
  if (piece.box.height < 2 * piece.box.width) return false;
  const own = strokeWidthOf(piece.ink, INK_EDGE);
  return own < RULING.thin * stroke && piece.box.width <= RULING.straight * Math.max(own, 2);
}

/** Pixels of paper between two pieces where they come nearest to each other in a row, or between their boxes. */
export function gapBetween(a: Piece, b: Piece): number {
  const first = Math.max(a.box.y, b.box.y);
  const end = Math.min(a.box.y + a.box.height, b.box.y + b.box.height);
  let least = Number.POSITIVE_INFINITY;
  for (let y = first; y < end; y++) {
    const right = a.ink.data.subarray((y - a.box.y) * a.box.width, (y - a.box.y + 1) * a.box.width);
    const left = b.ink.data.subarray((y - b.box.y) * b.box.width, (y - b.box.y + 1) * b.box.width);
    const last = right.findLastIndex((value) => value >= INK_EDGE);
    const start = left.findIndex((value) => value >= INK_EDGE);
    if (last >= 0 && start >= 0) least = Math.min(least, b.box.x + start - a.box.x - last - 1);
  }
  return Math.max(0, Number.isFinite(least) ? least : b.box.x - a.box.x - a.box.width);
}
