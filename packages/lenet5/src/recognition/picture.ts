import { PictureError } from '../errors.js';
import { isPixels } from '../given/bytes.js';
import { whole } from '../given/options.js';
import { shown } from '../given/shown.js';
import { drawnOn } from './canvas.js';
import type { Box } from './plane.js';
import type { Picture, PictureLike } from './types.js';

const SIZE = whole(1);
const CHANNELS: readonly number[] = [1, 2, 3, 4];

/**
 * A picture as it came in; what has no channels is RGBA.
 * @throws PictureError `picture-size`, `picture-channels` or `picture-data`
 */
export function pictureOf(given: PictureLike): Picture {
  const what = Object(given) as Partial<Picture>;
  return checkPicture(what.data === undefined ? (drawnOn(what) ?? what) : what, given);
}

function checkPicture(found: Partial<Picture>, given: unknown): Picture {
  const { data, width, height, channels = 4 } = found;
  if (data === undefined) {
    throw new PictureError(
      'picture-data',
      `The picture is ${shown(given)}, expected an object with data, width, height and channels, an ImageData, or a canvas.`,
    );
  }
  if (!(SIZE.accepts(width) && SIZE.accepts(height))) {
    throw new PictureError(
      'picture-size',
      `The picture is ${shown(width)}×${shown(height)} pixels, where whole numbers of 1 or more were expected.`,
    );
  }
  if (!CHANNELS.includes(channels)) {
    throw new PictureError(
      'picture-channels',
      `The picture has ${shown(channels)} channels, expected 1 (grey), 2 (grey and alpha), 3 (RGB) or 4 (RGBA).`,
    );
  }
  if (!isPixels(data)) {
    throw new PictureError(
      'picture-data',
      `The pixels are ${shown(data)}, expected a Uint8Array: give bytes from 0 to 255.`,
    );
  }
  const [columns, rows] = [Number(width), Number(height)];
  if (data.length !== columns * rows * channels) {
    throw new PictureError(
      'picture-data',
      `A picture of ${columns}×${rows} pixels with ${channels} channels has ${columns * rows * channels} bytes, ` +
        `but ${data.length} were given: check the size and the number of channels.`,
    );
  }
  return { data, width: columns, height: rows, channels };
}

/**
 * Checks an image that is already as MNIST's: ink 255, background 0.
 * @throws PictureError `image-size` or `pixel-range`
 */
export function checkImage(pixels: Uint8Array | Uint8ClampedArray, side: 28 | 32): Uint8Array {
  if (side !== 28 && side !== 32) {
    throw new PictureError('image-size', `The image has a side of ${shown(side)} pixels, expected 28 or 32.`);
  }
  if (!isPixels(pixels)) {
    throw new PictureError(
      'pixel-range',
      `The pixels are ${shown(pixels)}, expected a Uint8Array from 0 (background) to 255 (ink): multiply values of 0 to 1 by 255.`,
    );
  }
  if (pixels.length !== side * side) {
    throw new PictureError(
      'image-size',
      `An image of ${side}×${side} has ${side * side} pixels, but ${pixels.length} were given.`,
    );
  }
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
  if (bytes.reduce((most, value) => Math.max(most, value), 0) === 1) {
    throw new PictureError(
      'pixel-range',
      'The brightest pixel is 1, expected 0 (background) to 255 (ink): multiply every pixel by 255.',
    );
  }
  return bytes;
}

/** A part of a picture, whose pixels stay where they are: a copy of a photograph's takes tens of megabytes. */
export interface Crop {
  readonly picture: Picture;
  /** In whole pixels of the picture, inside it. */
  readonly box: Box;
}

export function wholeOf(picture: Picture): Crop {
  return { picture, box: { x: 0, y: 0, width: picture.width, height: picture.height } };
}

/** The part of a crop in a box, which is in pixels of the crop, with `margin` more on each side, as far as the crop goes. */
export function cropped({ picture, box: whole }: Crop, box: Box, margin: number): Crop {
  const left = Math.max(0, Math.floor(box.x - margin));
  const top = Math.max(0, Math.floor(box.y - margin));
  const width = Math.min(whole.width, Math.ceil(box.x + box.width + margin)) - left;
  const height = Math.min(whole.height, Math.ceil(box.y + box.height + margin)) - top;
  return { picture, box: { x: whole.x + left, y: whole.y + top, width, height } };
}

/**
 * Takes `count` rows of a crop from row `first` on, at most `most` at a time.
 * @returns their pixels, valid until rows are taken again
 */
export function pixelRowsOf({ picture, box }: Crop, most: number): (first: number, count: number) => Picture['data'] {
  const { data, width, channels } = picture;
  const at = (row: number) => ((box.y + row) * width + box.x) * channels;
  if (box.width === width) return (first, count) => data.subarray(at(first), at(first + count));
  const length = box.width * channels;
  const rows = new Uint8Array(length * Math.min(most, box.height));
  return (first, count) => {
    for (let k = 0; k < count; k++) rows.set(data.subarray(at(first + k), at(first + k) + length), k * length);
    return rows;
  };
}
