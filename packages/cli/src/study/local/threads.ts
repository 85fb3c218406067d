import { MessageChannel } from 'node:worker_threads';
import type { Dataset } from 'lenet5';
import type { MnistFolder } from 'lenet5/node';
import { Piscina } from 'piscina';
import type { Task } from '../configuration.js';
import type { RunStatus, Snapshot } from '../execute.js';
import type { StudyResult } from '../result.js';
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

/** How one run is made. */
export interface RunOptions {
  /** Continue there. */
  readonly from?: Snapshot | null;
  /** Called first when the run starts. */
  readonly progress: (status: RunStatus) => void;
  readonly snapshot?: (snapshot: Snapshot) => void;
  readonly signal?: AbortSignal;
}

/** Threads of this process in which runs are made, with one copy of the data for all. */
export class RunThreads {
  private readonly pool: Piscina<Order, StudyResult>;

  constructor(data: MnistFolder, width: number) {
    this.pool = new Piscina({
      filename: new URL('./worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: width,
      idleTimeout: 1000,
      workerData: { train: shared(data.train), test: shared(data.test) } satisfies MnistFolder,
    });
  }

  async run(task: Task, { from = null, progress, snapshot, signal }: RunOptions): Promise<StudyResult> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (report: Report) => {
      if ('status' in report) progress(report.status);
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
