import { judge, type RejectRule } from './reject.js';
import type { Reading } from './types.js';

/** What the recogniser needs of a network; `Network` has it. */
export interface DigitNetwork {
  /** Which of its outputs is the answer depends on `output`. */
  readonly architecture: {
    /** Distances, or scores for 'linear'. */
    readonly output: 'rbf' | 'rbf-angle' | 'linear';
  };
  /** Most images of one pass. */
  readonly capacity: number;
  /** Where the ten values of each image are after `forward`. */
  readonly outputs: {
    /** States of the output units. */
    readonly state: {
      /** [capacity, 10] */
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

const CLASSES = 10;

export function readerOf(network: DigitNetwork, rule: RejectRule): DigitReader {
  return (images, side) => {
    const readings: Reading[] = [];
    for (let first = 0; first < images.length; first += network.capacity) {
      const batch = images.slice(first, first + network.capacity);
      batch.forEach((image, s) => {
        network.setPicture(s, image, 0, side);
      });
      network.forward(batch.length, side);
      for (let s = 0; s < batch.length; s++) readings.push(judge(distancesOf(network, s), rule));
    }
    return readings;
  };
}

function distancesOf({ architecture, outputs }: DigitNetwork, sample: number): Float32Array {
  const values = Float32Array.from({ length: CLASSES }, (_, i) => outputs.state.data[sample * CLASSES + i] as number);
  return architecture.output === 'linear' ? negativeLogProbabilities(values) : values;
}

/** Scores of a linear output as distances: −log of the softmax. */
function negativeLogProbabilities(scores: Float32Array): Float32Array {
  const most = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp(score - most), 0);
  return scores.map((score) => most + Math.log(sum) - score);
}
