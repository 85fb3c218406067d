import { around, type Box } from './box.js';
import { cropPicture } from './crop-picture.js';
import { channelsOf, grey } from './grey.js';
import { findInk } from './ink.js';
import { normalise } from './normalise.js';
import type { RecognizeOptions } from './options.js';
import { checkImage, checkPicture } from './picture.js';
import type { Piece } from './piece.js';
import type { Plane } from './plane.js';
import { invert, lightInk } from './polarity.js';
import { type PieceReader, readAsOne, readRow } from './read-row.js';
import { type DigitNetwork, readerOf } from './reader.js';
import { REJECT, REJECT_IMAGE } from './reject.js';
import { segment } from './segment.js';
import { evenLight } from './shading.js';
import type { ImageDataLike, Picture, ReadDigit, Reading, Recognition } from './types.js';

const MOST_PIXELS = 240_000;
/** A skewness nearer to 0 leaves it open which side is ink: where one side shows no digit, the other is tried. */
const UNDECIDED = 0.8;
/** Digits lower than this in the reduced picture are looked at again with more pixels. */
const LOW = 26;

/** What to do where a call says nothing else; see RecognizeOptions. The defaults fit the weights for pictures. */
export type RecognizerOptions = RecognizeOptions;

/**
 * From a picture to its digits. It uses the network's memory: one call at a time.
 * @example
 * import { Recognizer } from 'lenet5';
 * import { pretrained } from 'lenet5/weights/pictures';
 * const [width, height] = [60, 90];
 * const data = new Uint8Array(width * height).fill(255);
 * for (let y = 15; y < 75; y++) data.fill(0, y * width + 27, y * width + 33); // an upright stroke
 * console.log(new Recognizer(pretrained()).recognize({ data, width, height, channels: 1 }).text); // 1
 */
export class Recognizer {
  constructor(
    private readonly network: DigitNetwork,
    private readonly options: RecognizerOptions = {},
  ) {}

  /**
   * Reads the digits of a picture.
   * @throws PictureError where size, channels and bytes do not fit each other
   */
  recognize(given: Picture | ImageDataLike, options: RecognizeOptions = {}): Recognition {
    const digits = this.read(checkPicture(given), { ...this.options, ...options });
    const text = digits.flatMap(({ rejected, digit }) => (rejected ? [] : [digit])).join('');
    return { text, digits, reason: text ? null : reasonOf(digits) };
  }

  /**
   * Reads one image that is already as MNIST's: `side`×`side` bytes, ink 255, background 0.
   * @throws PictureError for another size, and for pixels of another range
   */
  classify(pixels: Uint8Array | Uint8ClampedArray, side: 28 | 32): Reading {
    const image = checkImage(pixels, side);
    const rule = { ...REJECT_IMAGE, ...this.options.reject };
    const [reading] = readerOf(this.network, rule)([image], side) as [Reading];
    return image.some((value) => value > 0) ? reading : { ...reading, rejected: true, reason: 'nothing-drawn' };
  }

  private read(picture: Picture, options: RecognizeOptions): ReadDigit[] {
    const factor = factorFor(picture, options);
    const plane = grey(channelsOf(picture, factor));
    const asked = options.invert ?? 'auto';
    const skewness = asked === 'auto' ? lightInk(plane) : asked === 'yes' ? 1 : -1;
    const digits = this.readPlane(plane, skewness > 0, options);
    if (asked === 'auto' && Math.abs(skewness) < UNDECIDED && digits.every(({ rejected }) => rejected)) {
      const other = this.readPlane(plane, skewness <= 0, options);
      if (other.some(({ rejected }) => !rejected)) return other.map((digit) => placed(digit, factor, 0, 0));
    }
    const light = skewness > 0 ? 'yes' : 'no';
    return (
      this.closer(picture, digits, factor, { ...options, invert: light }) ?? digits.map((d) => placed(d, factor, 0, 0))
    );
  }

  /** Reads small digits again in the part of the picture that holds them, which needs less reduction. */
  private closer(picture: Picture, digits: ReadDigit[], factor: number, options: RecognizeOptions): ReadDigit[] | null {
    if (factor === 1 || digits.length === 0) return null;
    const heights = digits.map(({ box }) => box.height).sort((a, b) => a - b);
    const height = heights[heights.length >> 1] as number;
    if (height >= LOW) return null;
    const { part, x, y } = cropPicture(
      picture,
      scaled(around(digits.map(({ box }) => box)), factor),
      2 * factor * height,
    );
    if (factorFor(part, options) >= factor) return null;
    return this.read(part, options).map((digit) => placed(digit, 1, x, y));
  }

  private readPlane(plane: Plane, light: boolean, options: RecognizeOptions): ReadDigit[] {
    const dark = light ? invert(plane) : plane;
    const ink = findInk(options.evenLight === false ? dark : evenLight(dark), options);
    if (!ink) return [];
    const { rows, height } = segment(ink, options);
    const read = this.pieceReader(options);
    if (options.mode === 'single') return readAsOne(rows.flat(), read);
    return rows.flatMap((row) => readRow(row, height, read, options));
  }

  private pieceReader(options: RecognizeOptions): PieceReader {
    const reader = readerOf(this.network, { ...REJECT, ...options.reject });
    return (pieces: readonly Piece[]) => {
      const images = pieces.map(({ ink }) => normalise(ink, options.strokes));
      return reader(images, 28).map((reading, i) => {
        return { ...reading, box: (pieces[i] as Piece).box, image: images[i] as Uint8Array };
      });
    };
  }
}

/** Whole factor by which a picture is reduced. */
function factorFor({ width, height }: Picture, { mostPixels = MOST_PIXELS }: RecognizeOptions): number {
  return Math.max(1, Math.ceil(Math.sqrt((width * height) / mostPixels)));
}

/** The reason of the largest shape. */
function reasonOf(digits: readonly ReadDigit[]): Recognition['reason'] {
  const size = ({ box }: ReadDigit) => box.width * box.height;
  if (digits.length === 0) return 'nothing-drawn';
  return digits.reduce((a, b) => (size(b) > size(a) ? b : a)).reason;
}

function placed(digit: ReadDigit, factor: number, x: number, y: number): ReadDigit {
  const box = scaled(digit.box, factor);
  return { ...digit, box: { ...box, x: box.x + x, y: box.y + y } };
}

function scaled({ x, y, width, height }: Box, factor: number): Box {
  return { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
}
