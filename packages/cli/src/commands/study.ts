import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { simdAvailable } from 'lenet5';
import { readSource } from '../data.js';
import { EXIT, usageError } from '../errors.js';
import { clock, integer, printJson, say, warn } from '../output.js';
import { StopRequest } from '../run/stop.js';
import type { BackendName } from '../settings/options.js';
import { builtInNames, findStudy } from '../study/built-in.js';
import { conduct, type Ending, stored } from '../study/conduct.js';
import { dataDigest, type Surroundings, type Task } from '../study/configuration.js';
import { Clock, Costs } from '../study/cost.js';
import type { StudyFile } from '../study/file.js';
import { codeFingerprint } from '../study/fingerprint.js';
import { LocalRunner } from '../study/local/runner.js';
import { distinct, Planner } from '../study/plan.js';
import { studyProgress } from '../study/progress.js';
import type { StudyResult } from '../study/result.js';
import { type Row, rowsOf, settingsOf } from '../study/rows.js';
import { ResultStore } from '../study/store.js';
import { csvOf, type TableRow, tableOf, textTable } from '../study/table.js';

export interface StudyOptions {
  readonly list?: boolean;
  readonly plan?: boolean;
  readonly only?: readonly string[];
  /** So many seeds of each row, the first ones. */
  readonly seeds?: number;
  readonly threads?: number;
  readonly out: string;
  readonly data?: string;
  readonly backend?: BackendName;
  readonly json?: boolean;
}

/** `lenet5 study [STUDY]` @returns the exit code */
export async function study(given: string | undefined, options: StudyOptions): Promise<number> {
  if (given === undefined) {
    if (!options.list)
      throw usageError('study needs a STUDY: a .yaml or .json file, or a name from lenet5 study --list.');
    return listStudies(options.json ?? false);
  }
  const file = await findStudy(given);
  const rows = chosenRows(rowsOf(file), options);
  if (options.list) return listRows(file, rows, options.json ?? false);
  for (const warning of new Set(rows.flatMap(({ request }) => settingsOf(request).warnings))) warn(warning);
  const session = await prepare(file, rows, options);
  announce(session);
  if (options.plan) {
    if (options.json) printJson(planOf(session));
    return EXIT.done;
  }
  return carryOut(session);
}

/** A study with everything it needs, before its first run. */
interface Session {
  readonly file: StudyFile;
  readonly rows: readonly Row[];
  readonly options: StudyOptions;
  readonly source: Awaited<ReturnType<typeof readSource>>;
  readonly planner: Planner;
  readonly store: ResultStore;
  readonly costs: Costs;
  readonly runs: number;
  readonly missing: readonly Task[];
  /** Seconds of one core for what is missing, estimated. */
  readonly seconds: number;
  readonly threads: number;
}

function chosenRows(rows: readonly Row[], { only = [], seeds }: StudyOptions): readonly Row[] {
  const named = only.length === 0 ? rows : rows.filter(({ name }) => only.some((text) => name.includes(text)));
  const chosen = named.map((row) => ({ ...row, seeds: row.seeds.slice(0, seeds) }));
  if (chosen.length === 0) {
    throw usageError(`No row of the study has "${only.join('" or "')}" in its name (--list shows them all).`);
  }
  return chosen;
}

async function prepare(file: StudyFile, rows: readonly Row[], options: StudyOptions): Promise<Session> {
  const source = await readSource(options.data);
  const backend = options.backend ?? (simdAvailable() ? 'simd' : 'reference');
  const surroundings: Surroundings = { backend, data: dataDigest(source), code: codeFingerprint(backend) };
  const planner = new Planner(source, surroundings);
  const store = await ResultStore.open(options.out);
  const candidates = rows.flatMap((row) => planner.candidates(row).map(({ task }) => task));
  const chosen = await stored(store, candidates);
  const runs = rows.flatMap((row) => planner.runs(row, chosen) ?? planner.expectedRuns(row));
  const wanted = distinct([...candidates, ...runs]);
  const there = await stored(store, wanted);
  const missing = wanted.filter(({ key }) => !there.has(key));
  const costs = new Costs(source);
  const seconds = missing.reduce((sum, task) => sum + costs.of(task), 0);
  const threads = Math.max(1, Math.min(options.threads ?? availableParallelism(), missing.length));
  return { file, rows, options, source, planner, store, costs, runs: wanted.length, missing, seconds, threads };
}

function planOf({ file, runs, missing, seconds, threads }: Session): object {
  return { study: file.name, runs, missing: missing.length, coreHours: seconds / 3600, threads };
}

function announce({ file, rows, source, runs, missing, seconds, threads, options }: Session): void {
  const done = runs - missing.length;
  say(`study ${file.name}${file.title ? `: ${file.title}` : ''}`);
  say(`${integer(rows.length)} rows, ${integer(runs)} runs, ${integer(done)} of them in ${options.out} already`);
  if (missing.length === 0) return;
  const hours = (seconds / 3600).toFixed(2);
  say(`${source.identity}, ${integer(missing.length)} runs to make`);
  say(`about ${hours} core-hours, ${clock(seconds / threads)} with ${threads} threads and nothing else running`);
}

async function carryOut(session: Session): Promise<number> {
  const { planner, store, source, costs, seconds, threads, missing, rows } = session;
  const time = new Clock((task) => costs.of(task), seconds, threads);
  const progress = studyProgress(process.stderr, time, missing.length);
  const abort = new AbortController();
  setMaxListeners(0, abort.signal);
  const stop = new StopRequest((signal) => {
    progress.note(`${signal}: runs in flight are given up, all finished ones are kept; again to end at once`);
    abort.abort();
  });
  const runner = new LocalRunner(source, threads);
  try {
    const ending = await conduct(rows, { planner, store, runner, events: progress, signal: abort.signal });
    progress.end();
    return await conclude(session, ending, stop);
  } finally {
    progress.end();
    stop.release();
    await runner.close();
  }
}

async function conclude(
  { file, rows, planner, store, options }: Session,
  ending: Ending,
  stop: StopRequest,
): Promise<number> {
  const table = tableOf(rows, planner, ending.results);
  const finished = stop.signal === null && ending.failures.length === 0;
  if (options.json) printJson(jsonOf(file, table, ending, finished));
  else say(`\n${textTable(table)}\n`);
  for (const { task, message } of ending.failures) say(`${task.label}: failed (${message})`);
  if (stop.signal) say(`stopped; the same command continues`);
  else if (options.only === undefined && options.seeds === undefined) {
    say(`table ${await store.writeTable(`${file.name}.csv`, csvOf(table))}, ${ending.made} runs made now`);
  }
  return finished ? EXIT.done : (stop.exitCode ?? EXIT.failed);
}

function jsonOf(file: StudyFile, table: readonly TableRow<StudyResult>[], ending: Ending, finished: boolean): object {
  return {
    study: file.name,
    finished,
    made: ending.made,
    failures: ending.failures.map(({ task, message }) => ({ run: task.label, message })),
    rows: table.map(({ runs, ...row }) => ({
      ...row,
      runs: runs.map(({ seed, result }) => ({
        seed,
        key: result?.key ?? null,
        testErrorPercent: result?.outcome.test?.errorPercent ?? null,
        trainErrorPercent: result?.outcome.train?.errorPercent ?? null,
        weightsSha256: result?.outcome.weightsSha256 ?? null,
        stopped: result?.outcome.stopped ?? null,
        seconds: result?.made.seconds ?? null,
      })),
    })),
  };
}

async function listStudies(json: boolean): Promise<number> {
  const files = await Promise.all((await builtInNames()).map(findStudy));
  const entries = files.map((file) => {
    const rows = rowsOf(file);
    return {
      name: file.name,
      title: file.title,
      rows: rows.length,
      runs: rows.reduce((n, { seeds }) => n + seeds.length, 0),
    };
  });
  if (json) {
    printJson({ studies: entries });
    return EXIT.done;
  }
  const width = Math.max(...entries.map(({ name }) => name.length));
  for (const { name, title, rows, runs } of entries)
    say(`${name.padEnd(width)}  ${title} (${rows} rows, ${runs} runs)`);
  return EXIT.done;
}

function listRows(file: StudyFile, rows: readonly Row[], json: boolean): number {
  if (json) printJson({ study: file.name, title: file.title, rows });
  else
    for (const { name, note, seeds } of rows) say([name, `seeds ${seeds.join(' ')}`, note].filter(Boolean).join('  '));
  return EXIT.done;
}
