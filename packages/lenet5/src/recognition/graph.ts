import type { ReadDigit } from './types.js';

/** Consecutive pieces of a line of writing, `first` up to `end`, that may be one character: an arc of the graph. */
export interface Span {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** An arc with what the network says of its image, and what its form costs (0 for that of a digit). */
export interface Arc extends Span {
  readonly digit: ReadDigit;
  readonly penalty: number;
  /** The part of the penalty that is for a form like that of a comma or a ruling. */
  readonly mark: number;
  /** The part of the penalty that is for its cuts. */
  readonly cuts: number;
  /** How many characters it would be by its width, 1 or more, if it is no digit. */
  readonly characters: number;
}

/** An arc of the best path, and what it is. */
export interface Step extends Arc {
  readonly isDigit: boolean;
  /** Probability of this arc with this digit among all paths through the graph, 0 to 1. */
  readonly posterior: number;
}

/** The best path through a line, and how sure it is beside all others. */
export interface Path {
  readonly steps: readonly Step[];
  /** Cost of the second best path minus that of the best; Infinity where there is only one. */
  readonly margin: number;
}

/** −log of how rare a shape that is no digit is among digits. */
const OTHER = 3;
const LEAST = 1e-9;

/** What an arc costs as its nearest digit and as something else: −log of the network's probabilities (Eq. 9). */
function costsOf({ digit, penalty, mark, cuts, characters }: Arc): { readonly digit: number; readonly other: number } {
  const { confidence, refusal } = digit;
  return {
    digit: penalty - Math.log(Math.max(LEAST, confidence)),
    other: cuts + OTHER * characters - Math.log(Math.max(LEAST, 1 - (1 - refusal) * Math.exp(-mark))),
  };
}

/**
 * The cheapest sequence of arcs that covers all pieces once (Viterbi; LeCun et al. 1998, p.24), with the posterior of
 * each of its arcs by summing over all paths forwards and backwards (p.25).
 */
export function bestPath(count: number, arcs: readonly Arc[]): Path {
  const edges = arcs.flatMap((arc) => {
    const { digit, other } = costsOf(arc);
    return [
      { arc, isDigit: true, cost: digit },
      { arc, isDigit: false, cost: other },
    ];
  });
  const forward = sums(count, edges, (edge) => [edge.arc.first, edge.arc.end]);
  const backward = sums(count, edges, (edge) => [count - edge.arc.end, count - edge.arc.first]);
  const total = forward[count] as number;
  const { steps, margin } = cheapest(count, edges);
  return {
    margin,
    steps: steps.map(({ arc, isDigit, cost }) => {
      const through = (forward[arc.first] as number) - cost + (backward[count - arc.end] as number);
      return { ...arc, isDigit, posterior: Math.min(1, Math.exp(through - total)) };
    }),
  };
}

interface Edge {
  readonly arc: Arc;
  readonly isDigit: boolean;
  readonly cost: number;
}

/** For each place the log of the summed exp(−cost) of all paths from the start to it. */
function sums(count: number, edges: readonly Edge[], ends: (edge: Edge) => readonly [number, number]): Float64Array {
  const logs = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
  logs[0] = 0;
  for (let end = 1; end <= count; end++) {
    const terms = edges.flatMap((edge) => {
      const [from, to] = ends(edge);
      return to === end ? [(logs[from] as number) - edge.cost] : [];
    });
    const most = Math.max(...terms);
    if (most > Number.NEGATIVE_INFINITY) {
      logs[end] = most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
    }
  }
  return logs;
}

/** A partial path, linked backwards. */
interface Partial {
  readonly cost: number;
  readonly edge: Edge | null;
  readonly before: Partial | null;
}

/** The two cheapest paths: the first one's edges, and the difference. */
function cheapest(count: number, edges: readonly Edge[]): { steps: Edge[]; margin: number } {
  const best: Partial[][] = [[{ cost: 0, edge: null, before: null }]];
  for (let end = 1; end <= count; end++) {
    const found = edges
      .filter(({ arc }) => arc.end === end)
      .flatMap((edge) =>
        (best[edge.arc.first] ?? []).map((before) => ({ cost: before.cost + edge.cost, edge, before })),
      );
    best[end] = found.sort((a, b) => a.cost - b.cost).slice(0, 2);
  }
  const [first, second] = best[count] ?? [];
  const steps: Edge[] = [];
  for (let at: Partial | null = first ?? null; at?.edge; at = at.before) steps.unshift(at.edge);
  return { steps, margin: first && second ? second.cost - first.cost : Number.POSITIVE_INFINITY };
}
