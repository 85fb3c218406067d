import { SettingError } from '../errors.js';
import { frozen } from '../given/frozen.js';
import type { Reading, Reason } from './types.js';

/** What the recogniser needs of a network; `Network` has it. */
export interface DigitNetwork {
  /** Which of its outputs is the answer depends on `output`. */
  readonly architecture: {
    /** Distances, or scores for 'linear'. */
    readonly output: 'rbf' | 'rbf-angle' | 'linear';
    /** How many there are; ten digits where nothing is said. */
    readonly classes?: number;
  };
  /** The characters that its classes are; the digits where nothing is said. */
  readonly characters?: string;
  /** Most images of one pass. */
  readonly capacity: number;
  /** Where the values of each image, one for each class, are after `forward`. */
  readonly outputs: {
    /** States of the output units. */
    readonly state: {
      /** [capacity, classes] */
      readonly data: ArrayLike<number>;
    };
  };
  /** Puts an image into its place of the batch. */
  setPicture(sample: number, pictures: Uint8Array, offset: number, size: 28 | 32): void;
  /** Reads the images set before. */
  forward(samples: number, size: 28 | 32): void;
}

/** Reads images of one size, in batches of the network's capacity. */
export type DigitReader = (images: readonly Uint8Array[], side: 28 | 32) => Reading[];

/** The characters that writing is taken apart for. */
export const DIGITS = '0123456789';

/**
 * The characters of a network's classes. Writing is taken apart for digits alone: a picture for another network holds one
 * character.
 * @throws SettingError where there may be several, and they are no digits
 */
export function charactersOf({ characters = DIGITS }: DigitNetwork, isOne: boolean): string {
  if (isOne || characters === DIGITS) return characters;
  throw new SettingError(
    'switch-value',
    `mode is not "single", and the network tells ${characters.length} classes apart, ${characters[0]} to ` +
      `${characters.at(-1)}: writing is taken apart for the ten digits alone, so give mode: 'single'.`,
  );
}

export function readerOf(network: DigitNetwork, rule: RejectRule): DigitReader {
  const temperature = network.architecture.output === 'linear' ? 1 : TEMPERATURE;
  return (images, side) => {
    const readings: Reading[] = [];
    for (let first = 0; first < images.length; first += network.capacity) {
      const batch = images.slice(first, first + network.capacity);
      batch.forEach((image, s) => {
        network.setPicture(s, image, 0, side);
      });
      network.forward(batch.length, side);
      for (let s = 0; s < batch.length; s++) readings.push(judge(distancesOf(network, s), rule, temperature));
    }
    return readings;
  };
}

function distancesOf({ architecture, outputs }: DigitNetwork, sample: number): Float32Array {
  const { classes = 10 } = architecture;
  const values = Float32Array.from({ length: classes }, (_, i) => outputs.state.data[sample * classes + i] as number);
  return architecture.output === 'linear' ? negativeLogProbabilities(values) : values;
}

/** Scores of a linear output as distances: −log of the softmax. */
function negativeLogProbabilities(scores: Float32Array): Float32Array {
  const most = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp(score - most), 0);
  return scores.map((score) => most + Math.log(sum) - score);
}

/** An answer is accepted with at most `distance` to its bitmap and at least `margin` to the runner-up. */
export interface RejectRule {
  /** Largest squared distance to the bitmap of the answer: j of Eq. 9, the distance of the rubbish class. */
  readonly distance: number;
  /** Least difference between the two smallest distances. */
  readonly margin: number;
}

/**
 * For the weights for pictures (`lenet5/weights/pictures`): what `npm run choose-reject` shows as the best balance of
 * false rejects of digits and of non-digits refused.
 */
export const REJECT: RejectRule = frozen({ distance: 22, margin: 4 });

/** For single images that are already as MNIST's: whoever gives one rarely gives something else than a digit. */
export const REJECT_IMAGE: RejectRule = frozen({ distance: 26, margin: 2 });

/** Distances are divided by this before they become probabilities: see `npm run choose-reject`. */
const TEMPERATURE = 5;

/** Answer, runner-up and verdict from ten distances. */
export function judge(distances: Float32Array, rule: RejectRule, temperature = TEMPERATURE): Reading {
  let digit = 0;
  for (let i = 1; i < distances.length; i++) if (at(distances, i) < at(distances, digit)) digit = i;
  let runnerUp = digit === 0 ? 1 : 0;
  for (let i = 0; i < distances.length; i++) {
    if (i !== digit && at(distances, i) < at(distances, runnerUp)) runnerUp = i;
  }
  const margin = at(distances, runnerUp) - at(distances, digit);
  const reason = verdict(at(distances, digit), margin, rule);
  const probabilities = shares(distances, digit, rule, temperature);
  return { digit, distances, runnerUp, margin, ...probabilities, rejected: reason !== null, reason };
}

/** Softmax of Eq. 9 with its rubbish class (LeCun et al. 1998, p.9): what falls to the digit, and to no digit at all. */
function shares(distances: Float32Array, digit: number, rule: RejectRule, temperature: number) {
  const nearest = at(distances, digit);
  if (Number.isNaN(nearest)) return { confidence: 0, refusal: 1 };
  const least = Math.min(nearest, rule.distance);
  const share = (distance: number) => Math.exp((least - distance) / temperature);
  const sum = distances.reduce((total, distance) => total + share(distance), share(rule.distance));
  return { confidence: share(nearest) / sum, refusal: share(rule.distance) / sum };
}

function verdict(distance: number, margin: number, rule: RejectRule): Reason | null {
  if (!(distance <= rule.distance)) return 'no-digit';
  return margin >= rule.margin ? null : 'ambiguous';
}

function at(distances: Float32Array, digit: number): number {
  return distances[digit] as number;
}
