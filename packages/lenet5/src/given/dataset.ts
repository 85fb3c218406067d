import { DataError } from '../errors.js';
import { isPixels } from './bytes.js';
import { whole } from './options.js';
import { shown } from './shown.js';

const COUNT = whole(1);
/** Digits. */
const MOST_LABEL = 9;

function refuse(what: string, problem: string): never {
  throw new DataError('not-dataset', `${what} ${problem}.`);
}

/** @throws DataError `not-dataset` for numbers that are no bytes, and for more or fewer than `expected` */
export function checkBytes(what: string, given: unknown, expected: number): void {
  const found = isPixels(given) ? `${given.length} bytes` : shown(given);
  if (found !== `${expected} bytes`) refuse(what, `has ${found}, expected a Uint8Array of ${expected}`);
}

/** Labels from 0 to 9. @throws DataError `label-range` */
export function checkLabels(what: string, labels: Uint8Array): void {
  const index = labels.findIndex((label) => label > MOST_LABEL);
  if (index < 0) return;
  throw new DataError(
    'label-range',
    `${what} has label ${labels[index]} at index ${index}, where digits 0 to 9 were expected: ` +
      'use a set of digits, or renumber the classes.',
  );
}

/**
 * Looks at a data set before its pictures are read, once: sizes that the arrays have not would be scored all the same.
 * @throws DataError `not-dataset` or `label-range`
 */
export function checkDataset(given: unknown): void {
  const { images, labels, count, rows, columns } = Object(given) as Record<string, unknown>;
  if (rows !== columns || (rows !== 28 && rows !== 32) || !COUNT.accepts(count)) {
    refuse(
      'The data set',
      `is ${shown(given)}, expected what makeDataset() or readMnistFolder() give, with 1 picture or more`,
    );
  }
  checkBytes('The data set, for its images,', images, Number(count) * Number(rows) ** 2);
  checkBytes('The data set, for its labels,', labels, Number(count));
  checkLabels('The data set', labels as Uint8Array);
}
