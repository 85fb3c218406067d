import { viewOf } from './foreign-file.js';

/**
 * Widens IEEE 754 half-precision floats (1 sign, 5 exponent, 10 fraction bits) to single precision, exactly.
 * @param bytes little-endian, two bytes each, an even number of bytes
 */
export function widenHalf(bytes: Uint8Array): Float32Array {
  const source = viewOf(bytes);
  const values = new Float32Array(bytes.length / 2);
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < values.length; i++) {
    const half = source.getUint16(2 * i, true);
    const sign = half & 0x8000;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) {
      // Zero or subnormal: fraction · 2⁻²⁴, which a single-precision float holds as a normal number.
      values[i] = (sign ? -fraction : fraction) * 5.9604644775390625e-8;
    } else {
      // The exponent bias grows from 15 to 127; all ones (infinity, NaN) stays all ones.
      bits[i] = (sign << 16) | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13);
    }
  }
  return values;
}

/** Widens bfloat16, the upper half of a single-precision float. @param bytes as in {@link widenHalf} */
export function widenBrain(bytes: Uint8Array): Float32Array {
  const source = viewOf(bytes);
  const bits = new Uint32Array(bytes.length / 2).map((_, i) => source.getUint16(2 * i, true) << 16);
  return new Float32Array(bits.buffer);
}

/** The largest finite half-precision float. */
const LARGEST_HALF = 65504;

/** Whether a half-precision float comes near. */
export function fitsHalf(value: number): boolean {
  return Math.abs(value) <= LARGEST_HALF;
}

/**
 * Narrows single-precision floats to the nearest half-precision ones, ties to even, little-endian.
 * @param values all such as `fitsHalf` takes
 */
export function narrowHalf(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  const target = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    const magnitude = Math.abs(value);
    target.setUint16(2 * i, (value < 0 || Object.is(value, -0) ? 0x8000 : 0) | magnitudeBits(magnitude), true);
  });
  return bytes;
}

/** The lower 15 bits: the number of half-precision floats between 0 and the nearest one to `magnitude`. */
function magnitudeBits(magnitude: number): number {
  // Halves are evenly spaced by 2^(exponent − 10) within a power of two, by 2^−24 below 2^−14.
  let exponent = -14;
  while (exponent < 15 && magnitude >= 2 ** (exponent + 1)) exponent++;
  const steps = roundToEven(magnitude / 2 ** (exponent - 10));
  // The step that carries into the next power of two is the next bit pattern, too.
  return (exponent + 14) * 1024 + steps;
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return floor + (rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? 1 : 0);
}
