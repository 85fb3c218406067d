// No figure without the same work: each program is compared with this library before it is timed.

/** Steps of batch 1 that are compared. */
export const COMPARED_STEPS = 20;
/** Largest difference of a weight after these steps. */
const WEIGHT_BOUND = 1e-4;
/** Largest difference of a distance; the distances are around 100. */
const OUTPUT_BOUND = 1e-3;
/** A difference may be no more than this share of how far a parameter moved: one that stands still is found out. */
const MOVE_SHARE = 0.05;

/** @typedef {{ who: string, preset: string, kind: string, difference: number, ok: boolean, reason: string }} Agreement */

function largestDifference(a, b) {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    // NaN must not slip through a comparison.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}

/**
 * @param {import('./contender.mjs').Weights} theirs
 * @param {import('./contender.mjs').Weights} ours after the same steps
 * @param {import('./contender.mjs').Weights} start
 */
export function compareWeights(theirs, ours, start) {
  let difference = 0;
  for (const [name, values] of ours) {
    const found = theirs.get(name);
    if (!found) return { difference: Number.POSITIVE_INFINITY, ok: false, reason: `it has no ${name}` };
    const here = largestDifference(found, values);
    const moved = largestDifference(values, start.get(name));
    difference = Math.max(difference, here);
    if (here > WEIGHT_BOUND || here > MOVE_SHARE * moved) {
      const reason = `${name} differs by ${here.toExponential(1)} where ours moved by ${moved.toExponential(1)}`;
      return { difference, ok: false, reason };
    }
  }
  return { difference, ok: true, reason: '' };
}

/** @param {Float32Array} theirs @param {Float32Array} ours distances of the same pictures */
export function compareOutputs(theirs, ours) {
  const difference = largestDifference(theirs, ours);
  const ok = difference <= OUTPUT_BOUND;
  return { difference, ok, reason: ok ? '' : `distances differ by ${difference.toExponential(1)}` };
}
