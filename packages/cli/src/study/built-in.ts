import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { closest } from 'fastest-levenshtein';
import { usageError } from '../errors.js';
import { readStudy, type StudyFile } from './file.js';

/** The studies that come with the command, as files like any other. */
const FOLDER = new URL('../../studies/', import.meta.url);
const ENDING = '.yaml';

export async function builtInNames(): Promise<string[]> {
  const names = await readdir(FOLDER);
  return names
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

/** A built-in study by its name, or the study in a file. @throws CommandError */
export async function findStudy(given: string): Promise<StudyFile> {
  const names = await builtInNames();
  if (names.includes(given)) return readStudy(fileURLToPath(new URL(`${given}${ENDING}`, FOLDER)));
  if (/[./\\]/.test(given)) return readStudy(given);
  throw usageError(
    `No study is called "${given}": did you mean ${closest(given, names)}? (lenet5 study --list names all; a file needs ` +
      'its ending, such as my-study.yaml.)',
  );
}
