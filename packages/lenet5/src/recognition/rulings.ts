import { type Bounds, type Cell, cellOf, isWrittenIn, LEAST_CELL } from './cells.js';
import { withoutDust, writingHeight } from './clean.js';
import { findComponents } from './components.js';
import { eraseLines } from './erase.js';
import type { Straights } from './lines.js';
import { type Box, inkBox, type Plane } from './plane.js';
import { alongOf, gapsOn, isInk, lengthOf, meeting, middleOf, type Straight } from './straight.js';
import { strokeWidthOf } from './stroke-width.js';

/** Level lines from this share of the picture's width on are looked at; upright ones from border to border. */
const LONG_SHARE = 0.3;
/** Longer than the writing is high by this factor: a line; by the smaller one, where it goes from border to border. */
const LONG = 2;
const LONG_UPRIGHT = 2.5;
const LESS_LONG = 1.3;
/** Thinner than the pen by this factor. */
const THIN = 0.72;
/** A line is so many times as long as thick: strokes of a broad pen are not. */
const SLENDER = 14;
/** Writing beside upright lines is at least this share of their length high, and always so many pixels. */
const LEAST_HEIGHT = 0.12;
const LEAST_PIXELS = 5;
/** More gaps, as a share of an upright line, are those between 1s below each other. */
const BROKEN = 0.05;
/** Strokes of digits in line are shorter, in heights of the writing, and go beyond the rest of it by less. */
const STROKES = 4.5;
const BEYOND = 0.15;

/** The rulings and underlines that are not among the lines already found: much longer than the writing is high. */
export function findRulings({ upright, level }: Straights, found: ReadonlySet<Straight>, mask: Plane): Straight[] {
  const isNew = (line: Straight) => !found.has(line) && lengthOf(line) >= SLENDER * line.thickness;
  const across = level.filter((line) => isNew(line) && lengthOf(line) >= LONG_SHARE * mask.width);
  const down = upright.filter((line) => isNew(line) && line.first <= 1 && line.last >= mask.height - 2);
  const margins = down.length > 0 ? marginsOf(down, [...found, ...across], mask) : [];
  if (across.length === 0) return margins;
  const { rest, height, pen } = writingWithout([...found, ...margins, ...across], mask);
  if (height < LEAST_PIXELS) return margins;
  const whole = across.filter((line) => spans(line, mask.width));
  const box = inkBox(rest);
  const rulings = across.filter((line) => {
    if (isUnder(line, box, height)) return true;
    const thin = line.thickness <= THIN * pen;
    const less = whole.includes(line) && (whole.length > 1 || thin);
    if (lengthOf(line) < (less ? LESS_LONG : LONG) * height) return false;
    return (less && thin) || !isStroke(line, thin, mask, rest, height);
  });
  return [...margins, ...rulings];
}

/** Whether a line lies under all of the writing and goes on beyond it on both sides. */
function isUnder(line: Straight, box: Box | null, height: number): boolean {
  if (!box || lengthOf(line) < LESS_LONG * height) return false;
  const beyond = BEYOND * height;
  const below = middleOf(line, box.x + box.width / 2) >= box.y + box.height - 1 - line.thickness / 2;
  return below && line.first <= box.x - beyond && line.last >= box.x + box.width - 1 + beyond;
}

/** Upright lines from border to border: several thin ones, or one across rulings; a 1 may fill its picture as well. */
function marginsOf(down: readonly Straight[], others: readonly Straight[], mask: Plane): Straight[] {
  const rulings = others.filter((line) => line.level && spans(line, mask.width));
  const { height, pen } = writingWithout([...others, ...down], mask);
  const isThin = (line: Straight) => line.thickness <= THIN * pen;
  const several = down.filter(isThin).length > 1;
  return down.filter((line) => {
    const length = lengthOf(line);
    if (height < Math.max(LEAST_PIXELS, LEAST_HEIGHT * length) || length < LESS_LONG * height) return false;
    if (gapsOn(mask, line, line.first, line.last) > BROKEN * length) return false;
    if (rulings.filter((ruling) => meeting(ruling, line)).length > 1) return true;
    return isThin(line) && (several || length >= LONG_UPRIGHT * height);
  });
}

/** What is left without lines, how high that writing is, and how broad its pen. */
function writingWithout(lines: readonly Straight[], mask: Plane) {
  const rest = eraseLines(mask, lines).mask;
  return { rest, height: writingHeight(withoutDust(findComponents(rest).list)), pen: strokeWidthOf(rest) };
}

/** Whether a line goes from border to border. */
function spans(line: Straight, size: number): boolean {
  const reach = Math.max(2, line.thickness, 0.02 * size);
  return line.first <= reach && line.last >= size - 1 - reach;
}

/** Whether a level line may be the strokes of digits beside each other, as the bars of 777: broken, or touched. */
function isStroke(line: Straight, thin: boolean, mask: Plane, rest: Plane, height: number): boolean {
  const length = lengthOf(line);
  const short = length <= STROKES * height;
  const broken = gapsOn(mask, line, line.first, line.last) > Math.max(1, 0.01 * length);
  if (broken && (short || !thin)) return true;
  if (!short || !isTouched(line, rest)) return false;
  const box = inkBox(rest);
  const beyond = BEYOND * height;
  return box !== null && line.first >= box.x - beyond && line.last < box.x + box.width + beyond;
}

/** Whether other ink lies at the edges of a line. */
function isTouched(line: Straight, rest: Plane): boolean {
  const reach = line.thickness / 2 + 1.5;
  for (let along = line.first; along <= line.last; along++) {
    const middle = middleOf(line, along);
    if (isInk(rest, line.level, along, Math.round(middle - reach))) return true;
    if (isInk(rest, line.level, along, Math.round(middle + reach))) return true;
  }
  return false;
}

/** Ends of lines are in line with each other within this share of their length. */
const ALIGNED = 0.12;

/** A line that stands on another, where on it, and how far it goes out. */
interface Tooth {
  readonly line: Straight;
  readonly place: number;
  readonly tip: number;
}

/** Combs and boxes open at one side: a line with others standing on it, of the same length. */
export function findOpenCells({ upright, level }: Straights, used: ReadonlySet<Straight>, mask: Plane): Cell[] {
  const cells: Cell[] = [];
  for (const base of [...level, ...upright]) {
    const others = (base.level ? upright : level).filter((line) => !used.has(line));
    for (const side of [-1, 1] as const) {
      const teeth = levelled(teethOn(base, side, others), side);
      if (teeth.length < 2 || !endsAt(base, teeth)) continue;
      const pairs = teeth.slice(1).map((b, i) => [teeth[i] as Tooth, b] as const);
      // Between two boxes whose lower lines came out as one there is no place for a digit.
      const wide = pairs.filter(([a, b]) => b.place - a.place > LEAST_CELL + (a.line.thickness + b.line.thickness) / 2);
      const found = wide.flatMap(([a, b]) => openCell(base, side, a, b) ?? []);
      if (found.length < Math.max(1, wide.length)) continue;
      // A 3 of straight strokes is an empty comb on its side.
      const isWritten = found.some((cell) => isWrittenIn(cell, mask));
      if (isWritten || (found.length > 1 && base.level)) cells.push(...found);
    }
  }
  return cells;
}

/** The lines that stand on a side of another, in their order along it. */
function teethOn(base: Straight, side: 1 | -1, others: readonly Straight[]): Tooth[] {
  const teeth = others.flatMap((line) => {
    const at = meeting(base, line);
    if (!at) return [];
    const [along, place] = [alongOf(line, at), alongOf(base, at)];
    const [foot, tip] = side < 0 ? [line.last, line.first] : [line.first, line.last];
    const stands = Math.abs(foot - along) <= 2 + 0.75 * base.thickness && (tip - along) * side > LEAST_CELL;
    return stands ? [{ line, place, tip }] : [];
  });
  return teeth.sort((a, b) => a.place - b.place);
}

/** The teeth of a comb; where lower ones stand between two walls, its places are as high as the walls. */
function levelled(teeth: readonly Tooth[], side: 1 | -1): readonly Tooth[] {
  if (teeth.length < ROW) return teeth;
  const lengths = teeth.map(({ line }) => lengthOf(line));
  const [wall, inner] = [Math.min(lengths[0] as number, lengths.at(-1) as number), lengths.slice(1, -1)];
  const even = Math.max(...inner) - Math.min(...inner) <= Math.max(2, ALIGNED * Math.min(...inner));
  if (!even || wall <= Math.max(...inner)) return teeth;
  const tips = [teeth[0] as Tooth, teeth.at(-1) as Tooth].map(({ tip }) => tip * side);
  return teeth.map((tooth) => ({ ...tooth, tip: Math.max(...tips) * side }));
}

/** So many lines in a row are a comb even where the first or the last place is open. */
const ROW = 4;

/** Whether the outermost lines stand at the ends of the one below them. */
function endsAt(base: Straight, teeth: readonly Tooth[]): boolean {
  const [first, last] = [teeth[0] as Tooth, teeth[teeth.length - 1] as Tooth];
  const near = (end: number, { place, line }: Tooth) => Math.abs(end - place) <= 2.5 + 0.5 * line.thickness;
  const ends = Number(near(base.first, first)) + Number(near(base.last, last));
  return ends === 2 || (ends === 1 && teeth.length >= ROW);
}

/** Teeth of a comb stand at whole multiples of one distance, within this share of it. */
const EVEN = 0.15;

/** The places that the teeth of a comb part a closed cell into; the cell itself where there are none. */
export function partedCells(cell: Cell, { upright }: Straights): Cell[] {
  const { bottom, box, sides } = cell;
  if (typeof bottom === 'number') return [cell];
  const standing = teethOn(bottom, -1, upright).filter(({ line, place, tip }) => {
    return !sides.includes(line) && place > box.x && place < box.x + box.width && tip > box.y + 2;
  });
  const tip = standing.toSorted((a, b) => a.tip - b.tip)[standing.length >> 1]?.tip ?? 0;
  const height = box.y + box.height - tip;
  const teeth = standing.filter((tooth) => Math.abs(tooth.tip - tip) <= Math.max(2, ALIGNED * height));
  const places = [box.x, ...teeth.map(({ place }) => place), box.x + box.width];
  const steps = places.slice(1).map((place, i) => place - (places[i] as number));
  const step = Math.min(...steps);
  if (teeth.length < 2 || steps.some((s) => Math.abs(s / step - Math.round(s / step)) > EVEN)) return [cell];
  const walls = [cell.left, ...teeth.map(({ line }) => line), cell.right];
  return walls.slice(1).flatMap((right, i) => cellOf({ ...cell, left: walls[i] as Straight, right }) ?? []);
}

function openCell(base: Straight, side: 1 | -1, a: Tooth, b: Tooth): Cell | null {
  const length = Math.min(lengthOf(a.line), lengthOf(b.line));
  const tilt = Math.abs(base.slope) * (b.place - a.place);
  if (Math.abs(a.tip - b.tip) > Math.max(2, ALIGNED * length) + tilt) return null;
  const tip = (a.tip + b.tip) / 2;
  const [near, far] = side < 0 ? [tip, base] : [base, tip];
  const bounds: Bounds = base.level
    ? { left: a.line, right: b.line, top: near, bottom: far }
    : { top: a.line, bottom: b.line, left: near, right: far };
  return cellOf(bounds);
}

/** A part is at most this much thicker than the line. */
const ALIKE = 1.3;
/** A part of a line lies so far off its end, in its lengths. */
const REACH = 0.3;
/** Parallel lines have the same slope, and lie at the usual distance, within these. */
const PARALLEL = 0.04;
const STEP = 0.06;

/** What lies on lines already found, or where the next line of a row of them must be. */
export function findParts({ upright, level }: Straights, found: ReadonlySet<Straight>, mask: Plane): Straight[] {
  return [...upright, ...level].filter((line) => {
    if (found.has(line)) return false;
    const own = [...found].filter((other) => other.level === line.level);
    const like = own.filter((other) => line.thickness <= ALIKE * other.thickness + 1);
    if (like.some((other) => isPart(line, other))) return true;
    const across = [...found].filter((other) => other.level !== line.level);
    return isInStep(line, like) && isHeld(line, across, line.level ? mask.width : mask.height);
  });
}

function isPart(line: Straight, other: Straight): boolean {
  const reach = REACH * lengthOf(other);
  if (line.last < other.first - reach || line.first > other.last + reach) return false;
  const slack = 1.5 + 0.25 * other.thickness;
  return [line.first, line.last].every((at) => Math.abs(middleOf(line, at) - middleOf(other, at)) <= slack);
}

/** Whether a line lies as far from a parallel one as they usually lie from each other. */
function isInStep(line: Straight, others: readonly Straight[]): boolean {
  const at = (line.first + line.last) / 2;
  const places = others.map((other) => middleOf(other, at)).sort((a, b) => a - b);
  const steps = places.slice(1).map((place, i) => place - (places[i] as number));
  const step = steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
  if (step < LEAST_CELL || lengthOf(line) < step / 4) return false;
  const slack = 1.5 + STEP * step;
  return others.some((other) => {
    const apart = Math.abs(middleOf(other, at) - middleOf(line, at));
    const turn = Math.abs(other.slope - line.slope);
    return Math.abs(apart - step) <= slack && turn <= PARALLEL + 2 / lengthOf(line);
  });
}

/** Whether a line begins or ends at the border or at a line across. */
function isHeld(line: Straight, across: readonly Straight[], size: number): boolean {
  if (line.first <= 2 || line.last >= size - 3) return true;
  return across.some((other) => {
    const met = meeting(line, other);
    if (!met) return false;
    const along = alongOf(line, met);
    return Math.min(Math.abs(along - line.first), Math.abs(along - line.last)) <= 1.5 + other.thickness / 2;
  });
}
