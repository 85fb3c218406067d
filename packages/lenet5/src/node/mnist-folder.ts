import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DataError, type Dataset, type Idx, type Labelling, makeDataset } from '../core.js';
import { readIdx } from '../files/index.js';
import { labellingOf, readClassNames } from './class-names.js';
import { kuzushijiOf } from './kuzushiji.js';

/** Both parts of a data set in the form of MNIST, equal in image size. */
export interface MnistFolder {
  /** The training part, 60,000 digits in MNIST. */
  readonly train: Dataset;
  /** The test part, 10,000 digits in MNIST. */
  readonly test: Dataset;
  /** The label of class 0 in the files: 1 in EMNIST's letters, whose labels are counted from 1 there and from 0 here. */
  readonly firstLabel?: 0 | 1;
}

/** A folder, and with what the names of the set in it begin. */
interface Place {
  readonly folder: string;
  readonly files: readonly string[];
  readonly prefix: string;
}

/** The four files; the published names put a hyphen before "idx", many copies a dot. */
const FILES = [
  { stem: 'train-images', ending: 'idx3-ubyte' },
  { stem: 'train-labels', ending: 'idx1-ubyte' },
  { stem: 't10k-images', ending: 'idx3-ubyte' },
  { stem: 't10k-labels', ending: 'idx1-ubyte' },
] as const;

/** The file of a set with a name of its own, as EMNIST has them: `emnist-letters-train-images-idx3-ubyte.gz`. */
const NAMED = /^(.+-)train-images[-.]idx3-ubyte(\.gz)?$/;

/**
 * Reads the four MNIST files of a folder: `train-images-idx3-ubyte` or `train-images.idx3-ubyte`, with or without
 * `.gz`, and so on for `train-labels`, `t10k-images`, `t10k-labels`. Where a file is there twice, the first in this
 * order wins. Whether a file is gzip-packed is told by its bytes, not its name.
 *
 * Files may have the name of their set before them, as EMNIST's: `emnist-letters-train-images-idx3-ubyte`, with `test`
 * for `t10k`; where there are several sets in a folder, the path goes on with the name of one: `gzip/emnist-letters`. The
 * names of the classes come from `classes.txt` (a name a line) or EMNIST's `emnist-letters-mapping.txt` beside them.
 *
 * @throws DataError `folder-unreadable`; `file-missing`, naming all missing files and the spellings tried, or the sets that
 *   there are; `file-unreadable`; `wrong-dimensions` if train and test differ in size; `not-dataset` for names of classes
 *   that are none; and all errors of `readIdx` and `makeDataset`.
 */
export async function readMnistFolder(folder: string): Promise<MnistFolder> {
  if (typeof folder !== 'string' || folder === '') {
    const given = folder === '' ? 'an empty text' : folder === null ? 'null' : typeof folder;
    throw new DataError('folder-unreadable', `The folder is given as ${given}, expected its path: give a text.`);
  }
  const place = await placeOf(folder);
  const paths = await findFiles(place);
  const named = await readClassNames(place.folder, place.files, place.prefix);
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(paths.map(readFileOfSet));
  if (!(trainImages && trainLabels && testImages && testLabels)) throw new TypeError('findFiles gives four paths');
  const labelling = named ?? labellingOf(trainLabels.idx.data, testLabels.idx.data);
  const train = partOf(trainImages, trainLabels, labelling);
  const test = partOf(testImages, testLabels, labelling);
  if (train.rows !== test.rows) {
    throw new DataError(
      'wrong-dimensions',
      `The training images in ${folder} are ${train.rows}×${train.columns} pixels and the test images ` +
        `${test.rows}×${test.columns}, where one size was expected: take both parts from the same set.`,
    );
  }
  return { train, test, firstLabel: labelling.firstLabel ?? 0 };
}

/** A file of a set, as it lies there and unpacked. */
interface FileOfSet {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly idx: Idx;
}

async function readFileOfSet(path: string): Promise<FileOfSet> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new DataError(
      'file-unreadable',
      `${path} could not be read (${reason(cause)}), where an IDX file was expected: check its permissions.`,
      { cause },
    );
  });
  return { path, bytes, idx: await readIdx(bytes, path) };
}

function partOf(images: FileOfSet, labels: FileOfSet, labelling: Labelling): Dataset {
  const names = { images: basename(images.path), labels: basename(labels.path) };
  const part = makeDataset(images.idx, labels.idx, names, labelling);
  return { ...part, ...kuzushijiOf(images.bytes, labels.bytes) };
}

/** Where a set is: in a folder, or, where its path goes on with the name of a set, in the folder before. */
async function placeOf(path: string): Promise<Place> {
  const files = await readdir(path).catch((cause: unknown) => cause);
  if (!Array.isArray(files)) {
    const [folder, prefix] = [dirname(path), `${basename(path)}-`];
    const beside: readonly string[] = await readdir(folder).catch(() => []);
    if (setsIn(beside).includes(prefix)) return { folder, files: beside, prefix };
    throw unreadable(path, files);
  }
  const plain = FILES.some(({ stem, ending }) => spellings(stem, ending).some((name) => files.includes(name)));
  const sets = plain ? [''] : setsIn(files);
  if (sets.length <= 1) return { folder: path, files, prefix: sets[0] ?? '' };
  const names = sets.map((prefix) => prefix.slice(0, -1));
  throw new DataError(
    'file-missing',
    `The folder ${path} holds ${sets.length} sets (${names.join(', ')}), where one was expected: ` +
      `name one of them, as in ${join(path, names[0] ?? '')}.`,
  );
}

const setsIn = (files: readonly string[]): string[] => [
  ...new Set(files.flatMap((name) => NAMED.exec(name)?.[1] ?? [])),
];

/** The paths of the four files, in the order of FILES. */
async function findFiles({ folder, files, prefix }: Place): Promise<string[]> {
  const wanted = FILES.map(({ stem, ending }) => {
    const own = prefix === '' ? stem : `${prefix}${stem.replace('t10k', 'test')}`;
    return { stem: own, tried: spellings(own, ending) };
  });
  const present = new Set(files);
  const found = await Promise.all(wanted.map(({ tried }) => findFile(folder, present, tried)));
  const missing = wanted.filter((_, i) => found[i] === undefined);
  if (missing.length > 0) {
    const said = missing.map(({ stem, tried }) => `${stem} (tried ${tried.join(', ')})`);
    throw new DataError(
      'file-missing',
      `The folder ${folder} holds no ${said.join(' and no ')}: put the four MNIST files there, packed or not (for ` +
        'example from https://storage.googleapis.com/cvdf-datasets/mnist/), or name the folder that holds them.',
    );
  }
  return found.filter((path) => path !== undefined);
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

function unreadable(folder: string, cause: unknown): DataError {
  return new DataError(
    'folder-unreadable',
    `${folder} cannot be opened as a folder (${reason(cause)}), where a folder with the four MNIST files was ` +
      'expected: check the path and its permissions.',
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
  };
  return words[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
