import type { Network } from 'lenet5';
import type { Squash } from 'lenet5/core';

/** Where squashing functions end. */
const ENDS: Partial<Record<Squash, number>> = { 'scaled-tanh': 1.7159, tanh: 1, logistic: 1 };

/** The end of the colour scale for the states of units; null where no function ends them, or one does not: each layer by its largest. */
export function rangeOf({ layers }: Network): number | null {
  const ends = layers.flatMap(({ squash }) => (squash === 'none' ? [] : [ENDS[squash] ?? Number.POSITIVE_INFINITY]));
  const most = Math.max(0, ...ends);
  return most > 0 && Number.isFinite(most) ? most : null;
}
