import { type Plane, plane } from './plane.js';

/** Mean over the square of ±reach pixels around each pixel, cut at the border: by sums of columns that slide down. */
export function localMean({ width, height, data }: Plane, reach: number): Plane {
  const result = plane(width, height);
  const nothing = new Uint8Array(width);
  const row = (y: number) => (y < 0 || y >= height ? nothing : data.subarray(y * width, (y + 1) * width));
  const columns = new Int32Array(width);
  /** Sum of all columns to the left of each, and of all: beyond 32 bits in a large picture. */
  const before = new Float64Array(width + 1);
  const starts = Int32Array.from(columns, (_, x) => Math.max(0, x - reach));
  const ends = Int32Array.from(columns, (_, x) => Math.min(width, x + reach + 1));
  for (let y = -reach; y < height; y++) {
    const [entering, leaving] = [row(y + reach), row(y - reach - 1)];
    for (let x = 0, sum = 0; x < width; x++) {
      const column = (columns[x] as number) + (entering[x] as number) - (leaving[x] as number);
      columns[x] = column;
      before[x + 1] = sum += column;
    }
    if (y < 0) continue;
    const rows = Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const [start, end] = [starts[x] as number, ends[x] as number];
      result.data[i] = ((before[end] as number) - (before[start] as number)) / (rows * (end - start)) + 0.5;
    }
  }
  return result;
}
