import { type Plane, plane } from './plane.js';

/** Interleaved channels become planes, averaged over factor×factor pixels; what is left over at the end is cut off. */
export function reduce(
  picture: {
    readonly data: ArrayLike<number>;
    readonly width: number;
    readonly height: number;
    readonly channels: number;
  },
  factor: number,
): Plane[] {
  const { data, width, height, channels } = picture;
  const [columns, rows] = [Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(height / factor))];
  const [across, down] = [Math.min(factor, width), Math.min(factor, height)];
  const share = 1 / (across * down);
  const sums = new Uint32Array(columns * across);
  return Array.from({ length: channels }, (_, c) => {
    const result = plane(columns, rows);
    for (let row = 0; row < rows; row++) {
      const first = row * factor * width * channels + c;
      for (let x = 0, p = first; x < sums.length; x++, p += channels) sums[x] = data[p] as number;
      for (let k = 1; k < down; k++) {
        const from = first + k * width * channels;
        for (let x = 0, p = from; x < sums.length; x++, p += channels) {
          sums[x] = (sums[x] as number) + (data[p] as number);
        }
      }
      for (let column = 0, x = 0, i = row * columns; column < columns; column++, i++) {
        let sum = 0;
        for (const end = x + across; x < end; x++) sum += sums[x] as number;
        result.data[i] = sum * share + 0.5;
      }
    }
    return result;
  });
}

/** Every step-th pixel of every step-th row, so that about `pixels` are left. */
export function thinOut({ width, height, data }: Plane, pixels: number): Plane {
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / pixels)));
  if (step === 1) return { width, height, data };
  const result = plane(Math.ceil(width / step), Math.ceil(height / step));
  for (let y = 0, i = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step, i++) result.data[i] = data[y * width + x] as number;
  }
  return result;
}
