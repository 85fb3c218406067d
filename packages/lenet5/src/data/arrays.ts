// Which of NumPy's arrays are the images of which part, and which their labels.
import { elementsOf } from '../files/tensors.js';
import {
  baseOf,
  bytesOf,
  type DataFile,
  partNamed,
  pathOf,
  pixelsOf,
  type RawPart,
  type RawSet,
  refuse,
  sideFor,
} from './files.js';
import { type NamedArray, readNpy, readNpz } from './npy.js';

export const isArray = (name: string): boolean => /\.np[yz]$/i.test(name);

const IMAGES = /^x|^X|image|img|data|pixel|feature/;
const LABELS = /^y|^Y|label|target|class/;

/** Reads .npz and .npy files whose arrays are called x and y, images and labels, or the like. @throws DataError `not-dataset` */
export async function readArrays(files: readonly DataFile[]): Promise<RawSet> {
  const arrays = (await Promise.all(files.map(arraysIn))).flat();
  const aside = arrays.filter(({ name }) => /val/i.test(name)).map(({ name }) => name);
  const kept = arrays.filter(({ name }) => !aside.includes(name));
  const found: { -readonly [Name in keyof RawSet]: RawSet[Name] } =
    aside.length > 0 ? { warnings: [unused(aside)] } : {};
  for (const place of ['train', 'test', 'whole'] as const) {
    const own = kept.filter(({ name }) => (partNamed(name) ?? 'whole') === place);
    const images =
      own.find(({ name, shape }) => IMAGES.test(name) && shape.length > 1) ?? lone(own, (rank) => rank > 1);
    const labels = own.find((each) => each !== images && LABELS.test(each.name)) ?? lone(own, (rank) => rank === 1);
    if (!images) continue;
    const part = partOf(images, labels);
    if (labels) found[place] = part;
    else found.unlabelled = part;
  }
  if (found.train || found.test || found.whole || found.unlabelled) return found;
  const names = arrays.map(({ name, shape }) => `${name} ${shape.join('×')}`).join(', ');
  return refuse(
    files.map(pathOf).join(', '),
    `holds ${names || 'no arrays'}, where images and labels were expected`,
    'call them x_train, y_train, x_test, y_test',
  );
}

const unused = (names: readonly string[]) =>
  `The validation part is not used (${names.join(', ')}): put it into the training part, whose last images can be kept out to validate on.`;

/** The only array of such a rank: arr_0 and arr_1 say nothing. */
function lone(arrays: readonly NamedArray[], fits: (rank: number) => boolean): NamedArray | undefined {
  const [first, ...others] = arrays.filter(({ shape }) => fits(shape.length));
  return others.length === 0 ? first : undefined;
}

async function arraysIn(file: DataFile): Promise<NamedArray[]> {
  const bytes = await bytesOf(file);
  const stem = baseOf(file.name).replace(/\.np[yz]$/i, '');
  if (/\.npy$/i.test(file.name)) return [readNpy(bytes, stem, pathOf(file))];
  const arrays = await readNpz(bytes, pathOf(file));
  // KMNIST's k49-train-imgs.npz and the like: the file says what arr_0 is.
  return arrays.length === 1 ? arrays.map((array) => ({ ...array, name: stem })) : arrays;
}

function partOf(images: NamedArray, labels: NamedArray | undefined): RawPart {
  const [count = 0, ...rest] = images.shape;
  if (count === 0) return refuse(`The array ${images.name}`, 'holds no images', 'save one with at least one');
  const sizes = rest.filter((size) => size !== 1);
  const side =
    sizes.length === 1 ? sideFor(sizes[0] ?? 0) : sizes.length === 2 && sizes[0] === sizes[1] ? sizes[0] : null;
  if (side === null || side === undefined) {
    return refuse(
      `The array ${images.name}`,
      `has the shape ${images.shape.join('×')}, where count×28×28 (or 32×32, or count×784) was expected`,
      // 28×28×count, as MATLAB has them, or 784×count.
      sideFor(elementsOf(images.shape.slice(0, -1))) === null
        ? 'make the pictures grey and scale them to 28×28'
        : 'save numpy.moveaxis(x, -1, 0) of it, which puts the count first',
    );
  }
  const bytes =
    images.data instanceof Uint8Array ? images.data : pixelsOf(images.data, images.name, images.type.startsWith('f'));
  return {
    images: { shape: [count, side, side], data: images.type === 'b1' ? bytes.map((ink) => 255 * ink) : bytes },
    labels: labels ? numbersOf(labels) : null,
    names: { images: `the array ${images.name}`, labels: `the array ${labels?.name ?? ''}` },
  };
}

/** Labels in a column count as a list; a column for each class (one-hot) says which is the largest. */
function numbersOf({ shape, data }: NamedArray): ArrayLike<number> {
  const [count = 0, columns = 1] = shape;
  if (columns === 1) return data;
  return Array.from({ length: count }, (_, row) => {
    const values = Array.from({ length: columns }, (_, i) => data[row * columns + i] as number);
    return values.indexOf(Math.max(...values));
  });
}
