import { SettingError } from '../errors.js';
import { mustFit } from '../given/options.js';
import type { Floats } from '../kernels/arena.js';
import { exp, log } from '../math/exponential.js';
import { CLASSES } from '../network/bitmaps.js';
import { checkSwitchNames } from '../switches/check.js';
import { type Architecture, type Recipe, SWITCHES } from '../switches/table.js';

/**
 * Loss of one sample from its ten outputs, which start at `at`; ∂loss/∂output goes to the same places of `delta`.
 * Nothing is written where `delta` is null.
 */
export type Criterion = (outputs: Floats, at: number, label: number, delta: Floats | null) => number;

/** Derivatives below this become 0: subnormal numbers are slow further down, and they move no weight. */
const FLUSH = 1e-20;

/** Eq. 8 (paper p.9): the distance y of the right class. */
const eq8: Criterion = (outputs, at, label, delta) => {
  if (delta) {
    delta.fill(0, at, at + CLASSES);
    delta[at + label] = 1;
  }
  return outputs[at + label]!;
};

/** Σ e^−y over the classes and one more term e^−j; written as e^−shift · sum, which cannot overflow. */
function partition(outputs: Floats, at: number, j: number): { shift: number; sum: number } {
  let shift = j;
  for (let i = at; i < at + CLASSES; i++) shift = Math.min(shift, outputs[i]!);
  let sum = j === Infinity ? 0 : exp(shift - j);
  for (let i = at; i < at + CLASSES; i++) sum += exp(shift - outputs[i]!);
  return { shift, sum };
}

/** y_label + log(e^−j + Σ e^−y), and its derivatives [i is the label] − e^−y_i / Σ. */
function competitive(outputs: Floats, at: number, label: number, delta: Floats | null, j: number): number {
  const { shift, sum } = partition(outputs, at, j);
  if (delta) {
    for (let i = 0; i < CLASSES; i++) {
      const share = exp(shift - outputs[at + i]!) / sum;
      const derivative = (i === label ? 1 : 0) - share;
      delta[at + i] = Math.abs(derivative) < FLUSH ? 0 : derivative;
    }
  }
  return outputs[at + label]! - shift + log(sum);
}

/** Softmax of ten scores with cross-entropy: Eq. 9 with −score for the distance and without the rubbish class. */
const crossEntropy: Criterion = (outputs, at, label, delta) => {
  const negated = Float64Array.from({ length: CLASSES }, (_, i) => -outputs[at + i]!);
  const derivatives = delta && new Float64Array(CLASSES);
  const loss = competitive(negated, 0, label, derivatives, Infinity);
  derivatives?.forEach((value, i) => {
    (delta as Floats)[at + i] = -value;
  });
  return loss;
};

/**
 * @param recipe a whole one, or these switches of it; j is 1 by default
 * @throws SettingError for other switches or values, and where the criterion and the output layer do not go together
 */
export function criterionOf(
  recipe: Pick<Recipe, 'criterion'> & Partial<Pick<Recipe, 'j'>>,
  output: Architecture['output'],
): Criterion {
  checkSwitchNames('recipe', recipe);
  const { criterion, j = 1 } = recipe;
  const values: Record<string, unknown> = { criterion, j };
  for (const { name, kind } of SWITCHES) if (name in values) mustFit(name, values[name], kind, 'switch-value');
  if ((criterion === 'cross-entropy') !== (output === 'linear')) {
    throw new SettingError(
      'switch-value',
      `Criterion ${criterion} does not go with output ${output}: use cross-entropy with linear, eq8 or eq9 with rbf.`,
    );
  }
  if (criterion === 'eq8') return eq8;
  if (criterion === 'cross-entropy') return crossEntropy;
  return (outputs, at, label, delta) => competitive(outputs, at, label, delta, j);
}
