import { mustFit, whole } from '../given/options.js';
import { cosPi } from '../math/exponential.js';
import { checkRecipe } from '../switches/check.js';
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

/** Samples over which the rate rises: a tenth of the run at most. */
function warmUpOf({ warmUp }: Pick<Recipe, 'warmUp'>, total: number): number {
  return Math.min(warmUp, Math.floor(total / 10));
}

/** The learning rate of a step: what the schedule says, after a linear rise over the warm-up. */
export function rateAt(recipe: Pick<Recipe, 'schedule' | 'rate' | 'rates' | 'warmUp'>, moment: Moment): number {
  const { schedule, rate, rates } = recipe;
  const warmUp = warmUpOf(recipe, moment.total);
  const rise = moment.samples < warmUp ? (moment.samples + 1) / warmUp : 1;
  if (schedule === 'constant') return rise * rate;
  if (schedule === 'cosine') return rise * rate * cosine(moment, warmUp);
  return rise * (rates[Math.min(moment.pass, rates.length - 1)] ?? rate);
}

/** Share of the ranges of the distortion in a pass with distortion, counted from 0: half a cosine from 1 to `distortionEnd`. */
export function distortionAt(
  { distortionEnd, passes, plainPasses }: Pick<Recipe, 'distortionEnd' | 'passes' | 'plainPasses'>,
  pass: number,
): number {
  const fall = 0.5 * (1 + cosPi(pass / Math.max(1, passes - plainPasses - 1)));
  return distortionEnd + (1 - distortionEnd) * fall;
}

/**
 * Whether the passes of a finished training are the first ones of a longer training too, bit for bit: not where its rates,
 * its teachers, its distortion or its last passes without distortion depend on where it ends.
 * @param recipe of the finished training
 * @param passes of the longer one
 * @param count training samples
 * @throws SettingError for what is no recipe, or no such number
 */
export function beginsLike(recipe: Recipe, passes: number, count: number): boolean {
  checkRecipe(recipe);
  mustFit('passes', passes, whole(1));
  mustFit('count', count, whole(1));
  if (recipe.schedule === 'cosine' || recipe.teachers > 0) return false;
  if (recipe.distortion !== 'none' && (recipe.plainPasses > 0 || recipe.distortionEnd < 1)) return false;
  return warmUpOf(recipe, recipe.passes * count) === warmUpOf(recipe, passes * count);
}
