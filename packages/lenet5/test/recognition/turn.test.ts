import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inkBox, type Plane, plane } from '../../src/recognition/plane.js';
import { laid, type Turn, UPRIGHT, unlaid } from '../../src/recognition/turn.js';
import { drawn, shown } from './support.js';

const quarter = (quarters: number): Turn => ({ quarters, angle: 0, slant: 0 });

const anyPlane = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }), seed: fc.nat() })
  .map(({ width, height, seed }): Plane => {
    const data = Uint8Array.from({ length: width * height }, (_, i) => Math.imul(i + seed, 2654435761) >>> 24);
    return { width, height, data };
  });

/** A picture with ink in one box. */
const boxed = fc
  .record({
    width: fc.integer({ min: 10, max: 60 }),
    height: fc.integer({ min: 10, max: 60 }),
    shares: fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ width, height, shares: [a = 0, b = 0, c = 0, d = 0] }) => {
    const [x, y] = [Math.floor(a * width), Math.floor(b * height)];
    const box = { x, y, width: 1 + Math.floor(c * (width - x)), height: 1 + Math.floor(d * (height - y)) };
    const picture = plane(width, height);
    for (let v = 0; v < box.height; v++) {
      picture.data.fill(255, (y + v) * width + x, (y + v) * width + x + box.width);
    }
    return { picture, box };
  });

describe('laid', () => {
  it('turns against the clock', () => {
    expect(shown(laid(drawn('#..', '#.#'), quarter(1)))).toEqual(['.#', '..', '##']);
    expect(shown(laid(drawn('#..', '#.#'), quarter(2)))).toEqual(['#.#', '..#']);
    expect(shown(laid(drawn('#..', '#.#'), quarter(3)))).toEqual(['##', '..', '#.']);
  });

  it('is the same picture again after the other quarters of a whole turn', () => {
    fc.assert(
      fc.property(anyPlane, fc.integer({ min: 0, max: 3 }), (picture, quarters) => {
        expect(laid(laid(picture, quarter(quarters)), quarter((4 - quarters) % 4))).toEqual(picture);
      }),
    );
  });

  it('lays a falling line level, and a leaning stroke upright', () => {
    const falling = plane(80, 80);
    for (let x = 10; x < 70; x++) for (let k = 0; k < 4; k++) falling.data[(20 + k + (x >> 1)) * 80 + x] = 255;
    const level = inkBox(laid(falling, { quarters: 0, angle: Math.atan(0.5), slant: 0 }), 128);
    expect(level?.height).toBeLessThanOrEqual(7);
    const leaning = plane(80, 80);
    for (let y = 10; y < 70; y++) leaning.data.fill(255, y * 80 + 60 - (y >> 1), y * 80 + 64 - (y >> 1));
    const upright = inkBox(laid(leaning, { quarters: 0, angle: 0, slant: 0.5 }), 128);
    expect(upright?.width).toBeLessThanOrEqual(6);
  });

  it('keeps all ink, and what is beyond the border is as its edge', () => {
    const paper = plane(30, 20);
    paper.data.fill(230);
    for (const turn of [quarter(1), { quarters: 0, angle: 0.3, slant: 0 }, { quarters: 0, angle: 0, slant: -0.5 }]) {
      expect(laid(paper, turn).data.every((value) => value === 230)).toBe(true);
    }
  });
});

describe('unlaid', () => {
  it('maps a box back to where it was, exactly for quarter turns', () => {
    fc.assert(
      fc.property(boxed, fc.integer({ min: 0, max: 3 }), ({ picture, box }, quarters) => {
        const found = inkBox(laid(picture, quarter(quarters)), 128);
        expect(found && unlaid(found, picture, quarter(quarters))).toEqual(box);
      }),
    );
  });

  it('holds the ink that a box of a turned or slanted picture holds, and stays inside', () => {
    const turns = fc.record({
      quarters: fc.integer({ min: 0, max: 3 }),
      angle: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
      slant: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
    });
    fc.assert(
      fc.property(boxed, turns, ({ picture, box }, turn) => {
        const found = inkBox(laid(picture, turn));
        if (!found) return;
        const back = unlaid(found, picture, turn);
        expect(back.x >= 0 && back.y >= 0).toBe(true);
        expect(back.x + back.width <= picture.width && back.y + back.height <= picture.height).toBe(true);
        // Smoothed edges may move by a pixel.
        expect(back.x).toBeLessThanOrEqual(box.x + 1);
        expect(back.y).toBeLessThanOrEqual(box.y + 1);
        expect(back.x + back.width).toBeGreaterThanOrEqual(box.x + box.width - 1);
        expect(back.y + back.height).toBeGreaterThanOrEqual(box.y + box.height - 1);
      }),
    );
  });

  it('leaves a box of an upright picture as it is', () => {
    const box = { x: 3, y: 4, width: 5, height: 6 };
    expect(unlaid(box, { width: 20, height: 20 }, UPRIGHT)).toBe(box);
  });
});
