import { type Plane, plane } from './plane.js';

/** Points on which the shading is fitted, at most. */
const POINTS = 3000;
const ROUNDS = 6;
/** Of a polynomial of second degree in two variables. */
const TERMS = 6;

/**
 * Evens out slow changes of light (a lamp to one side, the dark corners of a lens): the light is fitted by a polynomial
 * of second degree to the paper, and the picture divided by it. Its mean stays.
 */
export function evenLight(picture: Plane): Plane {
  const { width, height, data } = picture;
  const coefficients = fitLight(picture);
  if (!coefficients) return picture;
  const mean = coefficients.mean;
  const result = plane(width, height);
  for (let y = 0, i = 0; y < height; y++) {
    const v = (2 * y) / height - 1;
    const [a, b, c] = alongRow(coefficients.values, v);
    for (let x = 0; x < width; x++, i++) {
      const u = (2 * x) / width - 1;
      const light = Math.max(0.2 * mean, a + u * (b + u * c));
      result.data[i] = Math.min(255, ((data[i] as number) * mean) / light);
    }
  }
  return result;
}

/** The polynomial 1, u, v, uv, u², v² of one row as a + bu + cu². */
function alongRow(p: Float64Array, v: number): [number, number, number] {
  const at = (i: number) => p[i] as number;
  return [at(0) + v * (at(2) + v * at(5)), at(1) + v * at(3), at(4)];
}

/** Weighted least squares, again and again: what is darker than the fit weighs less and less. */
function fitLight({ width, height, data }: Plane): { values: Float64Array; mean: number } | null {
  const step = Math.max(1, Math.ceil(Math.sqrt((width * height) / POINTS)));
  const points: { readonly terms: readonly number[]; readonly value: number }[] = [];
  for (let y = step >> 1; y < height; y += step) {
    for (let x = step >> 1; x < width; x += step) {
      const [u, v] = [(2 * x) / width - 1, (2 * y) / height - 1];
      points.push({ terms: [1, u, v, u * v, u * u, v * v], value: data[y * width + x] as number });
    }
  }
  if (points.length < 20 * TERMS) return null;
  const sorted = points.map(({ value }) => value).sort((a, b) => a - b);
  let values: Float64Array = Float64Array.from([sorted[Math.floor(0.7 * sorted.length)] as number, 0, 0, 0, 0, 0]);
  let spread = 40;
  for (let round = 0; round < ROUNDS; round++) {
    const solved = solve(points, (difference) => 1 / (1 + (difference / spread) ** 4), values);
    if (!solved) return null;
    values = solved;
    const differences = points.map(({ terms, value }) => Math.abs(value - dot(values, terms))).sort((a, b) => a - b);
    spread = Math.max(4, 2.5 * (differences[differences.length >> 1] as number));
  }
  const mean = points.reduce((sum, { terms }) => sum + dot(values, terms), 0) / points.length;
  return mean > 1 ? { values, mean } : null;
}

function dot(values: Float64Array, terms: readonly number[]): number {
  return terms.reduce((sum, term, i) => sum + term * (values[i] as number), 0);
}

/** Normal equations by elimination; null where they have no single solution. */
function solve(
  points: readonly { readonly terms: readonly number[]; readonly value: number }[],
  weightOf: (difference: number) => number,
  before: Float64Array,
): Float64Array | null {
  const rows = Array.from({ length: TERMS }, () => new Float64Array(TERMS + 1));
  for (const { terms, value } of points) {
    const weight = weightOf(value - dot(before, terms));
    rows.forEach((row, i) => {
      for (let k = 0; k < TERMS; k++)
        row[k] = (row[k] as number) + weight * (terms[i] as number) * (terms[k] as number);
      row[TERMS] = (row[TERMS] as number) + weight * (terms[i] as number) * value;
    });
  }
  for (let i = 0; i < TERMS; i++) {
    const row = rows[i] as Float64Array;
    const pivot = row[i] as number;
    if (!(pivot > 1e-6)) return null;
    for (let other = 0; other < TERMS; other++) {
      const target = rows[other] as Float64Array;
      if (other === i) continue;
      const factor = (target[i] as number) / pivot;
      for (let k = i; k <= TERMS; k++) target[k] = (target[k] as number) - factor * (row[k] as number);
    }
  }
  return Float64Array.from(rows, (row, i) => (row[TERMS] as number) / (row[i] as number));
}
