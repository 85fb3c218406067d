import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DataError, type Dataset, type Idx, makeDataset } from '../core.js';
import { readIdx } from '../files/index.js';

/** Both parts of a data set in the form of MNIST, equal in image size. */
export interface MnistFolder {
  /** The training part, 60,000 digits in MNIST. */
  readonly train: Dataset;
  /** The test part, 10,000 digits in MNIST. */
  readonly test: Dataset;
}

/** The four files; the published names put a hyphen before "idx", many copies a dot. */
const FILES = [
  { stem: 'train-images', ending: 'idx3-ubyte' },
  { stem: 'train-labels', ending: 'idx1-ubyte' },
  { stem: 't10k-images', ending: 'idx3-ubyte' },
  { stem: 't10k-labels', ending: 'idx1-ubyte' },
] as const;

/**
 * Reads the four MNIST files of a folder: `train-images-idx3-ubyte` or `train-images.idx3-ubyte`, with or without
 * `.gz`, and so on for `train-labels`, `t10k-images`, `t10k-labels`. Where a file is there twice, the first in this
 * order wins. Whether a file is gzip-packed is told by its bytes, not its name.
 *
 * @throws DataError `folder-unreadable`; `file-missing`, naming all missing files and the spellings tried;
 *   `file-unreadable`; `wrong-dimensions` if train and test differ in size; and all errors of `readIdx` and
 *   `makeDataset`.
 */
export async function readMnistFolder(folder: string): Promise<MnistFolder> {
  if (typeof folder !== 'string' || folder === '') {
    const given = folder === '' ? 'an empty text' : folder === null ? 'null' : typeof folder;
    throw new DataError('folder-unreadable', `The folder is given as ${given}, expected its path: give a text.`);
  }
  const [trainImages, trainLabels, testImages, testLabels] = await findFiles(folder);
  const train = await readPart(trainImages, trainLabels);
  const test = await readPart(testImages, testLabels);
  if (train.rows !== test.rows) {
    throw new DataError(
      'wrong-dimensions',
      `The training images in ${folder} are ${train.rows}×${train.columns} pixels and the test images ` +
        `${test.rows}×${test.columns}, where one size was expected: take both parts from the same set.`,
    );
  }
  return { train, test };
}

async function readPart(imagesPath: string, labelsPath: string): Promise<Dataset> {
  const names = { images: basename(imagesPath), labels: basename(labelsPath) };
  return makeDataset(await readFileAsIdx(imagesPath), await readFileAsIdx(labelsPath), names);
}

async function readFileAsIdx(path: string): Promise<Idx> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new DataError(
      'file-unreadable',
      `${path} could not be read (${reason(cause)}), where an IDX file was expected: check its permissions.`,
      { cause },
    );
  });
  return readIdx(bytes, path);
}

/** The paths of the four files, in the order of FILES. */
async function findFiles(folder: string): Promise<[string, string, string, string]> {
  const present = new Set(await listFolder(folder));
  const found = await Promise.all(FILES.map(({ stem, ending }) => findFile(folder, present, spellings(stem, ending))));
  const missing = FILES.filter((_, i) => found[i] === undefined);
  if (missing.length > 0) {
    const wanted = missing.map(({ stem, ending }) => `${stem} (tried ${spellings(stem, ending).join(', ')})`);
    throw new DataError(
      'file-missing',
      `The folder ${folder} holds no ${wanted.join(' and no ')}: put the four MNIST files there, packed or not (for ` +
        'example from https://storage.googleapis.com/cvdf-datasets/mnist/), or name the folder that holds them.',
    );
  }
  return found as [string, string, string, string];
}

/** The first spelling that is a file: some archives unpack each file into a folder of the same name. */
async function findFile(folder: string, present: Set<string>, names: string[]): Promise<string | undefined> {
  for (const name of names) {
    if (!present.has(name)) continue;
    const path = join(folder, name);
    const isFile = await stat(path).then(
      (entry) => entry.isFile(),
      () => false,
    );
    if (isFile) return path;
  }
  return undefined;
}

function spellings(stem: string, ending: string): string[] {
  const plain = [`${stem}-${ending}`, `${stem}.${ending}`];
  return [...plain, ...plain.map((name) => `${name}.gz`)];
}

function listFolder(folder: string): Promise<string[]> {
  return readdir(folder).catch((cause: unknown) => {
    throw new DataError(
      'folder-unreadable',
      `${folder} cannot be opened as a folder (${reason(cause)}), where a folder with the four MNIST files was ` +
        'expected: check the path and its permissions.',
      { cause },
    );
  });
}

/** Plain words for the usual system errors, the system's own text for the others. */
function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words: Record<string, string> = {
    ENOENT: 'it does not exist',
    ENOTDIR: 'it is no folder',
    EACCES: 'no permission',
  };
  return words[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
