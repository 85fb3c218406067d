import { IMAGE_SIDE } from './normalise.js';

/** Ink from here on counts, of 255. */
const INK = 96;
/** A pixel belongs to a line when it is at most so many pixels from it. */
const BAND = 2.4;
/** Two crossing lines are a sign when they hold this share of the ink, and each this share of it on both sides. */
const SHARE = 0.95;
const ARM = 0.24;
/** The shortest arm in pixels, and how far from the middle the lines may cross. */
const SHORTEST = 4.5;
const REACH = 3;
/** Narrower than this share of its height a shape is a 1 rather than a cross. */
const SLIM = 0.55;
/** Directions tried, and the least difference between two that cross. */
const DIRECTIONS = 18;
const CROSSING = 5;

/**
 * Whether an image is a sign of sums: + or × (two straight lines that cross near their middles), = or ÷ (bars and dots
 * above each other). A digit is none of these, yet a network takes a plus for a 4 and a times for an 8.
 * @param image 28×28, ink 255
 */
export function isSign(image: Uint8Array): boolean {
  const xs: number[] = [];
  const ys: number[] = [];
  image.forEach((value, i) => {
    if (value < INK) return;
    xs.push(i % IMAGE_SIDE);
    ys.push(Math.floor(i / IMAGE_SIDE));
  });
  return xs.length > 0 && (isStack(image) || isCross(image, xs, ys));
}

function isCross(image: Uint8Array, xs: readonly number[], ys: readonly number[]): boolean {
  const length = (values: readonly number[]) => Math.max(...values) - Math.min(...values) + 1;
  if (length(xs) < SLIM * length(ys)) return false;
  const middle = (values: readonly number[]) => Math.round((Math.min(...values) + Math.max(...values)) / 2);
  const [cx, cy] = [middle(xs), middle(ys)];
  for (let y = cy - REACH; y <= cy + REACH; y++) {
    for (let x = cx - REACH; x <= cx + REACH; x++) {
      if ((image[y * IMAGE_SIDE + x] as number) >= INK && crossesAt(xs, ys, x, y)) return true;
    }
  }
  return false;
}

/** Whether nearly all ink lies on two lines through one place. */
function crossesAt(xs: readonly number[], ys: readonly number[], cx: number, cy: number): boolean {
  const lines = Array.from({ length: DIRECTIONS }, (_, k) => lineThrough(xs, ys, cx, cy, (k * Math.PI) / DIRECTIONS));
  for (let a = 0; a < DIRECTIONS; a++) {
    const first = lines[a] as Uint8Array | null;
    if (!first) continue;
    for (let b = a + CROSSING; b < DIRECTIONS && b <= a + DIRECTIONS - CROSSING; b++) {
      const second = lines[b] as Uint8Array | null;
      if (second && covered(first, second) >= SHARE * xs.length) return true;
    }
  }
  return false;
}

/** Which pixels lie on a line; null where it has too little ink on one side of the crossing. */
function lineThrough(
  xs: readonly number[],
  ys: readonly number[],
  cx: number,
  cy: number,
  angle: number,
): Uint8Array | null {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const on = new Uint8Array(xs.length);
  let [ahead, behind, first, last] = [0, 0, 0, 0];
  for (let i = 0; i < xs.length; i++) {
    const x = (xs[i] as number) - cx;
    const y = (ys[i] as number) - cy;
    const off = x * sin - y * cos;
    if (off > BAND || off < -BAND) continue;
    on[i] = 1;
    const along = x * cos + y * sin;
    if (along > BAND) ahead++;
    else if (along < -BAND) behind++;
    if (along > last) last = along;
    else if (along < first) first = along;
  }
  const balanced = Math.min(ahead, behind) >= ARM * (ahead + behind);
  return balanced && Math.min(last, -first) >= SHORTEST ? on : null;
}

function covered(first: Uint8Array, second: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < first.length; i++) count += (first[i] as number) | (second[i] as number);
  return count;
}

/** A bar is at least so many times wider than high, a dot at most this share of the sign's width. */
const BAR = 2.2;
const DOT = 0.45;

/** Whether an image is two bars or more, or a bar with dots, above each other. */
function isStack(image: Uint8Array): boolean {
  const bands = bandsOf(image);
  if (bands.length < 2) return false;
  const width = Math.max(...bands.map((band) => band.width));
  const isBar = (band: Band) => band.width >= BAR * band.height && band.width > 0.6 * width;
  const isDot = (band: Band) => band.width <= DOT * width && band.height <= DOT * width;
  return bands.some(isBar) && bands.every((band) => isBar(band) || isDot(band));
}

interface Band {
  readonly width: number;
  readonly height: number;
}

/** Runs of rows with ink, and how wide their ink is. */
function bandsOf(image: Uint8Array): Band[] {
  const bands: Band[] = [];
  let [left, right, height] = [IMAGE_SIDE, -1, 0];
  for (let y = 0; y <= IMAGE_SIDE; y++) {
    const row = image.subarray(y * IMAGE_SIDE, (y + 1) * IMAGE_SIDE);
    const first = row.findIndex((value) => value >= INK);
    if (first >= 0) {
      left = Math.min(left, first);
      right = Math.max(
        right,
        row.findLastIndex((value) => value >= INK),
      );
      height++;
    } else if (height > 0) {
      bands.push({ width: right - left + 1, height });
      [left, right, height] = [IMAGE_SIDE, -1, 0];
    }
  }
  return bands;
}
