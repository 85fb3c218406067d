import { SettingError } from '../errors.js';
import type { InitialValues } from '../network/initial.js';

/** A training, as independent switches. Nothing about the network stands here. */
export interface Recipe extends InitialValues {
  /** For people and files; presets have the name they are asked for by. */
  readonly name: string;
  /** Eq. 8 (the distance of the right class), Eq. 9 (with competition between classes), or softmax with cross-entropy. */
  readonly criterion: 'eq8' | 'eq9' | 'cross-entropy';
  /** The constant j > 0 of Eq. 9, which the paper does not give: the distance of an imagined rubbish class. */
  readonly j: number;
  /** Plain stochastic gradient descent, or the stochastic diagonal Levenberg-Marquardt method (paper p.41-42). */
  readonly optimiser: 'sgd' | 'sdlm';
  /** μ of the latter: the rate of a weight is η/(μ + h), h its curvature. Paper p.42: 0.02. */
  readonly mu: number;
  /** Samples on which the curvature is estimated before each pass. Paper p.42: 500. */
  readonly curvatureSamples: number;
  /** It is estimated again after so many samples, 0 for never … */
  readonly curvatureEvery: number;
  /** … during so many passes at the start. */
  readonly curvaturePasses: number;
  /** Rates from `rates`, one a pass; a half cosine from `rate` to 0 with a linear warm-up; or `rate` throughout. */
  readonly schedule: 'list' | 'cosine' | 'constant';
  /** Highest rate of the schedules cosine and constant, per step. */
  readonly rate: number;
  /** Rate of each pass for 'list'; the last one holds for all further passes. */
  readonly rates: readonly number[];
  /** Samples over which the rate rises from 0 to what the schedule says. */
  readonly warmUp: number;
  /** Order of the samples: as stored (blog), one random order for all passes (paper), or a new one for each pass. */
  readonly order: 'stored' | 'constant' | 'every-pass';
  /** Samples of one step; their gradients are averaged. */
  readonly batch: number;
  /** Passes over the training set. */
  readonly passes: number;
  /** What happens to each training picture, anew in each pass: nothing, an affine map, or that and a smooth field. */
  readonly distortion: 'none' | 'affine' | 'elastic';
  /** Translation in x and y, each uniform ± pixels. */
  readonly shift: number;
  /** Scale, uniform 1 ± this. */
  readonly scale: number;
  /** Squeeze: width multiplied and height divided by uniform 1 ± this. */
  readonly squeeze: number;
  /** Horizontal shear, uniform ± pixels a row. */
  readonly shear: number;
  /** Rotation, uniform ± radians (of the tangent of half the angle, to be exact). */
  readonly rotation: number;
  /** Displacement of each control point of the smooth field in x and y, uniform ± pixels; points are 5 pixels apart. */
  readonly elastic: number;
  /** Stroke width: each picture goes uniform ± this share of the way to strokes thicker or thinner by a pixel a side; 0 for none. */
  readonly thickness: number;
  /** Passes at the end without distortion. */
  readonly plainPasses: number;
  /** Samples at the end of the training set kept out of training, to choose the best weights on; 0 for none. */
  readonly validation: number;
}

/** The values of every switch that takes one of a few words. */
export const RECIPE_VALUES = {
  initialWeights: ['2.4/F', 'sqrt(3/F)'],
  initialBiases: ['zero', 'as-weights', '1/sqrt(F)'],
  criterion: ['eq8', 'eq9', 'cross-entropy'],
  optimiser: ['sgd', 'sdlm'],
  schedule: ['list', 'cosine', 'constant'],
  order: ['stored', 'constant', 'every-pass'],
  distortion: ['none', 'affine', 'elastic'],
} as const;

function require(condition: boolean, name: string, value: unknown, expected: string): void {
  if (!condition) throw new SettingError('switch-value', `${name} is ${JSON.stringify(value)}, expected ${expected}.`);
}

function isRange(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] <= value[1];
}

const isCount = (value: unknown, least: number) => Number.isSafeInteger(value) && (value as number) >= least;
const isPositive = (value: unknown) => Number.isFinite(value) && (value as number) > 0;

const isWithin = (value: unknown, most: number) =>
  Number.isFinite(value) && (value as number) >= 0 && (value as number) <= most;

/** Largest values of the ranges of distortion: the picture stays in its frame, and a stroke changes by a pixel a side. */
const DISTORTION_LIMITS = { shift: 16, scale: 0.9, squeeze: 0.9, shear: 2, rotation: 3, elastic: 16, thickness: 1 };

/** @throws SettingError that names the switch, the value given and what was expected */
export function checkRecipe(recipe: Recipe): Recipe {
  for (const [name, allowed] of Object.entries(RECIPE_VALUES)) {
    const value = recipe[name as keyof typeof RECIPE_VALUES];
    require((allowed as readonly string[]).includes(value), name, value, `one of: ${allowed.join(', ')}`);
  }
  const { initialCoefficient, initialSubsamplingBias, schedule, rates } = recipe;
  const coefficient = initialCoefficient === '2.4/(4*maps)' || isRange(initialCoefficient);
  require(coefficient, 'initialCoefficient', initialCoefficient, 'low,high or 2.4/(4*maps)');
  require(isRange(initialSubsamplingBias), 'initialSubsamplingBias', initialSubsamplingBias, 'low,high');
  require(isPositive(recipe.j), 'j', recipe.j, 'a number above 0');
  require(isPositive(recipe.mu), 'mu', recipe.mu, 'a number above 0');
  require(isCount(
    recipe.curvatureSamples,
    1,
  ), 'curvatureSamples', recipe.curvatureSamples, 'a number of samples, 1 or more');
  require(isCount(recipe.curvatureEvery, 0), 'curvatureEvery', recipe.curvatureEvery, 'a number of samples, 0 or more');
  require(isCount(
    recipe.curvaturePasses,
    0,
  ), 'curvaturePasses', recipe.curvaturePasses, 'a number of passes, 0 or more');
  require(isPositive(recipe.rate), 'rate', recipe.rate, 'a number above 0');
  require(rates.every(isPositive), 'rates', rates, 'numbers above 0');
  require(schedule !== 'list' || rates.length > 0, 'rates', rates, 'at least one rate with schedule list');
  require(isCount(recipe.warmUp, 0), 'warmUp', recipe.warmUp, 'a number of samples, 0 or more');
  require(isCount(recipe.batch, 1), 'batch', recipe.batch, 'a whole number, 1 or more');
  require(isCount(recipe.passes, 1), 'passes', recipe.passes, 'a whole number, 1 or more');
  require(isCount(recipe.validation, 0), 'validation', recipe.validation, 'a number of samples, 0 or more');
  for (const [name, most] of Object.entries(DISTORTION_LIMITS)) {
    const value = recipe[name as keyof typeof DISTORTION_LIMITS];
    require(isWithin(value, most), name, value, `0 to ${most}`);
  }
  require(isCount(recipe.plainPasses, 0), 'plainPasses', recipe.plainPasses, 'a number of passes, 0 or more');
  return recipe;
}
