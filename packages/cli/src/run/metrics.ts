import type { PassRecord } from 'lenet5/training';
import { COLUMNS } from '../plots/columns.js';

const cellsOf = (record: PassRecord) => Object.values(COLUMNS).map((name) => record[name]);

/** Numbers only, so nothing needs quotes; what was not measured stays empty. */
export function metricsCsv(records: readonly PassRecord[]): string {
  const lines = records.map((record) => cellsOf(record).map((cell) => cell ?? ''));
  return [Object.keys(COLUMNS), ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}

/** A JSON object a line. */
export function metricsJsonl(records: readonly PassRecord[]): string {
  const named = (record: PassRecord) => Object.keys(COLUMNS).map((name, i) => [name, cellsOf(record)[i]]);
  return records.map((record) => `${JSON.stringify(Object.fromEntries(named(record)))}\n`).join('');
}
