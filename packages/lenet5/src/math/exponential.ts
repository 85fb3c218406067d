/**
 * exp, log, cos and tanh in float64 from +, −, ×, / alone, which IEEE 754 fixes to the last bit. Math.exp and its
 * relatives differ between engines in that bit, and a run of a million steps would drift apart.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const word = new DataView(new ArrayBuffer(8));

/** 2^k for −1022 ≤ k ≤ 1023. */
function powerOfTwo(k: number): number {
  word.setUint32(0, (k + 1023) << 20);
  word.setUint32(4, 0);
  return word.getFloat64(0);
}

/** e^x; relative error below 4e-16. 0 below −708 (no subnormal results), Infinity above 709.78. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < -708) return 0;
  if (x > 709.78) return Infinity;
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  // Taylor's series on |r| ≤ 0.347, innermost term r^14/14!.
  let sum = 1;
  for (let n = 14; n > 0; n--) sum = 1 + (sum * r) / n;
  return k > 1023 ? sum * powerOfTwo(k - 1) * 2 : sum * powerOfTwo(k);
}

/** Natural logarithm of a normal positive number; relative error below 4e-16. log(0) is −Infinity, negative gives NaN. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  word.setFloat64(0, x);
  const high = word.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  word.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  let mantissa = word.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  // log m = 2 artanh s, s = (m − 1)/(m + 1), |s| ≤ 0.172.
  const s = (mantissa - 1) / (mantissa + 1);
  const s2 = s * s;
  let sum = 1 / 23;
  for (let n = 21; n > 0; n -= 2) sum = 1 / n + sum * s2;
  return exponent * LN2_HIGH + (2 * s * sum + exponent * LN2_LOW);
}

/** tanh x; absolute error below 4e-16. */
export function tanh(x: number): number {
  const e = exp(-2 * Math.abs(x));
  const t = (1 - e) / (1 + e);
  return x < 0 ? -t : t;
}

/** cos(π·t) for 0 ≤ t ≤ 1; absolute error below 1e-15. */
export function cosPi(t: number): number {
  if (t > 0.5) return -cosPi(1 - t);
  const x2 = Math.PI * t * (Math.PI * t);
  let sum = 1;
  for (let n = 24; n > 0; n -= 2) sum = 1 - (sum * x2) / (n * (n - 1));
  return sum;
}
