import type { RunFolder } from './folder.js';

/** Saves snapshots beside training: one at a time, at most so often, and on demand. */
export class Snapshots {
  private writing: Promise<void> = Promise.resolve();
  private busy = false;
  private due: number;
  private failure: { readonly error: unknown } | null = null;

  /**
   * @param everyMs time between two of them
   * @param make the bytes of a snapshot of this moment
   */
  constructor(
    private readonly folder: RunFolder,
    private readonly everyMs: number,
    private readonly make: () => Uint8Array,
  ) {
    this.due = performance.now() + everyMs;
  }

  /** For a moment between two steps: begins to save if it is time. @throws what went wrong with the one before */
  tick(): void {
    if (this.failure) throw this.failure.error;
    if (this.busy || performance.now() < this.due) return;
    this.begin();
  }

  /** Makes the next `tick` save. */
  soon(): void {
    this.due = 0;
  }

  /** Saves a snapshot of this moment, and waits until the disk has it. */
  async now(): Promise<void> {
    await this.writing;
    this.begin();
    await this.writing;
    if (this.failure) throw this.failure.error;
  }

  /** Waits for the one being written. */
  async idle(): Promise<void> {
    await this.writing;
  }

  private begin(): void {
    this.due = performance.now() + this.everyMs;
    this.busy = true;
    this.writing = this.folder
      .writeSnapshot(this.make())
      .catch((error: unknown) => {
        this.failure = { error };
      })
      .finally(() => {
        this.busy = false;
      });
  }
}
