import { describe, expect, it } from 'vitest';
import { channelsOf, grey } from '../../src/recognition/grey.js';
import type { Picture } from '../../src/recognition/index.js';

function picture(width: number, channels: Picture['channels'], ...pixels: readonly (readonly number[])[]): Picture {
  return { data: Uint8Array.from(pixels.flat()), width, height: pixels.length / width, channels };
}

const greyOf = (given: Picture, factor = 1) => [...grey(channelsOf(given, factor)).data];

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

  it('averages blocks of factor×factor pixels', () => {
    expect(greyOf(picture(4, 1, [10], [20], [100], [200], [30], [40], [100], [0]), 2)).toEqual([25, 100]);
  });

  it('takes the channel in which yellow ink shows on white', () => {
    const stripes = Array.from({ length: 400 }, (_, i) => (i % 20 < 10 ? [255, 255, 255] : [255, 255, 40]));
    const values = greyOf(picture(20, 3, ...stripes));
    expect((values[0] as number) - (values[15] as number)).toBeGreaterThan(200);
  });
});
