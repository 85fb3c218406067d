import type { Progress } from 'lenet5/training';

/** How long a computation may keep the event loop from signals, timers and files. */
const BREATH_MS = 50;

/** Says true once in so many milliseconds, since `last` on the clock of performance.now(): this moment by default. */
export function every(milliseconds: number, last = performance.now()): () => boolean {
  return () => {
    const now = performance.now();
    if (now - last < milliseconds) return false;
    last = now;
    return true;
  };
}

/** True where a computation should take a breath; a step is far shorter than the wait of an `await`. */
export const breathing = (): (() => boolean) => every(BREATH_MS);

/** Lets signals, timers and files have their turn. */
export const breath = (): Promise<void> => new Promise((done) => setImmediate(done));

/**
 * Runs a stepwise computation to its end, with pauses in which the process is awake to signals.
 * @returns its result, or null where `signal` was aborted before
 */
export async function unhurried<T>(steps: Generator<unknown, T>): Promise<T>;
export async function unhurried<T>(steps: Generator<unknown, T>, signal: AbortSignal): Promise<T | null>;
export async function unhurried<T>(steps: Generator<unknown, T>, signal?: AbortSignal): Promise<T | null> {
  const due = breathing();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (due()) await breath();
    if (signal?.aborted) return null;
  }
}

/** Seconds of training before which its pace says nothing: what the engine has not made fast yet is many times slower. */
const WARM_UP_SECONDS = 1;

/** How long a training will take, by its pace since the first look at it. */
export class TimeLeft {
  private first: { readonly time: number; readonly samples: number } | null = null;

  /** @param now in seconds, on any clock */
  constructor(private readonly now = () => performance.now() / 1000) {}

  /** Seconds; null while there is no telling. What went before the first call does not count: compiling, estimating. */
  of({ samples, total }: Pick<Progress, 'samples' | 'total'>): number | null {
    const time = this.now();
    this.first ??= { time, samples };
    const [elapsed, done] = [time - this.first.time, samples - this.first.samples];
    return elapsed < WARM_UP_SECONDS || done === 0 ? null : (elapsed / done) * (total - samples);
  }
}
