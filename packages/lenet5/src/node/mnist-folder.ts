import { DataError, type Dataset } from '../core.js';
import { readData } from '../data/index.js';
import { dataFiles } from './data-files.js';

/** Both parts of a data set in the form of MNIST, equal in image size. */
export interface MnistFolder {
  /** The training part, 60,000 digits in MNIST. */
  readonly train: Dataset;
  /** The test part, 10,000 digits in MNIST. */
  readonly test: Dataset;
  /** The label of class 0 in the files: 1 in EMNIST's letters, whose labels are counted from 1 there and from 0 here. */
  readonly firstLabel?: 0 | 1;
}

/**
 * Reads both parts of a data set from a folder: MNIST's four files, `train-images-idx3-ubyte` or `train-images.idx3-ubyte`,
 * with or without `.gz`, and so on for `train-labels`, `t10k-images`, `t10k-labels`, or whatever else `readData` of
 * `lenet5/data` reads without a reader of its own. Where a file is there twice, the first in this order wins. Whether a file is
 * gzip-packed is told by its bytes, not its name.
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
  const { train, test, firstLabel, keptAside } = await readData(await dataFiles(folder), { place: folder });
  if (train && test && !keptAside) return { train, test, firstLabel };
  const missing = train ? 'test' : 'training';
  throw new DataError(
    'file-missing',
    `The folder ${folder} holds no ${missing} part, where both were expected: put the files of both there.`,
  );
}
