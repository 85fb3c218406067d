import type { Box } from './box.js';

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

/**
 * What was read in a picture.
 * @example
 * import { type Recognition, Recognizer } from 'lenet5';
 * import { pretrained } from 'lenet5/weights/pictures';
 * const white = { data: new Uint8Array(90 * 90).fill(255), width: 90, height: 90, channels: 1 } as const;
 * const { text, digits, reason }: Recognition = new Recognizer(pretrained()).recognize(white);
 * for (const { digit, box, rejected } of digits) console.log(digit, box.x, box.y, rejected);
 */
export interface Recognition {
  /** The accepted digits in reading order: lines from top to bottom, each from left to right. */
  readonly text: string;
  /** Everything that might be a digit, in the same order, refused ones too. */
  readonly digits: readonly ReadDigit[];
  /** Why `text` is empty; null where it is not. */
  readonly reason: Reason | null;
}
