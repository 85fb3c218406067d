import type { EpochRow } from '../plots/index.js';

/** Where a pass stands. */
export interface Status {
  /** Number of the pass, from 1, and how many there will be. */
  readonly pass: number;
  readonly passes: number;
  /** Samples of this pass already used, and how many there are. */
  readonly samples: number;
  readonly count: number;
  readonly rate: number;
  /** Mean loss and error in per cent of the pass so far, on the fly. */
  readonly loss: number;
  readonly runningErrorPercent: number;
  /** Of the whole run. */
  readonly secondsLeft: number;
}

/** How a run shows itself to people: a bar on a terminal, lines in a pipe or a file. */
export interface Progress {
  /** May be called as often as wished. */
  update(status: Status): void;
  /** A line of its own in between. */
  note(line: string): void;
  passDone(row: EpochRow, passes: number): void;
  /** Takes the bar away, if there is one; what follows stands on a clean line. */
  end(): void;
}
