import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestPath, groupsOf } from '../../src/recognition/lattice.js';
import { plane } from '../../src/recognition/plane.js';
import { rowsOf } from '../../src/recognition/rows.js';

const piece = (x: number, width: number, y = 0, height = 40) => {
  const ink = plane(width, height);
  ink.data.fill(255);
  return { box: { x, y, width, height }, ink };
};

describe('groupsOf', () => {
  it('joins near pieces and leaves tall ones apart that have a gap', () => {
    const near = groupsOf([piece(0, 10), piece(13, 8, 0, 20)], 40);
    expect(near.map(({ first, end }) => [first, end])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    const apart = groupsOf([piece(0, 10), piece(18, 10)], 40);
    expect(apart.map(({ first, end }) => [first, end])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
});

describe('bestPath', () => {
  /** All ways to cover pieces 0 to count. */
  const covers = (count: number, from = 0): [number, number][][] =>
    from === count
      ? [[]]
      : Array.from({ length: count - from }, (_, k) => from + k + 1).flatMap((end) =>
          covers(count, end).map((rest): [number, number][] => [[from, end], ...rest]),
        );

  it('is as cheap as the cheapest of all ways', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.infiniteStream(fc.double({ min: 0, max: 9, noNaN: true })),
        (count, costs) => {
          const groups = covers(count)
            .flat()
            .filter(([a, b], i, all) => all.findIndex(([c, d]) => a === c && b === d) === i)
            .map(([first, end]) => ({ first, end, piece: piece(0, 1), cost: costs.next().value as number }));
          const costOf = (first: number, end: number) =>
            groups.find((g) => g.first === first && g.end === end)?.cost ?? 0;
          const cheapest = Math.min(...covers(count).map((way) => way.reduce((sum, [a, b]) => sum + costOf(a, b), 0)));
          const path = bestPath(count, groups, ({ cost }) => cost);
          expect(path.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(cheapest, 9);
          expect(path.map(({ first }) => first)).toEqual([0, ...path.slice(0, -1).map(({ end }) => end)]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('rowsOf', () => {
  it('reads lines from top to bottom, each from left to right, also where they slope', () => {
    const grid = [0, 1, 2].flatMap((line) => [0, 1, 2, 3, 4].map((k) => piece(k * 50, 30, line * 80 + k * 9)));
    const shuffled = grid.toSorted((a, b) => ((a.box.x * 7 + a.box.y * 13) % 31) - ((b.box.x * 7 + b.box.y * 13) % 31));
    expect(rowsOf(shuffled, 40)).toEqual([grid.slice(0, 5), grid.slice(5, 10), grid.slice(10)]);
  });

  it('puts a bar into the line it is next to', () => {
    const [tall, bar, below] = [piece(0, 20), piece(22, 15, 2, 5), piece(0, 20, 70)];
    expect(rowsOf([bar, below, tall], 40)).toEqual([[tall, bar], [below]]);
  });
});
