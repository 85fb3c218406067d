import { describe, expect, it } from 'vitest';
import type { PieceReader } from '../../src/recognition/candidates.js';
import type { Ink } from '../../src/recognition/ink.js';
import { type Plane, plane } from '../../src/recognition/plane.js';
import { segment } from '../../src/recognition/segment.js';
import { reading } from './support.js';

const PEN = 4;
const STRETCHED = 1.6;

/** Draws on a sheet of 160×140. */
function sheet(...marks: ((put: (x: number, y: number) => void) => void)[]): Ink {
  const strength = plane(160, 140);
  const put = (x: number, y: number) => {
    if (x >= 0 && y >= 0 && x < 160 && y < 140) strength.data[y * 160 + x] = 255;
  };
  for (const mark of marks) mark(put);
  const mask: Plane = { ...strength, data: strength.data.map((value) => (value ? 1 : 0)) };
  const picture: Plane = { ...strength, data: strength.data.map((value) => 255 - value) };
  return { picture, strength, mask, lines: [], cells: [] };
}

const bar = (x: number, y: number, width: number, height: number) => (put: (x: number, y: number) => void) => {
  for (let v = y; v < y + height; v++) for (let u = x; u < x + width; u++) put(u, v);
};
const ring = (cx: number, cy: number, radius: number) => (put: (x: number, y: number) => void) => {
  for (let y = 0; y < 140; y++) {
    for (let x = 0; x < 160; x++) if (Math.abs(Math.hypot(x - cx, y - cy) - radius) < PEN / 2) put(x, y);
  }
};

/** Is sure of what is about as wide as high, and of nothing that is much higher. */
const squares: PieceReader = (pieces) =>
  pieces.map(({ box }) => reading({ box, confidence: box.height < STRETCHED * box.width ? 0.97 : 0.2 }));
/** Is sure of everything. */
const anything: PieceReader = (pieces) => pieces.map(({ box }) => reading({ box }));

const boxesOf = (ink: Ink, read = squares, options = {}) =>
  segment(ink, read, options).rows.map((row) => row.map(({ box }) => box));

describe('segment', () => {
  it('finds lines of pieces in reading order, their height and the width of their strokes', () => {
    const { rows, height, stroke } = segment(
      sheet(ring(100, 100, 20), ring(40, 30, 20), ring(40, 100, 20), ring(110, 34, 20)),
      squares,
    );
    expect(rows.map((row) => row.map(({ box }) => Math.round((box.x + box.width / 2) / 10) * 10))).toEqual([
      [40, 110],
      [40, 100],
    ]);
    expect(height).toBeGreaterThan(40);
    expect(height).toBeLessThan(47);
    expect(Math.abs(stroke - PEN)).toBeLessThan(1.5);
  });

  it('parts digits that are stacked with hardly any room', () => {
    const stacked = sheet(ring(60, 30, 20), ring(60, 76, 20));
    expect(boxesOf(stacked).flat()).toHaveLength(2);
    expect(boxesOf(stacked, (pieces) => pieces.map(() => reading({ confidence: 0.2 }))).flat()).toHaveLength(1);
  });

  it('leaves whole a digit with a gap in its middle that is surely one', () => {
    const five = sheet(bar(50, 20, 26, PEN), bar(50, 20, PEN, 20), bar(50, 44, 26, PEN), bar(72, 44, PEN, 22));
    expect(boxesOf(five, anything)).toHaveLength(1);
    expect(boxesOf(five, anything).flat()).toHaveLength(1);
  });

  it('joins the parts of a broken stroke, and dots where the strokes are dotted', () => {
    const broken = sheet(bar(60, 20, PEN, 30), bar(60, 54, PEN, 30));
    expect(boxesOf(broken, (pieces) => pieces.map(() => reading({ confidence: 0 })))).toHaveLength(1);
    const dots = Array.from({ length: 9 }, (_, i) => bar(60, 10 + 12 * i, PEN, PEN));
    expect(boxesOf(sheet(...dots), squares, { broken: 5 }).flat()).toHaveLength(1);
    expect(boxesOf(sheet(...dots)).flat().length).not.toBe(1);
  });

  it('keeps digits beside each other apart, however near', () => {
    expect(boxesOf(sheet(ring(40, 60, 20), ring(86, 60, 20))).flat()).toHaveLength(2);
  });

  it('gives what a ring encloses to the ring', () => {
    const [[face = { width: 0, height: 0 }, ...others] = []] = boxesOf(
      sheet(ring(70, 70, 45), bar(52, 55, 8, 8), bar(80, 55, 8, 8), bar(55, 88, 30, PEN)),
    );
    expect(others).toEqual([]);
    expect([face.width, face.height].every((side) => side > 88)).toBe(true);
  });

  it('leaves out dust, and what enters over the border', () => {
    const finger = bar(0, 100, 50, 40);
    const ink = sheet(ring(80, 50, 25), bar(10, 10, 1, 1), finger);
    expect(boxesOf(ink).flat()).toHaveLength(1);
    expect(boxesOf(ink, squares, { removeBorders: false }).flat()).toHaveLength(2);
  });

  it('finds nothing where there is no ink', () => {
    expect(segment(sheet(), squares)).toEqual({ rows: [], height: 0, stroke: 0 });
  });
});
