import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arc, bestPath } from '../../src/recognition/graph.js';
import { reading } from './support.js';

const MOST_PIECES = 5;

/** One piece that looks like a digit's form. */
function arcOf(given: Partial<Arc>): Arc {
  return { first: 0, end: 1, digit: reading(), penalty: 0, mark: 0, cuts: 0, characters: 1, ...given };
}

interface Edge {
  readonly arc: Arc;
  readonly isDigit: boolean;
  readonly cost: number;
}

/** −log of how rare a shape that is no digit is among digits. */
const OTHER = 3;

/** What an arc costs as a digit, and as something else: where its form is that of a mark, the network need not agree. */
function edgesOf(arc: Arc): Edge[] {
  const { digit, penalty, mark, cuts, characters } = arc;
  const noDigit = 1 - (1 - digit.refusal) * Math.exp(-mark);
  return [
    { arc, isDigit: true, cost: penalty - Math.log(digit.confidence) },
    { arc, isDigit: false, cost: cuts + OTHER * characters - Math.log(noDigit) },
  ];
}

/** All ways through a graph from a place on. */
function ways(count: number, edges: readonly Edge[], from = 0): Edge[][] {
  if (from === count) return [[]];
  return edges
    .filter(({ arc }) => arc.first === from)
    .flatMap((edge) => ways(count, edges, edge.arc.end).map((rest) => [edge, ...rest]));
}

const costOf = (way: readonly Edge[]) => way.reduce((sum, { cost }) => sum + cost, 0);

const share = fc.double({ min: 0.001, max: 0.499, noNaN: true });
const judged = fc.record({
  confidence: share,
  refusal: share,
  penalty: fc.double({ min: 0, max: 6, noNaN: true }),
  mark: fc.double({ min: 0, max: 3, noNaN: true }),
  cuts: fc.double({ min: 0, max: 2, noNaN: true }),
  characters: fc.double({ min: 1, max: 3, noNaN: true }),
  kept: fc.boolean(),
});

/** Graphs of a few pieces: each piece alone, and some of the runs of several. */
const graph = fc
  .tuple(
    fc.integer({ min: 1, max: MOST_PIECES }),
    fc.array(judged, { minLength: MOST_PIECES ** 2, maxLength: MOST_PIECES ** 2 }),
  )
  .map(([count, values]) => {
    const arcs = Array.from({ length: count }, (_, first) =>
      Array.from({ length: count - first }, (_, k): Arc[] => {
        const { confidence, refusal, kept, ...form } = values[first * MOST_PIECES + k] as (typeof values)[number];
        const digit = reading({ confidence, refusal });
        return k === 0 || kept ? [arcOf({ first, end: first + k + 1, digit, ...form })] : [];
      }),
    ).flat(2);
    return { count, arcs, all: ways(count, arcs.flatMap(edgesOf)) };
  });

describe('bestPath', () => {
  it('is the cheapest of all ways, within 1e-9', () => {
    fc.assert(
      fc.property(graph, ({ count, arcs, all }) => {
        const { steps } = bestPath(count, arcs);
        const cost = costOf(
          steps.map((step) => {
            const arc = arcs.find((other) => other.first === step.first && other.end === step.end) as Arc;
            return edgesOf(arc).find(({ isDigit }) => isDigit === step.isDigit) as Edge;
          }),
        );
        expect(cost).toBeCloseTo(Math.min(...all.map(costOf)), 9);
        expect(steps.map((step) => step.first)).toEqual([0, ...steps.slice(0, -1).map(({ end }) => end)]);
        expect(steps.at(-1)?.end).toBe(count);
      }),
    );
  });

  it('gives each arc its share of the probability of all ways, so that those over one piece are 1 together', () => {
    fc.assert(
      fc.property(graph, ({ count, arcs, all }) => {
        const total = all.reduce((sum, way) => sum + Math.exp(-costOf(way)), 0);
        const posterior = (arc: Arc, isDigit: boolean) => {
          const through = all.filter((way) => way.some((edge) => edge.arc === arc && edge.isDigit === isDigit));
          return through.reduce((sum, way) => sum + Math.exp(-costOf(way)), 0) / total;
        };
        for (const step of bestPath(count, arcs).steps) {
          const arc = arcs.find(({ first, end }) => first === step.first && end === step.end) as Arc;
          expect(step.posterior).toBeCloseTo(posterior(arc, step.isDigit), 9);
          const rivals = arcs.filter(({ first, end }) => first <= step.first && end > step.first);
          const sum = rivals.reduce((s, rival) => s + posterior(rival, true) + posterior(rival, false), 0);
          expect(sum).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('takes a sure digit for a digit, and what is surely none for something else', () => {
    const only = (confidence: number, refusal: number) =>
      bestPath(1, [arcOf({ digit: reading({ confidence, refusal }) })]);
    expect(only(0.98, 0.01).steps).toMatchObject([{ isDigit: true }]);
    expect(only(0.001, 0.998).steps).toMatchObject([{ isDigit: false }]);
    expect(only(0.98, 0.01).steps[0]?.posterior).toBeGreaterThan(0.99);
  });

  it('never divides by nothing: a probability of 0 is only very unlikely', () => {
    const { steps } = bestPath(1, [arcOf({ digit: reading({ confidence: 0, refusal: 0 }) })]);
    expect(steps).toHaveLength(1);
    expect(Number.isFinite(steps[0]?.posterior)).toBe(true);
  });

  it('has no steps where there are no pieces', () => {
    expect(bestPath(0, [])).toEqual({ steps: [] });
  });
});
