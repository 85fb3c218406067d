import { readAlong } from './along.js';
import type { Box } from './box.js';
import { strokeWidthOf, withoutBorders, withoutDust, withoutSpecks, writingHeight } from './clean.js';
import { type Component, findComponents } from './components.js';
import { cut } from './cut.js';
import type { StripNetworks } from './displacement.js';
import { channelsOf, grey } from './grey.js';
import { findInk, type Ink } from './ink.js';
import { bestPath, type Group, groupsOf } from './lattice.js';
import { joinNear } from './near.js';
import { normalise } from './normalise.js';
import { checkImage, checkPicture } from './picture.js';
import { join, type Piece, pieceOf } from './piece.js';
import { invert, lightInk } from './polarity.js';
import { type DigitNetwork, type DigitReader, readerOf } from './reader.js';
import { REJECT, type RejectRule } from './reject.js';
import { rowsOf } from './rows.js';
import { evenLight } from './shading.js';
import type { ImageDataLike, Picture, ReadDigit, Reading, Recognition } from './types.js';

/** How the recogniser decides; the defaults fit the shipped weights. */
export interface RecognizerOptions {
  readonly reject?: Partial<RejectRule>;
  /** Networks for strips, to read touching digits without cutting them; see `displacementNetworks`. */
  readonly strips?: StripNetworks;
}

/** Overrides what is otherwise decided from the picture. */
export interface RecognizeOptions {
  /** One digit, several, or as many as there seem to be (default). */
  readonly mode?: 'auto' | 'single' | 'multi';
  /** Light ink on dark ('yes'), dark on light ('no'), or what the picture looks like (default). */
  readonly invert?: 'auto' | 'yes' | 'no';
  /**
   * How several digits are told apart: cut into segments; read along the line by a network for strips (space
   * displacement, paper p.27-30); or cut, and what touches also read along, the better of the two (default). Without
   * `strips` everything is cut.
   */
  readonly reader?: 'both' | 'segments' | 'displacement';
}

/** Pictures with more pixels are reduced by a whole factor. */
const ENOUGH_PIXELS = 700_000;

/** Ink nearer than so many stroke widths belongs together, unless both parts are as tall as a digit: this share of the
 * writing's height. */
const BROKEN = 1.5;
const TALL = 0.7;
/** A line of writing is at least this share of the usual height high, a digit this share of its line. */
const LOWEST_ROW = 0.6;
const LOWEST_DIGIT = 0.45;
/** Widest digit, as a multiple of its height. */
const WIDEST_DIGIT = 1.8;

/** One digit, or several that were read along without a cut. */
type ReadGroup = Group & { readonly digits: readonly ReadDigit[]; readonly cost: number };

/** From a picture to its digits. It uses the network's memory: one call at a time. */
export class Recognizer {
  private readonly reader: DigitReader;
  private readonly strips: StripNetworks | null;

  constructor(network: DigitNetwork, options: RecognizerOptions = {}) {
    this.reader = readerOf(network, { ...REJECT, ...options.reject });
    this.strips = options.strips ?? null;
  }

  /**
   * Reads all digits of a picture.
   * @throws PictureError where size, channels and bytes do not fit each other
   */
  recognize(given: Picture | ImageDataLike, options: RecognizeOptions = {}): Recognition {
    const picture = checkPicture(given);
    const factor = Math.max(1, Math.ceil(Math.sqrt((picture.width * picture.height) / ENOUGH_PIXELS)));
    const plane = grey(channelsOf(picture, factor));
    const light = options.invert === 'yes' || (options.invert !== 'no' && lightInk(plane) > 0);
    const ink = findInk(evenLight(light ? invert(plane) : plane));
    const digits = ink ? this.readInk(ink, options) : [];
    const placed = digits.map((digit) => ({ ...digit, box: scaleBox(digit.box, factor) }));
    const text = digits.flatMap(({ rejected, digit }) => (rejected ? [] : [digit])).join('');
    return { text, digits: placed, reason: text ? null : (digits[0]?.reason ?? 'nothing-drawn') };
  }

  /**
   * Reads one image that is already as MNIST's: `side`×`side` bytes, ink 255, background 0.
   * @throws PictureError for another size, and for pixels of another range
   */
  classify(pixels: Uint8Array | Uint8ClampedArray, side: 28 | 32): Reading {
    const image = checkImage(pixels, side);
    const [reading] = this.reader([image], side) as [Reading];
    return image.some((value) => value > 0) ? reading : { ...reading, rejected: true, reason: 'nothing-drawn' };
  }

  private readInk({ strength, mask }: Ink, options: RecognizeOptions): ReadDigit[] {
    const components = findComponents(mask);
    const stroke = strokeWidthOf(mask);
    const gap = BROKEN * stroke;
    const inside = withoutBorders(withoutDust(components.list), components, mask, stroke);
    const clusters = joinNear(components, mask, inside, gap);
    const drawn = withoutSpecks(clusters, Math.max(mask.width, mask.height));
    if (drawn.length === 0) return [];
    const height = writingHeight(drawn);
    const kept = drawn.flatMap(({ labels }) => labels.map((label) => components.list[label - 1] as Component));
    const apart = (a: Box, b: Box) => Math.min(a.height, b.height) < TALL * height;
    const pieces = joinNear(components, mask, kept, gap, apart).map((cluster) =>
      pieceOf(cluster, components, strength),
    );
    if (options.mode === 'single') return this.readSingle(pieces);
    return rowsOf(pieces, height).flatMap((row) => this.readRow(row, height, options.reader ?? 'both'));
  }

  private readRow(row: readonly Piece[], usual: number, reader: NonNullable<RecognizeOptions['reader']>): ReadDigit[] {
    const height = Math.max(LOWEST_ROW * usual, ...row.map(({ box }) => box.height));
    const { strips } = this;
    if (strips && reader === 'displacement') return [...readAlong(join(row), height, strips).digits];
    const whole = this.readPieces(row);
    const pieces: Piece[] = [];
    const along: ReadGroup[] = [];
    row.forEach((piece, i) => {
      const wide = piece.box.width > 0.75 * height && piece.box.height > 0.4 * height;
      const touching = wide && (whole[i]?.rejected || piece.box.width > 1.2 * piece.box.height);
      const first = pieces.length;
      pieces.push(...(touching ? cut(piece, height) : [piece]));
      if (!touching || !strips || reader === 'segments') return;
      const read = readAlong(piece, height, strips);
      if (read.digits.length > 1) along.push({ first, end: pieces.length, piece, ...read });
    });
    const groups = groupsOf(pieces, height);
    const digits = this.readPieces(groups.map(({ piece }) => piece)).map((digit) => judgeShape(digit, height));
    const read = groups.map((group, i): ReadGroup => {
      const digit = digits[i] as ReadDigit;
      return { ...group, digits: [digit], cost: costOf(digit) };
    });
    return bestPath(pieces.length, [...read, ...along], ({ cost }) => cost).flatMap(({ digits }) => digits);
  }

  private readSingle(pieces: readonly Piece[]): ReadDigit[] {
    const largest = pieces.reduce((a, b) => (a.box.width * a.box.height >= b.box.width * b.box.height ? a : b));
    const digits = this.readPieces([join(pieces), largest]);
    return [digits.reduce((a, b) => (costOf(a) <= costOf(b) ? a : b))];
  }

  private readPieces(pieces: readonly Piece[]): ReadDigit[] {
    const images = pieces.map(({ ink }) => normalise(ink));
    return this.reader(images, 28).map((reading, i) => ({
      ...reading,
      box: (pieces[i] as Piece).box,
      image: images[i] as Uint8Array,
    }));
  }
}

/** Refuses what is too low for its line, or too wide, to be a digit. */
function judgeShape(digit: ReadDigit, height: number): ReadDigit {
  const { box } = digit;
  const fits = box.height >= LOWEST_DIGIT * height && box.width <= WIDEST_DIGIT * box.height;
  return fits ? digit : { ...digit, rejected: true, reason: 'no-digit' };
}

/** Nearer is better, and clearer; what is refused anyway costs the same. */
function costOf({ distances, digit, margin, rejected }: ReadDigit): number {
  if (rejected) return 40;
  return Math.min(40, (distances[digit] as number) + Math.max(0, 8 - margin)) - 3;
}

function scaleBox({ x, y, width, height }: ReadDigit['box'], factor: number): ReadDigit['box'] {
  return { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
}
