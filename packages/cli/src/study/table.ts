import { csvFormatRows } from 'd3-dsv';
import { table as printed } from '../output.js';
import { t } from '../texts/language.js';
import type { Choice } from './file.js';
import type { Planner } from './plan.js';
import { finalPass, type Outcome } from './result.js';
import type { Row } from './rows.js';

/** Mean, standard deviation (of a sample) and number of values. */
export interface Spread {
  readonly mean: number;
  /** Null for a single value. */
  readonly deviation: number | null;
  readonly count: number;
}

export function spreadOf(values: readonly number[]): Spread | null {
  const count = values.length;
  if (count === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : null, count };
}

/** "0.92 ± 0.07", "0.92" for a single value, "–" for none. */
export function spreadText(spread: Spread | null): string {
  if (!spread) return '–';
  const { mean, deviation } = spread;
  return deviation === null ? mean.toFixed(2) : `${mean.toFixed(2)} ± ${deviation.toFixed(2)}`;
}

/** What a table needs of a result. */
export interface TableResult {
  readonly outcome: Pick<Outcome, 'passes' | 'kept' | 'train' | 'test' | 'weightsSha256' | 'stopped'>;
  readonly digest?: string | undefined;
}

/** A row of the table: what its runs came to. */
export interface TableRow<R extends TableResult = TableResult> {
  readonly name: string;
  readonly note: string;
  /** The value that was chosen on validation samples; null where there was none to choose, or not yet. */
  readonly chosen: string | null;
  /** Whether it is the lowest or the highest number of those tried: a still better one may lie beyond. */
  readonly edge: boolean;
  /** The command of one run; N stands for the seed. */
  readonly command: string | null;
  readonly runs: readonly { readonly seed: number; readonly result: R | null }[];
  /** In per cent, over the runs that reached their end. */
  readonly test: Spread | null;
  readonly train: Spread | null;
  readonly running: Spread | null;
  /** On the training digits kept aside, for rows with a `validation` of their own. */
  readonly validation: Spread | null;
  /** Runs that stopped before their end. */
  readonly stopped: number;
  /** Runs whose results have no digest to check them by. */
  readonly withoutDigest: number;
}

/** Numbers, or lists of numbers by their first; values such as max and average have no edge. */
function isEdge(value: string, { values }: Choice): boolean {
  const numbers = values.map(Number.parseFloat);
  const number = Number.parseFloat(value);
  return numbers.every(Number.isFinite) && (number === Math.min(...numbers) || number === Math.max(...numbers));
}

/** Puts results into the rows that they belong to. */
export function tableOf<R extends TableResult>(
  rows: readonly Row[],
  planner: Planner,
  results: ReadonlyMap<string, R>,
): TableRow<R>[] {
  return rows.map((row) => {
    const training = planner.trainingOf(row, results);
    const tasks = planner.runs(row, results) ?? [];
    const { choose } = row;
    const value = choose && training?.request.set[choose.switch];
    const runs = row.seeds.map((seed, i) => ({ seed, result: results.get(tasks[i]?.key ?? '') ?? null }));
    const outcomes = runs.flatMap(({ result }) => (result ? [result.outcome] : []));
    const ended = outcomes.filter(({ stopped }) => stopped === null);
    const over = (pick: (outcome: (typeof ended)[number]) => number | undefined) =>
      spreadOf(ended.flatMap((outcome) => pick(outcome) ?? []));
    return {
      name: row.name,
      note: row.note,
      chosen: choose && value ? `${choose.switch}=${value}` : null,
      edge: Boolean(choose && value && isEdge(value, choose)),
      command: planner.command(row, results),
      runs,
      test: over(({ test }) => test?.errorPercent),
      train: over(({ train }) => train?.errorPercent),
      running: over((outcome) => finalPass(outcome)?.runningErrorPercent),
      validation: over((outcome) => finalPass(outcome)?.validationErrorPercent ?? undefined),
      stopped: outcomes.length - ended.length,
      withoutDigest: runs.filter(({ result }) => result && result.digest === undefined).length,
    };
  });
}

const HEADER = [
  'row',
  'seed',
  'passes',
  'kept',
  'testErrors',
  'testErrorPercent',
  'trainErrorPercent',
  'validationErrorPercent',
  'weightsSha256',
  'stopped',
];

/** One line a run. Nothing in it depends on the machine, the time or the runner. */
export function csvOf(table: readonly TableRow[]): string {
  const rows = table.flatMap(({ name, runs }) =>
    runs.flatMap(({ seed, result }) => {
      if (!result) return [];
      const { passes, test, train, weightsSha256, stopped } = result.outcome;
      const { kept = stopped === null ? passes.length : '' } = result.outcome;
      const validation = finalPass(result.outcome)?.validationErrorPercent ?? '';
      const errors = [test?.errors ?? '', test?.errorPercent ?? '', train?.errorPercent ?? '', validation];
      return [[name, seed, passes.length, kept, ...errors, weightsSha256, stopped ?? ''].map(String)];
    }),
  );
  return `${csvFormatRows([HEADER, ...rows])}\n`;
}

/** The table for people. Rows that keep digits aside are there to choose by them: their test error is not shown. */
export function textTable(rows: readonly TableRow[]): string {
  const kept = rows.some(({ validation }) => validation);
  const errors = [...(kept ? [t('validation %')] : []), t('test %'), t('train %')];
  const header = [t('row'), t('seeds'), ...errors, t('chosen'), ''];
  const cells = rows.map(({ name, runs, test, train, validation, chosen, edge, stopped, withoutDigest }) => {
    const done = runs.filter(({ result }) => result).length;
    const seeds = done === runs.length ? String(done) : t('{{done}} of {{count}}', { done, count: runs.length });
    const remarks = [
      edge ? t('chosen at the edge of what was tried') : '',
      stopped > 0 ? t('{{stopped}} stopped', { stopped }) : '',
      withoutDigest > 0 ? t('{{count}} without digest', { count: withoutDigest }) : '',
    ];
    const values = [...(kept ? [spreadText(validation)] : []), spreadText(validation ? null : test), spreadText(train)];
    return [name, seeds, ...values, chosen ?? '', remarks.filter(Boolean).join(', ')];
  });
  return printed([header, ...cells], [...header.keys()]);
}
