import { setMaxListeners } from 'node:events';
import type { Task } from '../configuration.js';
import type { StudyResult } from '../result.js';
import type { RunnerEvents, StudyRunner } from '../runner.js';
import type { RunThreads } from './threads.js';

/** Makes runs in threads of this process. */
export class LocalRunner implements StudyRunner {
  constructor(
    private readonly threads: Pick<RunThreads, 'run' | 'close'>,
    readonly width: number,
  ) {}

  async run(tasks: readonly Task[], events: RunnerEvents, signal: AbortSignal): Promise<void> {
    const unsafe = new AbortController();
    const either = AbortSignal.any([signal, unsafe.signal]);
    setMaxListeners(0, either);
    const runs = tasks.map(async (task) => {
      try {
        await this.runOne(task, events, either);
      } catch (error) {
        // A result that cannot be kept is no failure of its run: the others could not be kept either.
        unsafe.abort();
        throw error;
      }
    });
    for (const run of await Promise.allSettled(runs)) if (run.status === 'rejected') throw run.reason;
  }

  private async runOne(task: Task, events: RunnerEvents, signal: AbortSignal): Promise<void> {
    let begun = false;
    let result: StudyResult;
    try {
      result = await this.threads.run(task, {
        signal,
        progress(status) {
          if (!begun) events.started(task);
          begun = true;
          events.progress(task, status);
        },
      });
    } catch (error) {
      if (!signal.aborted) events.failed(task, error instanceof Error ? error : new Error(String(error)));
      return;
    }
    await events.finished(task, result);
  }

  async close(): Promise<void> {
    await this.threads.close();
  }
}
