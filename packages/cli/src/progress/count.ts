import { SingleBar } from 'cli-progress';
import { BAR } from './look.js';

/** A bar on standard error for `total` things of one kind, gone when `work` ends; nothing where that is no terminal. */
export async function withCount<T>(what: string, total: number, work: (done: () => void) => Promise<T>): Promise<T> {
  const bar = new SingleBar({
    stream: process.stderr,
    format: `{value} of {total} ${what} {bar} {eta_formatted} left`,
    ...BAR,
  });
  bar.start(total, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}
