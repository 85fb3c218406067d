import type { Plane } from './plane.js';

/** Side of the image that the network sees, and of the box in it that a digit fills (LeCun et al. 1998, p.10). */
export const IMAGE_SIDE = 28;
export const DIGIT_SIDE = 20;

/** Scales with an area average (down) or the nearest pixel (up) to `width`×`height`. */
export function scaleTo(source: Plane, width: number, height: number): Plane {
  const rows = resample(source.data, source.width, source.height, width, 1, source.width);
  const data = resample(rows, source.height, width, height, width, 1);
  return { width, height, data: Uint8Array.from(data, (value) => value + 0.5) };
}

/** Averages along one axis: `lines` lines of `from` values, `step` apart within a line, `stride` between lines. */
function resample(
  source: ArrayLike<number>,
  from: number,
  lines: number,
  to: number,
  step: number,
  stride: number,
): Float32Array {
  const result = new Float32Array(lines * to);
  const outStride = step === 1 ? to : 1;
  const outStep = step === 1 ? 1 : lines;
  const ratio = from / to;
  for (let i = 0; i < to; i++) {
    const [start, end] = [i * ratio, (i + 1) * ratio];
    for (let k = Math.floor(start); k < Math.min(from, Math.ceil(end)); k++) {
      const share = (Math.min(end, k + 1) - Math.max(start, k)) / ratio;
      for (let line = 0; line < lines; line++) {
        const at = line * outStride + i * outStep;
        result[at] = (result[at] as number) + share * (source[line * stride + k * step] as number);
      }
    }
  }
  return result;
}

/** Puts a digit of at most 28×28 into 28×28, its centre of mass at the centre, as NIST's digits were for MNIST. */
export function centre(digit: Plane): Uint8Array {
  let [mass, sumX, sumY] = [0, 0, 0];
  for (let y = 0, i = 0; y < digit.height; y++) {
    for (let x = 0; x < digit.width; x++, i++) {
      const ink = digit.data[i] as number;
      mass += ink;
      sumX += ink * x;
      sumY += ink * y;
    }
  }
  const middle = (IMAGE_SIDE - 1) / 2;
  const image = new Uint8Array(IMAGE_SIDE * IMAGE_SIDE);
  const place = (sum: number, size: number) =>
    Math.min(IMAGE_SIDE - size, Math.max(0, Math.round(middle - (mass ? sum / mass : (size - 1) / 2))));
  const [left, top] = [place(sumX, digit.width), place(sumY, digit.height)];
  for (let y = 0; y < digit.height; y++) {
    const row = digit.data.subarray(y * digit.width, (y + 1) * digit.width);
    image.set(row, (top + y) * IMAGE_SIDE + left);
  }
  return image;
}
