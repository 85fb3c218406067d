import { setMaxListeners } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { Dataset } from 'lenet5';
import type { MnistFolder } from 'lenet5/node';
import { Piscina } from 'piscina';
import type { RunnerEvents, StudyRunner } from '../conduct.js';
import type { RunListener, RunSnapshot } from '../execute.js';
import type { StudyResult } from '../result.js';
import type { Task } from '../result-key.js';
import type { Order, Report } from './worker.js';

/** The same data in memory that all threads see. */
function shared(dataset: Dataset): Dataset {
  const copy = (bytes: Uint8Array) => {
    const view = new Uint8Array(new SharedArrayBuffer(bytes.length));
    view.set(bytes);
    return view;
  };
  return { ...dataset, images: copy(dataset.images), labels: copy(dataset.labels) };
}

/** How one run is made; `progress` is called first when it starts. */
export interface RunOptions extends RunListener {
  /** Continue there. */
  readonly from?: RunSnapshot | null;
  readonly signal?: AbortSignal;
}

/** Threads of this process in which runs are made, with one copy of the data for all. */
export class RunThreads {
  private readonly pool: Piscina<Order, StudyResult>;

  constructor(
    data: MnistFolder,
    /** Runs at the same time. */
    readonly width: number,
  ) {
    this.pool = new Piscina({
      filename: new URL('./worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: width,
      idleTimeout: 1000,
      workerData: { train: shared(data.train), test: shared(data.test) } satisfies MnistFolder,
    });
  }

  async run(task: Task, { from = null, progress, refused, snapshot, signal }: RunOptions): Promise<StudyResult> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (report: Report) => {
      if ('progress' in report) progress(report.progress);
      else if ('refused' in report) refused?.(report.refused);
      else snapshot?.(report.snapshot);
    });
    try {
      const order = { task, from, snapshots: snapshot !== undefined, port: port2 };
      return await this.pool.run(order, { transferList: [port2], signal: signal ?? null });
    } finally {
      port1.close();
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

/** Makes runs in threads of this process, in the order given: the pool of threads would keep to none. */
export class LocalRunner implements StudyRunner {
  constructor(private readonly threads: Pick<RunThreads, 'run' | 'close' | 'width'>) {}

  async run(tasks: readonly Task[], events: RunnerEvents, signal: AbortSignal): Promise<void> {
    const unsafe = new AbortController();
    const either = AbortSignal.any([signal, unsafe.signal]);
    setMaxListeners(0, either);
    const queue = tasks.values();
    const lane = async () => {
      for (const task of queue) {
        if (either.aborted) return;
        await this.runOne(task, events, either);
      }
    };
    const lanes = Array.from({ length: this.threads.width }, () =>
      lane().catch((error: unknown) => {
        // A result that cannot be kept is no failure of its run: the others could not be kept either.
        unsafe.abort();
        throw error;
      }),
    );
    for (const ended of await Promise.allSettled(lanes)) if (ended.status === 'rejected') throw ended.reason;
  }

  private async runOne(task: Task, events: RunnerEvents, signal: AbortSignal): Promise<void> {
    let begun = false;
    let result: StudyResult;
    try {
      result = await this.threads.run(task, {
        signal,
        progress(progress) {
          if (!begun) events.started(task);
          begun = true;
          events.progress(task, progress);
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
