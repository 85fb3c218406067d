import type { Task } from './configuration.js';
import { distinct, type Planner } from './plan.js';
import type { StudyResult } from './result.js';
import type { Row } from './rows.js';
import type { RunnerEvents, StudyRunner } from './runner.js';
import type { ResultStore } from './store.js';

/** A run that could not be made. */
export interface Failure {
  readonly task: Task;
  readonly message: string;
}

/** What there is when a study ends, whatever ended it. */
export interface Ending {
  readonly results: ReadonlyMap<string, StudyResult>;
  /** Runs made now; all others were there before. */
  readonly made: number;
  readonly failures: readonly Failure[];
}

/** What a study works with. */
export interface Equipment {
  readonly planner: Planner;
  readonly store: ResultStore;
  readonly runner: StudyRunner;
  /** For people; results are kept before `finished` is told. */
  readonly events: {
    readonly started: RunnerEvents['started'];
    readonly progress: RunnerEvents['progress'];
    readonly finished: (task: Task, result: StudyResult) => void;
    readonly failed: (failure: Failure) => void;
  };
  readonly signal: AbortSignal;
}

/** Results that are there already, for these tasks. */
export async function stored(store: ResultStore, tasks: readonly Task[]): Promise<Map<string, StudyResult>> {
  const found = new Map<string, StudyResult>();
  for (const { key } of tasks) {
    const result = await store.read(key);
    if (result) found.set(key, result);
  }
  return found;
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
export async function conduct(rows: readonly Row[], equipment: Equipment): Promise<Ending> {
  const { planner, store, runner, events, signal } = equipment;
  const results = new Map<string, StudyResult>();
  const failures: Failure[] = [];
  let made = 0;
  const make = async (wanted: readonly Task[]) => {
    for (const [key, result] of await stored(store, wanted)) results.set(key, result);
    const missing = wanted.filter(({ key }) => !results.has(key));
    if (missing.length === 0 || signal.aborted) return;
    const finished = async (task: Task, result: StudyResult) => {
      await store.write(result);
      results.set(task.key, result);
      made++;
      events.finished(task, result);
    };
    const failed = (task: Task, error: Error) => {
      const failure = { task, message: error.message };
      failures.push(failure);
      events.failed(failure);
    };
    await runner.run(missing, { ...events, finished, failed }, signal);
  };
  await make(distinct(rows.flatMap((row) => planner.candidates(row).map(({ task }) => task))));
  const runs = rows.map((row) => planner.runs(row, results) ?? []);
  await make(distinct(seedBySeed(runs)));
  return { results, made, failures };
}
