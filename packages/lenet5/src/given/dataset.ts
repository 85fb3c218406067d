import { DataError } from '../errors.js';
import { isPixels } from './bytes.js';
import { fit, whole } from './options.js';
import { shown } from './shown.js';

const COUNT = whole(1);
/** Classes of a network at most: the digits, the capital and the small letters, as in EMNIST's `byclass`. */
export const MOST_CLASSES = 62;

function refuse(what: string, problem: string): never {
  throw new DataError('not-dataset', `${what} ${problem}.`);
}

/** @throws DataError `not-dataset` for numbers that are no bytes, and for more or fewer than `expected` */
export function checkBytes(what: string, given: unknown, expected: number): void {
  const found = isPixels(given) ? `${given.length} bytes` : shown(given);
  if (found !== `${expected} bytes`) refuse(what, `has ${found}, expected a Uint8Array of ${expected}`);
}

/**
 * Looks at labels.
 * @param classes how many there are
 * @param first the label of the first of them
 * @throws DataError `label-range`
 */
export function checkLabels(what: string, labels: Uint8Array, classes: number = MOST_CLASSES, first = 0): void {
  const index = labels.findIndex((label) => label < first || label >= first + classes);
  if (index < 0) return;
  const remedy =
    classes === MOST_CLASSES
      ? `more than ${MOST_CLASSES} classes are too many, so take a set of fewer, or renumber them`
      : `there are ${classes} classes, so take as many as there are labels, or renumber the labels`;
  throw new DataError(
    'label-range',
    `${what} has label ${labels[index]} at index ${index}, where ${first} to ${first + classes - 1} were expected: ` +
      `${remedy}.`,
  );
}

/** Names of classes, from class 0 on. */
export const CLASS_NAMES = fit(`2 to ${MOST_CLASSES} different texts`, (given) => {
  const names: readonly unknown[] = Array.isArray(given) ? given : [];
  const texts = names.every((name) => typeof name === 'string' && name.trim() !== '');
  return texts && names.length >= 2 && names.length <= MOST_CLASSES && new Set(names).size === names.length;
});

/**
 * Looks at a data set before its pictures are read, once: sizes that the arrays have not would be scored all the same.
 * @param classes those that there are, from 0 on
 * @throws DataError `not-dataset` or `label-range`
 */
export function checkDataset(given: unknown, classes = MOST_CLASSES): void {
  const { images, labels, count, rows, columns, classNames } = Object(given) as Record<string, unknown>;
  if (rows !== columns || (rows !== 28 && rows !== 32) || !COUNT.accepts(count)) {
    refuse(
      'The data set',
      `is ${shown(given)}, expected what makeDataset() or readMnistFolder() give, with 1 picture or more`,
    );
  }
  checkBytes('The data set, for its images,', images, Number(count) * Number(rows) ** 2);
  checkBytes('The data set, for its labels,', labels, Number(count));
  checkLabels('The data set', labels as Uint8Array, classes);
  if (classNames === undefined || CLASS_NAMES.accepts(classNames)) return;
  refuse('The data set', `has classNames ${shown(classNames)}, expected ${CLASS_NAMES.expected}`);
}
