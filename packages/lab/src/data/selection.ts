import { type Dataset, shuffled, slice } from 'lenet5';

/** Some digits of a part of MNIST: the first ones, as they are stored or in an order drawn by a seed. */
export interface Selection {
  readonly count: number;
  readonly draw: number | null;
}

/** Those digits. */
export function selected(all: Dataset, { count, draw }: Selection): Dataset {
  return slice(draw === null ? all : shuffled(all, draw), 0, Math.min(count, all.count));
}
