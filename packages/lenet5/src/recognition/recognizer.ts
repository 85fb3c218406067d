import type { Box } from './box.js';
import { type Component, type Components, findComponents } from './components.js';
import { grey } from './grey.js';
import { centre, DIGIT_SIDE, scaleTo } from './normalise.js';
import { checkImage, checkPicture } from './picture.js';
import { type Plane, plane } from './plane.js';
import { judge, REJECT, type RejectRule } from './reject.js';
import { histogramOf, otsu } from './threshold.js';
import type { ImageDataLike, Picture, ReadDigit, Reading, Recognition } from './types.js';

/** What the recogniser needs of a network; `Network` has it. */
export interface DigitNetwork {
  readonly architecture: { readonly output: 'rbf' | 'rbf-angle' | 'linear' };
  readonly outputs: { readonly state: { readonly data: ArrayLike<number> } };
  setPicture(sample: number, pictures: Uint8Array, offset: number, size: 28 | 32): void;
  forward(samples: number, size: 28 | 32): void;
}

/** How the recogniser decides; the defaults fit the shipped weights. */
export interface RecognizerOptions {
  readonly reject?: Partial<RejectRule>;
}

/** Overrides what is otherwise decided from the picture. */
export interface RecognizeOptions {
  /** One digit, several, or as many as there seem to be (default). */
  readonly mode?: 'auto' | 'single' | 'multi';
  /** Light ink on dark ('yes'), dark on light ('no'), or what the picture looks like (default). */
  readonly invert?: 'auto' | 'yes' | 'no';
}

/** From a picture to its digits. It uses the network's memory: one call at a time. */
export class Recognizer {
  readonly reject: RejectRule;

  constructor(
    private readonly network: DigitNetwork,
    options: RecognizerOptions = {},
  ) {
    this.reject = { ...REJECT, ...options.reject };
  }

  /**
   * Reads all digits of a picture.
   * @throws PictureError where size, channels and bytes do not fit each other
   */
  recognize(picture: Picture | ImageDataLike, options: RecognizeOptions = {}): Recognition {
    const ink = inkOf(grey(checkPicture(picture)), options.invert ?? 'auto');
    const components = findComponents(ink);
    const tallest = Math.max(0, ...components.list.map(({ box }) => box.height));
    const kept = components.list.filter(({ box }) => box.height > tallest / 3);
    const chosen = options.mode === 'single' ? kept.toSorted((a, b) => b.area - a.area).slice(0, 1) : kept;
    const digits = chosen
      .toSorted((a, b) => a.box.x - b.box.x)
      .map((component) => this.read(components, component, ink));
    const text = digits.flatMap(({ rejected, digit }) => (rejected ? [] : [digit])).join('');
    const reason = text ? null : (digits[0]?.reason ?? 'nothing-drawn');
    return { text, digits, reason };
  }

  /**
   * Reads one image that is already as MNIST's: `side`×`side` bytes, ink 255, background 0.
   * @throws PictureError for another size, and for pixels of another range
   */
  classify(pixels: Uint8Array | Uint8ClampedArray, side: 28 | 32): Reading {
    const image = checkImage(pixels, side);
    const reading = this.run(image, side);
    return image.some((value) => value > 0) ? reading : { ...reading, rejected: true, reason: 'nothing-drawn' };
  }

  private read({ labels }: Components, { label, box }: Component, ink: Plane): ReadDigit {
    const own = cut(ink, box, labels, label);
    const scale = DIGIT_SIDE / Math.max(box.width, box.height);
    const side = (length: number) => Math.max(1, Math.round(length * scale));
    const image = centre(scaleTo(own, side(box.width), side(box.height)));
    return { ...this.run(image, 28), box, image };
  }

  private run(image: Uint8Array, side: 28 | 32): Reading {
    this.network.setPicture(0, image, 0, side);
    this.network.forward(1, side);
    const outputs = Float32Array.from({ length: 10 }, (_, i) => this.network.outputs.state.data[i] as number);
    return judge(
      this.network.architecture.output === 'linear' ? negativeLogProbabilities(outputs) : outputs,
      this.reject,
    );
  }
}

function inkOf(picture: Plane, invert: 'auto' | 'yes' | 'no'): Plane {
  const histogram = histogramOf(picture.data);
  const threshold = otsu(histogram);
  const dark = histogram.subarray(0, threshold + 1).reduce((sum, count) => sum + count, 0);
  const light = invert === 'yes' || (invert === 'auto' && dark > picture.data.length / 2);
  return { ...picture, data: picture.data.map((value) => (value > threshold === light ? 255 : 0)) };
}

function cut(ink: Plane, box: Box, labels: Int32Array, label: number): Plane {
  const own = plane(box.width, box.height);
  for (let y = 0, i = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++, i++) {
      const from = (box.y + y) * ink.width + box.x + x;
      if (labels[from] === label) own.data[i] = ink.data[from] as number;
    }
  }
  return own;
}

/** Scores of a linear output as distances: −log of the softmax. */
function negativeLogProbabilities(scores: Float32Array): Float32Array {
  const most = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp(score - most), 0);
  return scores.map((score) => most + Math.log(sum) - score);
}
