import { describe, expect, it } from 'vitest';
import { fitsHalf, narrowHalf, widenHalf } from '../../src/files/half.js';

/** The value by the definition of the format, in plain arithmetic. */
function byDefinition(half: number): number {
  const sign = half >= 0x8000 ? -1 : 1;
  const exponent = Math.floor(half / 1024) % 32;
  const fraction = (half % 1024) / 1024;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -14 : sign * (1 + fraction) * 2 ** (exponent - 15);
}

describe('widenHalf', () => {
  const all = new Uint16Array(65536).map((_, i) => i);

  it('widens all 65,536 values exactly', () => {
    const widened = widenHalf(new Uint8Array(all.buffer));
    const wrong = Array.from(all).filter((half) => !Object.is(widened[half], byDefinition(half)));
    expect(wrong).toEqual([]);
  });

  it('reads from an odd place in memory', () => {
    const bytes = Uint8Array.of(0, 0x00, 0x3c, 0x55, 0x35, 0).subarray(1, 5);
    expect(widenHalf(bytes)).toEqual(Float32Array.of(1, 0.333251953125));
  });
});

describe('narrowHalf', () => {
  const all = new Uint16Array(65536).map((_, i) => i);
  const finite = all.filter((half) => (half & 0x7c00) !== 0x7c00);
  const bits = (values: Float32Array) => Array.from(new Uint16Array(narrowHalf(values).buffer));

  it('gives each finite half back', () => {
    expect(bits(widenHalf(new Uint8Array(finite.buffer)))).toEqual(Array.from(finite));
  });

  it('rounds what lies between two halves to the nearer one, ties to the even one', () => {
    const lower = finite.filter((half) => half < 0x7bff);
    const below = widenHalf(new Uint8Array(lower.buffer));
    const above = widenHalf(new Uint8Array(lower.map((half) => half + 1).buffer));
    const at = (share: number) => below.map((value, i) => value + share * ((above[i] as number) - value));
    expect(bits(at(0.25))).toEqual(Array.from(lower));
    expect(bits(at(0.75))).toEqual(Array.from(lower, (half) => half + 1));
    expect(bits(at(0.5))).toEqual(Array.from(lower, (half) => half + (half % 2)));
  });

  it('knows what is too large, and what is no number', () => {
    for (const value of [65520, -1e9, Number.POSITIVE_INFINITY, Number.NaN]) expect(fitsHalf(value)).toBe(false);
    for (const value of [0, -0, 65504, -65504]) expect(fitsHalf(value)).toBe(true);
  });
});
