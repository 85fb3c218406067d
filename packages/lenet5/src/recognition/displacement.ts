import { type Plane, plane } from './plane.js';
import { STRIP_ROWS, stripOf } from './strip.js';

/** A network slid along a strip of `width` pixels; `SpaceDisplacementNetwork` is one. */
export interface StripNetwork {
  /** Width of the strips, in pixels. */
  readonly width: number;
  /** 32 rows of `width` bytes → ten distances for every fourth pixel; see SpaceDisplacementNetwork. */
  read(strip: Uint8Array): Float32Array;
}

/** Gives a network for strips of at least this width. */
export type StripNetworks = (width: number) => StripNetwork;

/** A digit found in a strip. */
interface StripDigit {
  readonly digit: number;
  readonly distances: Float32Array;
  /** Columns that it takes, in pixels of the ink: from `left` up to `right`, which is not its own any more. */
  readonly left: number;
  readonly right: number;
  /** The 28×28 pixels around its middle, as the network saw them. */
  readonly image: Uint8Array;
}

/** What a strip was decoded to. */
export interface StripReading {
  readonly digits: readonly StripDigit[];
  /** Sum of the distances, and of what widths and unread ink cost. */
  readonly cost: number;
}

/** Pixels of the strip for one step of the decoder: windows are 4 apart, and the strip is read twice. */
const DECODER_STEP = 2;
const WINDOW_STEP = 4;
const WINDOW_MIDDLE = 16;

/** How distances become digits; all chosen on strings of the last 5,000 MNIST training digits. */
export interface DecoderRule {
  /** Cost of a pixel of ink that belongs to no digit. */
  readonly unread: number;
  /** Cost of a digit as such. */
  readonly digit: number;
  /** A distance costs this at most. */
  readonly farthest: number;
  /** Weight of how unusual a width is, in squared standard deviations. */
  readonly width: number;
  /** Added to the usual widths and to their deviations, in pixels: neighbours overlap. */
  readonly narrower: number;
  readonly spread: number;
}

const DECODER: DecoderRule = {
  unread: 1.87,
  digit: 1.9,
  farthest: 100,
  width: 2.07,
  narrower: 5.7,
  spread: 0.28,
};

/** Mean and standard deviation of the widths of MNIST's training digits, 0 to 9, in pixels. */
const WIDTHS: readonly (readonly [number, number])[] = [
  [17.8, 2.5],
  [9.3, 4.0],
  [18.0, 2.5],
  [16.3, 2.9],
  [16.2, 2.9],
  [17.8, 2.8],
  [14.9, 2.9],
  [15.8, 2.9],
  [15.6, 3.0],
  [14.1, 2.7],
];
/** Widest digit, in steps. */
const WIDEST = 12;

/**
 * Reads ink without cutting it (paper p.27-30): the network answers at every fourth pixel along it, and the cheapest
 * sequence of digits that accounts for the ink is taken.
 * @param ink strengths 0 to 255
 * @param height of a digit, in pixels of `ink`
 */
export function readStrip(
  ink: Plane,
  height: number,
  networks: StripNetworks,
  rule: DecoderRule = DECODER,
): StripReading {
  const { rows, scale, left } = stripOf(ink, height);
  const answers = distancesAlong(rows, networks);
  const { spans, cost } = decode(answers, inkAlong(rows), rule);
  const digits = spans.map(({ first, end, digit, middle }): StripDigit => {
    const inInk = (step: number) => Math.min(ink.width, Math.max(0, Math.round((step * DECODER_STEP - left) / scale)));
    const distances = answers.slice(middle * DIGITS, (middle + 1) * DIGITS);
    const image = windowAt(rows, middle * DECODER_STEP);
    return { digit, distances, left: inInk(first), right: Math.max(inInk(first) + 1, inInk(end)), image };
  });
  return { digits, cost };
}

/** Strips are of digits alone, whatever else a network may tell apart. */
const DIGITS = 10;

/** Ten distances for the window around every second column of the strip. */
export function distancesAlong(rows: Plane, networks: StripNetworks): Float32Array {
  const count = stepsOf(rows);
  const answers = new Float32Array(count * DIGITS);
  const network = networks(rows.width + 2 * WINDOW_MIDDLE + WINDOW_STEP);
  const strip = new Uint8Array(STRIP_ROWS * network.width);
  for (let phase = 0; phase < WINDOW_STEP; phase += DECODER_STEP) {
    strip.fill(0);
    for (let y = 0; y < STRIP_ROWS; y++) {
      const row = rows.data.subarray(y * rows.width, (y + 1) * rows.width);
      strip.set(row, y * network.width + WINDOW_MIDDLE - phase);
    }
    const outputs = network.read(strip);
    for (let step = phase / DECODER_STEP, window = 0; step < count; step += WINDOW_STEP / DECODER_STEP, window++) {
      answers.set(outputs.subarray(window * DIGITS, (window + 1) * DIGITS), step * DIGITS);
    }
  }
  return answers;
}

function stepsOf({ width }: Plane): number {
  return Math.floor(width / DECODER_STEP) + 1;
}

/** Pixels of ink in each step. */
function inkAlong(rows: Plane): Float32Array {
  const ink = new Float32Array(stepsOf(rows));
  rows.data.forEach((value, i) => {
    const step = Math.floor((i % rows.width) / DECODER_STEP);
    ink[step] = (ink[step] as number) + value / 255;
  });
  return ink;
}

/** A digit on steps `first` up to `end`, read by the window around step `middle`. */
interface Span {
  readonly first: number;
  readonly end: number;
  readonly middle: number;
  readonly digit: number;
}

/** The cheapest sequence of digits and gaps, by dynamic programming over their ends. */
function decode(answers: Float32Array, ink: Float32Array, rule: DecoderRule): { spans: Span[]; cost: number } {
  const count = ink.length;
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const last: (Span | null)[] = Array(count + 1).fill(null);
  best[0] = 0;
  for (let end = 1; end <= count; end++) {
    best[end] = (best[end - 1] as number) + rule.unread * (ink[end - 1] as number);
    for (let first = Math.max(0, end - WIDEST); first < end; first++) {
      const { span, cost } = cheapest(answers, first, end, rule);
      const total = (best[first] as number) + cost;
      if (total >= (best[end] as number)) continue;
      best[end] = total;
      last[end] = span;
    }
  }
  const spans: Span[] = [];
  for (let end = count; end > 0; ) {
    const span = last[end];
    if (span) spans.unshift(span);
    end = span ? span.first : end - 1;
  }
  return { spans, cost: best[count] as number };
}

/** The digit that fits these steps best; between two windows, the better one. */
function cheapest(answers: Float32Array, first: number, end: number, rule: DecoderRule): { span: Span; cost: number } {
  const middles = (first + end) % 2 === 0 ? [(first + end) / 2] : [(first + end - 1) / 2, (first + end + 1) / 2];
  let [cost, span] = [Number.POSITIVE_INFINITY, { first, end, middle: middles[0] as number, digit: 0 }];
  for (let digit = 0; digit < DIGITS; digit++) {
    const [mean, deviation] = WIDTHS[digit] as readonly [number, number];
    const unusual = ((end - first) * DECODER_STEP - mean + rule.narrower) / (deviation + rule.spread);
    for (const middle of middles) {
      const distance = answers[middle * DIGITS + digit];
      if (distance === undefined) continue;
      const sum = Math.min(distance, rule.farthest) + rule.digit + rule.width * unusual * unusual;
      if (sum < cost) [cost, span] = [sum, { first, end, middle, digit }];
    }
  }
  return { span, cost };
}

/** 28×28 pixels of the strip around a column. */
function windowAt(rows: Plane, column: number): Uint8Array {
  const image = plane(28, 28);
  for (let y = 0; y < 28; y++) {
    for (let x = 0; x < 28; x++) {
      const from = column - 14 + x;
      if (from >= 0 && from < rows.width) image.data[y * 28 + x] = rows.data[(y + 2) * rows.width + from] as number;
    }
  }
  return image.data;
}
