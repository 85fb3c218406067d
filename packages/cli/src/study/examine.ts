import type { Dataset, Evaluation, Network } from 'lenet5';

const CLASSES = 10;

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
  /** Mean state of the units of F6 for the digits of each label, [10][84], to two decimals. */
  readonly codes: readonly (readonly number[])[];
}

/** Difference between the two best of the ten outputs of a sample. */
function marginOf(network: Network, sample: number): number {
  const { data } = network.outputs.state;
  const outputs = Array.from(data.subarray(sample * CLASSES, (sample + 1) * CLASSES)).sort((a, b) => a - b);
  const [a, b] = network.architecture.output === 'linear' ? outputs.slice(-2) : outputs;
  return (b as number) - (a as number);
}

/** Sums of the states of F6 over the digits of each label. */
class CodeSums {
  private readonly counts = new Array<number>(CLASSES).fill(0);
  private readonly sums: Float64Array[];

  constructor(private readonly units: number) {
    this.sums = this.counts.map(() => new Float64Array(units));
  }

  add(label: number, state: Float32Array | Float64Array, at: number): void {
    const sum = this.sums[label] as Float64Array;
    for (let k = 0; k < this.units; k++) sum[k] = (sum[k] as number) + (state[at + k] as number);
    this.counts[label] = (this.counts[label] as number) + 1;
  }

  means(): number[][] {
    return this.sums.map((sum, label) => {
      const count = this.counts[label] as number;
      return Array.from(sum, (value) => (count > 0 ? Math.round((100 * value) / count) / 100 : 0));
    });
  }
}

/** The place of each in ascending order; equal ones in the order in which they stand. */
function ranksOf(margins: Float64Array): Uint32Array {
  const order = Uint32Array.from(margins, (_, i) => i).sort(
    (a, b) => (margins[a] as number) - (margins[b] as number) || a - b,
  );
  const ranks = new Uint32Array(margins.length);
  order.forEach((index, rank) => {
    ranks[index] = rank;
  });
  return ranks;
}

/** Reads a whole set once, and keeps all that tables and figures need. */
export function examine(network: Network, { images, labels, count, rows: size }: Dataset): Examination {
  const f6 = network.unitsNamed('F6').state;
  const units = f6.length / network.capacity;
  const codes = new CodeSums(units);
  const confusion = Array.from({ length: CLASSES }, () => new Array<number>(CLASSES).fill(0));
  const margins = new Float64Array(count);
  const wrong: [index: number, label: number, answer: number][] = [];
  for (let first = 0; first < count; first += network.capacity) {
    const samples = Math.min(network.capacity, count - first);
    for (let s = 0; s < samples; s++) network.setPicture(s, images, (first + s) * size * size, size);
    network.forward(samples, size);
    for (let s = 0; s < samples; s++) {
      const [index, label, answer] = [first + s, labels[first + s] as number, network.answer(s)];
      const row = confusion[label] as number[];
      row[answer] = (row[answer] as number) + 1;
      margins[index] = marginOf(network, s);
      codes.add(label, f6.data, s * units);
      if (answer !== label) wrong.push([index, label, answer]);
    }
  }
  const ranks = ranksOf(margins);
  const ranked = wrong.map((each): MisreadRank => [...each, ranks[each[0]] as number]);
  return { count, confusion, misread: ranked.length > MOST_MISREAD ? null : ranked, codes: codes.means() };
}
