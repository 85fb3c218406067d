import type { Floats } from '../arena.js';
import { CONTROL_POINTS, type Distort, type DistortionSpec, splineTable } from '../contract.js';
import { mapSizes } from '../shapes.js';

/** Value of a displacement field at a pixel. */
function displacement(
  control: Floats,
  x: number,
  y: number,
  { cells, weights }: ReturnType<typeof splineTable>,
): number {
  let sum = 0;
  for (let j = 0; j < 4; j++) {
    for (let i = 0; i < 4; i++) {
      const point = (cells[y]! + j) * CONTROL_POINTS.row + cells[x]! + i;
      sum += weights[y * 4 + j]! * weights[x * 4 + i]! * control[point]!;
    }
  }
  return sum;
}

/** Bilinear interpolation; beyond the edge the picture goes on as its border, which is background. */
function sampleAt(picture: Floats, side: number, x: number, y: number): number {
  const clamp = (t: number) => Math.min(Math.max(t, 0), side - 1.001);
  const [cx, cy] = [clamp(x), clamp(y)];
  const [ix, iy] = [Math.floor(cx), Math.floor(cy)];
  const at = (row: number, column: number) => picture[row * side + column]!;
  const across = (row: number) => at(row, ix) + (at(row, ix + 1) - at(row, ix)) * (cx - ix);
  return across(iy) + (across(iy + 1) - across(iy)) * (cy - iy);
}

/** Affine and elastic distortion of a picture, in place. */
export function distortion({ input, matrices, control }: DistortionSpec): Distort {
  const { width: side, sample: pixels } = mapSizes(input.state);
  const centre = (side - 1) / 2;
  const spline = splineTable(side);
  const field = CONTROL_POINTS.count * CONTROL_POINTS.row;
  return (sample, elastic) => {
    const picture = input.state.data.subarray(sample * pixels, (sample + 1) * pixels);
    const plain = picture.slice();
    const m = (i: number) => matrices.data[sample * 6 + i]!;
    const points = (axis: number) =>
      control.data.subarray((sample * 2 + axis) * field, (sample * 2 + axis + 1) * field);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const [dx, dy] = [x - centre, y - centre];
        let sx = m(0) * dx + m(1) * dy + m(2) + centre;
        let sy = m(3) * dx + m(4) * dy + m(5) + centre;
        if (elastic) {
          sx += displacement(points(0), x, y, spline);
          sy += displacement(points(1), x, y, spline);
        }
        picture[y * side + x] = sampleAt(plain, side, sx, sy);
      }
    }
  };
}
