// Columns for a convolution with stride 2 over an input with a border of equal values (LeNet-1989). Rows are kept apart by
// parity, as in pooled-columns.ts, so that the kernels of convolution*.ts serve here too:
//   input   [maps][height][width]
//   columns [maps][2][5][plane]   columns[map][g][kx][r·W + X] = padded[2r + g][2X + kx], then zeros (see columns.ts)
// where padded is the input with `border` cells of `value` on each side, and W = (width + 2·border − 5)/2 + 1, rounded
// down. Whoever needs this network needs it for its age: clear rather than vectorised.

import { throughSquash } from './squash';
import { storePart } from './vector';

export function stridedColumns(
  input: usize, columns: usize, maps: usize, height: usize, width: usize, border: usize, value: f32, rowLength: usize,
  plane: usize,
): void {
  const rows = height + 2 * border;
  for (let map: usize = 0; map < maps; map++, input += (height * width) << 2) {
    for (let g: usize = 0; g < 2; g++) {
      for (let kx: usize = 0; kx < 5; kx++, columns += plane << 2) {
        let to = columns;
        for (let y = g; y < rows; y += 2) {
          const row: usize = y - border; // wraps around above the picture, where no row is that far down
          for (let x: usize = 0; x < rowLength; x++, to += 4) {
            const column: usize = (x << 1) + kx - border;
            const inside = row < height && column < width;
            store<f32>(to, inside ? load<f32>(input + ((row * width + column) << 2)) : value);
          }
        }
        for (let end = columns + (plane << 2); to < end; to += 4) store<f32>(to, 0);
      }
    }
  }
}

/**
 * The way back: every pixel sums the gradients of the places where it was laid, through the squashing function of its
 * layer.
 *   gradient [maps][2][5][plane], state and delta [maps][height][width]
 */
export function stridedColumnsBackward(
  gradient: usize, state: usize, delta: usize, maps: usize, height: usize, width: usize, border: usize,
  rowLength: usize, plane: usize, kind: usize,
): void {
  for (let map: usize = 0; map < maps; map++, gradient += (10 * plane) << 2) {
    for (let y: usize = 0; y < height; y++) {
      const row = y + border;
      const from = gradient + (((row & 1) * 5 * plane + (row >> 1) * rowLength) << 2);
      for (let x: usize = 0; x < width; x++, state += 4, delta += 4) {
        const column = x + border;
        let sum: f32 = 0;
        for (let kx = column & 1; kx < 5; kx += 2) {
          const place = (column - kx) >> 1;
          if (column >= kx && place < rowLength) sum += load<f32>(from + ((kx * plane + place) << 2));
        }
        storePart(delta, throughSquash(kind, f32x4.splat(sum), v128.load32_splat(state)), 1);
      }
    }
  }
}
