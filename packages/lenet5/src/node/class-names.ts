import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CODES, DataError, type Labelling } from '../core.js';

/** One for each character that there is a bitmap for. */
const MOST_CLASSES = CODES.alphanumeric.length;
/** A name a line, in the order of the labels. */
const PLAIN = 'classes.txt';

/**
 * What the classes of a set are called, by a file beside it: `classes.txt`, or EMNIST's mapping (`emnist-letters-mapping.txt`),
 * where each line has a label and the code points that are meant. Null where there is no such file.
 * @param files the names in the folder
 * @param prefix with which the files of the set begin
 * @throws DataError `file-unreadable`, or `not-dataset` where the file is no such list
 */
export async function readClassNames(
  folder: string,
  files: readonly string[],
  prefix: string,
): Promise<Required<Labelling> | null> {
  const mappings = files.filter((name) =>
    prefix === '' ? /mapping\.txt$/.test(name) : name === `${prefix}mapping.txt`,
  );
  const [mapping] = mappings.length === 1 ? mappings : [];
  const name = files.includes(PLAIN) ? PLAIN : mapping;
  if (name === undefined) return null;
  const path = join(folder, name);
  const lines = await linesOf(path);
  const found = name === PLAIN ? { classNames: lines, firstLabel: 0 as const } : mapped(lines, path);
  const { length } = found.classNames;
  if (length >= 2 && length <= MOST_CLASSES && new Set(found.classNames).size === length) return found;
  throw new DataError(
    'not-dataset',
    `${path} names ${length} classes, expected 2 to ${MOST_CLASSES} different ones: correct it, or take another set.`,
  );
}

/** The lines with something on them. */
async function linesOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const said = `${path} could not be read, where names of classes were expected: check its permissions.`;
    throw new DataError('file-unreadable', said, { cause });
  });
  const lines = text.replace(/^\ufeff/, '').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
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
 * How labels without a file of names are meant: as they are; but where both parts begin with 1 and go beyond the digits
 * they are counted from 1, and 26 of them are the letters, as in EMNIST.
 */
export function labellingOf(...parts: readonly Uint8Array[]): Labelling {
  const labels = new Set(parts.flatMap((part) => [...new Set(part)]));
  const most = Math.max(...labels);
  if (labels.has(0) || most < 10 || most > MOST_CLASSES) return {};
  return { firstLabel: 1, ...(most === CODES.letters.length ? { classNames: [...CODES.letters] } : {}) };
}
