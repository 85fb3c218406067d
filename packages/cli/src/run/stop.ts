/** Signals that ask a run to stop, with the exit codes that shells expect. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
export type StopSignal = keyof typeof EXIT_CODES;

/**
 * The same signal again within this time is the same keystroke: under `npm run`, the terminal sends Ctrl-C to the
 * command and npm passes it on once more.
 */
const SAME_KEYSTROKE_MS = 250;

/**
 * Listens for Ctrl-C and termination: the first time it only remembers, the second time the process ends at once.
 */
export class StopRequest {
  private signal: StopSignal | null = null;
  private readonly abort = new AbortController();
  private since = 0;
  private readonly listeners: [StopSignal, () => void][];

  /** @param onFirst is called at the first signal */
  constructor(private readonly onFirst: (signal: StopSignal) => void) {
    const signals = Object.keys(EXIT_CODES) as StopSignal[];
    this.listeners = signals.map((signal) => [signal, () => this.hear(signal)]);
    for (const [signal, listener] of this.listeners) process.on(signal, listener);
  }

  private hear(signal: StopSignal): void {
    if (this.signal === null) {
      this.signal = signal;
      this.since = performance.now();
      this.onFirst(signal);
      this.abort.abort();
    } else if (performance.now() - this.since > SAME_KEYSTROKE_MS) {
      process.exit(EXIT_CODES[signal]);
    }
  }

  /** Aborted at the first signal. */
  get aborted(): AbortSignal {
    return this.abort.signal;
  }

  /** Null where nobody asked. */
  get exitCode(): number | null {
    return this.signal && EXIT_CODES[this.signal];
  }

  /** Leaves signals to the system again. */
  release(): void {
    for (const [signal, listener] of this.listeners) process.off(signal, listener);
  }
}

/** Whether a command ended with that code because it was asked to stop. */
export function isStop(exitCode: number): boolean {
  return Object.values<number>(EXIT_CODES).includes(exitCode);
}

/** Ends the process although a library may still wait for the other end of a connection; what was printed goes out first. */
export async function endNow(exitCode: number): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((done) => stream.write('', () => done()));
  }
  process.exit(exitCode);
}
