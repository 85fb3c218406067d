import type { PassRecord } from 'lenet5/training';
import { rate, significant } from '../output.js';
import { percent } from './sheet.js';

/** The columns of metrics.csv, in order: what stands in each. The same names are the keys of metrics.jsonl. */
export const COLUMNS = {
  epoch: 'pass',
  meanLoss: 'meanLoss',
  trainErrorPercent: 'trainErrorPercent',
  runningErrorPercent: 'runningErrorPercent',
  testErrorPercent: 'testErrorPercent',
  validationErrorPercent: 'validationErrorPercent',
  learningRate: 'learningRate',
  seconds: 'seconds',
  trainLoss: 'trainLoss',
  validationLoss: 'validationLoss',
  testLoss: 'testLoss',
} as const satisfies Record<string, keyof PassRecord>;

export type MetricsColumn = keyof typeof COLUMNS;

/** The columns that people are shown, in the order of reading. */
const SHOWN: readonly (readonly [MetricsColumn, (value: number) => string])[] = [
  ['epoch', String],
  ['meanLoss', significant],
  ['runningErrorPercent', percent],
  ['trainErrorPercent', percent],
  ['validationErrorPercent', percent],
  ['testErrorPercent', percent],
  ['learningRate', (value) => rate(value, 3)],
  ['seconds', (value) => value.toFixed(1)],
];

/** Passes as rows of text, without the columns in which nothing was measured; a dash where one value is missing. */
export function passesTable(records: readonly PassRecord[]): { columns: MetricsColumn[]; rows: string[][] } {
  const there = SHOWN.filter(([name]) => records.some((record) => record[COLUMNS[name]] !== null));
  const text = (value: number | null, format: (value: number) => string) => (value === null ? '–' : format(value));
  const rows = records.map((record) => there.map(([name, format]) => text(record[COLUMNS[name]], format)));
  return { columns: there.map(([name]) => name), rows };
}
