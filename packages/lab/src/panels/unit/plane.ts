/** Points in many dimensions seen from where they differ most. */
export interface PlaneOf {
  /** Mean of the points. */
  readonly middle: Float64Array;
  /** Two directions of length 1, at right angles. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** Share of the variance of all points that lies in the plane, 0 to 1. */
  readonly share: number;
}

const ROUNDS = 200;

function length(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

/** The covariance of the points, and their mean. */
function covarianceOf(points: readonly ArrayLike<number>[], size: number) {
  const middle = new Float64Array(size);
  for (const point of points)
    for (let i = 0; i < size; i++) middle[i] = (middle[i] ?? 0) + (point[i] ?? 0) / points.length;
  const covariance = Array.from({ length: size }, () => new Float64Array(size));
  for (const point of points) {
    for (let i = 0; i < size; i++) {
      const [row, di] = [covariance[i] as Float64Array, (point[i] ?? 0) - (middle[i] ?? 0)];
      for (let j = 0; j < size; j++)
        row[j] = (row[j] ?? 0) + (di * ((point[j] ?? 0) - (middle[j] ?? 0))) / points.length;
    }
  }
  return { middle, covariance };
}

/** The direction of the largest variance, by power iteration from a fixed start; the largest of its values is positive. */
function mainAxis(covariance: readonly Float64Array[]): { axis: Float64Array; variance: number } {
  let axis = Float64Array.from(covariance, (_, i) => 1 + (i % 7) / 7);
  let variance = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const next = Float64Array.from(covariance, (row) => row.reduce((sum, value, j) => sum + value * (axis[j] ?? 0), 0));
    variance = length(next);
    axis = next.map((value) => value / (variance || 1));
    variance = length(
      Float64Array.from(covariance, (row) => row.reduce((sum, value, j) => sum + value * (axis[j] ?? 0), 0)),
    );
  }
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return { axis: largest < 0 ? axis.map((value) => -value) : axis, variance };
}

/** The plane of the two main directions of points with `size` values each; the same for the same points. */
export function planeOf(points: readonly ArrayLike<number>[], size: number): PlaneOf {
  const { middle, covariance } = covarianceOf(points, size);
  const all = covariance.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  const first = mainAxis(covariance);
  const left = covariance.map((row, i) =>
    row.map((value, j) => value - first.variance * (first.axis[i] ?? 0) * (first.axis[j] ?? 0)),
  );
  const second = mainAxis(left);
  return { middle, axes: [first.axis, second.axis], share: all > 0 ? (first.variance + second.variance) / all : 0 };
}

/** Where a point falls on the plane. */
export function ontoPlane({ middle, axes }: PlaneOf, point: ArrayLike<number>): readonly [x: number, y: number] {
  const along = (axis: Float64Array) =>
    axis.reduce((sum, value, i) => sum + value * ((point[i] ?? 0) - (middle[i] ?? 0)), 0);
  return [along(axes[0]), along(axes[1])];
}
