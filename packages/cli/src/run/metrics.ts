import type { EpochRow } from '../plots/index.js';

/** What is written down of a pass: what the plots show, and the mean losses after the pass, weights at rest. */
export interface RunRow extends EpochRow {
  readonly trainLoss: number;
  readonly validationLoss: number | null;
  readonly testLoss: number;
}

/** The columns of metrics.csv, in order; the same names are the keys of metrics.jsonl. */
const COLUMNS = [
  'epoch',
  'meanLoss',
  'trainErrorPercent',
  'runningErrorPercent',
  'testErrorPercent',
  'validationErrorPercent',
  'learningRate',
  'seconds',
  'trainLoss',
  'validationLoss',
  'testLoss',
] as const satisfies readonly (keyof RunRow)[];

/** Numbers only, so nothing needs quotes; what was not measured stays empty. */
export function metricsCsv(rows: readonly RunRow[]): string {
  const lines = rows.map((row) => COLUMNS.map((column) => row[column] ?? ''));
  return [COLUMNS, ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}

export function metricsJsonl(rows: readonly RunRow[]): string {
  return rows.map((row) => `${JSON.stringify(row, [...COLUMNS])}\n`).join('');
}
