import { signal } from '@preact/signals';
import { createStore, del, entries, set } from 'idb-keyval';
import type { Run } from './run.js';

const store = createStore('lenet5-lab', 'runs');

/** Every run that this browser keeps, the newest first. */
export const keptRuns = signal<readonly Run[]>([]);

function put(run: Run): void {
  const others = keptRuns.peek().filter(({ id }) => id !== run.id);
  keptRuns.value = [...others, run].sort((a, b) => b.createdAt - a.createdAt);
}

/** Reads what earlier visits left. */
export async function loadRuns(): Promise<void> {
  const found = await entries<string, Run>(store);
  keptRuns.value = found.map(([, run]) => run).sort((a, b) => b.createdAt - a.createdAt);
}

/** Keeps a run as it is now. */
export async function keepRun(run: Run): Promise<void> {
  put(run);
  await set(run.id, run, store);
}

export async function forgetRun(id: string): Promise<void> {
  keptRuns.value = keptRuns.peek().filter((run) => run.id !== id);
  await del(id, store);
}
