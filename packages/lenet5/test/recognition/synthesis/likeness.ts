import type { DigitImages } from './digit-images.js';

/** Digits of MNIST that a shape is compared with, and of each side what is left after 2×2 pixels became one. */
const REFERENCES = 3000;
const HALF = 14;
/** A shape is as much like a digit as this share of the digits are like their nearest of the same class. */
const QUANTILE = 0.65;

/**
 * Whether an image would pass for a digit of MNIST with anybody, by its nearest neighbour: so that what chance made of
 * other writing is not taught as a non-digit.
 */
export class Likeness {
  private readonly references: readonly Float32Array[];
  private readonly labels: Uint8Array;
  /** By digit. */
  private readonly most: readonly number[];

  constructor(mnist: DigitImages) {
    const count = Math.min(REFERENCES, mnist.count);
    this.labels = mnist.labels.subarray(0, count);
    this.references = Array.from({ length: count }, (_, i) => blurred(mnist.images, i * 784));
    const own = Array.from({ length: 10 }, (): number[] => []);
    for (const [i, reference] of this.references.entries()) {
      const label = this.labels[i] as number;
      own[label]?.push(this.nearest(reference, (j) => j !== i && this.labels[j] === label).distance);
    }
    this.most = own.map((distances) => distances.sort((a, b) => a - b)[Math.floor(QUANTILE * distances.length)] ?? 0);
  }

  isDigit(image: Uint8Array): boolean {
    const { distance, at } = this.nearest(blurred(image, 0), () => true);
    return distance <= (this.most[this.labels[at] as number] as number);
  }

  private nearest(image: Float32Array, admits: (i: number) => boolean): { distance: number; at: number } {
    let [distance, at] = [Number.POSITIVE_INFINITY, 0];
    for (const [i, reference] of this.references.entries()) {
      if (!admits(i)) continue;
      let sum = 0;
      for (let k = 0; k < reference.length && sum < distance; k++) {
        sum += ((image[k] as number) - (reference[k] as number)) ** 2;
      }
      if (sum < distance) [distance, at] = [sum, i];
    }
    return { distance, at };
  }
}

/** Half as large and soft, so that a shift by a pixel matters little. */
function blurred(images: Uint8Array, from: number): Float32Array {
  const small = new Float32Array(HALF * HALF);
  for (let y = 0; y < 28; y++) {
    for (let x = 0; x < 28; x++) {
      const i = (y >> 1) * HALF + (x >> 1);
      small[i] = (small[i] as number) + (images[from + y * 28 + x] as number) / 1020;
    }
  }
  const soft = new Float32Array(HALF * HALF);
  for (let y = 1; y + 1 < HALF; y++) {
    for (let x = 1; x + 1 < HALF; x++) {
      const i = y * HALF + x;
      const beside = (k: number) => (small[i - k] as number) + (small[i + k] as number);
      soft[i] = 0.4 * (small[i] as number) + 0.15 * (beside(1) + beside(HALF));
    }
  }
  return soft;
}
