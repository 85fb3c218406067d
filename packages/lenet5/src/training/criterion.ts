import { SettingError } from '../errors.js';
import { mustFit } from '../given/options.js';
import type { Floats } from '../kernels/arena.js';
import { exp, log } from '../math/exponential.js';
import { checkSwitchNames } from '../switches/check.js';
import { type Architecture, DEFAULT_ARCHITECTURE, type Recipe, SWITCHES } from '../switches/table.js';

/**
 * Loss of one sample from its outputs, one a class, which start at `at`; ∂loss/∂output goes to the same places of `delta`.
 * Nothing is written where `delta` is null.
 */
export type Criterion = (outputs: Floats, at: number, label: number, delta: Floats | null) => number;

/** Derivatives below this become 0: subnormal numbers are slow further down, and they move no weight. */
export const FLUSH = 1e-20;

/** Eq. 8 (paper p.9): the distance y of the right class. */
const eq8 =
  (classes: number): Criterion =>
  (outputs, at, label, delta) => {
    if (delta) {
      delta.fill(0, at, at + classes);
      delta[at + label] = 1;
    }
    return outputs[at + label]!;
  };

/** Eq. 9: y_label + log(e^−j + Σ e^−y), and its derivatives [i is the label] − e^−y_i / Σ; sums as e^−shift · sum, which cannot overflow. */
const eq9 =
  (classes: number, j: number): Criterion =>
  (outputs, at, label, delta) => {
    const end = at + classes;
    let shift = j;
    for (let i = at; i < end; i++) shift = Math.min(shift, outputs[i]!);
    let sum = j === Infinity ? 0 : exp(shift - j);
    for (let i = at; i < end; i++) sum += exp(shift - outputs[i]!);
    for (let i = at; delta && i < end; i++) {
      const derivative = (i === at + label ? 1 : 0) - exp(shift - outputs[i]!) / sum;
      delta[i] = Math.abs(derivative) < FLUSH ? 0 : derivative;
    }
    return outputs[at + label]! - shift + log(sum);
  };

/** Softmax of scores with cross-entropy: Eq. 9 with −score for the distance and without the rubbish class. */
const crossEntropy = (classes: number): Criterion => {
  const competitive = eq9(classes, Infinity);
  return (outputs, at, label, delta) => {
    const negated = Float64Array.from({ length: classes }, (_, i) => -outputs[at + i]!);
    const derivatives = delta && new Float64Array(classes);
    const loss = competitive(negated, 0, label, derivatives);
    derivatives?.forEach((value, i) => {
      (delta as Floats)[at + i] = -value;
    });
    return loss;
  };
};

/** Mean of (x − t)² over the outputs, where t is 1 for the right class and −1 for the others (LeCun et al. 1989). */
const meanSquares =
  (classes: number): Criterion =>
  (outputs, at, label, delta) => {
    let sum = 0;
    for (let i = 0; i < classes; i++) {
      const difference = outputs[at + i]! - (i === label ? 1 : -1);
      sum += difference * difference;
      if (delta) delta[at + i] = (2 * difference) / classes;
    }
    return sum / classes;
  };

/** The same with a factor before it. */
const times =
  (factor: number, criterion: Criterion, classes: number): Criterion =>
  (outputs, at, label, delta) => {
    const loss = criterion(outputs, at, label, delta);
    for (let i = at; delta && i < at + classes; i++) delta[i]! *= factor;
    return factor * loss;
  };

/**
 * @param recipe a whole one, or these switches of it; j and the factor are 1 by default
 * @param classes number of outputs, 10 by default
 * @throws SettingError for other switches or values, and where the criterion and the output layer do not go together
 */
export function criterionOf(
  recipe: Pick<Recipe, 'criterion'> & Partial<Pick<Recipe, 'j' | 'criterionFactor'>>,
  output: Architecture['output'],
  classes: number = DEFAULT_ARCHITECTURE.classes,
): Criterion {
  checkSwitchNames('recipe', recipe);
  const { criterion, j = 1, criterionFactor = 1 } = recipe;
  const values: Record<string, unknown> = { criterion, j, criterionFactor, classes };
  for (const { name, kind } of SWITCHES) if (name in values) mustFit(name, values[name], kind, 'switch-value');
  const scores = criterion === 'cross-entropy' || criterion === 'mse';
  if (scores !== (output === 'linear')) {
    throw new SettingError(
      'switch-value',
      `Criterion ${criterion} does not go with output ${output}: use cross-entropy or mse with linear, eq8 or eq9 with rbf.`,
    );
  }
  const plain = { eq8, eq9, 'cross-entropy': crossEntropy, mse: meanSquares }[criterion](classes, j);
  return criterionFactor === 1 ? plain : times(criterionFactor, plain, classes);
}
