import type { MnistFolder } from 'lenet5/node';
import type { Task } from '../configuration.js';
import type { StudyResult } from '../result.js';
import type { RunnerEvents, StudyRunner } from '../runner.js';
import { RunThreads } from './threads.js';

/** Makes runs in threads of this process. */
export class LocalRunner implements StudyRunner {
  private readonly threads: RunThreads;

  constructor(
    data: MnistFolder,
    readonly width: number,
  ) {
    this.threads = new RunThreads(data, width);
  }

  async run(tasks: readonly Task[], events: RunnerEvents, signal: AbortSignal): Promise<void> {
    const results = await Promise.allSettled(tasks.map((task) => this.runOne(task, events, signal)));
    // A result that could not be kept is no failure of its run.
    for (const result of results) if (result.status === 'rejected' && !signal.aborted) throw result.reason;
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
