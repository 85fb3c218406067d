import { exp, tanh } from '../math/exponential.js';
import type { SquaredSquash, Squash } from './contract.js';

/** Amplitude A of the paper's squashing function f(a) = A tanh(S·a) (p.41); f(±1) = ±1. */
export const AMPLITUDE = 1.7159;
/** Slope S. */
export const SLOPE = 2 / 3;

/** Results below this become 0: subnormal numbers are slow. (tanh has none: it is 0 or above 1e-17.) */
const FLUSH = 1e-30;

/** The value of a unit from its weighted sum. */
export function squash(kind: Squash | SquaredSquash, a: number): number {
  if (kind === 'scaled-tanh') return AMPLITUDE * tanh(SLOPE * a);
  if (kind === 'tanh') return tanh(a);
  if (kind === 'relu') return Math.max(0, a);
  if (kind === 'logistic') {
    const x = 1 / (1 + exp(-a));
    return x < FLUSH ? 0 : x;
  }
  return a;
}

/** f′(a), from the state x = f(a); for the squared kinds f′(a)², from x². */
export function slope(kind: Squash | SquaredSquash, x: number): number {
  if (kind === 'scaled-tanh') return (SLOPE / AMPLITUDE) * (AMPLITUDE - x) * (AMPLITUDE + x);
  if (kind === 'tanh') return (1 - x) * (1 + x);
  if (kind === 'relu') return x > 0 ? 1 : 0;
  if (kind === 'logistic') return x * (1 - x);
  if (kind === 'squared scaled-tanh') {
    const first = (SLOPE / AMPLITUDE) * (AMPLITUDE * AMPLITUDE - x);
    return first * first;
  }
  if (kind === 'squared tanh') return (1 - x) * (1 - x);
  if (kind === 'squared logistic') {
    const rest = 1 - Math.sqrt(x);
    return x * rest * rest;
  }
  return 1;
}
