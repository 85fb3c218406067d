import { describe, expect, it } from 'vitest';
import { channelsOf, grey } from '../../src/recognition/grey.js';
import type { Picture } from '../../src/recognition/index.js';
import { cropped, wholeOf } from '../../src/recognition/picture.js';

function picture(width: number, channels: Picture['channels'], ...pixels: readonly (readonly number[])[]): Picture {
  return { data: Uint8Array.from(pixels.flat()), width, height: pixels.length / width, channels };
}

const greyOf = (given: Picture, factor = 1) => [...grey(channelsOf(wholeOf(given), factor)).data];

describe('grey', () => {
  it('weighs colours by luminance', () => {
    expect(greyOf(picture(3, 3, [255, 255, 255], [0, 0, 0], [100, 100, 100]))).toEqual([255, 0, 100]);
  });

  it('shows dark ink that exists only in the alpha channel on white', () => {
    expect(greyOf(picture(4, 4, [0, 0, 0, 0], [0, 0, 0, 255], [0, 0, 0, 0], [0, 0, 0, 0]))).toEqual([255, 0, 255, 255]);
  });

  it('shows light ink that exists only in the alpha channel on black', () => {
    expect(greyOf(picture(4, 2, [255, 0], [255, 255], [255, 0], [255, 0]))).toEqual([0, 255, 0, 0]);
  });

  it('fills holes of an opaque sheet with the colour of the sheet', () => {
    const sheet = picture(6, 2, [200, 255], [200, 255], [10, 255], [200, 255], [200, 255], [0, 0]);
    expect(greyOf(sheet)).toEqual([200, 200, 10, 200, 200, 200]);
  });

  it.each([1, 2, 3, 4] as const)('sees of a part what it sees of a copy of it, with %i channels', (channels) => {
    const [width, height] = [23, 17];
    const data = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 89 + (i >> 3) * 31) % 256);
    for (const [x, y, columns, rows] of [
      [4, 3, 13, 11],
      [0, 5, width, 9],
    ] as const) {
      const copy = new Uint8Array(columns * rows * channels);
      for (let row = 0; row < rows; row++) {
        const from = ((y + row) * width + x) * channels;
        copy.set(data.subarray(from, from + columns * channels), row * columns * channels);
      }
      const part = cropped(wholeOf({ data, width, height, channels }), { x, y, width: columns, height: rows }, 0);
      for (const factor of [1, 2, 3, 20]) {
        const seen = [...grey(channelsOf(part, factor)).data];
        expect(seen).toEqual(greyOf({ data: copy, width: columns, height: rows, channels }, factor));
      }
    }
  });

  it('averages blocks of factor×factor pixels', () => {
    expect(greyOf(picture(4, 1, [10], [20], [100], [200], [30], [40], [100], [0]), 2)).toEqual([25, 100]);
  });

  it('takes the channel in which yellow ink shows on white', () => {
    const stripes = Array.from({ length: 400 }, (_, i) => (i % 20 < 10 ? [255, 255, 255] : [255, 255, 40]));
    const values = greyOf(picture(20, 3, ...stripes));
    expect((values[0] as number) - (values[15] as number)).toBeGreaterThan(200);
  });
});
