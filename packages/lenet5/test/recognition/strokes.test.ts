import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plane } from '../../src/recognition/plane.js';
import { distanceTransform, normaliseStrokes, strokeWidth } from '../../src/recognition/stroke-width.js';

describe('distanceTransform', () => {
  it('is within 9 % above the exact distance to the nearest pixel of the other kind', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 120, maxLength: 120 }), (values) => {
        const mask = { width: 12, height: 10, data: Uint8Array.from(values, (value) => (value === 0 ? 1 : 0)) };
        if (!mask.data.includes(1)) return;
        const found = distanceTransform(mask, true);
        for (let i = 0; i < found.length; i++) {
          const exact = Math.min(
            ...Array.from(mask.data, (value, j) =>
              value
                ? Math.hypot((i % 12) - (j % 12), Math.floor(i / 12) - Math.floor(j / 12))
                : Number.POSITIVE_INFINITY,
            ),
          );
          expect(found[i]).toBeGreaterThanOrEqual(exact - 1e-4);
          expect(found[i]).toBeLessThanOrEqual(exact * 1.09 + 1e-4);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('counts what lies beyond the border as background', () => {
    const mask = { width: 5, height: 5, data: new Uint8Array(25).fill(1) };
    expect([...distanceTransform(mask)].slice(10, 15)).toEqual([1, 2, 3, 2, 1]);
  });
});

function bar(width: number) {
  const mask = plane(60, 80);
  for (let y = 10; y < 70; y++) mask.data.fill(255, y * 60 + 30 - (width >> 1), y * 60 + 30 - (width >> 1) + width);
  return mask;
}

describe('stroke width', () => {
  it.each([4, 6, 9, 14, 20])('of a bar of %i pixels is measured within 15 %%', (width) => {
    expect(Math.abs(strokeWidth(bar(width)) - width)).toBeLessThan(0.15 * width + 0.3);
  });

  it.each([2, 4, 16, 24])('of %i pixels is brought into a range of 8 to 12 within 2.5 pixels', (width) => {
    const changed = strokeWidth(normaliseStrokes(bar(width), 1, { thinnest: 8, thickest: 12 }));
    expect(changed).toBeGreaterThan(5.5);
    expect(changed).toBeLessThan(14.5);
  });

  it('inside the range is left alone', () => {
    const mask = bar(10);
    expect(normaliseStrokes(mask, 1, { thinnest: 8, thickest: 12 })).toBe(mask);
  });
});
