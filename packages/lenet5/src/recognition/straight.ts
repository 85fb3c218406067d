import type { Plane } from './plane.js';

/** A straight line through places along it: across = at + slope · along. */
export interface Fit {
  readonly at: number;
  readonly slope: number;
}

/** A long straight run of ink of even thickness, upright or (`level`) lying. */
export interface Straight extends Fit {
  readonly level: boolean;
  /** First and last place along the line, a row of an upright one, a column of a level one. */
  readonly first: number;
  readonly last: number;
  readonly thickness: number;
  /** Thinner than strokes are: it may have come out in dashes, and without its ends. */
  readonly faint: boolean;
  /** From `first` on: where its ink begins and ends across the line, −1 where other ink hides it or there is none. */
  readonly starts: Int16Array;
  readonly ends: Int16Array;
}

/** Gaps between dashes, in pixels. */
export const DASH_PIXELS = 6;
/** Ends of lines that meet are this near besides the thickness, in pixels and as a share of the line. */
const MEETING = 2;
const MEETING_SHARE = 0.1;

/** Middle of a line at a place along it. */
export function middleOf({ at, slope }: Fit, along: number): number {
  return at + slope * along;
}

export function lengthOf({ first, last }: Pick<Straight, 'first' | 'last'>): number {
  return last - first + 1;
}

/** Least squares through values at `first`, `first` + 1, …; those below 0 are left out. */
export function fitLine(values: Float32Array, first: number): Fit {
  let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < 0) continue;
    n++;
    sx += i;
    sy += value;
    sxx += i * i;
    sxy += i * value;
  }
  const spread = n * sxx - sx * sx;
  const slope = spread > 0 ? (n * sxy - sx * sy) / spread : 0;
  return { slope, at: (sy - slope * sx) / Math.max(1, n) - slope * first };
}

/** Where two lines meet. */
export interface Meeting {
  readonly x: number;
  readonly y: number;
}

/** Where a level and an upright line meet, or would meet if both were a little longer; null where they do not. */
export function meeting(a: Straight, b: Straight): Meeting | null {
  const [level, upright] = a.level ? [a, b] : [b, a];
  const x = (upright.at + upright.slope * level.at) / (1 - upright.slope * level.slope);
  const y = middleOf(level, x);
  return holds(level, x, upright.thickness) && holds(upright, y, level.thickness) ? { x, y } : null;
}

/** Whether a place lies on a line, or off its end by no more than a line of thickness `other` there hides. */
function holds(line: Straight, along: number, other: number): boolean {
  const least = Math.min(MEETING, MEETING_SHARE * lengthOf(line));
  const slack = (line.faint ? DASH_PIXELS : least) + 0.5 * other;
  return along >= line.first - slack && along <= line.last + slack;
}

/** A place of the picture as one along a line. */
export const alongOf = ({ level }: Straight, { x, y }: Meeting) => (level ? x : y);

/** The pixel at a place along and across an upright or level line; −1 beyond the border. */
export function pixelAt({ width, height }: Plane, level: boolean, along: number, across: number): number {
  const x = level ? along : across;
  const y = level ? across : along;
  return x < 0 || y < 0 || x >= width || y >= height ? -1 : y * width + x;
}

/** Whether there is ink at a place along and across an upright or level line. */
export function isInk(mask: Plane, level: boolean, along: number, across: number): boolean {
  return mask.data[pixelAt(mask, level, along, across)] === 1;
}

/** Places along the middle of a line without ink. */
export function gapsOn(mask: Plane, line: Straight, from: number, to: number): number {
  let count = 0;
  for (let along = Math.round(from); along <= to; along++) {
    const across = Math.round(middleOf(line, along));
    let ink = false;
    for (let k = across - 1; k <= across + 1; k++) ink ||= isInk(mask, line.level, along, k);
    if (!ink) count++;
  }
  return count;
}

/** Runs of ink one below the other, each touching only the next: `head` is the first, then by `Runs.next`. */
export interface Chain {
  readonly first: number;
  readonly head: number;
  count: number;
  tail: number;
  /** Sum of the lengths of its runs. */
  area: number;
}

/** Runs of ink along the rows of a mask, chained downwards. */
export class Runs {
  readonly starts: Int16Array;
  readonly ends: Int16Array;
  readonly next: Int32Array;
  readonly chains: Chain[] = [];
  /** Chain of each run of the last row and of this one. */
  private readonly chainOf: (Chain | null)[] = [];

  constructor(
    { width, height, data }: Plane,
    private readonly most: number,
  ) {
    let count = 0;
    for (let i = 0; i < data.length; i++) if (data[i] && (i % width === 0 || !data[i - 1])) count++;
    this.starts = new Int16Array(count);
    this.ends = new Int16Array(count);
    this.next = new Int32Array(count).fill(-1);
    let [above, here, run] = [0, 0, 0];
    for (let y = 0, row = 0; y < height; y++, row += width) {
      here = run;
      for (let x = 0; x < width; x++) {
        if (!data[row + x]) continue;
        this.starts[run] = x;
        while (x + 1 < width && data[row + x + 1]) x++;
        this.ends[run++] = x;
      }
      this.link(y, above, here, run);
      above = here;
    }
  }

  /** Chains the runs `here` to `end` of a row to those from `above` to `here`, where one touches one. */
  private link(y: number, above: number, here: number, end: number): void {
    let upper = above;
    for (let run = here; run < end; run++) {
      const [start, stop] = [this.starts[run] as number, this.ends[run] as number];
      while (upper < here && (this.ends[upper] as number) < start - 1) upper++;
      const touches = upper < here && (this.starts[upper] as number) <= stop + 1;
      const more = touches && upper + 1 < here && (this.starts[upper + 1] as number) <= stop + 1;
      const shared = touches && run + 1 < end && (this.starts[run + 1] as number) <= (this.ends[upper] as number) + 1;
      const taken = touches && run > here && (this.ends[run - 1] as number) >= (this.starts[upper] as number) - 1;
      const chain = touches && !more && !shared && !taken ? (this.chainOf[upper] ?? null) : null;
      this.chainOf[run] = stop - start < this.most ? this.extend(chain, run, y) : null;
    }
  }

  private extend(chain: Chain | null, run: number, y: number): Chain {
    const [start, end] = [this.starts[run] as number, this.ends[run] as number];
    const length = end - start + 1;
    if (chain) {
      const usual = chain.area / chain.count;
      const shift = Math.abs(start + end - (this.starts[chain.tail] as number) - (this.ends[chain.tail] as number)) / 2;
      if (shift <= 1.5 && length <= 1.5 * usual + 1 && length >= 0.6 * usual - 1) {
        this.next[chain.tail] = run;
        chain.tail = run;
        chain.count++;
        chain.area += length;
        return chain;
      }
    }
    const begun = { first: y, head: run, count: 1, tail: run, area: length };
    this.chains.push(begun);
    return begun;
  }
}
