import { type Plane, plane } from './plane.js';

/** Mean over the square of ±reach pixels around each pixel, cut at the border: by sums that slide along. */
export function localMean({ width, height, data }: Plane, reach: number): Plane {
  const result = plane(width, height);
  const columns = new Float64Array(width);
  const addRow = (y: number, sign: number) => {
    for (let x = 0; x < width; x++) columns[x] = (columns[x] as number) + sign * (data[y * width + x] as number);
  };
  for (let y = 0; y < Math.min(reach, height); y++) addRow(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + reach < height) addRow(y + reach, 1);
    if (y - reach > 0) addRow(y - reach - 1, -1);
    const rows = Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1;
    let sum = 0;
    for (let x = 0; x < Math.min(reach, width); x++) sum += columns[x] as number;
    for (let x = 0; x < width; x++) {
      if (x + reach < width) sum += columns[x + reach] as number;
      if (x - reach > 0) sum -= columns[x - reach - 1] as number;
      const across = Math.min(width - 1, x + reach) - Math.max(0, x - reach) + 1;
      result.data[y * width + x] = sum / (rows * across) + 0.5;
    }
  }
  return result;
}
