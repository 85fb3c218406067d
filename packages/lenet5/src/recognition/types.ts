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
  /** 0 to 9, the nearest bitmap, also where the answer was refused. */
  readonly digit: number;
  /** Squared distances to the ten bitmaps (10 values, 0 or more); −log(probability) for a network with linear output. */
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
}

/** Languages of `reasonText`. */
export type ReasonLanguage = 'en' | 'zh';

/**
 * A reason in plain words, for example "between 4 and 9".
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
