// A thread that makes runs, one after the other. What it imports decides how soon it is ready.
import type { MessagePort } from 'node:worker_threads';
import type { MnistFolder } from 'lenet5/node';
import type { Progress } from 'lenet5/training';
import { workerData } from 'piscina';
import { execute, type RunSnapshot } from '../execute.js';
import type { StudyResult } from '../result.js';
import type { Task } from '../result-key.js';

/** What the other end gives for one run. */
export interface Order {
  readonly task: Task;
  readonly from: RunSnapshot | null;
  /** Whether snapshots are wanted. */
  readonly snapshots: boolean;
  /** Where teachers are kept; null where nowhere. */
  readonly teachersIn: string | null;
  /** Takes `Report` messages, progress at the start. */
  readonly port: MessagePort;
}

export type Report =
  | { readonly progress: Progress }
  | { readonly snapshot: RunSnapshot }
  | { readonly refused: string };

export default async function makeRun({ task, from, snapshots, teachersIn, port }: Order): Promise<StudyResult> {
  const tell = (report: Report) => port.postMessage(report);
  const listener = {
    progress: (progress: Progress) => tell({ progress }),
    refused: (refused: string) => tell({ refused }),
    teachersIn,
    ...(snapshots ? { snapshot: (snapshot: RunSnapshot) => tell({ snapshot }) } : {}),
  };
  try {
    return await execute(task, workerData as MnistFolder, listener, from);
  } finally {
    port.close();
  }
}
