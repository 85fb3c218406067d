import { CONTROL_POINTS } from './contract.js';

/** For each pixel of a row: the first of the four control points around it, and their cubic B-spline weights. */
export function splineTable(side: number): { cells: Int32Array; weights: Float64Array } {
  const cells = new Int32Array(side);
  const weights = new Float64Array(side * 4);
  for (let x = 0; x < side; x++) {
    const cell = Math.floor(x / CONTROL_POINTS.spacing);
    const u = x / CONTROL_POINTS.spacing - cell;
    const v = 1 - u;
    const inner = (t: number) => (4 - 6 * t * t + 3 * t * t * t) / 6;
    cells[x] = cell;
    weights.set([(v * v * v) / 6, inner(u), inner(v), (u * u * u) / 6], x * 4);
  }
  return { cells, weights };
}
