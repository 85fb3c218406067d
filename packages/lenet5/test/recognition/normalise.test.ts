import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centre, crop, IMAGE_SIDE, normalise } from '../../src/recognition/normalise.js';
import { plane } from '../../src/recognition/plane.js';
import { drawn } from './support.js';

function massCentre(image: Uint8Array): [number, number] {
  let [mass, x, y] = [0, 0, 0];
  image.forEach((value, i) => {
    mass += value;
    x += value * (i % IMAGE_SIDE);
    y += value * Math.floor(i / IMAGE_SIDE);
  });
  return [x / mass, y / mass];
}

describe('normalise', () => {
  it('gives 28×28 with the longer side at 20±1 pixels and the centre of mass within a pixel of the centre', () => {
    const box = fc.record({ width: fc.integer({ min: 3, max: 90 }), height: fc.integer({ min: 3, max: 90 }) });
    fc.assert(
      fc.property(box, ({ width, height }) => {
        const ink = plane(width, height);
        ink.data.fill(255);
        const image = normalise(ink, null);
        expect(image.length).toBe(784);
        const tight = crop({ width: 28, height: 28, data: image });
        expect(Math.abs(Math.max(tight.width, tight.height) - 20)).toBeLessThanOrEqual(1);
        const [x, y] = massCentre(image);
        expect(Math.abs(x - 13.5)).toBeLessThanOrEqual(1);
        expect(Math.abs(y - 13.5)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('squeezes what is wider than MNIST’s digits, and no bar that is narrower', () => {
    const sizeOf = (width: number, height: number) => {
      const ink = plane(width, height);
      ink.data.fill(255);
      return crop({ width: 28, height: 28, data: normalise(ink, null) });
    };
    const [wide, narrow] = [sizeOf(80, 40), sizeOf(20, 80)];
    expect(wide.width).toBeLessThanOrEqual(1.25 * wide.height);
    expect(narrow.height).toBeGreaterThanOrEqual(3 * narrow.width);
  });

  it('never throws, and gives 28×28, for any ink of any size', () => {
    const size = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(size, fc.nat(), ([width, height], seed) => {
        const data = Uint8Array.from(
          { length: width * height },
          (_, i) => (Math.imul(i + seed, 2654435761) >>> 24) & 255,
        );
        expect(normalise({ width, height, data }).length).toBe(784);
      }),
    );
  });
});

describe('centre', () => {
  it('keeps the digit inside where its mass lies far to one side', () => {
    const digit = plane(20, 20);
    digit.data[0] = 255;
    digit.data[399] = 1;
    const image = centre(digit);
    expect(image.reduce((sum, value) => sum + value, 0)).toBe(256);
  });
});

describe('crop', () => {
  it('cuts to the ink, and to one pixel where there is none', () => {
    expect(crop(drawn('....', '.##.', '..#.'))).toEqual(drawn('##', '.#'));
    expect(crop(drawn('..', '..'))).toEqual(drawn('.'));
  });
});
