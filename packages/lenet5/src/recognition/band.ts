import type { Components } from './components.js';
import { type Plane, plane } from './plane.js';
import { meeting, middleOf, pixelAt, type Straight } from './straight.js';

/** What is left beside a line so near, in thicknesses and in pixels, may be a crumb of it. */
const CRUMB_REACH = 0.5;
const CRUMB_PIXELS = 1.5;

/** A pixel of a line, and one that lies beside lines. */
export const LINE = 2;
const BESIDE = 1;

/** A line's own ink, from edge to edge, with the places between that other ink hides. */
export interface Band {
  readonly level: boolean;
  readonly first: number;
  readonly thickness: number;
  readonly lows: Int16Array;
  readonly highs: Int16Array;
}

export function bandOf({ level, first, thickness, starts, ends, ...fit }: Straight): Band {
  const [lows, highs] = [starts.slice(), ends.slice()];
  const width = Math.max(1, Math.round(thickness));
  for (let i = 0; i < lows.length; i++) {
    if (starts[i] !== -1) continue;
    lows[i] = Math.round(middleOf(fit, first + i) - (width - 1) / 2);
    highs[i] = (lows[i] as number) + width - 1;
  }
  return { level, first, thickness, lows, highs };
}

/** A plane with the pixels of lines and those beside them. */
export function paintBands({ width, height }: Plane, bands: readonly Band[], lines: readonly Straight[]): Plane {
  const painted = plane(width, height);
  for (const [i, band] of bands.entries()) paint(painted, band, lines[i] as Straight);
  for (const level of lines.filter((line) => line.level))
    for (const upright of lines.filter((line) => !line.level)) paintCorner(painted, level, upright);
  return painted;
}

function paint(painted: Plane, { level, first, thickness, lows, highs }: Band, line: Straight): void {
  const reach = Math.round(Math.max(CRUMB_PIXELS, CRUMB_REACH * thickness));
  for (let i = -reach; i < lows.length + reach; i++) {
    const inside = i >= 0 && i < lows.length;
    const middle = Math.round(middleOf(line, first + i));
    const [low, high] = inside ? [lows[i] as number, highs[i] as number] : [middle, middle];
    for (let across = low - reach; across <= high + reach; across++) {
      const at = pixelAt(painted, level, first + i, across);
      if (at < 0) continue;
      if (inside && across >= low && across <= high) painted.data[at] = LINE;
      else if (!painted.data[at]) painted.data[at] = BESIDE;
    }
  }
}

/** Where lines cross or meet at a corner, the ink is of both. */
function paintCorner(painted: Plane, level: Straight, upright: Straight): void {
  const met = meeting(level, upright);
  if (!met) return;
  const [right, down] = [upright.thickness / 2 + 0.5, level.thickness / 2 + 0.5];
  for (let y = Math.round(met.y - down); y <= Math.round(met.y + down); y++) {
    for (let x = Math.round(met.x - right); x <= Math.round(met.x + right); x++) {
      const at = pixelAt(painted, true, x, y);
      if (at >= 0) painted.data[at] = LINE;
    }
  }
}

/** Strokes cross a line as far aslant as this, in its thicknesses. */
const ASLANT = 1.5;

/** A stretch of a line where ink touches it on one side. */
export interface Touch {
  readonly from: number;
  readonly to: number;
  /** Component of the ink. */
  readonly label: number;
}

/** Where ink touches a line, and what on both sides is one stroke. */
export interface Touches {
  readonly above: readonly Touch[];
  readonly below: readonly Touch[];
  readonly across: readonly (readonly [above: Touch, below: Touch])[];
}

/** Finds the strokes at a line; what looked like a crumb (see `crumbs`) is none where a stroke goes on from it. */
export function touchesOf(rest: Plane, { labels }: Components, band: Band, crumbs: Uint8Array): Touches {
  const [above, below] = [touchesBeside(rest, labels, band, -1), touchesBeside(rest, labels, band, 1)];
  const across: [Touch, Touch][] = [];
  for (const touch of above) {
    const other = opposite(touch, below, band);
    if (other) across.push([touch, other]);
  }
  for (const touch of below) {
    const other = opposite(touch, above, band);
    if (other && !across.some(([a, b]) => a === other && b === touch)) across.push([other, touch]);
  }
  for (const [a, b] of across) {
    if (crumbs[a.label] && crumbs[b.label]) continue;
    crumbs[a.label] = 0;
    crumbs[b.label] = 0;
  }
  return { above, below, across };
}

function touchesBeside(rest: Plane, labels: Int32Array, band: Band, side: 1 | -1): Touch[] {
  const found: Touch[] = [];
  const edges = side < 0 ? band.lows : band.highs;
  const labelAt = (i: number) => {
    const at = pixelAt(rest, band.level, band.first + i, (edges[i] as number) + side);
    return at < 0 ? 0 : (labels[at] as number);
  };
  for (let i = 0; i < edges.length; i++) {
    const label = labelAt(i);
    if (!label) continue;
    const from = i;
    while (i + 1 < edges.length && labelAt(i + 1)) i++;
    found.push({ from, to: i, label });
  }
  return found;
}

/** The nearest ink on the other side, where it is near enough for a slanting stroke. */
function opposite(own: Touch, others: readonly Touch[], { thickness }: Band): Touch | null {
  let [best, least]: [Touch | null, number] = [null, ASLANT * thickness + 2];
  for (const other of others) {
    const apart = Math.max(0, other.from - own.to, own.from - other.to);
    const off = apart + Math.abs(own.from + own.to - other.from - other.to) / 1e4;
    if (off < least) [best, least] = [other, off];
  }
  return best;
}
