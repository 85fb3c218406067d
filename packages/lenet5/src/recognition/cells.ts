import type { Straights } from './lines.js';
import type { Box, Plane } from './plane.js';
import { alongOf, gapsOn, isInk, lengthOf, type Meeting, meeting, middleOf, type Straight } from './straight.js';

/** Smallest side of a cell, in pixels and in thicknesses of its lines. */
export const LEAST_CELL = 8;
const LEAST_THICKNESSES = 3;
/** Least share of a side of a cell without ink that makes it none. */
const BLANK = 0.55;
/** Least height of writing in a cell, as a share of the cell's, and least pixels. */
const LEAST_WRITING = 0.2;
const LEAST_INK = 4;
/** What only reaches so far into an open side, as a share of the cell, is not written there. */
const OPEN_INSET = 0.15;

/** What bounds a cell: lines, and at most one place where it is open. */
export interface Bounds {
  readonly left: Straight | number;
  readonly right: Straight | number;
  readonly top: Straight | number;
  readonly bottom: Straight | number;
}

/** A place between lines. */
export interface Cell extends Bounds {
  readonly sides: readonly Straight[];
  /** Between the inner edges of its lines. */
  readonly box: Box;
}

/** Where a bound is at a place along it, moved by half its thickness and `more` in direction `sign`. */
function edgeAt(bound: Straight | number, along: number, sign = 0, more = 0): number {
  if (typeof bound === 'number') return bound;
  return middleOf(bound, along) + sign * (bound.thickness / 2 + more);
}

/** The cell between four bounds; null where it is too small. */
export function cellOf(bounds: Bounds): Cell | null {
  const sides = [bounds.left, bounds.right, bounds.top, bounds.bottom].filter((side) => typeof side !== 'number');
  const middleX = (y: number) => (edgeAt(bounds.left, y) + edgeAt(bounds.right, y)) / 2;
  let [x, y] = [middleX(0), 0];
  for (let round = 0; round < 2; round++) {
    y = (edgeAt(bounds.top, x) + edgeAt(bounds.bottom, x)) / 2;
    x = middleX(y);
  }
  const [left, right] = [edgeAt(bounds.left, y, 1), edgeAt(bounds.right, y, -1)];
  const [top, bottom] = [edgeAt(bounds.top, x, 1), edgeAt(bounds.bottom, x, -1)];
  const thickest = Math.max(...sides.map(({ thickness }) => thickness));
  if (Math.min(right - left, bottom - top) < Math.max(LEAST_CELL - 2, LEAST_THICKNESSES * thickest)) return null;
  const [width, height] = [Math.floor(right - left), Math.floor(bottom - top)];
  return { ...bounds, sides, box: { x: Math.ceil(left), y: Math.ceil(top), width, height } };
}

/** Whether a line has no ink to speak of between two places on it, as between boxes in a row. */
function isBlank(mask: Plane, line: Straight, from: number, to: number): boolean {
  return to > from && gapsOn(mask, line, from, to) > BLANK * (to - from);
}

/** Whether there is ink on all four sides, dashes at least. */
function isDrawn(mask: Plane, { sides }: Cell): boolean {
  return sides.every((side) => {
    const ends = sides.flatMap((other) => {
      const met = other.level === side.level ? null : meeting(side, other);
      return met ? [{ at: alongOf(side, met), inner: other.thickness / 2 }] : [];
    });
    const [a, b] = ends.sort((p, q) => p.at - q.at);
    if (!a || !b) return false;
    return !isBlank(mask, side, a.at + a.inner, b.at - b.inner);
  });
}

/** Whether something is written between the lines. */
export function isWrittenIn(cell: Cell, mask: Plane): boolean {
  const { box } = cell;
  const inset = OPEN_INSET * Math.min(box.width, box.height);
  const at = (bound: Straight | number, along: number, sign: number) =>
    typeof bound === 'number' ? bound + sign * inset : edgeAt(bound, along, sign, 2);
  let [first, last, count] = [-1, -1, 0];
  const [y1, y2] = [Math.max(0, box.y - box.height), Math.min(mask.height - 1, box.y + 2 * box.height)];
  for (let y = y1; y <= y2; y++) {
    const from = Math.max(0, Math.ceil(at(cell.left, y, 1)));
    const to = Math.min(mask.width - 1, Math.floor(at(cell.right, y, -1)));
    if (y < at(cell.top, from, 1) && y < at(cell.top, to, 1)) continue;
    if (y > at(cell.bottom, from, -1) && y > at(cell.bottom, to, -1)) break;
    for (let x = from; x <= to; x++) {
      if (!mask.data[y * mask.width + x] || y < at(cell.top, x, 1) || y > at(cell.bottom, x, -1)) continue;
      if (first < 0) first = y;
      last = y;
      count++;
    }
  }
  return count >= LEAST_INK && last - first + 1 >= LEAST_WRITING * box.height;
}

/** Whether strokes go out from a cell, as from the ring of an 8, 6 or 9. */
export function isAttached({ sides, box }: Cell, mask: Plane): boolean {
  const thickest = Math.max(...sides.map(({ thickness }) => thickness));
  const turn = Math.max(...sides.map(({ slope }) => Math.abs(slope)));
  const out = Math.ceil(thickest + 2.5 + (0.02 + turn) * Math.max(box.width, box.height));
  const [x1, y1, x2, y2] = [box.x - out, box.y - out, box.x + box.width + out, box.y + box.height + out];
  for (let x = x1; x <= x2; x++) if (isInk(mask, true, x, y1) || isInk(mask, true, x, y2)) return true;
  for (let y = y1; y <= y2; y++) if (isInk(mask, true, x1, y) || isInk(mask, true, x2, y)) return true;
  return false;
}

/** The other lines of a grid are longer than a stroke by this factor. */
const LONGER = 1.8;
/** Lines across go on so many pixels beyond a line that only stands between them. */
const GOES_ON = 5;

/** The cells of rectangles, without those that a stroke of a digit between two lines of a grid would make. */
export function findRectangles({ upright, level }: Straights, mask: Plane): Cell[] {
  const cells = rectanglesOf({ upright, level }, mask);
  const strokes = new Set(groupsOf(cells).flatMap((group) => strayLines(group, mask)));
  if (strokes.size === 0) return cells;
  const isLine = (line: Straight) => !strokes.has(line);
  return rectanglesOf({ upright: upright.filter(isLine), level: level.filter(isLine) }, mask);
}

/** Cells that share lines. */
export function groupsOf(cells: readonly Cell[]): Cell[][] {
  const groupOf = new Map<Straight, Cell[]>();
  for (const cell of cells) {
    const known = cell.sides.map((side) => groupOf.get(side)).filter((group) => group !== undefined);
    const [group = [], ...others] = new Set(known);
    const joining = [...others.flat(), cell];
    group.push(...joining);
    for (const { sides } of joining) for (const side of sides) groupOf.set(side, group);
  }
  return [...new Set(groupOf.values())];
}

/** Lines of a grid that go from one line to the next only, where the others go on. */
function strayLines(group: readonly Cell[], mask: Plane): Straight[] {
  const lines = [...new Set(group.flatMap(({ sides }) => sides))];
  return [true, false].flatMap((level) => {
    const own = lines.filter((line) => line.level === level).sort((a, b) => lengthOf(a) - lengthOf(b));
    const usual = own[own.length >> 1];
    if (!usual) return [];
    return own.filter((line) => LONGER * lengthOf(line) < lengthOf(usual) && isBetween(line, group, mask));
  });
}

function isBetween(line: Straight, group: readonly Cell[], mask: Plane): boolean {
  const cell = group.find(({ sides }) => sides.includes(line)) as Cell;
  return cell.sides.every((side) => {
    if (side.level === line.level) return true;
    const met = meeting(line, side);
    if (!met) return false;
    const [place, reach] = [alongOf(side, met), GOES_ON + line.thickness / 2];
    return gapsOn(mask, side, place - reach, place + reach) <= 1;
  });
}

/** Where an upright line meets a level one. */
interface Crossing extends Meeting {
  readonly side: Straight;
}

/** A level line with its crossings from left to right. */
interface Level {
  readonly line: Straight;
  readonly crossings: readonly Crossing[];
  readonly at: ReadonlyMap<Straight, Crossing>;
}

/** Places between lines that meet at four corners, none of them within another. */
function rectanglesOf({ upright, level }: Straights, mask: Plane): Cell[] {
  const middle = (line: Straight) => middleOf(line, (line.first + line.last) / 2);
  const levels = level.map((line) => levelOf(line, upright)).sort((a, b) => middle(a.line) - middle(b.line));
  return levels.flatMap((top) =>
    top.crossings.flatMap((left, i) => cellFrom(left, top.crossings.slice(i + 1), top.line, levels, mask)),
  );
}

function levelOf(line: Straight, upright: readonly Straight[]): Level {
  const crossings = upright.flatMap((side) => {
    const at = meeting(line, side);
    return at ? [{ side, ...at }] : [];
  });
  crossings.sort((a, b) => a.x - b.x);
  return { line, crossings, at: new Map(crossings.map((crossing) => [crossing.side, crossing])) };
}

/** The cell to the right of a crossing and below it, if there is one. */
function cellFrom(
  left: Crossing,
  others: readonly Crossing[],
  top: Straight,
  levels: readonly Level[],
  mask: Plane,
): Cell[] {
  let before = left;
  for (const right of others) {
    const [from, to] = [before.x + before.side.thickness / 2, right.x - right.side.thickness / 2];
    if (isBlank(mask, top, from, to)) break;
    before = right;
    const bottom = levels.find(({ at }) => {
      const [c, d] = [at.get(left.side), at.get(right.side)];
      return c && d && c.y > left.y + LEAST_CELL && d.y > right.y + LEAST_CELL;
    });
    const cell = bottom && cellOf({ left: left.side, right: right.side, top, bottom: bottom.line });
    if (cell) return isDrawn(mask, cell) ? [cell] : [];
  }
  return [];
}
