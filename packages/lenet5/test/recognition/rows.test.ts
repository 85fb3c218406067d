import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/recognition/rows.js';
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
});
