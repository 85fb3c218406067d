import { md5Hex } from '../../digest.js';
import type { Idx } from './reader.js';

/** MD5 of the raw (unpacked) files of one part, header included. */
interface KnownPart {
  readonly name: string;
  readonly images: string;
  readonly labels: string;
}

/** MNIST as on yann.lecun.com, and Fashion-MNIST as in Debian's `dataset-fashion-mnist`; train part, then test part. */
const KNOWN: readonly KnownPart[] = [
  { name: 'MNIST', images: '6bbc9ace898e44ae57da46a324031adb', labels: 'a25bea736e30d166cdddb491f175f624' },
  { name: 'MNIST', images: '2646ac647ad5339dbf082846283269ea', labels: '27ae3e4e09519cfbb04c329615203637' },
  { name: 'Fashion-MNIST', images: 'f4a8712d7a061bf5bd6d2ca38dc4d50a', labels: '9018921c3c673c538a1fc5bad174d6f9' },
  { name: 'Fashion-MNIST', images: '8181f5470baa50b63fa0f6fddb340f0a', labels: '15d484375f8d13e6eb1aabb0c3f46965' },
];

/** What the classes of known sets are called; those of MNIST are the digits. */
const CLASS_NAMES: Readonly<Record<string, readonly string[]>> = {
  'Fashion-MNIST': [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
};

/** The names of the classes in a known set with names. */
export function namesIn(identity: string): readonly string[] | undefined {
  return CLASS_NAMES[identity];
}

/**
 * What a pair of files is, by MD5: 'MNIST' or 'Fashion-MNIST' if images and labels are both the published files of the
 * same part, else for example 'unknown, 28×28, 10 labels' (the number of different labels that occur).
 * @param images shape [count, rows, columns]
 * @param labels shape [count]
 */
export function identify(images: Idx, labels: Idx): string {
  // The labels go first: they are 784 times smaller, and nearly every unknown set already differs there.
  const labelSum = rawSum(labels);
  const candidates = KNOWN.filter((part) => part.labels === labelSum);
  if (candidates.length > 0) {
    const imageSum = rawSum(images);
    const known = candidates.find((part) => part.images === imageSum);
    if (known) return known.name;
  }
  return `unknown, ${images.shape[1]}×${images.shape[2]}, ${new Set(labels.data).size} labels`;
}

/** MD5 of the raw file, whose header follows from the shape. */
function rawSum(idx: Idx): string {
  return md5Hex([idxHeader(idx.shape), idx.data]);
}

/** The header of an IDX file of unsigned bytes with this shape; with it, a raw file can be put together again. */
export function idxHeader(shape: readonly number[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint8(2, 0x08);
  header.setUint8(3, shape.length);
  shape.forEach((size, i) => {
    header.setUint32(4 + 4 * i, size);
  });
  return new Uint8Array(header.buffer);
}
