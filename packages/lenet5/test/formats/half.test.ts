import { describe, expect, it } from 'vitest';
import { widenHalf } from '../../src/formats/half.js';

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
