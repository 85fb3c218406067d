import type { Line } from './forms.js';
import { costsOf, type Path } from './graph.js';
import type { Box } from './plane.js';
import type { Point, Trace } from './types.js';

/** How a page was read, in the coordinates of the plane that it was read from. */
export function traceOf(paths: readonly Path[], lines: readonly Line[]): Trace {
  const candidates = paths.flatMap(({ steps, tried }) =>
    (tried?.arcs ?? steps).map((arc) => {
      const step = steps.find(({ digit }) => digit === arc.digit);
      const taken = step ? (step.isDigit ? 'digit' : 'other') : null;
      return { ...arc.digit, costs: costsOf(arc), taken } as const;
    }),
  );
  const cuts = paths.flatMap(({ steps, tried }) =>
    (tried?.cuts ?? []).map(({ path, cost, box, part }) => {
      return { points: pointsOf(path, box), depth: cost, taken: steps.some(({ first }) => first === part) };
    }),
  );
  // Their middles are counted in pixels from the first one's, those of a picture from its edge.
  const ends = lines.map(({ x1, y1, x2, y2, thickness }) => {
    return { from: { x: x1 + 0.5, y: y1 + 0.5 }, to: { x: x2 + 0.5, y: y2 + 0.5 }, thickness };
  });
  return { lines: ends, cuts, candidates };
}

/** A cut from the upper edge of the piece to the lower, without what lies on a straight way between two others. */
function pointsOf(path: Int32Array, { x, y, height }: Box): Point[] {
  const all = Array.from(path, (column, row): Point => ({ x: x + column, y: y + row + 0.5 }));
  const [first, last] = [all[0] as Point, all.at(-1) as Point];
  const turns = all.filter((point, i) => {
    const [before, after] = [all[i - 1] ?? first, all[i + 1] ?? last];
    return point.x - before.x !== after.x - point.x;
  });
  return [{ ...first, y }, ...turns, { ...last, y: y + height }];
}

/** The same trace in another picture, by where a box and a point of this one are there. */
export function moved(trace: Trace, box: (box: Box) => Box, point: (point: Point) => Point): Trace {
  const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
  const scale = (a: Point, b: Point) => distance(point(a), point(b)) / distance(a, b);
  return {
    lines: trace.lines.map(({ from, to, thickness }) => {
      return { from: point(from), to: point(to), thickness: thickness * scale(from, to) };
    }),
    cuts: trace.cuts.map(({ points, depth, taken }) => {
      const [first, last] = [points[0] as Point, points.at(-1) as Point];
      return { points: points.map(point), depth: depth * scale(first, last), taken };
    }),
    candidates: trace.candidates.map((candidate) => ({ ...candidate, box: box(candidate.box) })),
  };
}
