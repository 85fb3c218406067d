import { frozen } from '../given/frozen.js';

/**
 * Table I of the paper (p.8): for each of the 16 maps of C3, the maps of S2 that it reads. Three in a row (5 is
 * followed by 0), four in a row, four with a gap, all: maps that see different inputs have to learn different features.
 * @example
 * import { TABLE_I } from 'lenet5';
 * console.log(TABLE_I[6]); // map 6 of C3 reads the maps 0, 1, 2 and 3 of S2
 */
export const TABLE_I: readonly (readonly number[])[] = frozen([
  [0, 1, 2],
  [1, 2, 3],
  [2, 3, 4],
  [3, 4, 5],
  [0, 4, 5],
  [0, 1, 5],
  [0, 1, 2, 3],
  [1, 2, 3, 4],
  [2, 3, 4, 5],
  [0, 3, 4, 5],
  [0, 1, 4, 5],
  [0, 1, 2, 5],
  [0, 1, 3, 4],
  [1, 2, 4, 5],
  [0, 2, 3, 5],
  [0, 1, 2, 3, 4, 5],
]);

/** Every map reads every map below: what Table I is compared with. */
export function fullTable(maps: number, inputs: number): number[][] {
  return Array.from({ length: maps }, () => Array.from({ length: inputs }, (_, i) => i));
}
