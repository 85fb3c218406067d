import type { Box } from './box.js';
import type { Picture } from './types.js';

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
