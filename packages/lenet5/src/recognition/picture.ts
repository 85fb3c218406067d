import { PictureError } from '../errors.js';
import type { Box } from './plane.js';
import type { ImageDataLike, Picture } from './types.js';

const CHANNELS: readonly number[] = [1, 2, 3, 4];

/**
 * Checks a picture as it came in; `ImageData` becomes a picture of four channels.
 * @throws PictureError `picture-size`, `picture-channels` or `picture-data`
 */
export function checkPicture(given: Picture | ImageDataLike): Picture {
  const { data, width, height } = given;
  const channels = 'channels' in given ? given.channels : 4;
  if (!(Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1)) {
    throw new PictureError(
      'picture-size',
      `The picture is ${width}×${height} pixels, where whole numbers of 1 or more were expected.`,
    );
  }
  if (!CHANNELS.includes(channels)) {
    throw new PictureError(
      'picture-channels',
      `The picture has ${channels} channels, expected 1 (grey), 2 (grey and alpha), 3 (RGB) or 4 (RGBA).`,
    );
  }
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray)) {
    throw new PictureError('picture-data', 'The pixels are no Uint8Array: give bytes from 0 to 255.');
  }
  if (data.length !== width * height * channels) {
    throw new PictureError(
      'picture-data',
      `A picture of ${width}×${height} pixels with ${channels} channels has ${width * height * channels} bytes, ` +
        `but ${data.length} were given: check the size and the number of channels.`,
    );
  }
  return { data, width, height, channels };
}

/**
 * Checks an image that is already as MNIST's: ink 255, background 0.
 * @throws PictureError `image-size` or `pixel-range`
 */
export function checkImage(pixels: Uint8Array | Uint8ClampedArray, side: 28 | 32): Uint8Array {
  if (side !== 28 && side !== 32) {
    throw new PictureError('image-size', `The image has a side of ${side} pixels, expected 28 or 32.`);
  }
  if (!(pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray)) {
    throw new PictureError(
      'pixel-range',
      'The pixels are no Uint8Array, expected bytes from 0 (background) to 255 (ink): multiply values of 0 to 1 by 255.',
    );
  }
  if (pixels.length !== side * side) {
    throw new PictureError(
      'image-size',
      `An image of ${side}×${side} has ${side * side} pixels, but ${pixels.length} were given.`,
    );
  }
  const bytes = pixels instanceof Uint8Array ? pixels : new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
  if (bytes.reduce((most, value) => Math.max(most, value), 0) === 1) {
    throw new PictureError(
      'pixel-range',
      'The brightest pixel is 1, expected 0 (background) to 255 (ink): multiply every pixel by 255.',
    );
  }
  return bytes;
}

/** A part of a picture, and where its upper left pixel was. */
export interface Cropped {
  readonly part: Picture;
  readonly x: number;
  readonly y: number;
}

/** The pixels of a box with `margin` more on each side, as far as the picture goes. */
export function cropPicture({ data, width, height, channels }: Picture, box: Box, margin: number): Cropped {
  const left = Math.max(0, Math.floor(box.x - margin));
  const top = Math.max(0, Math.floor(box.y - margin));
  const columns = Math.min(width, Math.ceil(box.x + box.width + margin)) - left;
  const rows = Math.min(height, Math.ceil(box.y + box.height + margin)) - top;
  const part = new Uint8Array(columns * rows * channels);
  for (let y = 0; y < rows; y++) {
    const from = ((top + y) * width + left) * channels;
    part.set(data.subarray(from, from + columns * channels), y * columns * channels);
  }
  return { part: { data: part, width: columns, height: rows, channels }, x: left, y: top };
}
