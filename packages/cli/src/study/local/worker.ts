// A thread that makes runs, one after the other. What it imports decides how soon it is ready.
import type { MessagePort } from 'node:worker_threads';
import type { MnistFolder } from 'lenet5/node';
import { workerData } from 'piscina';
import type { Task } from '../configuration.js';
import { execute, type RunStatus, type Snapshot } from '../execute.js';
import type { StudyResult } from '../result.js';

/** What the other end gives for one run. */
export interface Order {
  readonly task: Task;
  readonly from: Snapshot | null;
  /** Whether snapshots are wanted. */
  readonly snapshots: boolean;
  /** Takes `Report` messages, a status at the start. */
  readonly port: MessagePort;
}

export type Report = { readonly status: RunStatus } | { readonly snapshot: Snapshot };

export default function makeRun({ task, from, snapshots, port }: Order): StudyResult {
  const { recipe, train } = task.configuration;
  const total = recipe.passes * train.count;
  const done = from?.passes.length ?? 0;
  const tell = (report: Report) => port.postMessage(report);
  const last = from?.passes.at(-1);
  tell({
    status: {
      samples: done * train.count,
      total,
      pass: done + 1,
      passes: recipe.passes,
      runningErrorPercent: last?.runningErrorPercent ?? null,
      testErrorPercent: last?.testErrorPercent ?? null,
    },
  });
  const listener = {
    progress: (status: RunStatus) => tell({ status }),
    ...(snapshots ? { snapshot: (snapshot: Snapshot) => tell({ snapshot }) } : {}),
  };
  try {
    return execute(task, workerData as MnistFolder, listener, from);
  } finally {
    port.close();
  }
}
