import { SettingError } from '../errors.js';
import type { Dataset } from '../files/idx/dataset.js';
import type { Recipe } from '../switches/table.js';
import type { Criterion } from './criterion.js';

/** A factor for each class. */
export type ClassWeights = readonly number[];

/**
 * The factor of each class; null where all are 1. Balanced ones are samples / (classes · samples of the class): over the
 * training set their mean is 1, so that rates keep their meaning.
 * @throws SettingError for a list of another length
 */
export function classWeightsOf(
  { classWeights }: Pick<Recipe, 'classWeights'>,
  { labels, count }: Pick<Dataset, 'labels' | 'count'>,
  classes: number,
): ClassWeights | null {
  if (classWeights === 'none') return null;
  if (classWeights === 'balanced') {
    const counts = Array<number>(classes).fill(0);
    for (const label of labels) counts[label]! += 1;
    const present = counts.filter((each) => each > 0).length;
    return counts.map((each) => (each > 0 ? count / (present * each) : 1));
  }
  if (classWeights.length === classes) return classWeights;
  throw new SettingError(
    'switch-value',
    `classWeights has ${classWeights.length} numbers, expected ${classes}, one for each class.`,
  );
}

/** The criterion times the factor of the right class; the criterion itself where all are 1. */
export function weighted(criterion: Criterion, weights: ClassWeights | null, classes: number): Criterion {
  if (!weights) return criterion;
  return (outputs, at, label, delta) => {
    const factor = weights[label]!;
    const loss = criterion(outputs, at, label, delta);
    for (let i = at; delta && i < at + classes; i++) delta[i]! *= factor;
    return factor * loss;
  };
}
