import type { RunFolder } from './folder.js';
import { every } from './pace.js';
import { type Snapshot, snapshotBytes } from './snapshot.js';

/** Saves snapshots beside training: one at a time, at most so often, and on demand. */
export class SnapshotWriter {
  private writing: Promise<void> = Promise.resolve();
  private busy = false;
  private wanted = false;
  private readonly due: () => boolean;
  private failure: { readonly error: unknown } | null = null;

  /**
   * @param everyMs time between two of them
   * @param make a snapshot of this moment
   */
  constructor(
    private readonly folder: RunFolder,
    everyMs: number,
    private readonly make: () => Snapshot<unknown>,
  ) {
    this.due = every(everyMs);
  }

  /** For a moment between two steps: begins to save if it is time. @throws what went wrong with the one before */
  tick(): void {
    if (this.failure) throw this.failure.error;
    if (!this.busy && (this.wanted || this.due())) this.begin();
  }

  /** Makes the next `tick` save. */
  soon(): void {
    this.wanted = true;
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
    this.wanted = false;
    this.busy = true;
    this.writing = this.folder
      .writeSnapshot(snapshotBytes(this.make()))
      .catch((error: unknown) => {
        this.failure = { error };
      })
      .finally(() => {
        this.busy = false;
      });
  }
}
