import { normalisePixel } from '../../math/pixels.js';
import type { ImageSpec, Kernel } from '../contract.js';
import { mapSizes } from '../shapes.js';

/** Row or column of a pixel; outside 0..size−1 none (−1), or the nearest one inside. */
function coordinate(position: number, size: number, padding: ImageSpec['padding']): number {
  if (position >= 0 && position < size) return position;
  return padding !== 'replicate' ? -1 : Math.min(size - 1, Math.max(0, position));
}

/** Pixels 0-255 to network input, v·1.275/255 − 0.1 in the paper (p.7), with a border around or reduced. */
export function image(spec: ImageSpec): Kernel {
  const side = mapSizes(spec.output.state).width;
  const { inner = 0 } = spec;
  return inner > side ? reduced(spec, inner, side) : bordered(spec, side);
}

/** Bilinear interpolation between the four pixels around the middle of each new one. */
function reduced({ pixels, size, output, range }: ImageSpec, inner: number, side: number): Kernel {
  const margin = (size - inner) / 2;
  const source = (position: number) => ((position + 0.5) * inner) / side - 0.5 + margin;
  return {
    forward(samples) {
      for (let s = 0; s < samples; s++) {
        const at = (row: number, column: number) => pixels.data[(s * size + row) * size + column]!;
        for (let y = 0; y < side; y++) {
          for (let x = 0; x < side; x++) {
            const [row, column] = [Math.floor(source(y)), Math.floor(source(x))];
            const across = (r: number) => at(r, column) + (at(r, column + 1) - at(r, column)) * (source(x) - column);
            const value = across(row) + (across(row + 1) - across(row)) * (source(y) - row);
            output.state.data[(s * side + y) * side + x] = normalisePixel(value, range);
          }
        }
      }
    },
    backward() {},
  };
}

function bordered({ pixels, size, output, padding, range }: ImageSpec, side: number): Kernel {
  const border = (side - size) / 2;
  return {
    forward(samples) {
      for (let s = 0; s < samples; s++) {
        for (let y = 0; y < side; y++) {
          for (let x = 0; x < side; x++) {
            const row = coordinate(y - border, size, padding);
            const column = coordinate(x - border, size, padding);
            const outside = row < 0 || column < 0;
            const pixel = outside ? 0 : pixels.data[(s * size + row) * size + column]!;
            const value = outside && padding === 'zero' ? 0 : normalisePixel(pixel, range);
            output.state.data[(s * side + y) * side + x] = value;
          }
        }
      }
    },
    backward() {},
  };
}
