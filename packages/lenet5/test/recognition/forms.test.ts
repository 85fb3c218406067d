import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { findForms } from '../../src/recognition/forms.js';
import { findInk } from '../../src/recognition/ink.js';
import { transpose } from '../../src/recognition/lines.js';
import { type Plane, plane } from '../../src/recognition/plane.js';
import { strokeWidthOf } from '../../src/recognition/stroke-width.js';
import { greyPicture } from './support.js';

/** Fills a rectangle with ink. */
function fill({ width, height, data }: Plane, x: number, y: number, w: number, h: number): void {
  for (let v = Math.max(0, y); v < Math.min(height, y + h); v++)
    data.fill(1, v * width + x, v * width + Math.min(width, x + w));
}

/** The frame of a box of outer size `w`×`h`. */
function frame(mask: Plane, [x, y, w, h]: readonly [number, number, number, number], thickness: number): void {
  fill(mask, x, y, w, thickness);
  fill(mask, x, y + h - thickness, w, thickness);
  fill(mask, x, y, thickness, h);
  fill(mask, x + w - thickness, y, thickness, h);
}

/** A ring, as of a 0. */
function ring({ width, data }: Plane, cx: number, cy: number, radius: number, pen: number): void {
  for (let i = 0; i < data.length; i++)
    if (Math.abs(Math.hypot((i % width) - cx, Math.floor(i / width) - cy) - radius) < pen / 2) data[i] = 1;
}

const RUNS = { numRuns: 40, seed: 1 };

const found = (mask: Plane) => findForms(mask, strokeWidthOf(mask));
const inkOf = ({ data }: Plane) => data.reduce((sum, value) => sum + value, 0);
/** Share of the ink of two masks that both have. */
const overlap = (a: Plane, b: Plane) =>
  (2 * a.data.reduce((sum, value, i) => sum + (value & (b.data[i] as number)), 0)) / Math.max(1, inkOf(a) + inkOf(b));

/** A picture of 200×120 with what is written and with the form under it. */
function written(write: (mask: Plane) => void, form: (mask: Plane) => void) {
  const [writing, both] = [plane(200, 120), plane(200, 120)];
  write(writing);
  write(both);
  form(both);
  return { writing, both };
}

/** Does the same at several places. */
function each(places: readonly number[], draw: (at: number) => void): void {
  for (const at of places) draw(at);
}

const zeros = (mask: Plane) => each([40, 100, 160], (x) => ring(mask, x, 60, 18, 6));

describe('findForms', () => {
  it.each([
    ['a frame', 1, (mask: Plane) => frame(mask, [10, 20, 180, 80], 4)],
    ['a frame that touches the border', 1, (mask: Plane) => frame(mask, [0, 0, 200, 120], 5)],
    ['a comb', 3, (mask: Plane) => each([0, 60, 120], (x) => frame(mask, [10 + x, 20, 63, 80], 3))],
    ['boxes with room between', 3, (mask: Plane) => each([0, 60, 120], (x) => frame(mask, [13 + x, 30, 54, 60], 2))],
    [
      'a comb open above',
      3,
      (mask: Plane) => {
        fill(mask, 10, 100, 183, 3);
        each([10, 70, 130, 190], (x) => fill(mask, x, 50, 3, 50));
      },
    ],
    ['rulings', 0, (mask: Plane) => each([10, 60, 110], (y) => fill(mask, 0, y, 200, 2))],
    ['an underline', 0, (mask: Plane) => fill(mask, 14, 95, 170, 5)],
  ])('takes %s out and keeps the writing', (_, places, form) => {
    const { writing, both } = written(zeros, form);
    const { mask, cells, lines } = found(both);
    expect(overlap(mask, writing)).toBeGreaterThan(0.97);
    expect(lines.length).toBeGreaterThan(0);
    expect(cells.flat()).toHaveLength(places);
  });

  it('says where the cells of a grid are, row by row', () => {
    const grid = plane(130, 100);
    for (const x of [10, 50, 90]) for (const y of [10, 55]) frame(grid, [x, y, 32, 32], 2);
    const { cells, mask } = found(grid);
    expect(cells.map((row) => row.length)).toEqual([3, 3]);
    expect(cells[1]?.[2]).toEqual({ x: 92, y: 57, width: 28, height: 28 });
    expect(inkOf(mask)).toBe(0);
  });

  it('gives a comb with teeth lower than its walls places as high as the walls, so that digits keep their order', () => {
    const comb = (mask: Plane) => {
      each([10, 187], (x) => fill(mask, x, 20, 3, 80));
      each([54, 98, 142], (x) => fill(mask, x, 60, 3, 40));
      fill(mask, 10, 97, 180, 3);
    };
    const { writing, both } = written((mask) => each([34, 78, 122, 166], (x) => ring(mask, x, 60, 14, 5)), comb);
    const { mask, cells } = found(both);
    expect(cells).toHaveLength(1);
    expect(cells[0]).toHaveLength(4);
    for (const { y, height } of cells[0] ?? []) {
      expect(Math.abs(y - 20)).toBeLessThanOrEqual(2);
      expect(Math.abs(y + height - 97)).toBeLessThanOrEqual(2);
    }
    expect(overlap(mask, writing)).toBeGreaterThan(0.97);
  });

  it('parts a closed box at the teeth of a comb, which are no 1s', () => {
    const mask = plane(330, 90);
    frame(mask, [10, 10, 304, 70], 2);
    for (const x of [110, 210]) fill(mask, x, 55, 2, 24);
    for (const x of [60, 160, 260]) ring(mask, x, 35, 16, 5);
    const forms = findForms(mask, 5);
    expect(forms.cells.map((row) => row.length)).toEqual([3]);
    expect(forms.mask.data[60 * 330 + 110]).toBe(0);
  });

  it('leaves a 3 of straight strokes, which is like a comb on its side, and two upright rings alike', () => {
    const mask = plane(260, 140);
    for (const y of [20, 64, 108]) fill(mask, 20, y, 50, 6);
    fill(mask, 64, 20, 6, 94);
    for (const x of [110, 190]) frame(mask, [x, 20, 50, 94], 6);
    expect(findForms(mask, 6)).toMatchObject({ lines: [], cells: [] });
  });

  it('finds an underline that is hardly longer than its digit, and not the foot of a 2', () => {
    const mask = plane(120, 120);
    ring(mask, 60, 50, 22, 6);
    fill(mask, 20, 80, 80, 4);
    expect(findForms(mask, 6).lines).toHaveLength(1);
    const two = plane(120, 120);
    ring(two, 60, 50, 22, 6);
    fill(two, 38, 72, 46, 6);
    expect(findForms(two, 6).lines).toEqual([]);
  });

  it('bridges a stroke that crosses a line, and leaves nothing of the line', () => {
    const { writing, both } = written(
      (mask) => fill(mask, 97, 30, 6, 60),
      (mask) => fill(mask, 0, 58, 200, 3),
    );
    expect(found(both).mask).toEqual(writing);
  });

  it.each([
    ['a 1 across the whole picture', (mask: Plane) => fill(mask, 90, 0, 12, 120)],
    ['1111', (mask: Plane) => each([30, 70, 110, 150], (x) => fill(mask, x, 10, 6, 100))],
    ['a minus', (mask: Plane) => fill(mask, 60, 58, 80, 6)],
    ['rings', zeros],
    [
      'a 9 of straight strokes',
      (mask: Plane) => {
        fill(mask, 60, 20, 50, 6);
        fill(mask, 60, 20, 6, 45);
        fill(mask, 60, 60, 50, 6);
        fill(mask, 100, 26, 6, 90);
      },
    ],
    [
      'a 7',
      (mask: Plane) => {
        fill(mask, 60, 10, 70, 7);
        for (let y = 10; y < 110; y++) fill(mask, 123 - (y >> 1), y, 7, 1);
      },
    ],
  ])('leaves %s as it is', (_, write) => {
    const { writing } = written(write, () => {});
    const { mask, lines, cells } = found(writing);
    expect(mask).toBe(writing);
    expect([lines, cells]).toEqual([[], []]);
  });

  it('leaves round writing of any size and pen as it is', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 5, max: 50 }),
        fc.integer({ min: 1, max: 8 }),
        (seed, radius, pen) => {
          const random = new Random(seed, 'rings');
          const mask = plane(240, 120);
          for (let k = 0; k < 3; k++) ring(mask, 40 + 80 * k, random.uniform(radius, 120 - radius), radius * 0.7, pen);
          expect(found(mask).mask).toBe(mask);
        },
      ),
      RUNS,
    );
  });

  it('finds the same in the mirrored picture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 24, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (cell, thickness, count) => {
          const mask = plane(count * cell + 40, cell + 40);
          for (let k = 0; k < count; k++) {
            frame(mask, [20 + k * cell, 20, cell + thickness, cell], thickness);
            ring(mask, 20 + (k + 0.5) * cell, 20 + cell / 2, cell / 4, 3);
          }
          const [a, b] = [found(mask), found(transpose(mask))];
          expect(transpose(b.mask)).toEqual(a.mask);
          expect(b.cells.flat()).toHaveLength(a.cells.flat().length);
          expect(b.lines).toHaveLength(a.lines.length);
        },
      ),
      RUNS,
    );
  });
});

describe('findInk', () => {
  const { writing, both } = written(zeros, (mask) => fill(mask, 0, 70, 200, 3));
  const picture = greyPicture(200, 120, (x, y) => (both.data[y * 200 + x] ? 40 : 230));

  it('has no strength where a line was, and full strength where a stroke crosses it', () => {
    const ink = findInk(picture);
    expect(ink?.lines).toHaveLength(1);
    for (const x of [4, 70, 130, 196]) expect(ink?.strength.data[71 * 200 + x]).toBe(0);
    for (let i = 0; i < writing.data.length; i++)
      if (ink?.mask.data[i] && writing.data[i]) expect(ink.strength.data[i]).toBeGreaterThanOrEqual(128);
    expect(ink && overlap(ink.mask, writing)).toBeGreaterThan(0.97);
  });

  it('finds the lines of a comb that are too faint for ink, and no line in what is no form', () => {
    const comb = plane(200, 120);
    each([10, 70, 130], (x) => frame(comb, [x, 20, 61, 80], 1));
    const faint = (line: number) =>
      findInk(greyPicture(200, 120, (x, y) => (writing.data[y * 200 + x] ? 40 : comb.data[y * 200 + x] ? line : 230)));
    expect(faint(170)?.cells.map((row) => row.length)).toEqual([3]);
    expect(faint(170)?.mask).toEqual(faint(230)?.mask);
    const stroke = findInk(
      greyPicture(200, 120, (x, y) => (writing.data[y * 200 + x] ? 40 : x === 130 && y > 20 && y < 90 ? 170 : 230)),
    );
    expect(stroke?.lines).toEqual([]);
    expect(stroke?.mask).toEqual(faint(230)?.mask);
  });

  it('finds no forms where none are asked for', () => {
    const ink = findInk(picture, { removeLines: false });
    expect([ink?.lines, ink?.cells]).toEqual([[], []]);
    expect(ink && overlap(ink.mask, both)).toBeGreaterThan(0.97);
  });
});
