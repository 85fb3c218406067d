import { type Plane, plane } from './plane.js';
import {
  type Chain,
  DASH_PIXELS,
  type Fit,
  fitLine,
  isInk,
  lengthOf,
  middleOf,
  Runs,
  type Straight,
} from './straight.js';

/** Runs of ink across a line are at most this long, in widths of the strokes, in pixels, and as a share of the picture. */
const THICKEST = 2;
const THICKEST_PIXELS = 12;
const THICKEST_SHARE = 0.06;
/** Shortest line, in pixels and in its own thicknesses. */
const LEAST_LINE = 8;
const LEAST_THICKNESSES = 3;
/** No form has more lines in one direction: hatching, noise. */
const MOST_LINES = 250;
/** Lines thinner than this share of the strokes may be dashes. */
const THIN = 0.6;

/** Straight runs of ink; strokes of digits are among them. */
export interface Straights {
  readonly upright: readonly Straight[];
  readonly level: readonly Straight[];
}

/** All straight runs of ink, upright ones and level ones, longest first. */
export function findStraights(mask: Plane, strokeWidth: number): Straights {
  const share = THICKEST_SHARE * Math.min(mask.width, mask.height);
  const most = Math.max(2, Math.round(Math.max(THICKEST * strokeWidth, Math.min(THICKEST_PIXELS, share))));
  const thin = THIN * strokeWidth;
  return { upright: straightsOf(mask, most, thin, false), level: straightsOf(transpose(mask), most, thin, true) };
}

function straightsOf(side: Plane, most: number, thin: number, level: boolean): Straight[] {
  const runs = new Runs(side, most);
  return joined(side, stretchesOf(runs), thin)
    .map((group) => straightOf(runs, group, thin, level))
    .filter((line) => {
      const least = Math.max(LEAST_LINE, LEAST_THICKNESSES * line.thickness);
      return lengthOf(line) >= least && Math.abs(line.slope) <= STEEPEST;
    })
    .slice(0, MOST_LINES);
}

function straightOf(runs: Runs, group: readonly Stretch[], thin: number, level: boolean): Straight {
  const first = Math.min(...group.map((stretch) => stretch.first));
  const last = Math.max(...group.map((stretch) => stretch.last));
  const length = last - first + 1;
  const starts = new Int16Array(length).fill(-1);
  const ends = new Int16Array(length).fill(-1);
  const [middles, lengths] = [new Float32Array(length).fill(-1), new Float32Array(length).fill(-1)];
  let [area, count] = [0, 0];
  for (const stretch of group) {
    for (let y = stretch.first, run = stretch.head; y <= stretch.last; y++, run = runs.next[run] as number) {
      const [start, end] = [runs.starts[run] as number, runs.ends[run] as number];
      starts[y - first] = start;
      ends[y - first] = end;
      middles[y - first] = (start + end) / 2;
      lengths[y - first] = end - start + 1;
      area += end - start + 1;
      count++;
    }
  }
  const fit = fitLine(middles, first);
  hideBumps(starts, ends, fitLine(lengths, 0));
  const thickness = area / count;
  return { level, first, last, ...fit, thickness, faint: thickness <= thin, starts, ends };
}

/** Where a run is longer than the line is thick, a stroke touches it there. */
function hideBumps(starts: Int16Array, ends: Int16Array, thickness: Fit): void {
  for (let i = 0; i < starts.length; i++) {
    const usual = middleOf(thickness, i);
    if (starts[i] === -1 || (ends[i] as number) - (starts[i] as number) < 1.15 * usual + 0.5) continue;
    starts[i] = -1;
    ends[i] = -1;
  }
}

/** The mask with its diagonal as a mirror. */
export function transpose({ width, height, data }: Plane): Plane {
  const result = plane(height, width);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) result.data[x * height + y] = data[i] as number;
  return result;
}

/** Steepest rise along a line, a little more than 7 degrees. */
const STEEPEST = 0.14;
/** Shortest stretch that is looked at, in pixels; in shorter ones than the other the slope is not known well. */
const LEAST = 3;
const UNSURE = 12;
/** More stretches are not joined: the longest come first. */
const MOST = 800;
/** Gaps in a line: over ink of others, as a share of the length on both sides; over paper, the same, and in thicknesses. */
const HIDDEN = 0.7;
const BLANK = 0.05;
const BLANK_THICKNESSES = 0.6;
const BLANK_PIXELS = 3;
/** Gaps between dashes, in dashes. */
const DASH = 1.6;

/** A straight part of a chain; its runs are `head` and the next ones. */
interface Stretch extends Fit {
  readonly first: number;
  readonly last: number;
  readonly head: number;
  readonly thickness: number;
}

/** The straight parts of all chains, longest first. */
function stretchesOf(runs: Runs): Stretch[] {
  const found: Stretch[] = [];
  for (const chain of runs.chains) split(runs, chain, chain.first, chain.first + chain.count - 1, found);
  return found.sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST);
}

/** Cuts a chain where it is farthest from the straight line between its ends, until all parts are straight. */
function split(runs: Runs, chain: Chain, first: number, last: number, found: Stretch[]): void {
  const length = last - first + 1;
  if (length < LEAST) return;
  let head = chain.head;
  for (let y = chain.first; y < first; y++) head = runs.next[head] as number;
  const middles = new Float32Array(length);
  let area = 0;
  for (let i = 0, run = head; i < length; i++, run = runs.next[run] as number) {
    middles[i] = ((runs.starts[run] as number) + (runs.ends[run] as number)) / 2;
    area += (runs.ends[run] as number) - (runs.starts[run] as number) + 1;
  }
  const thickness = area / length;
  const fit = fitLine(middles, first);
  let [farthest, where] = [0, 0];
  for (let i = 0; i < length; i++) {
    const off = Math.abs((middles[i] as number) - middleOf(fit, first + i));
    if (off > farthest) [farthest, where] = [off, i];
  }
  if (farthest <= 1 + 0.1 * thickness) {
    if (Math.abs(fit.slope) <= 2 * STEEPEST || length < UNSURE) found.push({ first, last, head, thickness, ...fit });
    return;
  }
  const middle = where < length / 8 || where > (7 * length) / 8 ? length >> 1 : where;
  split(runs, chain, first, first + middle - 1, found);
  split(runs, chain, first + middle, last, found);
}

/** Puts stretches of one line together, the longest first: over crossing strokes and over small gaps. */
function joined(side: Plane, stretches: readonly Stretch[], thin: number): Stretch[][] {
  const orders: readonly Order[] = [
    { down: true, stretches: stretches.toSorted((a, b) => a.first - b.first) },
    { down: false, stretches: stretches.toSorted((a, b) => b.last - a.last) },
  ];
  const free = new Set(stretches);
  const groups: Stretch[][] = [];
  for (const seed of stretches) {
    if (!free.delete(seed)) continue;
    const group = [seed];
    let whole = seed;
    for (const order of orders) {
      for (;;) {
        const next = nextOf(whole, order, free, (stretch, gap) => continues(side, whole, stretch, gap, thin));
        if (!next) break;
        free.delete(next);
        group.push(next);
        whole = around(whole, next);
      }
    }
    groups.push(group);
  }
  return groups;
}

/** Stretches in the order in which they follow downwards, or upwards. */
interface Order {
  readonly down: boolean;
  readonly stretches: readonly Stretch[];
}

/** The next free stretch on the same line; null where there is none. */
function nextOf(
  whole: Stretch,
  { down, stretches }: Order,
  free: ReadonlySet<Stretch>,
  follows: (stretch: Stretch, gap: number) => boolean,
): Stretch | null {
  const gapTo = (stretch: Stretch) => (down ? stretch.first - whole.last : whole.first - stretch.last);
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (gapTo(stretches[middle] as Stretch) < 1) low = middle + 1;
    else high = middle;
  }
  const most = 2 * (HIDDEN * lengthOf(whole) + DASH_PIXELS);
  for (let i = low; i < stretches.length; i++) {
    const stretch = stretches[i] as Stretch;
    const gap = gapTo(stretch);
    if (gap > most) return null;
    if (follows(stretch, gap) && free.has(stretch)) return stretch;
  }
  return null;
}

/** Whether a stretch goes on where a line ends, as thick, in its direction, and over a gap that may be one in a line. */
function continues(side: Plane, whole: Stretch, next: Stretch, gap: number, thin: number): boolean {
  const middle = (next.first + next.last) / 2;
  const across = middleOf(next, middle);
  const [a, b] = [whole.thickness, next.thickness];
  const slack = 1 + 0.15 * a + 0.012 * gap + 0.004 * (whole.last - whole.first);
  if (Math.abs(middleOf(whole, middle) - across) > slack) return false;
  if (Math.max(a, b) > 1.4 * Math.min(a, b) + 1) return false;
  const length = lengthOf(whole) + lengthOf(next);
  const dash = Math.max(a, b) <= thin ? Math.max(DASH_PIXELS, DASH * lengthOf(next)) : 0;
  if (gap > Math.max(HIDDEN * length, BLANK_PIXELS + 1, dash)) return false;
  const down = whole.last < next.first;
  const from = down ? whole.last : next.last;
  const [x1, x2] = down ? [middleOf(whole, from), across] : [across, middleOf(whole, whole.first)];
  let blank = 0;
  for (let k = 1; k < gap; k++) if (!isInk(side, false, from + k, Math.round(x1 + ((x2 - x1) * k) / gap))) blank++;
  return blank <= Math.max(BLANK * length, BLANK_THICKNESSES * a, BLANK_PIXELS, dash);
}

/** Both stretches as one, through their middles where they are long. */
function around(a: Stretch, b: Stretch): Stretch {
  const [p, q] = [lengthOf(a), lengthOf(b)];
  const [upper, lower] = a.first < b.first ? [a, b] : [b, a];
  const [first, last] = [upper.first, Math.max(a.last, b.last)];
  // Along each stretch its ends are known best by its own fit.
  const [top, bottom] = [middleOf(upper, upper.first), middleOf(lower, lower.last)];
  const slope = (bottom - top) / Math.max(1, last - first);
  const own = Math.max(p, q) > 4 * Math.min(p, q) ? (p > q ? a : b) : { slope, at: top - slope * first };
  return { ...own, first, last, head: -1, thickness: (p * a.thickness + q * b.thickness) / (p + q) };
}
