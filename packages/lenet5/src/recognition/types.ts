import { MOST_CLASSES } from '../given/dataset.js';
import { words } from '../given/kinds.js';
import { fit, mustFit, whole } from '../given/options.js';
import type { Box } from './plane.js';

/** A decoded picture: row-major, channels interleaved, 0 to 255; 2 channels are grey and alpha, 4 are RGBA. */
export interface Picture {
  /** Rows from top to bottom. */
  readonly data: Uint8Array | Uint8ClampedArray;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** Bytes of a pixel. */
  readonly channels: 1 | 2 | 3 | 4;
}

/**
 * What a canvas gives (`ImageData`): RGBA.
 * @example
 * import { type ImageDataLike, Recognizer } from 'lenet5';
 * import { pretrained } from 'lenet5/weights/pictures';
 * const drawn: ImageDataLike = { data: new Uint8ClampedArray(4 * 90 * 90), width: 90, height: 90 };
 * new Recognizer(pretrained()).recognize(drawn); // or context.getImageData(0, 0, 90, 90)
 */
export interface ImageDataLike {
  /** Rows from top to bottom. */
  readonly data: Uint8Array | Uint8ClampedArray;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
}

/** A canvas: that of a page, an `OffscreenCanvas`, or one of a package for Node. */
export interface CanvasLike {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** What is drawn with. */
  getContext(kind: '2d'): {
    /** Pixels of a part of it. */
    getImageData(x: number, y: number, width: number, height: number): ImageDataLike;
  } | null;
}

/** An `ImageBitmap`, as `createImageBitmap(file)` gives it. */
export interface BitmapLike {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** Frees its memory; what was read of it stays. */
  close(): void;
}

/** Whatever holds a picture. */
export type PictureLike = Picture | ImageDataLike | CanvasLike | BitmapLike;

/**
 * Why an answer was refused, or why there is none: no ink at all, no shape like a digit (too far from all bitmaps, or
 * of an impossible shape), or two digits about equally near. `reasonText` puts it into words.
 */
export type Reason = 'nothing-drawn' | 'no-digit' | 'ambiguous';

/**
 * What the network says of one 28×28 or 32×32 image, with the verdict of the reject rule.
 * @example
 * import { type Reading, Recognizer } from 'lenet5';
 * import { pretrained } from 'lenet5/weights/pictures';
 * const reading: Reading = new Recognizer(pretrained()).classify(new Uint8Array(28 * 28), 28);
 * console.log(reading.rejected ? reading.reason : reading.digit); // nothing-drawn
 */
export interface Reading {
  /** 0 to 9, or another class of the network: the nearest bitmap, also where the answer was refused. */
  readonly digit: number;
  /** Squared distances to the bitmaps (one a class, 0 or more); −log(probability) for a network with linear output. */
  readonly distances: Float32Array;
  /** The second nearest digit. */
  readonly runnerUp: number;
  /** Distance of the runner-up minus that of the answer, 0 or more. */
  readonly margin: number;
  /** Probability of the answer, 0 to 1: the softmax of Eq. 9 with its rubbish class; in a line, among all its cuts. */
  readonly confidence: number;
  /** Probability that it is no digit, 0 to 1. */
  readonly refusal: number;
  /** Whether the answer was refused. */
  readonly rejected: boolean;
  /** Set where `rejected`. */
  readonly reason: Reason | null;
}

/** A reading with its place in the picture. */
export interface ReadDigit extends Reading {
  /** In pixels of the picture given, inside it. */
  readonly box: Box;
  /** What the network saw: 28×28 bytes, 0 background to 255 ink. */
  readonly image: Uint8Array;
}

/** A place for digits: a box, a part of a comb, a cell of a grid. */
export interface Cell {
  /** In pixels of the picture given. */
  readonly box: Box;
  /** What stands in it: digits, '?' for each shape that was refused, '' where it is blank. */
  readonly text: string;
}

/** A place in the picture given, between its pixels. */
export interface Point {
  /** Pixels from the left edge. */
  readonly x: number;
  /** Pixels from the upper edge. */
  readonly y: number;
}

/** A printed line of a form, which was taken out of the ink: the middle between its edges. */
export interface FormLine {
  /** One end. */
  readonly from: Point;
  /** The other end. */
  readonly to: Point;
  /** In pixels. */
  readonly thickness: number;
}

/** A cut through a shape that may be several touching digits. */
export interface TriedCut {
  /** Corners of its way from the upper edge of the shape to the lower. */
  readonly points: readonly Point[];
  /** About how many pixels of ink it goes through; of those along two strokes that touch, half. */
  readonly depth: number;
  /** Whether two characters of the best path meet here. */
  readonly taken: boolean;
}

/**
 * A part of a line of writing that may be one digit, an arc of the graph (LeCun et al. 1998, p.22): `digit` is the
 * nearest, and `confidence` and `rejected` are those of the network for this image alone.
 */
export interface Candidate extends ReadDigit {
  /** What it costs on a path, 0 or more: −log of the probability, and what its form adds. */
  readonly costs: {
    /** As `digit`. */
    readonly digit: number;
    /** As something that is no digit. */
    readonly other: number;
  };
  /** What it is on the best path: a digit, or something else; null beside it. */
  readonly taken: 'digit' | 'other' | null;
}

/**
 * How a picture was read, in the view that gave the answer: all of it in pixels of the picture given.
 * @example
 * import { Recognizer } from 'lenet5';
 * import type { Trace } from 'lenet5/recognition';
 * import { pretrained } from 'lenet5/weights/pictures';
 * const data = new Uint8Array(60 * 90).fill(255);
 * for (let y = 15; y < 75; y++) data.fill(0, y * 60 + 27, y * 60 + 33); // an upright stroke
 * const picture = { data, width: 60, height: 90, channels: 1 } as const;
 * const trace: Trace = new Recognizer(pretrained()).recognize(picture, { trace: true }).trace;
 * for (const { digit, taken } of trace.candidates) console.log(digit, taken); // 1 digit
 */
export interface Trace {
  /** Printed lines of a form. */
  readonly lines: readonly FormLine[];
  /** Cuts that were tried; far more than digits touch. */
  readonly cuts: readonly TriedCut[];
  /**
   * All parts that the network was asked about, line by line, by where they begin. Those on the best path are
   * the `digits` and the `others` of the answer.
   */
  readonly candidates: readonly Candidate[];
}

/**
 * What was read in a picture.
 * @example
 * import { type Recognition, Recognizer } from 'lenet5';
 * import { pretrained } from 'lenet5/weights/pictures';
 * const white = { data: new Uint8Array(90 * 90).fill(255), width: 90, height: 90, channels: 1 } as const;
 * const { text, complete, digits, reason }: Recognition = new Recognizer(pretrained()).recognize(white);
 * for (const { digit, box, rejected } of digits) console.log(digit, box.x, box.y, rejected);
 */
export interface Recognition {
  /**
   * The digits in reading order: lines from top to bottom, each from left to right; '?' for one that was seen and
   * refused. Empty where none was accepted.
   */
  readonly text: string;
  /** Whether `text` holds all digits that were seen: not empty, and without '?'. */
  readonly complete: boolean;
  /** Probability that all digits of `text` are right, 0 to 1: the product of theirs; 0 where it is empty. */
  readonly confidence: number;
  /** Everything that might be a digit, in the same order, refused ones too. */
  readonly digits: readonly ReadDigit[];
  /** Boxes of signs and other marks that are no digits: commas, slashes, letters beside a number. */
  readonly others: readonly Box[];
  /** Places for digits that a form has, rows from top to bottom, each from left to right; empty without a form. */
  readonly cells: readonly (readonly Cell[])[];
  /** Why `text` is empty; null where it is not. */
  readonly reason: Reason | null;
  /** How it was read; only where option `trace` asks for it. */
  readonly trace?: Trace;
}

const DIGIT = whole(0, MOST_CLASSES - 1);
const REASONS = words('nothing-drawn', 'no-digit', 'ambiguous');
const LANGUAGES = words('en', 'zh');
const READING = fit('a reading, with digit and runnerUp', (value) => {
  const { digit, runnerUp } = Object(value) as Partial<Reading>;
  return DIGIT.accepts(digit) && DIGIT.accepts(runnerUp);
});

/** Languages of `reasonText`. */
export type ReasonLanguage = 'en' | 'zh';

/**
 * A reason in plain words, for example "between 4 and 9".
 * @throws SettingError for another reason or language
 * @param reading names the two digits of 'ambiguous'; without it the words stay general
 * @example
 * import { reasonText } from 'lenet5';
 * console.log(reasonText('ambiguous', { digit: 9, runnerUp: 4 })); // between 4 and 9
 */
export function reasonText(
  reason: Reason,
  reading?: Pick<Reading, 'digit' | 'runnerUp'> | null,
  language: ReasonLanguage = 'en',
): string {
  mustFit('reason', reason, REASONS);
  if (reading !== undefined && reading !== null) mustFit('reading', reading, READING);
  mustFit('language', language, LANGUAGES);
  const chinese = language === 'zh';
  switch (reason) {
    case 'nothing-drawn':
      return chinese ? '没有笔迹' : 'nothing drawn';
    case 'no-digit':
      return chinese ? '不像任何数字' : 'no shape like a digit';
    case 'ambiguous': {
      if (!reading) return chinese ? '介于两个数字之间' : 'between two digits';
      const [a, b] = [reading.digit, reading.runnerUp].sort((first, second) => first - second);
      return chinese ? `介于 ${a} 和 ${b} 之间` : `between ${a} and ${b}`;
    }
  }
}
