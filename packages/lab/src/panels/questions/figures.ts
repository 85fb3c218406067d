import measured from '../../../../../docs/reproduction/figures.json' with { type: 'json' };
import prototype from './prototype.json' with { type: 'json' };

/** Test error in per cent: mean and standard deviation over the seeds. */
export interface Figure {
  readonly mean: number;
  readonly deviation: number | null;
  readonly seeds: number;
  /** The reproduction report of this project, or the prototype that came before it. */
  readonly origin: 'report' | 'prototype';
  /** The value that the report chose on validation digits, such as "rate=4e-4". */
  readonly chosen: string | null;
}

type Entries = Readonly<Record<string, Omit<Figure, 'origin' | 'chosen'> & { readonly chosen?: string | null }>>;

/** What was measured for a row; null where nothing was, so far. */
export function figureOf(id: string): Figure | null {
  const reported = (measured as Entries)[id];
  if (reported) return { ...reported, chosen: reported.chosen ?? null, origin: 'report' };
  const earlier = (prototype as Entries)[id];
  return earlier ? { ...earlier, chosen: null, origin: 'prototype' } : null;
}
