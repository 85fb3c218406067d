// Files that people have of data sets and that are not read: what they are, and what makes them such as are.
import { baseOf, type DataFile, pathOf, refuse } from './files.js';

const SAVED = "numpy.savez('mnist.npz', x_train=…, y_train=…, x_test=…, y_test=…)";

type Foreign = readonly [name: RegExp, problem: string, remedy: string | ((name: string) => string)];

/** The first that fits counts. */
const FOREIGN: readonly Foreign[] = [
  [
    /\.(zip|7z|rar|tar|tgz|tbz2?|txz)$|\.tar\.\w+$/i,
    'is an archive, which is not unpacked here',
    'unpack it and name the folder',
  ],
  [
    /\.(pkl|pickle)(\.gz)?$/i,
    'is a pickle, of which nothing is executed',
    `in Python, if you trust it, load it and save its arrays with ${SAVED}`,
  ],
  [/\.(gz|bz2|xz|zst)$/i, 'is packed', 'unpack it first'],
  [
    /\.mat$/i,
    'is a file of MATLAB, which is not read',
    (name) =>
      `in Python, as EMNIST has it: d = scipy.io.loadmat('${name}')['dataset'][0, 0]; numpy.savez('emnist.npz', ` +
      "**{a + p: d[p][0, 0][n][0, 0] for p in ('train', 'test') for a, n in (('x_', 'images'), ('y_', 'labels'))})",
  ],
  [
    /\.(pt|pth|h5|hdf5|arff|xlsx?|jsonl|feather|arrow|tfrecord.*|ubj)$/i,
    'is in a format that is not read',
    `in Python, load it and save its arrays with ${SAVED}`,
  ],
  [/\.(heic|heif|avif)$/i, 'is in a format of pictures that is not read', 'save the pictures as PNG'],
  [
    /\.(png|jpe?g|bmp|gif|webp|tiff?|pgm)$/i,
    'is a picture in no folder of its class',
    'put the pictures of each class into a folder of its name',
  ],
];

/** @throws DataError `not-dataset` for the first of the files that is known, though not read; what lies deep was hardly meant */
export function refuseForeign(files: readonly DataFile[]): void {
  const near = files.filter((file) => file.name.split('/').length < 3);
  for (const [name, problem, remedy] of FOREIGN) {
    const file = near.find((each) => name.test(each.name));
    if (file) refuse(pathOf(file), problem, typeof remedy === 'string' ? remedy : remedy(baseOf(file.name)));
  }
}
