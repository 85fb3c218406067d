import { type Plane, plane } from './plane.js';

/** Channels of an interleaved picture, averaged over factor×factor pixels; `value` gives channel c of the pixel at p. */
export function reduceBy(
  picture: { readonly width: number; readonly height: number; readonly channels: number },
  channels: number,
  factor: number,
  value: (p: number, c: number) => number,
): Plane[] {
  const { width, height } = picture;
  const [columns, rows] = [Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(height / factor))];
  const planes = Array.from({ length: channels }, () => plane(columns, rows));
  const sums = new Float64Array(columns);
  const [across, down] = [Math.min(factor, width), Math.min(factor, height)];
  const share = 1 / (across * down);
  for (let c = 0; c < channels; c++) {
    const { data } = planes[c] as Plane;
    for (let row = 0; row < rows; row++) {
      sums.fill(0.5 / share);
      for (let k = 0; k < down; k++) {
        let p = (row * factor + k) * width * picture.channels;
        for (let column = 0; column < columns; column++) {
          let sum = sums[column] as number;
          for (let i = 0; i < across; i++, p += picture.channels) sum += value(p, c);
          sums[column] = sum;
        }
      }
      for (let column = 0; column < columns; column++) data[row * columns + column] = (sums[column] as number) * share;
    }
  }
  return planes;
}
