import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type BackendName, defaultBackend } from 'lenet5/core';
import type { Progress } from 'lenet5/training';
import type { Reading, Source } from '../data.js';
import { usageError } from '../errors.js';
import { pathFor, quoted } from '../run/command.js';
import { phrase } from '../texts/language.js';
import { Costs } from './cost.js';
import type { StudyFile } from './file.js';
import { distinct, Planner } from './plan.js';
import type { StudyResult } from './result.js';
import { type Surroundings, surroundingsHere, type Task, teacherFile } from './result-key.js';
import type { Row } from './rows.js';
import { ResultStore } from './store.js';

/** Which rows and seeds of a study are wanted. */
export interface Portion {
  /** Rows whose name contains one of these. */
  readonly only?: readonly string[] | undefined;
  /** So many seeds of each row, the first ones. */
  readonly seeds?: number | undefined;
}

/** @throws CommandError (usage) where nothing is left */
export function chosenRows(rows: readonly Row[], { only = [], seeds }: Portion): readonly Row[] {
  const named = only.length === 0 ? rows : rows.filter(({ name }) => only.some((text) => name.includes(text)));
  if (named.length === 0) {
    throw usageError(
      phrase('No row of the study has {{texts}} in its name (--list shows them all).', {
        texts: `"${only.join('", "')}"`,
      }),
    );
  }
  return named.map((row) => ({ ...row, seeds: row.seeds.slice(0, seeds) }));
}

/** Where the runs of a study are made, and what they see. */
export interface Place extends Reading {
  readonly threads?: number;
  readonly out: string;
  readonly data?: string;
  readonly backend?: BackendName;
}

/** A study with everything it needs, before its first run. */
export interface PreparedStudy {
  readonly file: StudyFile;
  readonly rows: readonly Row[];
  readonly source: Source;
  readonly surroundings: Surroundings;
  readonly planner: Planner;
  readonly store: ResultStore;
  readonly costs: Costs;
  /** Runs of the rows and of their choices, each once. */
  readonly runs: number;
  readonly missing: readonly Task[];
  /** Seconds of one core for what is missing, estimated. */
  readonly seconds: number;
  readonly threads: number;
}

/** What a run alone must be told of its place, to come to the same weights. */
function placeWords({ data, turn, backend }: Place): string[] {
  const given = backend === undefined || backend === defaultBackend() ? [] : ['--backend', backend];
  const named = data === undefined ? [] : ['--data', pathFor(data)];
  return [...named, ...(turn === false ? ['--no-turn'] : []), ...given].map(quoted);
}

/** Reads the data, sees what is done already, and measures how long the rest will take. */
export async function prepareStudy(file: StudyFile, rows: readonly Row[], place: Place): Promise<PreparedStudy> {
  const { source, surroundings } = await surroundingsHere(place);
  const planner = new Planner(source, surroundings, placeWords(place));
  const store = new ResultStore(place.out);
  const candidates = rows.flatMap((row) => planner.candidates(row));
  await store.load(candidates);
  const runs = rows.flatMap((row) => planner.runs(row, store.results) ?? planner.expectedRuns(row));
  const wanted = distinct([...candidates, ...runs]);
  await store.load(wanted);
  const missing = wanted.filter(({ key }) => !store.results.has(key));
  const costs = new Costs(source, (key) => existsSync(teacherFile(store.teachers, key)));
  const seconds = missing.reduce((sum, task) => sum + costs.of(task), 0);
  const threads = Math.max(1, Math.min(place.threads ?? availableParallelism(), missing.length));
  return { file, rows, source, surroundings, planner, store, costs, runs: wanted.length, missing, seconds, threads };
}

/** What a runner tells, run by run; each task starts, may report progress, and either finishes or fails. */
export interface RunnerEvents {
  readonly started: (task: Task) => void;
  readonly progress: (task: Task, progress: Progress) => void;
  /** Awaited: a result is safe before the next one counts. */
  readonly finished: (task: Task, result: StudyResult) => Promise<void>;
  /** No property of the training, which ends in a result whatever it does, but of machine or program. */
  /** Another study has made it meanwhile. */
  readonly found: (task: Task, result: StudyResult) => void;
  readonly failed: (task: Task, error: Error) => void;
}

/** Where the runs of a study are made. Every implementation gives the same bits. */
export interface StudyRunner {
  /**
   * Makes every run, and begins them in the order given. Resolves when each has finished or failed, or soon after
   * `signal` aborts; runs in flight are given up then.
   */
  run(tasks: readonly Task[], events: RunnerEvents, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** A run that could not be made. */
export interface Failure {
  readonly task: Task;
  readonly message: string;
}

/** What there is when a study ends, whatever ended it. */
export interface Ending {
  /** Runs made now; all others were there before. */
  readonly made: number;
  readonly failures: readonly Failure[];
}

/** For people; results are kept before `finished` is told. */
export interface StudyListener extends Pick<RunnerEvents, 'started' | 'progress'> {
  readonly finished: (task: Task, result: StudyResult) => void;
  readonly failed: (failure: Failure) => void;
}

/** The first seed of every row, then the second: a study that is stopped half-way says something about each row. */
function seedBySeed(runs: readonly (readonly Task[])[]): Task[] {
  const most = Math.max(0, ...runs.map(({ length }) => length));
  return Array.from({ length: most }, (_, i) => runs.flatMap((row) => row[i] ?? [])).flat();
}

/**
 * Makes what is missing: first the trainings by which values are chosen, then the runs of the rows. Every result is
 * stored as soon as it is there; what is stored is never made again.
 */
export async function conduct(
  { rows, planner, store }: Pick<PreparedStudy, 'rows' | 'planner' | 'store'>,
  runner: StudyRunner,
  listener: StudyListener,
  signal: AbortSignal,
): Promise<Ending> {
  const failures: Failure[] = [];
  let made = 0;
  const make = async (wanted: readonly Task[]) => {
    await store.load(wanted);
    const missing = wanted.filter(({ key }) => !store.results.has(key));
    if (missing.length === 0 || signal.aborted) return;
    const finished = async (task: Task, result: StudyResult) => {
      await store.write(result);
      made++;
      listener.finished(task, result);
    };
    const failed = (task: Task, error: Error) => {
      const failure = { task, message: error.message };
      failures.push(failure);
      listener.failed(failure);
    };
    await runner.run(missing, { ...listener, finished, found: listener.finished, failed }, signal);
  };
  await make(distinct(rows.flatMap((row) => planner.candidates(row))));
  const runs = rows.map((row) => planner.runs(row, store.results) ?? []);
  await make(distinct(seedBySeed(runs)));
  return { made, failures };
}
