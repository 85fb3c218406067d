import { SettingError } from '../errors.js';
import type { Dataset } from '../files/idx/dataset.js';
import type { Floats } from '../kernels/arena.js';
import { exp } from '../math/exponential.js';
import type { Random } from '../math/random.js';
import { BITMAP_PIXELS } from '../network/bitmaps.js';
import type { Network } from '../network/network.js';
import type { ParameterInfo } from '../network/parameters.js';
import type { Recipe } from '../switches/table.js';
import type { ClassWeights } from './class-weights.js';

/** Where the recursion starts, and ∂²E/∂x² of the states there, for the first sample of the last forward pass. */
interface Start {
  readonly layer: string;
  readonly derivatives: (network: Network) => Floats;
}

/** e^−y over the classes and e^−j, as shares of their sum; the last one is the rubbish class. */
function shares({ outputs, classes }: Network, j: number, sign = 1): Float64Array {
  const distances = [...outputs.state.data.subarray(0, classes).map((y) => sign * y), j];
  const least = Math.min(...distances);
  const terms = Float64Array.from(distances, (y) => exp(least - y));
  const sum = terms.reduce((total, term) => total + term, 0);
  return terms.map((term) => term / sum);
}

/** Eq. 8: y = Σ (x − w)², so 2 for every unit of F6. */
const eq8: Start = { layer: 'F6', derivatives: () => new Float64Array(BITMAP_PIXELS).fill(2) };

/** Eq. 9: 2·p₀ + Var_p(2(x − w_i)) over the classes and the rubbish class, whose value is 0; never negative. */
function eq9(j: number): Start {
  return {
    layer: 'F6',
    derivatives: (network) => {
      const p = shares(network, j);
      const { bitmaps } = network;
      const x = network.unitsNamed('F6').state.data;
      return Float64Array.from({ length: BITMAP_PIXELS }, (_, k) => {
        let mean = 0;
        let square = 0;
        bitmaps.forEach((bitmap, i) => {
          const value = 2 * (x[k]! - bitmap[k]!);
          mean += p[i]! * value;
          square += p[i]! * value * value;
        });
        return 2 * p[bitmaps.length]! + Math.max(0, square - mean * mean);
      });
    },
  };
}

/** Softmax and cross-entropy: p(1 − p) for every score. */
const crossEntropy: Start = {
  layer: 'Output',
  derivatives: (network) => {
    const p = shares(network, Infinity, -1);
    return p.subarray(0, network.classes).map((share) => share * (1 - share));
  },
};

/** The mean of squares: 2 over the number of outputs. */
const meanSquares: Start = {
  layer: 'Output',
  derivatives: ({ classes }) => new Float64Array(classes).fill(2 / classes),
};

function startOf({ criterion, j }: Pick<Recipe, 'criterion' | 'j'>): Start {
  if (criterion === 'eq8') return eq8;
  if (criterion === 'eq9') return eq9(j);
  return criterion === 'mse' ? meanSquares : crossEntropy;
}

/** @throws SettingError where second derivatives are not defined here, or the network was made without room for them */
export function checkCurvature({ second, architecture: { family, pooling, coefficients, output } }: Network): void {
  if (!second) {
    throw new SettingError('switch-value', 'Optimiser sdlm needs a network made with curvature: true.');
  }
  const which = [
    ...(output === 'rbf-angle' ? ['output rbf-angle'] : []),
    ...(family === 'lenet-5' && pooling === 'max' ? ['pooling max'] : []),
    ...(family === 'lenet-5' && coefficients === 'none' ? ['coefficients none'] : []),
  ];
  if (which[0]) throw new SettingError('switch-value', `Optimiser sdlm does not go with ${which[0]}.`);
}

type CriterionSwitches = Pick<Recipe, 'criterion' | 'j'> & Partial<Pick<Recipe, 'criterionFactor'>>;

/**
 * Curvature h of every parameter, averaged over given samples of a data set, by the Gauss-Newton recursion
 * (paper p.41-42); it stays in `network.second.squares`.
 * @param weights factors of the classes, as the criterion of the training has them
 */
export function estimateCurvature(
  network: Network,
  { images, labels, rows: size }: Dataset,
  samples: ArrayLike<number>,
  criterion: CriterionSwitches,
  weights: ClassWeights | null = null,
): void {
  checkCurvature(network);
  const { layer, derivatives } = startOf(criterion);
  const share = (criterion.criterionFactor ?? 1) / samples.length;
  network.second?.squares.begin();
  for (let i = 0; i < samples.length; i++) {
    network.setPicture(0, images, samples[i]! * size * size, size);
    network.forward(1, size);
    const factor = weights ? weights[labels[samples[i]!]!]! : 1;
    network.second?.squares.add(layer, derivatives(network), share * factor);
  }
}

/** What h is divided by: where connections share a weight, their number in a map, or 1. */
function divisorOf({ layer, role }: ParameterInfo, network: Network, { sharedCurvature }: Recipe): number {
  const subsampling = role === 'coefficient' || role === 'subsampling-bias';
  if (sharedCurvature === 'sum' || (sharedCurvature === 'average-in-S' && !subsampling)) return 1;
  const [, , ...sides] = network.unitsNamed(layer).state.shape;
  return sides.reduce((product, side) => product * side, 1);
}

/**
 * Estimates the curvature, and sets the rate of every weight to 1/(μ + h); η is the step's own.
 * @param how `random` draws the samples, where they are random; `next` is the number of the sample that training sees
 *   after so many others; `weights` are the factors of the classes
 */
export function setRates(
  network: Network,
  data: Dataset,
  recipe: Recipe,
  { random, next, weights }: { random: Random; next: (after: number) => number; weights: ClassWeights | null },
): void {
  const draw = { random: () => random.below(data.count), first: (i: number) => i, next }[recipe.curvatureDraw];
  const count = Math.min(recipe.curvatureSamples, data.count);
  estimateCurvature(
    network,
    data,
    Array.from({ length: count }, (_, i) => draw(i)),
    recipe,
    weights,
  );
  const rates = network.second?.rates ?? [];
  let p = 0;
  for (const [, h] of network.second?.squares.curvature() ?? []) {
    const divisor = divisorOf(network.parameters[p]!, network, recipe);
    const to = rates[p++]?.data as Floats;
    for (let k = 0; k < to.length; k++) to[k] = 1 / (recipe.mu + h.data[k]! / divisor);
  }
}
