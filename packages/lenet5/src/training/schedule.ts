import { cosPi } from '../math/exponential.js';
import type { Recipe } from '../switches/table.js';

/** Where a run stands. */
export interface Moment {
  /** Passes completed. */
  readonly pass: number;
  /** Samples seen since the start of the run. */
  readonly samples: number;
  /** Samples of the whole run. */
  readonly total: number;
}

/** Half a cosine from 1 to 0, from the end of the warm-up to the end of the run. */
function cosine({ samples, total }: Moment, warmUp: number): number {
  return 0.5 * (1 + cosPi(Math.max(0, samples - warmUp) / Math.max(1, total - warmUp)));
}

/** The learning rate of a step: what the schedule says, after a linear rise over the warm-up (a tenth of the run at most). */
export function rateAt(recipe: Pick<Recipe, 'schedule' | 'rate' | 'rates' | 'warmUp'>, moment: Moment): number {
  const { schedule, rate, rates } = recipe;
  const warmUp = Math.min(recipe.warmUp, Math.floor(moment.total / 10));
  const rise = moment.samples < warmUp ? (moment.samples + 1) / warmUp : 1;
  if (schedule === 'constant') return rise * rate;
  if (schedule === 'cosine') return rise * rate * cosine(moment, warmUp);
  return rise * (rates[Math.min(moment.pass, rates.length - 1)] ?? rate);
}
