import { SettingError } from '../errors.js';
import { type Fit, fit, isListOf, mustFit, NUMBER } from '../given/options.js';
import { exp } from '../math/exponential.js';
import { NETWORK, type Network } from '../network/network.js';
import type { Recipe } from '../switches/table.js';
import { type Criterion, FLUSH } from './criterion.js';

export const TEACHERS: Fit = {
  expected: 'a list of networks',
  each: NETWORK,
  accepts: (value) => isListOf(NETWORK, value),
};
const FINITE: Fit = { expected: 'finite numbers', each: NUMBER, accepts: (value) => isListOf(NUMBER, value) };

/** @throws SettingError where they are not as many as the recipe says, or cannot teach the student */
export function checkTeachers(teachers: readonly Network[], recipe: Recipe, student: Network): void {
  const { length } = teachers;
  if (length !== recipe.teachers) {
    throw new SettingError(
      'switch-value',
      `The recipe has teachers ${recipe.teachers}, and option teachers holds ${length}: train that many networks first and give them.`,
    );
  }
  if (length === 0) return;
  const known = fit('eq8, eq9 or cross-entropy where there are teachers', (value) => value !== 'mse');
  mustFit('criterion', recipe.criterion, known, 'switch-value');
  teachers.forEach((teacher, i) => {
    checkTeacher(teacher, student, `teachers[${i}]`);
  });
}

/** It must look at the input of the student, in units of its own, and speak of the same classes. */
function checkTeacher(teacher: Network, student: Network, name: string): void {
  const other = fit('another network than the one that it teaches', (value) => value !== student);
  mustFit(name, teacher, other, 'switch-value');
  for (const field of ['family', 'pixels', 'classes'] as const) {
    const own = student.architecture[field];
    const same = fit(`${own}, as in the network that it teaches`, (value) => value === own);
    mustFit(`${name}.${field}`, teacher.architecture[field], same, 'switch-value');
  }
  for (const parameter of teacher.parameters) {
    mustFit(`${name}.${parameter.name}`, Array.from(parameter.value.data), FINITE, 'switch-value');
  }
}

/** Adds softmax(answer / temperature) of a network for the picture in place 0: what it holds likely, −distance or score. */
function addShares(network: Network, temperature: number, into: Float64Array): void {
  const { data } = network.outputs.state;
  const sign = network.architecture.output === 'linear' ? 1 : -1;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < into.length; i++) highest = Math.max(highest, sign * data[i]!);
  const shares = Float64Array.from(into, (_, i) => exp((sign * data[i]! - highest) / temperature));
  const sum = shares.reduce((total, share) => total + share, 0);
  for (let i = 0; i < into.length; i++) into[i]! += shares[i]! / sum;
}

/**
 * A criterion whose right answer is not the label but what teachers answer to the same picture, distorted as the student
 * sees it (Hinton et al. 2015). Eq. 9 is Σ q_i y_i + log(e^−j + Σ e^−y_i) then, q the mean of the teachers' shares: its
 * last term, with the rubbish class, stays as it is, without which all distances would only grow.
 * @param criterion of distances or scores; linear in the output of the label, but for terms that do not know the label
 * @param given networks that fit (see `checkTeachers`); the units of each are overwritten
 */
export function taught(
  criterion: Criterion,
  given: readonly Network[],
  { temperature, criterionFactor }: Pick<Recipe, 'temperature' | 'criterionFactor'>,
  student: Network,
): Criterion {
  if (given.length === 0) return criterion;
  const teachers = [...given];
  const { classes, capacity } = student;
  const input = student.unitsNamed('input').state;
  const inputs = input.length / capacity;
  const inputsOf = teachers.map((teacher) => teacher.unitsNamed('input').state.data);
  const sums = new Float64Array(classes);
  const factor = student.architecture.output === 'linear' ? -criterionFactor : criterionFactor;
  return (outputs, at, label, delta) => {
    const place = (at / classes) * inputs;
    const picture = input.data.subarray(place, place + inputs);
    sums.fill(0);
    teachers.forEach((teacher, t) => {
      inputsOf[t]!.set(picture);
      teacher.forwardFromInput(1);
      addShares(teacher, temperature, sums);
    });
    let loss = criterion(outputs, at, label, delta);
    for (let i = 0; i < classes; i++) {
      const change = factor * (sums[i]! / teachers.length - (i === label ? 1 : 0));
      loss += change * outputs[at + i]!;
      if (!delta) continue;
      const derivative = delta[at + i]! + change;
      delta[at + i] = Math.abs(derivative) < FLUSH ? 0 : derivative;
    }
    return loss;
  };
}
