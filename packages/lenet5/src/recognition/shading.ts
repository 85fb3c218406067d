import { type Plane, plane } from './plane.js';

/** Points on which the shading is fitted, at most. */
const POINTS = 2000;
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

/** Places and values on which the light is fitted: u and v from −1 to 1 across and down. */
interface Samples {
  readonly terms: Float64Array;
  readonly values: Float64Array;
}

function samplesOf({ width, height, data }: Plane): Samples {
  const step = Math.max(1, Math.ceil(Math.sqrt((width * height) / POINTS)));
  const [terms, values]: [number[], number[]] = [[], []];
  for (let y = step >> 1; y < height; y += step) {
    for (let x = step >> 1; x < width; x += step) {
      const [u, v] = [(2 * x) / width - 1, (2 * y) / height - 1];
      terms.push(1, u, v, u * v, u * u, v * v);
      values.push(data[y * width + x] as number);
    }
  }
  return { terms: Float64Array.from(terms), values: Float64Array.from(values) };
}

/** Weighted least squares, again and again: what is far from the fit weighs less and less. */
function fitLight(picture: Plane): { values: Float64Array; mean: number } | null {
  const samples = samplesOf(picture);
  const count = samples.values.length;
  if (count < 20 * TERMS) return null;
  const light = samples.values.toSorted()[Math.floor(0.7 * count)] as number;
  let fit: Float64Array = Float64Array.of(light, 0, 0, 0, 0, 0);
  let spread = 40;
  for (let round = 0; round < ROUNDS; round++) {
    const solved = solve(samples, fit, spread);
    if (!solved) return null;
    fit = solved;
    const differences = samples.values.map((value, i) => Math.abs(value - fitAt(fit, samples.terms, i))).sort();
    spread = Math.max(4, 2.5 * (differences[count >> 1] as number));
  }
  const mean = samples.values.reduce((sum, _, i) => sum + fitAt(fit, samples.terms, i), 0) / count;
  return mean > 1 ? { values: fit, mean } : null;
}

function fitAt(fit: Float64Array, terms: Float64Array, i: number): number {
  let sum = 0;
  for (let k = 0; k < TERMS; k++) sum += (fit[k] as number) * (terms[i * TERMS + k] as number);
  return sum;
}

/** One round: weights from the differences to the fit before, normal equations, elimination; null where they have no
 * single solution. */
function solve({ terms, values }: Samples, before: Float64Array, spread: number): Float64Array | null {
  const width = TERMS + 1;
  const rows = new Float64Array(TERMS * width);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const far = (value - fitAt(before, terms, i)) / spread;
    const weight = 1 / (1 + far * far * far * far);
    for (let a = 0; a < TERMS; a++) {
      const factor = weight * (terms[i * TERMS + a] as number);
      for (let b = 0; b <= a; b++) {
        rows[a * width + b] = (rows[a * width + b] as number) + factor * (terms[i * TERMS + b] as number);
      }
      rows[a * width + TERMS] = (rows[a * width + TERMS] as number) + factor * value;
    }
  }
  for (let a = 0; a < TERMS; a++) {
    for (let b = a + 1; b < TERMS; b++) rows[a * width + b] = rows[b * width + a] as number;
  }
  return eliminate(rows, width)
    ? Float64Array.from({ length: TERMS }, (_, a) => rows[a * width + TERMS] as number)
    : null;
}

/** Gauss and Jordan's, in place: the last column becomes the solution. */
function eliminate(rows: Float64Array, width: number): boolean {
  for (let i = 0; i < TERMS; i++) {
    const pivot = rows[i * width + i] as number;
    if (!(pivot > 1e-6)) return false;
    for (let k = 0; k < width; k++) rows[i * width + k] = (rows[i * width + k] as number) / pivot;
    for (let other = 0; other < TERMS; other++) {
      if (other === i) continue;
      const factor = rows[other * width + i] as number;
      for (let k = 0; k < width; k++) {
        rows[other * width + k] = (rows[other * width + k] as number) - factor * (rows[i * width + k] as number);
      }
    }
  }
  return true;
}
