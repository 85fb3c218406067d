import type { Task } from './configuration.js';
import type { RunStatus } from './execute.js';
import type { StudyResult } from './result.js';

/** What a runner tells, run by run; each task starts, may report progress, and either finishes or fails. */
export interface RunnerEvents {
  readonly started: (task: Task) => void;
  readonly progress: (task: Task, status: RunStatus) => void;
  /** Awaited: a result is safe before the next one counts. */
  readonly finished: (task: Task, result: StudyResult) => Promise<void>;
  /** No property of the training, which ends in a result whatever it does, but of machine or program. */
  readonly failed: (task: Task, error: Error) => void;
}

/** Where the runs of a study are made. Every implementation gives the same bits. */
export interface StudyRunner {
  /** Runs that it makes at the same time. */
  readonly width: number;
  /**
   * Makes every run, in any order. Resolves when each has finished or failed, or soon after `signal` aborts; runs in
   * flight are given up then.
   */
  run(tasks: readonly Task[], events: RunnerEvents, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
