import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plane, scaleTo } from '../../src/recognition/plane.js';

const sides = fc.integer({ min: 1, max: 40 });

describe('scaleTo', () => {
  it('keeps an even plane even, at every pair of sizes', () => {
    fc.assert(
      fc.property(sides, sides, sides, sides, fc.nat(255), (width, height, toWidth, toHeight, value) => {
        const source = plane(width, height);
        source.data.fill(value);
        const scaled = scaleTo(source, toWidth, toHeight);
        expect(scaled.data.length).toBe(toWidth * toHeight);
        expect(scaled.data.every((found) => Math.abs(found - value) <= 1)).toBe(true);
      }),
    );
  });

  it('keeps the mean within 1 when making smaller', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 144, maxLength: 144 }), fc.integer({ min: 1, max: 12 }), (data, side) => {
        const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(Math.abs(mean(scaleTo({ width: 12, height: 12, data }, side, side).data) - mean(data))).toBeLessThan(1);
      }),
    );
  });

  it('averages areas: 4 pixels to 2, and 3 to 2 with a shared one', () => {
    expect([...scaleTo({ width: 4, height: 1, data: Uint8Array.of(0, 100, 200, 50) }, 2, 1).data]).toEqual([50, 125]);
    expect([...scaleTo({ width: 3, height: 1, data: Uint8Array.of(30, 90, 150) }, 2, 1).data]).toEqual([50, 130]);
  });

  it('is bilinear when making larger', () => {
    expect([...scaleTo({ width: 2, height: 1, data: Uint8Array.of(0, 200) }, 4, 1).data]).toEqual([0, 50, 150, 200]);
  });
});
