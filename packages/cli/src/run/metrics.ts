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

export function csvHeader(): string {
  return `${COLUMNS.join(',')}\n`;
}

/** Numbers only, so nothing needs quotes; what was not measured stays empty. */
export function csvLine(row: RunRow): string {
  return `${COLUMNS.map((column) => row[column] ?? '').join(',')}\n`;
}

export function jsonLine(row: RunRow): string {
  return `${JSON.stringify(row, [...COLUMNS])}\n`;
}
