import { bandOf, LINE, paintBands } from './band.js';
import { type Cell, findRectangles, groupsOf, isAttached, isWrittenIn } from './cells.js';
import { findComponents } from './components.js';
import { eraseLines } from './erase.js';
import { findStraights } from './lines.js';
import { type Box, type Plane, plane } from './plane.js';
import { rowsOf } from './rows.js';
import { findOpenCells, findParts, findRulings, partedCells } from './rulings.js';
import { isInk, lengthOf, middleOf, type Straight } from './straight.js';

/** A straight line of a form: the middle between its edges, in pixels. */
export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly thickness: number;
}

/** What is printed for writing on it: rulings, boxes, combs, grids, tables. */
export interface Forms {
  /** Ink without the lines, strokes that cross them repaired. */
  readonly mask: Plane;
  /** 1 where a stroke was repaired: there is ink in `mask`, and there was none, or that of a line. */
  readonly repaired: Plane;
  readonly lines: readonly Line[];
  /** Places for digits, rows from top to bottom, each from left to right; empty where there are none. */
  readonly cells: readonly (readonly Box[])[];
}

/** From so many cells that share lines on it is a form, with or without writing; an 8 of straight strokes has two. */
const MANY = 3;
/** A ring of straight strokes that is higher than this, in widths, may be a 0. */
const UPRIGHT_RING = 1.45;
/** Smaller rings, in pixels, do not show whether their corners are sharp. */
const LEAST_EMPTY = 14;
/** … but so many alike do. */
const COLUMN = 6;
/** Printed boxes differ in size by this share at most. */
const ALIKE = 0.04;
/** Least share of the ink that lies in one cell with all that it is connected to. */
const IN_CELLS = 0.87;

/** Tells the lines of a form from the strokes of digits by what they do together, and takes them out of the ink. */
export function findForms(mask: Plane, strokeWidth: number): Forms {
  const straights = findStraights(mask, strokeWidth);
  const rectangles = findRectangles(straights, mask);
  const closed = groupsOf(rectangles)
    .filter((group) => isForm(group, rectangles, mask))
    .flat();
  // What rings of digits are made of is no comb either.
  const open = findOpenCells(straights, linesOf(rectangles), mask);
  const parted = closed.flatMap((cell) => partedCells(cell, straights));
  const lines = linesOf([...parted, ...closed, ...open]);
  for (const line of findRulings(straights, lines, mask)) lines.add(line);
  for (const line of findParts(straights, lines, mask)) lines.add(line);
  if (lines.size === 0) return { mask, repaired: plane(mask.width, mask.height), lines: [], cells: [] };
  const erased = eraseLines(mask, [...lines]);
  const others = rectangles.filter((cell) => !closed.includes(cell));
  const cells = disjoint([...parted, ...others, ...open].filter(({ sides }) => sides.every((side) => lines.has(side))));
  const rows = keepsToCells(erased.mask, cells) ? rowsOf(cells) : [];
  return { ...erased, lines: [...lines].map(lineOf), cells: rows.map((row) => row.map(({ box }) => box)) };
}

/** Cells without those that are another one again, by a line beside its own. */
function disjoint(cells: readonly Cell[]): Cell[] {
  const kept: Cell[] = [];
  for (const cell of cells) if (!kept.some(({ box }) => covers(box, cell.box))) kept.push(cell);
  return kept;
}

/** Whether the middles of two boxes lie in each other. */
function covers(a: Box, b: Box): boolean {
  const [dx, dy] = [2 * (a.x - b.x) + a.width - b.width, 2 * (a.y - b.y) + a.height - b.height].map(Math.abs);
  return (dx as number) < Math.min(a.width, b.width) && (dy as number) < Math.min(a.height, b.height);
}

const linesOf = (cells: readonly Cell[]) => new Set(cells.flatMap(({ sides }) => sides));

/** Whether cells that share lines are printed, and not the rings of digits. */
function isForm(group: readonly Cell[], all: readonly Cell[], mask: Plane): boolean {
  if (group.length >= MANY || group.some((cell) => isWrittenIn(cell, mask))) return true;
  if (group.some((cell) => isAttached(cell, mask))) return false;
  const { box } = group[0] as Cell;
  const near = (a: number, b: number) => Math.abs(a - b) <= Math.max(1, ALIKE * Math.max(a, b));
  const alike = all.filter((cell) => near(cell.box.width, box.width) && near(cell.box.height, box.height));
  if (group.some((cell) => Math.min(cell.box.width, cell.box.height) < LEAST_EMPTY)) return alike.length >= COLUMN;
  return (alike.length > group.length || group.length === 1) && box.height <= UPRIGHT_RING * box.width;
}

/** Whether what is written keeps to the cells, and does not go across them as on squared paper. */
function keepsToCells(mask: Plane, cells: readonly Cell[]): boolean {
  if (cells.length < 2) return true;
  const { labels, list } = findComponents(mask);
  const [most, all] = [new Int32Array(list.length + 1), new Int32Array(list.length + 1)];
  for (const { box } of cells) {
    const { x, y, width, height } = box;
    const here = new Map<number, number>();
    for (let v = Math.max(0, y); v < Math.min(mask.height, y + height); v++) {
      const row = labels.subarray(v * mask.width + Math.max(0, x), v * mask.width + Math.min(mask.width, x + width));
      for (const label of row) if (label) here.set(label, (here.get(label) ?? 0) + 1);
    }
    for (const [label, count] of here) {
      most[label] = Math.max(most[label] as number, count);
      all[label] = (all[label] as number) + count;
    }
  }
  return sum(most) >= IN_CELLS * sum(all);
}

const sum = (values: Int32Array) => values.reduce((total, value) => total + value, 0);

function lineOf(line: Straight): Line {
  const { first, last, thickness } = line;
  const [start, end] = [middleOf(line, first), middleOf(line, last)];
  return line.level
    ? { x1: first, y1: start, x2: last, y2: end, thickness }
    : { x1: start, y1: first, x2: end, y2: last, thickness };
}

/** Strength of faint lines, as a share of that at the edge of ink. */
const FAINT = 0.5;
/** They are at most so thick, in pixels, and so long, as a share of the shorter side of the picture. */
const THICKEST = 3;
const LONG = 0.3;
/** Least share of a line that is no ink yet. */
const MISSING = 0.25;
/** A ridge is higher than what is beside it by this share of the strength of faint lines. */
const RIDGE = 0.5;
/** Only one pixel in so many is looked at for ridges. */
const SAMPLE = 5;
/** More of the picture, as a share of it, is grain. */
const GRAIN = 0.1;

/** A mask with thin lines that are too faint for ink, for forms to be found whole; the same one where there are none. */
export function withFaintLines(mask: Plane, strength: Plane, edge: number, strokeWidth: number): Plane {
  const { width, height, data } = mask;
  const least = FAINT * edge;
  const long = LONG * Math.min(width, height);
  const ridges = countRidges(mask, strength, least);
  if (ridges < MISSING * long || ridges > GRAIN * data.length) return mask;
  const low = plane(width, height);
  for (let i = 0; i < data.length; i++) if ((strength.data[i] as number) >= least) low.data[i] = 1;
  const { upright, level } = findStraights(low, strokeWidth);
  const lines = [...upright, ...level].filter(
    (line) => line.thickness <= THICKEST && lengthOf(line) >= long && missing(line, mask) >= MISSING,
  );
  if (lines.length === 0) return mask;
  const painted = paintBands(mask, lines.map(bandOf), lines);
  return { ...mask, data: data.map((ink, i) => ink || Number(painted.data[i] === LINE && low.data[i] === 1)) };
}

/** About how many pixels are no ink, of strength `least` and more, and stronger than both sides: no soft edges. */
function countRidges(mask: Plane, { width, height, data }: Plane, least: number): number {
  const [side, rise] = [THICKEST - 1, RIDGE * least];
  let count = 0;
  for (let y = 0; y < height; y++) {
    // Some places of each row are enough, others in the next one so that no column is left out.
    for (let i = y * width + ((2 * y) % SAMPLE); i < (y + 1) * width; i += SAMPLE) {
      const value = data[i] as number;
      if (value < least || mask.data[i]) continue;
      const across = Math.max(data[i - side] as number, data[i + side] as number);
      const down = Math.max(data[i - side * width] as number, data[i + side * width] as number);
      if (value - across > rise || value - down > rise) count++;
    }
  }
  return SAMPLE * count;
}

/** Share of a line where there is no ink. */
function missing(line: Straight, mask: Plane): number {
  let count = 0;
  for (let along = line.first; along <= line.last; along++)
    if (!isInk(mask, line.level, along, Math.round(middleOf(line, along)))) count++;
  return count / lengthOf(line);
}
