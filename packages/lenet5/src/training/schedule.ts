import { cosPi } from '../math/exponential.js';
import type { Recipe } from './recipe.js';

/** Where a run stands. */
export interface Progress {
  /** Passes completed. */
  readonly pass: number;
  /** Samples seen since the start of the run. */
  readonly samples: number;
  /** Samples of the whole run. */
  readonly total: number;
}

/** Half a cosine from 1 to 0 after a linear rise from 0, at the middle of the step. */
function cosine({ samples, total }: Progress, warmUp: number): number {
  if (samples < warmUp) return (samples + 1) / warmUp;
  return 0.5 * (1 + cosPi((samples - warmUp) / Math.max(1, total - warmUp)));
}

/** The learning rate of a step. */
export function rateAt(recipe: Pick<Recipe, 'schedule' | 'rate' | 'rates' | 'warmUp'>, progress: Progress): number {
  const { schedule, rate, rates, warmUp } = recipe;
  if (schedule === 'constant') return rate;
  if (schedule === 'cosine') return rate * cosine(progress, Math.min(warmUp, Math.floor(progress.total / 10)));
  return rates[Math.min(progress.pass, rates.length - 1)] ?? rate;
}
