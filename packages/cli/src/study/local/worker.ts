// A thread that makes runs, one after the other. What it imports decides how soon it is ready.
import type { MessagePort } from 'node:worker_threads';
import type { MnistFolder } from 'lenet5/node';
import { workerData } from 'piscina';
import type { Task } from '../configuration.js';
import { execute, type RunStatus } from '../execute.js';
import type { StudyResult } from '../result.js';

/** What the other end gives for one run. */
export interface Order {
  readonly task: Task;
  /** Takes `RunStatus` messages, the first one at the start. */
  readonly port: MessagePort;
}

export default function makeRun({ task, port }: Order): StudyResult {
  const { configuration } = task;
  const { passes } = configuration.recipe;
  const total = passes * configuration.train.count;
  const start: RunStatus = { samples: 0, total, pass: 1, passes, runningErrorPercent: null, testErrorPercent: null };
  port.postMessage(start);
  try {
    return execute(task, workerData as MnistFolder, { progress: (status) => port.postMessage(status) });
  } finally {
    port.close();
  }
}
