import { Random } from '../../../src/math/random.js';
import { crop, normalise } from '../../../src/recognition/normalise.js';
import type { Plane } from '../../../src/recognition/plane.js';
import { scaleTo } from '../../../src/recognition/scale.js';
import { EDGE } from '../../../src/recognition/threshold.js';
import { BODY, enlarge, foreignDigit, nonDigit, SIDE, sideBySide, tilt, withPen } from './shapes.js';

export interface DigitImages {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly count: number;
}

/** Label of what is no digit. */
export const NO_DIGIT = 255;

/** How many images of each kind. */
export interface Mixture {
  readonly digits: number;
  readonly foreign: number;
  readonly nonDigits: number;
}

/** Images as the recogniser makes them from pictures: MNIST digits with other pens and slants, and non-digits. */
export function trainingSet(mnist: DigitImages, mixture: Mixture, seed: number): DigitImages {
  const random = new Random(seed, 'pictures');
  const count = mixture.digits + mixture.foreign + mixture.nonDigits;
  const images = new Uint8Array(count * 784);
  const labels = new Uint8Array(count);
  const digitAt = (i: number) => mnist.images.subarray(i * 784, (i + 1) * 784);
  const any = () => digitAt(Math.floor(random.uniform(0, mnist.count)));
  for (let i = 0; i < count; i++) {
    const pen = drawPen(random);
    let ink: Plane;
    if (i < mixture.digits) {
      const at = i % mnist.count;
      labels[i] = mnist.labels[at] as number;
      ink = enlarge(digitAt(at));
      if (random.uniform(0, 1) < 0.6) ink = withPen(ink, pen);
    } else if (i < mixture.digits + mixture.foreign) {
      const { digit, ink: drawn } = foreignDigit(random, pen);
      labels[i] = digit;
      ink = drawn;
    } else {
      labels[i] = NO_DIGIT;
      ink = random.uniform(0, 1) < 0.15 ? sideBySide(random, any(), any()) : nonDigit(random, pen);
    }
    images.set(seen(random, tilt(random, ink)), i * 784);
  }
  return { images, labels, count };
}

/** Width of a pen, from a thin ball pen to a thick marker, in pixels of the square. */
function drawPen(random: Random): number {
  const share = random.uniform(0, 1);
  return (BODY / 20) * (0.5 + 4 * share * share);
}

/** As a picture of some resolution shows it and the recogniser prepares it. */
function seen(random: Random, ink: Plane): Uint8Array {
  const side = Math.round(SIDE * random.uniform(0.22, 1));
  const small = scaleTo(ink, side, side);
  const drawn = small.data.filter((value) => value > 30).sort();
  const full = drawn[Math.floor(0.85 * drawn.length)] ?? 255;
  const edge = EDGE * full;
  const data = small.data.map((value) =>
    Math.min(255, value < edge ? 0 : 128 + ((value - edge) * 127) / (full - edge)),
  );
  return normalise(crop({ ...small, data }));
}
