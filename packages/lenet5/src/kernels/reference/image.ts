import { normalisePixel } from '../../math/pixels.js';
import type { ImageSpec, Kernel } from '../contract.js';
import { mapSizes } from '../shapes.js';

/** Brightness of a pixel outside 0..size−1: background, or that of the nearest pixel inside. */
function coordinate(position: number, size: number, padding: ImageSpec['padding']): number {
  if (position >= 0 && position < size) return position;
  return padding === 'background' ? -1 : Math.min(size - 1, Math.max(0, position));
}

/** Pixels 0-255 to v·1.275/255 − 0.1 (paper p.7), with a border around. */
export function image({ pixels, size, output, padding }: ImageSpec): Kernel {
  const side = mapSizes(output.state).width;
  const border = (side - size) / 2;
  return {
    forward(samples) {
      for (let s = 0; s < samples; s++) {
        for (let y = 0; y < side; y++) {
          for (let x = 0; x < side; x++) {
            const row = coordinate(y - border, size, padding);
            const column = coordinate(x - border, size, padding);
            const pixel = row < 0 || column < 0 ? 0 : pixels.data[(s * size + row) * size + column]!;
            output.state.data[(s * side + y) * side + x] = normalisePixel(pixel);
          }
        }
      }
    },
    backward() {},
  };
}
