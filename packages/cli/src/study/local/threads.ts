import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import type { Dataset } from 'lenet5';
import type { MnistFolder } from 'lenet5/node';
import { Piscina } from 'piscina';
import type { RunnerEvents, StudyRunner } from '../conduct.js';
import type { RunListener, RunSnapshot } from '../execute.js';
import type { StudyResult } from '../result.js';
import type { Task } from '../result-key.js';
import type { ResultStore } from '../store.js';
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
    /** Where teachers are kept; null where nowhere. */
    private readonly teachersIn: string | null = null,
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
      const order = { task, from, snapshots: snapshot !== undefined, teachersIn: this.teachersIn, port: port2 };
      return await this.pool.run(order, { transferList: [port2], signal: signal ?? null });
    } finally {
      port1.close();
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

/** Between two looks at runs that other studies are making. */
const POLL_MS = 300;

/** Makes runs in threads of this process, in the order given: the pool of threads would keep to none. */
export class LocalRunner implements StudyRunner {
  /** @param claims so that several studies in one folder share the work */
  constructor(
    private readonly threads: Pick<RunThreads, 'run' | 'close' | 'width'>,
    private readonly claims: Pick<ResultStore, 'claim' | 'look'>,
  ) {}

  async run(tasks: readonly Task[], events: RunnerEvents, signal: AbortSignal): Promise<void> {
    const unsafe = new AbortController();
    const either = AbortSignal.any([signal, unsafe.signal]);
    setMaxListeners(0, either);
    const queue = [...tasks];
    const elsewhere: Task[] = [];
    const lane = async () => {
      for (let task = queue.shift(); task && !either.aborted; task = queue.shift()) {
        if (!(await this.claimOne(task, events, either))) elsewhere.push(task);
      }
      await this.share(elsewhere, events, either);
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

  /** Waits for what other studies are making, and makes what they have left. */
  private async share(elsewhere: Task[], events: RunnerEvents, signal: AbortSignal): Promise<void> {
    let inVain = 0;
    for (let task = elsewhere.shift(); task && !signal.aborted; task = elsewhere.shift()) {
      if (await this.claimOne(task, events, signal)) continue;
      elsewhere.push(task);
      if (++inVain < elsewhere.length) continue;
      inVain = 0;
      await wait(POLL_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** False where another study is at it. */
  private async claimOne(task: Task, events: RunnerEvents, signal: AbortSignal): Promise<boolean> {
    const claim = await this.claims.claim(task.key);
    if (!claim) return false;
    try {
      const there = await this.claims.look(task.key);
      if (there) events.found(task, there);
      else await this.runOne(task, events, signal);
    } finally {
      await claim.release();
    }
    return true;
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
