import { describe, expect, it } from 'vitest';
import { rowsIn, rowsOf } from '../../src/recognition/rows.js';
import { block } from './support.js';

describe('rowsOf', () => {
  it('reads lines from top to bottom, each from left to right, also where they slope', () => {
    const grid = [0, 1, 2].flatMap((line) => [0, 1, 2, 3, 4].map((k) => block(k * 50, line * 80 + k * 9, 30, 40)));
    const shuffled = grid.toSorted((a, b) => ((a.box.x * 7 + a.box.y * 13) % 31) - ((b.box.x * 7 + b.box.y * 13) % 31));
    expect(rowsOf(shuffled)).toEqual([grid.slice(0, 5), grid.slice(5, 10), grid.slice(10)]);
  });

  it('puts a bar into the line it is next to', () => {
    const [tall, bar, below] = [block(0, 0, 20, 40), block(22, 2, 15, 5), block(0, 70, 20, 40)];
    expect(rowsOf([bar, below, tall])).toEqual([[tall, bar], [below]]);
  });

  it('goes on behind a low sign between two digits', () => {
    const [four, minus, two] = [block(0, 0, 25, 40), block(40, 19, 20, 4), block(80, 3, 25, 40)];
    expect(rowsOf([two, minus, four])).toEqual([[four, minus, two]]);
  });

  it('goes on beside a digit that stands off its line', () => {
    const [a, low, b] = [block(0, 20, 25, 40), block(40, 42, 25, 30), block(80, 14, 25, 34)];
    expect(rowsOf([b, low, a])).toEqual([[a, low, b]]);
  });

  it('puts a large comma that begins at the foot of the digits between them', () => {
    const [six, comma, eight] = [block(0, 0, 30, 50), block(45, 42, 12, 30), block(72, 0, 30, 50)];
    expect(rowsOf([comma, eight, six])).toEqual([[six, comma, eight]]);
  });
});

describe('rowsIn', () => {
  const cells = [0, 1].map((row) =>
    [0, 1, 2].map((column) => ({ x: 100 * column, y: 90 * row, width: 100, height: 90 })),
  );

  it('reads what stands in one row of cells as one line, however high or low in them', () => {
    const upper = [block(30, 5, 20, 30), block(130, 50, 20, 30), block(230, 8, 20, 30)];
    const lower = [block(40, 140, 20, 30), block(220, 95, 20, 30)];
    expect(rowsIn(cells, [...lower, ...upper])).toEqual([upper, lower]);
  });

  it('keeps two lines in a cell apart', () => {
    const [above, below] = [block(30, 5, 20, 30), block(32, 50, 20, 30)];
    expect(rowsIn(cells, [below, above])).toEqual([[above], [below]]);
  });

  it('is rowsOf where there are no cells', () => {
    const items = [block(0, 0, 20, 40), block(30, 4, 20, 40), block(0, 80, 20, 40)];
    expect(rowsIn([], items)).toEqual(rowsOf(items));
  });
});
