import { readFile } from 'node:fs/promises';
import { slice } from 'lenet5';
import type { Seen } from 'lenet5/core';
import type { MnistFolder } from 'lenet5/node';
import { collapseSentence } from 'lenet5/training';
import {
  findStudy,
  type MisreadRank,
  type Outcome,
  type PassResult,
  Planner,
  type ResultStore,
  type Row,
  rowsOf,
  type StudyResult,
  type Surroundings,
  type TableRow,
  type Training,
  tableOf,
} from 'lenet5-cli/study';

import { firstRates } from './cold-case.js';

/** A run as the report keeps it: a few hundred bytes. Errors in per cent, rounded to what one digit of the set weighs. */
export interface KeptRun {
  /** Misread digits and how many were read. */
  readonly test?: readonly [errors: number, count: number];
  readonly train?: readonly [errors: number, count: number];
  /** Pass by pass; runs whose course does not matter keep the last one only. */
  readonly passes: {
    readonly running: readonly number[];
    readonly test: readonly number[];
    readonly loss: readonly number[];
    readonly validation?: readonly number[];
    readonly validationLoss?: readonly number[];
  };
  readonly misread?: readonly MisreadRank[];
  /** Ranks alone, for runs whose misread digits are not shown. */
  readonly ranks?: readonly number[];
  readonly codes?: readonly (readonly number[])[];
  readonly weights: string;
  /** Of a training that collapsed. */
  readonly seen?: Seen;
  /** What stopped another one. */
  readonly stopped?: string;
  readonly seconds: number;
}

/** How much of a run the report needs. */
export type Detail = 'last' | 'passes' | 'ranks' | 'everything';

function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** @param detail 'last': final figures; 'passes': the course too; 'ranks': rejection too; 'everything': pictures too */
export function keep({ outcome, made }: StudyResult, detail: Detail): KeptRun {
  const { train, test, examination, stopped, seen, weightsSha256 } = outcome;
  const passes = detail === 'last' ? outcome.passes.slice(-1) : outcome.passes;
  const column = (pick: (pass: PassResult) => number | null, digits = 5) =>
    passes.map((pass) => rounded(pick(pass) ?? 0, digits));
  const split = passes.some(({ validationErrorPercent }) => validationErrorPercent !== null);
  const misread = examination?.misread;
  return {
    ...(test ? { test: [test.errors, test.count] } : {}),
    ...(train ? { train: [train.errors, train.count] } : {}),
    passes: {
      running: column((pass) => pass.runningErrorPercent),
      test: column((pass) => pass.testErrorPercent),
      loss: column((pass) => pass.meanLoss, 4),
      ...(split ? { validation: column((pass) => pass.validationErrorPercent) } : {}),
      ...(split ? { validationLoss: column((pass) => pass.validationLoss) } : {}),
    },
    ...(misread && detail === 'ranks' ? { ranks: misread.map(([, , , rank]) => rank).sort((a, b) => a - b) } : {}),
    ...(misread && detail === 'everything' ? { misread } : {}),
    ...(examination && detail === 'everything' ? { codes: examination.codes } : {}),
    weights: weightsSha256.slice(0, 16),
    ...(seen ? { seen } : {}),
    ...(stopped === null || seen ? {} : { stopped }),
    seconds: Math.round(10 * made.seconds) / 10,
  };
}

/** A kept run in the shape that tables are made from. */
export interface ReportResult {
  readonly key: string;
  readonly outcome: Pick<Outcome, 'passes' | 'train' | 'test' | 'weightsSha256' | 'stopped'>;
  readonly kept: KeptRun;
}

export function unpack(key: string, kept: KeptRun): ReportResult {
  const { running, test, loss, validation, validationLoss } = kept.passes;
  const passes = running.map(
    (runningErrorPercent, i): PassResult => ({
      runningErrorPercent,
      testErrorPercent: test[i] ?? 0,
      meanLoss: loss[i] ?? 0,
      validationErrorPercent: validation?.[i] ?? null,
      validationLoss: validationLoss?.[i] ?? null,
    }),
  );
  const last = loss.at(-1) ?? 0;
  const error = (pair: readonly [number, number] | undefined) =>
    pair ? { errors: pair[0], count: pair[1], errorPercent: (100 * pair[0]) / pair[1], meanLoss: last } : null;
  const { weights: weightsSha256, seen } = kept;
  const stopped = seen ? collapseSentence(seen) : (kept.stopped ?? null);
  return {
    key,
    outcome: { passes, train: error(kept.train), test: error(kept.test), weightsSha256, stopped },
    kept,
  };
}

/** The studies of the report, in its order, and how much of their runs it needs. */
const STUDIES: Readonly<Record<string, Detail>> = {
  curves: 'ranks',
  best: 'ranks',
  'best-tried': 'last',
  taught: 'last',
  sizes: 'passes',
  family: 'passes',
  'cold-case': 'passes',
  stairs: 'last',
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
  /** What each row trains, the choice made; null while it is not. */
  readonly trainings: readonly (Training | null)[];
  /** Of trainings by the second-order method that are readings of the paper, by row. */
  readonly firstRates?: ReadonlyMap<string, readonly [lowest: number, highest: number]>;
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
      const trainings = rows.map((row) => planner.trainingOf(row, results));
      const study = { name, title: file.title, rows, table: tableOf(rows, planner, results), trainings };
      return [name, name === 'cold-case' ? { ...study, firstRates: firstRatesOf(rows, data) } : study];
    }),
  );
  return new Map(studies);
}

function firstRatesOf(rows: readonly Row[], { train }: MnistFolder): NonNullable<ReportStudy['firstRates']> {
  return new Map(
    rows.map(({ name, training: { settings }, seeds: [seed = 1] }) => {
      const { architecture, recipe } = settings;
      const data = slice(train, 0, train.count - recipe.validation);
      return [name, firstRates(architecture, recipe, seed, data)];
    }),
  );
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
    await store.load([{ key }]);
    const result = store.results.get(key);
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
      for (const { key } of planner.candidates(row)) await take(key, 'last');
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
