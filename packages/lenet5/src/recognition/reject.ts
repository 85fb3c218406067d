import type { Reading, Reason } from './types.js';

/** An answer is accepted with at most `distance` to its bitmap and at least `margin` to the runner-up. */
export interface RejectRule {
  /** Largest squared distance to the bitmap of the answer. */
  readonly distance: number;
  /** Least difference between the two smallest distances. */
  readonly margin: number;
}

/**
 * For the weights for pictures (`lenet5/weights/pictures`): what `npm run choose-reject` shows as the best balance of
 * false rejects of digits and of non-digits refused.
 */
export const REJECT: RejectRule = { distance: 14, margin: 4 };

/** For single images that are already as MNIST's: whoever gives one rarely gives something else than a digit. */
export const REJECT_IMAGE: RejectRule = { distance: 20, margin: 4 };

/** Answer, runner-up and verdict from ten distances. */
export function judge(distances: Float32Array, rule: RejectRule): Reading {
  let digit = 0;
  for (let i = 1; i < distances.length; i++) if (at(distances, i) < at(distances, digit)) digit = i;
  let runnerUp = digit === 0 ? 1 : 0;
  for (let i = 0; i < distances.length; i++) {
    if (i !== digit && at(distances, i) < at(distances, runnerUp)) runnerUp = i;
  }
  const margin = at(distances, runnerUp) - at(distances, digit);
  const reason = verdict(at(distances, digit), margin, rule);
  return { digit, distances, runnerUp, margin, rejected: reason !== null, reason };
}

function verdict(distance: number, margin: number, rule: RejectRule): Reason | null {
  if (!(distance <= rule.distance)) return 'no-digit';
  return margin >= rule.margin ? null : 'ambiguous';
}

function at(distances: Float32Array, digit: number): number {
  return distances[digit] as number;
}
