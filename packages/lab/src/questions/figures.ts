import figures from './figures.json' with { type: 'json' };

/** Test error in per cent: mean and standard deviation over the seeds. */
export interface Figure {
  readonly mean: number;
  readonly deviation: number | null;
  readonly seeds: number;
  /** The reproduction report of this project, or the prototype that came before it. */
  readonly origin: 'report' | 'prototype';
}

/** What was measured for a row; null where nothing was, so far. */
export function figureOf(id: string): Figure | null {
  return (figures as Readonly<Record<string, Figure>>)[id] ?? null;
}
