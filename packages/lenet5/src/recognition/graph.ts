import type { PlacedSeam } from './cut.js';
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

/** What a best path was chosen from. */
interface Tried {
  readonly arcs: readonly Arc[];
  readonly cuts: readonly PlacedSeam[];
}

/** The best path through a line. */
export interface Path {
  readonly steps: readonly Step[];
  /** Where a trace is asked for. */
  readonly tried?: Tried;
}

/** −log of how rare a shape that is no digit is among digits. */
const OTHER = 3;
const LEAST = 1e-9;

/** What an arc costs as its nearest digit and as something else: −log of the network's probabilities (Eq. 9). */
export function costsOf({ digit, penalty, mark, cuts, characters }: Arc): {
  readonly digit: number;
  readonly other: number;
} {
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
  const forward = sums(count, edges, ({ arc }) => [arc.first, arc.end]);
  const backward = sums(count, edges, ({ arc }) => [count - arc.end, count - arc.first]);
  const total = forward[count] as number;
  const steps = cheapest(count, edges).map(({ arc, isDigit, cost }): Step => {
    const through = (forward[arc.first] as number) - cost + (backward[count - arc.end] as number);
    return { ...arc, isDigit, posterior: Math.min(1, Math.exp(through - total)) };
  });
  return { steps };
}

interface Edge {
  readonly arc: Arc;
  readonly isDigit: boolean;
  readonly cost: number;
}

/** From which place to which an edge goes. */
type Ends = (edge: Edge) => readonly [from: number, to: number];

/** The edges that end at each place. */
function byEnd(count: number, edges: readonly Edge[], ends: Ends): readonly (readonly Edge[])[] {
  const lists = Array.from({ length: count + 1 }, (): Edge[] => []);
  for (const edge of edges) lists[ends(edge)[1]]?.push(edge);
  return lists;
}

/** For each place the log of the summed exp(−cost) of all paths from the start to it. */
function sums(count: number, edges: readonly Edge[], ends: Ends): Float64Array {
  const logs = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
  logs[0] = 0;
  for (const [to, ending] of byEnd(count, edges, ends).entries()) {
    const terms = ending.map((edge) => (logs[ends(edge)[0]] as number) - edge.cost);
    const most = Math.max(...terms);
    if (most > Number.NEGATIVE_INFINITY) {
      logs[to] = most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
    }
  }
  return logs;
}

/** The edges of the cheapest path. */
function cheapest(count: number, edges: readonly Edge[]): Edge[] {
  const costs = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const last: (Edge | undefined)[] = Array(count + 1).fill(undefined);
  costs[0] = 0;
  for (const [to, ending] of byEnd(count, edges, ({ arc }) => [arc.first, arc.end]).entries()) {
    for (const edge of ending) {
      const cost = (costs[edge.arc.first] as number) + edge.cost;
      if (cost < (costs[to] as number)) [costs[to], last[to]] = [cost, edge];
    }
  }
  const path: Edge[] = [];
  for (let edge = last[count]; edge; edge = last[edge.arc.first]) path.unshift(edge);
  return path;
}
