import type { Squash } from '../../src/kernels/contract.js';

/** The formulas of the paper with the engine's own functions: nothing here is shared with the kernels. */
export const squashed: Record<Squash, (a: number) => number> = {
  'scaled-tanh': (a) => 1.7159 * Math.tanh((2 * a) / 3),
  tanh: (a) => Math.tanh(a),
  logistic: (a) => 1 / (1 + Math.exp(-a)),
  relu: (a) => Math.max(a, 0),
  none: (a) => a,
};

/** f′ where f has the value x. */
export const slopeAt: Record<Squash, (x: number) => number> = {
  'scaled-tanh': (x) => (2 / 3) * (1.7159 - x ** 2 / 1.7159),
  tanh: (x) => 1 - x ** 2,
  logistic: (x) => x - x ** 2,
  relu: (x) => (x > 0 ? 1 : 0),
  none: () => 1,
};

/** Σ over 0 ≤ i < count. */
export function sumOver(count: number, term: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += term(i);
  return sum;
}

/** (f(x + h) − f(x − h)) / 2h. */
export function centralDifference(f: (x: number) => number, x: number, h = 1e-5): number {
  return (f(x + h) - f(x - h)) / (2 * h);
}
