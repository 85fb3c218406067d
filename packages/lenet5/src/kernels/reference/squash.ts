import { exp, tanh } from '../../math/exponential.js';
import type { Squash } from '../contract.js';

/** Amplitude A of the paper's squashing function f(a) = A tanh(S·a) (p.41); f(±1) = ±1. */
export const AMPLITUDE = 1.7159;
/** Slope S. */
export const SLOPE = 2 / 3;

/** The value of a unit from its weighted sum. */
export function squash(kind: Squash, a: number): number {
  if (kind === 'scaled-tanh') return AMPLITUDE * tanh(SLOPE * a);
  if (kind === 'logistic') return 1 / (1 + exp(-a));
  return a;
}

/** f′(a), from the state x = f(a). */
export function slope(kind: Squash, x: number): number {
  if (kind === 'scaled-tanh') return (SLOPE / AMPLITUDE) * (AMPLITUDE - x) * (AMPLITUDE + x);
  if (kind === 'logistic') return x * (1 - x);
  return 1;
}
