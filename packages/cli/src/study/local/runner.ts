import { MessageChannel } from 'node:worker_threads';
import type { Dataset } from 'lenet5';
import type { MnistFolder } from 'lenet5/node';
import { Piscina } from 'piscina';
import type { Task } from '../configuration.js';
import type { RunStatus } from '../execute.js';
import type { StudyResult } from '../result.js';
import type { RunnerEvents, StudyRunner } from '../runner.js';
import type { Order } from './worker.js';

/** The same data in memory that all threads see. */
function shared(dataset: Dataset): Dataset {
  const copy = (bytes: Uint8Array) => {
    const view = new Uint8Array(new SharedArrayBuffer(bytes.length));
    view.set(bytes);
    return view;
  };
  return { ...dataset, images: copy(dataset.images), labels: copy(dataset.labels) };
}

/** Makes runs in threads of this process. */
export class LocalRunner implements StudyRunner {
  private readonly pool: Piscina<Order, StudyResult>;

  constructor(
    data: MnistFolder,
    readonly width: number,
  ) {
    this.pool = new Piscina({
      filename: new URL('./worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: width,
      workerData: { train: shared(data.train), test: shared(data.test) } satisfies MnistFolder,
    });
  }

  async run(tasks: readonly Task[], events: RunnerEvents, signal: AbortSignal): Promise<void> {
    const results = await Promise.allSettled(tasks.map((task) => this.runOne(task, events, signal)));
    // A result that could not be kept is no failure of its run.
    for (const result of results) if (result.status === 'rejected' && !signal.aborted) throw result.reason;
  }

  private async runOne(task: Task, events: RunnerEvents, signal: AbortSignal): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    let begun = false;
    port1.on('message', (status: RunStatus) => {
      if (!begun) events.started(task);
      begun = true;
      events.progress(task, status);
    });
    let result: StudyResult;
    try {
      result = await this.pool.run({ task, port: port2 }, { transferList: [port2], signal });
    } catch (error) {
      if (!signal.aborted) events.failed(task, error instanceof Error ? error : new Error(String(error)));
      return;
    } finally {
      port1.close();
    }
    await events.finished(task, result);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
