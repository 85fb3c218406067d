import { gzipSync } from 'node:zlib';
import { firstDigits } from '../../../test/few-digits.js';

/** As many as any test trains with, and fewer to be measured on. */
const TRAIN = 3000;
const TEST = 1000;

function packed(bytes: Buffer): Buffer {
  return gzipSync(bytes, { level: 1 });
}

/**
 * The files of MNIST with their first digits alone, by their names beside the page. To fetch, unpack and check all 70,000
 * takes a page seconds of a processor, and to measure on 10,000 another each time; the weights of a run are the same.
 */
export const FEW_DIGITS: ReadonlyMap<string, Buffer> = new Map([
  ['train-images.gz', packed(firstDigits('train', 'images', TRAIN))],
  ['train-labels.gz', packed(firstDigits('train', 'labels', TRAIN))],
  ['test-images.gz', packed(firstDigits('t10k', 'images', TEST))],
  ['test-labels.gz', packed(firstDigits('t10k', 'labels', TEST))],
]);
