/**
 * Widens IEEE 754 half-precision floats (1 sign, 5 exponent, 10 fraction bits) to single precision, exactly.
 * @param bytes little-endian, two bytes each, an even number of bytes
 */
export function widenHalf(bytes: Uint8Array): Float32Array {
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.byteLength / 2);
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
