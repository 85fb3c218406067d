import { readFile } from 'node:fs/promises';
import type { MnistFolder } from 'lenet5/node';
import { findStudy } from '../study/built-in.js';
import type { Surroundings } from '../study/configuration.js';
import { Planner } from '../study/plan.js';
import { type Row, rowsOf } from '../study/rows.js';
import type { ResultStore } from '../study/store.js';
import { type TableRow, tableOf } from '../study/table.js';
import { type Detail, type KeptRun, keep, type ReportResult, unpack } from './kept.js';

/** The studies of the report, in its order, and how much of their runs it needs. */
const STUDIES: Readonly<Record<string, Detail>> = {
  curves: 'ranks',
  best: 'ranks',
  sizes: 'passes',
  'gap-from-blog': 'last',
  'gap-from-paper': 'last',
  questions: 'last',
  sigmoid: 'passes',
};

/** The run whose misread digits and F6 codes are shown. */
export const SHOWN = { study: 'curves', row: 'fast', seed: 1 } as const;

/** docs/reproduction/results.json */
export interface KeptResults extends Surroundings {
  /** Where and with what the runs were made. */
  readonly machines: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly runs: Readonly<Record<string, KeptRun>>;
}

export async function readKept(path: string): Promise<KeptResults> {
  return JSON.parse(await readFile(path, 'utf8')) as KeptResults;
}

/** One run a line, so that a change of the file reads as the runs that changed. */
export function keptText({ runs, ...head }: KeptResults): string {
  const lines = Object.entries(runs).map(([key, run]) => `"${key}": ${JSON.stringify(run)}`);
  return `${JSON.stringify(head).slice(0, -1)},\n"runs": {\n${lines.join(',\n')}\n}}\n`;
}

/** A study of the report with what is known of it. */
export interface ReportStudy {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly table: readonly TableRow<ReportResult>[];
}

export type Report = ReadonlyMap<string, ReportStudy>;

/** Puts kept runs into the rows of the studies as they are defined now; what belongs to no row is not shown. */
export async function reportOf(kept: KeptResults, data: MnistFolder): Promise<Report> {
  const results = new Map(Object.entries(kept.runs).map(([key, run]) => [key, unpack(key, run)]));
  const planner = new Planner(data, kept);
  const studies = await Promise.all(
    Object.keys(STUDIES).map(async (name): Promise<[string, ReportStudy]> => {
      const file = await findStudy(name);
      const rows = rowsOf(file);
      return [name, { name, title: file.title, rows, table: tableOf(rows, planner, results) }];
    }),
  );
  return new Map(studies);
}

/** Every run that the report can show: those in the store, and of those kept before the ones that still fit. */
export async function collect(
  store: ResultStore,
  before: KeptResults | null,
  surroundings: Surroundings,
  data: MnistFolder,
): Promise<KeptResults> {
  const planner = new Planner(data, surroundings);
  const runs = new Map<string, KeptRun>();
  const machines = new Set(before?.machines ?? []);
  let versions = before?.versions ?? {};
  const take = async (key: string, detail: Detail) => {
    const result = await store.read(key);
    const kept = result ? keep(result, detail) : before?.runs[key];
    if (result) {
      machines.add(result.made.machine);
      versions = result.made.versions;
    }
    // A run that two studies share keeps what the more demanding one needs, and that one comes first.
    if (kept && !runs.has(key)) runs.set(key, kept);
  };
  for (const [name, detail] of Object.entries(STUDIES)) {
    for (const row of rowsOf(await findStudy(name))) {
      for (const { task } of planner.candidates(row)) await take(task.key, 'last');
      const known = new Map([...runs].map(([key, run]) => [key, unpack(key, run)]));
      const tasks = planner.runs(row, known) ?? [];
      for (const { key, configuration } of tasks) {
        const shown = name === SHOWN.study && row.name === SHOWN.row && configuration.seed === SHOWN.seed;
        await take(key, shown ? 'everything' : detail);
      }
    }
  }
  const { backend, data: digest, code } = surroundings;
  return { backend, data: digest, code, machines: [...machines].sort(), versions, runs: Object.fromEntries(runs) };
}

/** The row of a study by its name. @throws RangeError for a name that the study has not: a slip in a template */
export function rowNamed(report: Report, study: string, name: string): TableRow<ReportResult> {
  const row = report.get(study)?.table.find((each) => each.name === name);
  if (!row) throw new RangeError(`The report has no row "${name}" in the study "${study}".`);
  return row;
}

/** The results of a row that are there. */
export function resultsOf(row: TableRow<ReportResult>): ReportResult[] {
  return row.runs.flatMap(({ result }) => result ?? []);
}
