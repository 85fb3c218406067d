import { able, mustFit } from '../given/options.js';
import { readAlong } from './along.js';
import { type PieceReader, readAsOne, readLines, wholePath } from './candidates.js';
import type { Path } from './graph.js';
import { channelsOf, grey } from './grey.js';
import { isHollowed } from './hollow.js';
import { findInk, INK_EDGE, type Ink, knownInk } from './ink.js';
import { centre, DIGIT_SIDE, IMAGE_SIDE, normalise } from './normalise.js';
import { mergeOptions, type RecognizeOptions } from './options.js';
import { BLANK, MOST, type Page, pageOf, recognitionOf } from './page.js';
import { type Crop, checkImage, cropped, pictureOf, wholeOf } from './picture.js';
import type { Piece } from './piece.js';
import { around, type Box, inkBox, type Plane } from './plane.js';
import { charactersOf, type DigitNetwork, REJECT, REJECT_IMAGE, readerOf } from './reader.js';
import { BROKEN, segment } from './segment.js';
import { evenLight } from './shading.js';
import { moved, traceOf } from './trace.js';
import { laid, type Turn, UPRIGHT, unlaid, unlaidPoint } from './turn.js';
import type { PictureLike, Point, Reading, Recognition } from './types.js';
import { areDots, invert, lightInk, median, turnsOf, type View, viewsOf } from './views.js';

const NETWORK = able(
  'a network, such as pretrained() of lenet5/weights/pictures, or createNetwork() with loadStateDict(weights)',
  'setPicture',
  'forward',
);
const MOST_PIXELS = 240_000;
/** So much more a less likely view must score, and one of the picture turned; and the least evidence of both. */
const HANDICAP = 1;
const TURN_HANDICAP = 3;
const LEAST_EVIDENCE = 2;
/** A page that scores less is a text or a texture, however it is looked at. */
const HOPELESS = -150;
/** Digits lower than this in the reduced picture are looked at again with more pixels. */
const LOW = 26;

/** The verdict on a shape that is surely none, whatever it looks like. */
const NO_DIGIT = { confidence: 0, refusal: 1, rejected: true, reason: 'no-digit' } as const;

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
  private readonly options: RecognizerOptions;

  /** @throws SettingError for what is no network, for an unknown option, and for a value that does not fit */
  constructor(
    private readonly network: DigitNetwork,
    options?: RecognizerOptions,
  ) {
    mustFit('network', network, NETWORK);
    this.options = mergeOptions(options, {}, 'Recognizer');
  }

  /**
   * Reads the digits of a picture.
   * @param given a decoded picture, or a canvas or bitmap where these exist
   * @param options over those of the constructor; undefined leaves them as they are
   * @throws PictureError where size, channels and bytes do not fit each other, SettingError for an unknown option or a
   *   value that does not fit, and for a network of other classes than the digits without mode 'single'
   */
  recognize(given: PictureLike, options: RecognizeOptions & { readonly trace: true }): Required<Recognition>;
  recognize(given: PictureLike, options?: RecognizeOptions): Recognition;
  recognize(given: PictureLike, options?: RecognizeOptions): Recognition {
    const asked = mergeOptions(options, this.options, 'recognize');
    const characters = charactersOf(this.network, asked.mode === 'single');
    const page = this.read(wholeOf(pictureOf(given)), asked);
    return { ...recognitionOf(page, characters), ...(asked.trace && { trace: page.trace ?? traceOf([], []) }) };
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

  /** The first reading without doubts, else the one with the most evidence, of several ways to see the picture. */
  private read(crop: Crop, options: RecognizeOptions): Page {
    const factor = factorFor(crop, options);
    const plane = grey(channelsOf(crop, factor));
    const prepared = this.prepared(plane, options);
    if (prepared) return prepared;
    const asked = options.invert ?? 'auto';
    const skewness = asked === 'auto' ? lightInk(plane) : asked === 'yes' ? 1 : -1;
    const upright = this.upright(plane, viewsOf(skewness, asked !== 'auto'), options);
    const { page, view } = this.turned(plane, upright, options);
    return this.closer(crop, page, view, factor, options) ?? placed(page, factor, 0, 0);
  }

  private upright(plane: Plane, [first, ...others]: readonly [View, ...View[]], options: RecognizeOptions): Seen {
    let best = this.look(plane, first, UPRIGHT, options);
    for (const view of options.again === false || options.ink === 'known' ? [] : others) {
      if (best.page.clear || best.page.score < HOPELESS) break;
      if (view.broken > BROKEN && !areDots(best.pieces, best.stroke)) continue;
      const seen = this.look(plane, view, UPRIGHT, options);
      if (better(seen, best, HANDICAP)) best = seen;
    }
    return best;
  }

  /** Lays writing straight where it cannot be read as it lies. */
  private turned(plane: Plane, upright: Seen, options: RecognizeOptions): Seen {
    let best = upright;
    const { pieces, height, view, page } = upright;
    if (options.turn === false || page.clear || page.score < HOPELESS) return best;
    // What is drawn on a pad stands upright, at most aslant.
    const isKnown = options.ink === 'known';
    for (const turn of turnsOf(pieces, height)) {
      if (isKnown && turn.quarters > 0) break;
      if (turn.quarters > 0 && page.evidence > 0) break;
      const seen = this.look(plane, view, turn, options);
      const handicap = best === upright ? TURN_HANDICAP : 0;
      if (better(seen, best, handicap) && (turn.quarters === 0 || isVaried(seen.page, DOUBTS[turn.quarters] as number)))
        best = seen;
      // Writing that stands on its side reads as something from either side.
      if (best.page.clear && turn.quarters !== 1) break;
    }
    return best;
  }

  /** Reads small digits again in the part of the picture that holds them and what stands beside them, which needs less reduction. */
  private closer(
    crop: Crop,
    { digits, others }: Page,
    { light }: View,
    factor: number,
    options: RecognizeOptions,
  ): Page | null {
    if (factor === 1 || digits.length === 0) return null;
    const height = median(digits.map(({ box }) => box.height));
    if (height >= LOW) return null;
    const found = around(digits.map(({ box }) => box));
    const beside = others.filter((box) => box.y < found.y + found.height && box.y + box.height > found.y);
    const part = [around([found, ...beside]), found]
      .map((box) => cropped(crop, scaled(box, factor), 2 * factor * height))
      .find((each) => factorFor(each, options) < factor);
    if (!part) return null;
    const page = this.read(part, { ...options, invert: light ? 'yes' : 'no' });
    return placed(page, 1, part.box.x - crop.box.x, part.box.y - crop.box.y);
  }

  /** A picture that has MNIST's form already, whole or cut out tightly, light ink on nothing or the other way round. */
  private prepared(given: Plane, options: RecognizeOptions): Page | null {
    const { mode, invert: asked = 'auto', reject } = options;
    const isWhole = given.width === IMAGE_SIDE && given.height === IMAGE_SIDE;
    const isTight = Math.abs(Math.max(given.width, given.height) - DIGIT_SIDE) <= 2;
    if (!(isWhole || isTight) || mode === 'multi') return null;
    const both = lightCorners(given) ? [invert(given), given] : [given, invert(given)];
    const ways = asked === 'auto' ? both : asked === 'yes' ? [given] : [invert(given)];
    for (const way of ways) {
      const box = inkBox(way);
      if (!box || Math.max(box.width, box.height) > DIGIT_SIDE + 2 || Math.max(...way.data) < INK_EDGE) continue;
      const image = isWhole ? way.data : centre(way);
      const [reading] = readerOf(this.network, { ...REJECT_IMAGE, ...reject })([image], IMAGE_SIDE) as [Reading];
      if (reading.rejected) continue;
      const digit = { ...reading, box, image };
      const page = { ...BLANK, digits: [digit], evidence: MOST, clear: true };
      return options.trace ? { ...page, trace: traceOf([wholePath(digit)], []) } : page;
    }
    return null;
  }

  private look(plane: Plane, view: View, turn: Turn, options: RecognizeOptions): Seen {
    const straight = turn === UPRIGHT ? plane : laid(plane, turn);
    const dark = view.light ? invert(straight) : straight;
    const ink = inkOf(dark, view, options);
    if (!ink) return { page: BLANK, pieces: [], height: 0, stroke: 0, view };
    const read = this.pieceReader(options, dark);
    const { rows, height, stroke } = segment(ink, read, { ...options, ...view });
    const lines = readRows(rows, stroke, read, options);
    const drawn = options.ink === 'known';
    const whole = pageOf(lines, ink.cells, { several: options.mode === 'multi', drawn });
    const page = options.mode === 'single' ? { ...whole, others: leftAside(rows.flat(), whole) } : whole;
    const traced = options.trace ? { ...page, trace: traceOf(lines, ink.lines) } : page;
    const box = (given: Box) => unlaid(given, plane, turn);
    return {
      page: elsewhere(traced, box, (point) => unlaidPoint(point, plane, turn)),
      pieces: rows.flat(),
      height,
      stroke,
      view,
    };
  }

  /** @param picture that the pieces were taken from */
  private pieceReader(options: RecognizeOptions, picture: Plane): PieceReader {
    const reader = readerOf(this.network, { ...REJECT, ...options.reject });
    return (pieces: readonly Piece[]) => {
      const images = pieces.map(({ ink }) => normalise(ink, options.strokes));
      return reader(images, 28).map((reading, i) => {
        const piece = pieces[i] as Piece;
        const isDisc = reading.digit === 0 && !reading.rejected && isHollowed(piece, picture);
        return { ...reading, ...(isDisc && NO_DIGIT), box: piece.box, image: images[i] as Uint8Array };
      });
    };
  }
}

/** The ink of a picture, dark on lighter paper; null where there is none. */
function inkOf(dark: Plane, view: View, options: RecognizeOptions): Ink | null {
  if (options.ink === 'known') return knownInk(dark);
  return findInk(options.evenLight === false ? dark : evenLight(dark), { ...options, ...view });
}

/** A page as one view shows it, and the shapes on it. */
interface Seen {
  readonly page: Page;
  readonly pieces: readonly Piece[];
  readonly height: number;
  readonly stroke: number;
  readonly view: View;
}

/** Lines of pieces as the options ask. */
function readRows(
  rows: readonly (readonly Piece[])[],
  stroke: number,
  read: PieceReader,
  options: RecognizeOptions,
): readonly Path[] {
  const { mode, reader, strips } = options;
  if (mode === 'single') return readAsOne(rows.flat(), read);
  if (reader === 'displacement' && strips) return rows.map((row) => readAlong(row, strips));
  return readLines(rows, stroke, read, options);
}

/** A shape lower than this share of the one digit asked for is a speck. */
const SPECK = 0.5;

/** What stands beside the one digit that was asked for, and may be another one. */
function leftAside(pieces: readonly Piece[], { digits }: Page): Box[] {
  const taken = digits[0]?.box;
  if (!taken) return [];
  return pieces
    .map(({ box }) => box)
    .filter(({ x, width, height }) => {
      const isOutside = x + width <= taken.x || x >= taken.x + taken.width;
      return isOutside && height > SPECK * taken.height;
    });
}

/** Whether a small picture, which a digit fills, looks like dark ink on a light ground: most of its corners are paper. */
function lightCorners({ width, height, data }: Plane): boolean {
  const corners = [0, width - 1, (height - 1) * width, height * width - 1].map((i) => data[i] as number);
  return corners.reduce((sum, value) => sum + value, 0) > 2 * 255;
}

/** Whether a less likely view shows so much more that it must be the right one. */
function better({ page }: Seen, { page: before }: Seen, handicap: number): boolean {
  return page.evidence > LEAST_EVIDENCE && page.score > before.score + handicap;
}

/** Largest share of refused shapes by quarter turns: letters look like digits most where they stand on their head. */
const DOUBTS: readonly number[] = [1, 0.25, 0.1, 0.25];

/** Whether there are two digits that no line or bar looks like, not all of them rings, and hardly anything that is none. */
function isVaried({ digits, others }: Page, doubts: number): boolean {
  const refused = others.length + digits.filter(({ rejected }) => rejected).length;
  const curved = digits.filter(({ digit, rejected }) => !rejected && digit !== 1 && digit !== 7);
  return curved.length > 1 && curved.some(({ digit }) => digit !== 0) && refused <= doubts * digits.length;
}

/** Whole factor by which a picture is reduced. */
function factorFor({ box: { width, height } }: Crop, { mostPixels = MOST_PIXELS }: RecognizeOptions): number {
  return Math.max(1, Math.ceil(Math.sqrt((width * height) / mostPixels)));
}

function placed(page: Page, factor: number, x: number, y: number): Page {
  const point = (given: Point) => ({ x: given.x * factor + x, y: given.y * factor + y });
  return elsewhere(page, (given) => ({ ...scaled(given, factor), ...point(given) }), point);
}

/** The same page in another picture, by where a box and a point of this one are there. */
function elsewhere(page: Page, box: (given: Box) => Box, point: (given: Point) => Point): Page {
  const { digits, others, cells, trace } = page;
  return {
    ...page,
    digits: digits.map((digit) => ({ ...digit, box: box(digit.box) })),
    others: others.map(box),
    cells: cells.map((row) => row.map(box)),
    ...(trace && { trace: moved(trace, box, point) }),
  };
}

function scaled({ x, y, width, height }: Box, factor: number): Box {
  return { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
}
