import { DataError } from '../errors.js';
import type { Labelling } from '../files/idx/dataset.js';
import { MOST_CLASSES } from '../given/dataset.js';
import { CODES } from '../network/bitmaps.js';
import { baseOf, bytesOf, type DataFile, pathOf, refuse } from './files.js';

/** Bytes of a list of names: thousands of times those of any. */
const MOST_BYTES = 1_000_000;

/** A name a line, in the order of the labels. */
const PLAIN = 'classes.txt';

/**
 * What the classes of a set are called, by a file beside it: `classes.txt`, or EMNIST's mapping (`emnist-letters-mapping.txt`),
 * where each line has a label and the code points that are meant. Null where there is no such file.
 * @param files those of the folder
 * @param prefix with which the files of the set begin
 * @throws DataError `not-dataset` where the file is no such list
 */
export async function readClassNames(files: readonly DataFile[], prefix: string): Promise<Required<Labelling> | null> {
  const mappings = files.filter(({ name }) =>
    prefix === '' ? /mapping\.txt$/.test(name) : baseOf(name) === `${prefix}mapping.txt`,
  );
  const [mapping] = mappings.length === 1 ? mappings : [];
  const plain = files.find(({ name }) => baseOf(name) === PLAIN);
  const file = plain ?? mapping;
  if (!file) return null;
  const lines = await linesOf(file);
  const found = plain ? { classNames: lines, firstLabel: 0 as const } : mapped(lines, pathOf(file));
  const { length } = found.classNames;
  if (length >= 2 && length <= MOST_CLASSES && new Set(found.classNames).size === length) return found;
  throw new DataError(
    'not-dataset',
    `${pathOf(file)} names ${length} classes, expected 2 to ${MOST_CLASSES} different ones: correct it, or take another set.`,
  );
}

/** The lines with something on them. */
async function linesOf(file: DataFile): Promise<string[]> {
  const bytes = await bytesOf(file);
  if (bytes.length > MOST_BYTES) {
    refuse(
      pathOf(file),
      `holds more than ${MOST_BYTES / 1e6} MB, where a list of the classes was expected`,
      'correct it, or remove it',
    );
  }
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A label and the code points of its characters a line; a class has the name of the first. */
function mapped(lines: readonly string[], path: string): Required<Labelling> {
  const rows = lines.map((line) => line.split(/\s+/).map(Number)).sort(([a = 0], [b = 0]) => a - b);
  const first = rows[0]?.[0] ?? 0;
  const fits = rows.every(([label, code], i) => label === first + i && Number.isInteger(code) && isCode(code));
  if ((first === 0 || first === 1) && fits) {
    return { classNames: rows.map(([, code = 0]) => String.fromCodePoint(code)), firstLabel: first };
  }
  throw new DataError(
    'not-dataset',
    `${path} is no mapping of labels, expected in each line a label, counted from 0 or 1, and the code of its ` +
      'character: take the file that comes with the set, or remove it.',
  );
}

const isCode = (code = -1): boolean => code > 0x20 && code <= 0x10ffff;

/**
 * How labels without a file of names are meant: as they are; but where all parts begin with 1 and go beyond the digits
 * they are counted from 1, and 26 of them are the letters, as in EMNIST.
 */
export function labellingOf(...parts: readonly ArrayLike<number>[]): Labelling {
  const labels = new Set(parts.flatMap((part) => [...new Set(Array.from(part))]));
  const most = Math.max(...labels);
  if (labels.has(0) || most < 10 || most > MOST_CLASSES) return {};
  return { firstLabel: 1, ...(most === CODES.letters.length ? { classNames: [...CODES.letters] } : {}) };
}
