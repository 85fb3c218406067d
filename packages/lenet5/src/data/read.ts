import { DataError } from '../errors.js';
import { type Dataset, type Labelling, makeDataset } from '../files/idx/dataset.js';
import { FUNCTION, OBJECT, optionsOf, TEXT, YES_OR_NO } from '../given/options.js';
import { shown } from '../given/shown.js';
import { isArray, readArrays } from './arrays.js';
import { setWarnings } from './checks.js';
import { labellingOf, readClassNames } from './class-names.js';
import { isTable, readTables } from './csv.js';
import { type DataFile, labelBytes, type RawPart, type RawSet } from './files.js';
import { refuseForeign } from './foreign.js';
import type { FoundData, UnlabelledImages } from './found.js';
import { type IdxPart, idxSetsIn, missingFiles, readIdxSet } from './idx-set.js';
import { kuzushijiOf } from './kuzushiji.js';
import { type DataReaders, filedPictures, isParquet, readFiledPictures, readParquets } from './pictures.js';
import { foundText } from './said.js';
import { transposedParts, turnedImages } from './transposed.js';

/** What `readData` is told besides. */
export interface DataOptions {
  /** How messages call what was given: its folder (default: 'the data'). */
  readonly place?: string;
  /** What needs a library of its own: a decoder of pictures, a reader of parquet. */
  readonly readers?: DataReaders;
  /** Whether transposed characters are turned (default: true). */
  readonly turn?: boolean;
}

const OPTIONS = { place: TEXT, readers: OBJECT, turn: YES_OR_NO };
const READERS = { picture: FUNCTION, parquet: FUNCTION };

/**
 * Looks at files and reads the data set that they are: those of MNIST, Fashion-MNIST, KMNIST, QMNIST and EMNIST, packed
 * or not and in any folder; Kaggle's train.csv and test.csv, and other tables of a label and 784 pixels a row; .npz and
 * .npy with images and labels; parquet and pictures in folders of classes, with a reader for these. Where only one part is
 * there, and it is not the test part, every fifth image of a class is kept aside as the test part.
 *
 * @param files all that there are: what belongs to no set is left alone, and read only where it does
 * @throws DataError `file-missing` where there is no set, several, or a part of one; `not-dataset`, and all errors of
 *   `readIdx` and `makeDataset`. What `read` and the readers throw.
 * @example
 * import { readData } from 'lenet5/data';
 * const files = async (input: { files: ArrayLike<File> }) => {
 *   const given = Array.from(input.files, (file) => ({ name: file.webkitRelativePath || file.name, read: () => file.arrayBuffer() }));
 *   const found = await readData(given);
 *   console.log(found.sentence.en, found.warnings);
 * };
 */
export async function readData(files: readonly DataFile[], options: DataOptions = {}): Promise<FoundData> {
  const { place = 'the data', readers = {}, turn = true } = optionsOf(options, OPTIONS, 'readData');
  const { picture, parquet } = optionsOf(readers, READERS, 'readers');
  checkFiles(files);
  const { form, set, labelling } = await setIn(files, place, {
    ...(picture && { picture }),
    ...(parquet && { parquet }),
  });
  const labels = [set.train, set.test, set.whole].flatMap((part) => (part?.labels ? [part.labels] : []));
  const meant =
    labelling ?? (set.classNames ? { classNames: set.classNames } : labels.length > 0 ? labellingOf(...labels) : {});
  const parts = [set.train, set.test, set.whole].map((part) => (part ? datasetOf(part, meant) : null));
  const transposed = transposedParts(parts.map((part) => (part && isUnknown(part) ? part : null)));
  const turned = transposed.map((each) => each && turn);
  const [train = null, test = null, whole = null] = parts.map((part, i) => (part && turned[i] ? upright(part) : part));
  const given = train ?? whole;
  if (train && test && train.rows !== test.rows) throw otherSize(place, train, test);
  const split = given && !test ? keepAside(given) : { train: given, test };
  const pixels = new Set([...(given?.warnings ?? []), ...(test?.warnings ?? [])]);
  const found = {
    form,
    ...split,
    keptAside: given !== null && test === null,
    unlabelled: set.unlabelled ? imagesOf(set.unlabelled, turned.includes(true)) : null,
    firstLabel: meant.firstLabel ?? 0,
    turned: turned.includes(true),
    writers: writersOf(set),
    warnings: [
      ...pixels,
      ...(set.warnings ?? []),
      ...(transposed.includes(true) && !turn ? [TRANSPOSED] : []),
      ...setWarnings(split.train, split.test),
    ],
  };
  return { ...found, sentence: { en: foundText(found, turn, 'en'), zh: foundText(found, turn, 'zh') } };
}

const isUnknown = ({ identity }: Dataset) => identity.startsWith('unknown');
const TRANSPOSED =
  'The images look transposed, rows and columns swapped as in the files of EMNIST: turn them, or a network of upright ones misreads most.';

function checkFiles(files: unknown): asserts files is readonly DataFile[] {
  const fits = ({ name, path, read }: Partial<DataFile>) =>
    typeof name === 'string' && (path === undefined || typeof path === 'string') && typeof read === 'function';
  if (Array.isArray(files) && files.every((file) => fits(Object(file)))) return;
  throw new DataError('not-dataset', `readData got ${shown(files)}, expected a list of files with name and read().`);
}

interface Located {
  readonly form: FoundData['form'];
  readonly set: RawSet;
  readonly labelling: Labelling | null;
}

async function setIn(files: readonly DataFile[], place: string, readers: DataReaders): Promise<Located> {
  const sets = idxSetsIn(files);
  if (sets.length > 0) {
    const set = theOne(sets, place);
    const beside = files.filter(({ name }) => name.startsWith(set.folder));
    return { form: 'idx', set: await readIdxSet(set, place), labelling: await readClassNames(beside, set.prefix) };
  }
  const labelling = await readClassNames(files, '');
  const like = (fits: (name: string) => boolean) => files.filter(({ name }) => fits(name)).sort(byName);
  const [parquet, arrays, tables, pictures] = [like(isParquet), like(isArray), like(isTable), filedPictures(files)];
  if (parquet.length > 0) return { form: 'parquet', set: await readParquets(parquet, readers), labelling };
  if (arrays.length > 0) return { form: 'arrays', set: await readArrays(arrays), labelling };
  if (tables.length > 0) return { form: 'csv', set: await readTables(tables), labelling };
  if (pictures.length > 0)
    return { form: 'pictures', set: await readFiledPictures(pictures, place, readers), labelling };
  if (files.length === 0) throw missingFiles(place);
  refuseForeign(files);
  const some = files.slice(0, 5).map(({ name }) => name);
  throw new DataError(
    'file-missing',
    `${place} holds no data set that is known here (${some.join(', ')}${files.length > 5 ? ', …' : ''}), where ` +
      'IDX files as of MNIST, train.csv, .npz, parquet, or pictures in folders of classes were expected: name the folder or file.',
  );
}

const byName = (a: DataFile, b: DataFile) => (a.name < b.name ? -1 : 1);

/** A set without a name at the top counts; else there must be one. */
function theOne<Set extends { folder: string; prefix: string }>(sets: readonly Set[], place: string): Set {
  const depth = ({ folder }: Set) => folder.split('/').length;
  const least = Math.min(...sets.map(depth));
  const top = sets.filter((set) => depth(set) === least);
  const plain = top.filter(({ prefix }) => prefix === '');
  const [first, ...others] = plain.length === 1 ? plain : top;
  if (first && others.length === 0) return first;
  const names = top.map(({ folder, prefix }) => `${folder}${prefix}`.replace(/[-/]$/, ''));
  throw new DataError(
    'file-missing',
    `The folder ${place} holds ${top.length} sets (${names.join(', ')}), where one was expected: ` +
      `name one of them, as in ${place}/${names[0]}.`,
  );
}

function datasetOf(part: RawPart, labelling: Labelling): Dataset {
  const { images, labels, names } = part;
  const bytes = labels instanceof Uint8Array ? labels : labelBytes(labels ?? [], names.labels);
  const made = makeDataset(images, { shape: [Math.max(1, bytes.length)], data: bytes }, names, labelling);
  const { packed } = part as Partial<IdxPart>;
  return { ...made, ...(packed && kuzushijiOf(packed.images, packed.labels)) };
}

function upright(part: Dataset): Dataset {
  return { ...part, images: turnedImages(part.images, part.rows) };
}

function otherSize(place: string, train: Dataset, test: Dataset): DataError {
  return new DataError(
    'wrong-dimensions',
    `The training images in ${place} are ${train.rows}×${train.columns} pixels and the test images ` +
      `${test.rows}×${test.columns}, where one size was expected: take both parts from the same set.`,
  );
}

function imagesOf({ images, names }: RawPart, turned: boolean): UnlabelledImages {
  const [count = 0, rows] = images.shape;
  if (rows !== 28 && rows !== 32) {
    throw new DataError(
      'wrong-dimensions',
      `${names.images} holds images of ${rows} pixels a side, where 28 or 32 were expected: scale them.`,
    );
  }
  return { images: turned ? turnedImages(images.data, rows) : images.data, count, rows };
}

function writersOf({ train, test }: RawSet): number | null {
  const known = [train, test].flatMap((part) => (part?.writers ? Array.from(part.writers) : []));
  return known.length === 0 ? null : new Set(known).size;
}

/** A list, or bytes that are still there. */
const isList = (given: unknown) => Array.isArray(given) || (given instanceof Uint8Array && given.length > 0);

/** One image of a class in so many is kept out of training. */
const TEST_SHARE = 5;

/**
 * Which samples are kept aside to test on: the last of every five of a class; where there are so few of each, the last one.
 * @param labels a class each, whole numbers from 0 on
 * @throws DataError `not-dataset`
 * @example
 * import { keptAside } from 'lenet5/data';
 * console.log(keptAside([1, 1, 1, 1, 1, 7])); // [false, false, false, false, true, false]
 */
export function keptAside(labels: ArrayLike<number>): boolean[] {
  const classes = isList(labels) ? Array.from(labels) : [];
  if (classes.length === 0 || !classes.every((label) => Number.isSafeInteger(label) && label >= 0)) {
    throw new DataError(
      'not-dataset',
      `keptAside got ${shown(labels)}, expected a list of classes, whole numbers from 0 on.`,
    );
  }
  const counts = new Map<number, number>();
  const aside = classes.map((label) => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    return count % TEST_SHARE === 0;
  });
  return aside.includes(true) ? aside : aside.map((_, i) => i === aside.length - 1);
}

function keepAside(all: Dataset): { train: Dataset | null; test: Dataset } {
  const aside = keptAside(all.labels);
  const taken = (wanted: boolean) => {
    const places = aside.flatMap((each, i) => (each === wanted ? [i] : []));
    const size = all.rows * all.columns;
    const images = new Uint8Array(places.length * size);
    places.forEach((from, to) => {
      images.set(all.images.subarray(from * size, (from + 1) * size), to * size);
    });
    const labels = Uint8Array.from(places, (from) => all.labels[from] ?? 0);
    return { ...all, images, labels, count: places.length };
  };
  const [train, test] = [taken(false), taken(true)];
  return { train: train.count > 0 ? train : null, test };
}
