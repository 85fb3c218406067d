import type { Dataset, Evaluation, Network } from 'lenet5';
import { evaluateStepwise, finish, type Measure } from 'lenet5/core';

/**
 * A digit that was taken for another one. Its rank is the number of digits in the set with a smaller margin between
 * their two best answers, that is of those that are rejected before it: the ranks of the misread digits are the whole
 * rejection curve.
 */
export type MisreadRank = readonly [index: number, label: number, answer: number, rank: number];

/** A network that misreads more has learnt nothing, and its list would only fill the disk. */
const MOST_MISREAD = 1000;

/** The last look at a trained network. */
export interface Examination {
  readonly count: number;
  readonly confusion: Evaluation['confusion'];
  /** Null where there are more than a thousand. */
  readonly misread: readonly MisreadRank[] | null;
  /** Mean state of the units below the output (F6 in LeNet-5) for the samples of each label, to two decimals. */
  readonly codes: readonly (readonly number[])[];
}

/** Difference between the two best outputs of a sample. */
function marginOf(network: Network, place: number): number {
  const { classes } = network;
  const { data } = network.outputs.state;
  const outputs = Array.from(data.subarray(place * classes, (place + 1) * classes)).sort((a, b) => a - b);
  const [a = 0, b = 0] = network.architecture.output === 'linear' ? outputs.slice(-2) : outputs;
  return b - a;
}

/** Sums of the states below the output over the samples of each label. */
class CodeSums {
  private readonly codes: { count: number; readonly sums: Float64Array }[];

  constructor(classes: number, units: number) {
    this.codes = Array.from({ length: classes }, () => ({ count: 0, sums: new Float64Array(units) }));
  }

  add(label: number, states: Float32Array | Float64Array): void {
    const code = this.codes[label];
    if (!code) return;
    code.count++;
    for (const [k, state] of states.entries()) code.sums[k] = (code.sums[k] ?? 0) + state;
  }

  means(): number[][] {
    return this.codes.map(({ count, sums }) =>
      Array.from(sums, (sum) => (count > 0 ? Math.round((100 * sum) / count) / 100 : 0)),
    );
  }
}

/** The place of each in ascending order; equal ones in the order in which they stand. */
function ranksOf(margins: Float64Array): Uint32Array {
  const order = [...margins.entries()].sort(([a, left], [b, right]) => left - right || a - b);
  const ranks = new Uint32Array(margins.length);
  order.forEach(([index], rank) => {
    ranks[index] = rank;
  });
  return ranks;
}

/** Reads a whole set once, and keeps all that tables and figures need. @param measure of the mean loss */
export function examine(
  network: Network,
  dataset: Dataset,
  measure?: Measure,
): { evaluation: Evaluation; examination: Examination } {
  const below = network.unitsNamed(network.layers.at(-1)?.from ?? '').state;
  const units = below.length / network.capacity;
  const codes = new CodeSums(network.classes, units);
  const margins = new Float64Array(dataset.count);
  const each = (index: number, label: number, _answer: number, place: number) => {
    margins[index] = marginOf(network, place);
    codes.add(label, below.data.subarray(place * units, (place + 1) * units));
  };
  const evaluation = finish(evaluateStepwise(network, dataset, { measure, each }));
  const { count, confusion, misread } = evaluation;
  const ranks = ranksOf(margins);
  const ranked = misread.map(({ index, label, answer }): MisreadRank => [index, label, answer, ranks[index] ?? 0]);
  return {
    evaluation,
    examination: { count, confusion, misread: ranked.length > MOST_MISREAD ? null : ranked, codes: codes.means() },
  };
}
