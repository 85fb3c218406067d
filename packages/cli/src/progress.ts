import { SingleBar } from 'cli-progress';
import { clock, loss, percent, rate, say } from './output.js';
import type { EpochRow } from './plots/index.js';

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

/** How every bar looks and behaves. */
export const BAR = {
  barsize: 14,
  barCompleteChar: '█',
  barIncompleteChar: '░',
  clearOnComplete: true,
  // Neither touches the settings of the terminal: after kill -9 it is as it was before.
  hideCursor: null,
  linewrap: true,
  gracefulExit: false,
};

/** A bar where somebody watches, lines where the output is kept. */
export function progressFor(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? barProgress(stream) : lineProgress;
}

/** For pipes and files: one line a pass, no carriage returns. */
const lineProgress: Progress = {
  update() {},
  note: say,
  passDone: (row, passes) => say(passLine(row, passes)),
  end() {},
};

/** The line of a pass: `pass  3/20  rate 3.9e-4  loss 2.31  train 1.02 %  running 1.50 %  test 1.31 %  4.1 s`. */
export function passLine(row: EpochRow, passes: number): string {
  const total = String(passes);
  const measured = (name: string, value: number | null) => (value === null ? [] : [`${name} ${percent(value)}`]);
  return [
    `pass ${String(row.epoch).padStart(total.length)}/${total}`,
    `rate ${rate(row.learningRate)}`,
    `loss ${loss(row.meanLoss)}`,
    `train ${percent(row.trainErrorPercent)}`,
    `running ${percent(row.runningErrorPercent)}`,
    ...measured('validation', row.validationErrorPercent),
    ...measured('test', row.testErrorPercent),
    `${row.seconds.toFixed(1)} s`,
  ].join('  ');
}

const FORMAT = 'pass {pass} {bar}  rate {rate}  loss {loss}  running {running}  {left} left';

/** A bar for the present pass; the lines of the passes done stay above it. Fits into 80 columns. */
export function barProgress(stream: NodeJS.WritableStream): Progress {
  const bar = new SingleBar({ stream, format: FORMAT, ...BAR });
  let shown: Status | null = null;
  const draw = (status: Status) => {
    if (shown === null) bar.start(status.count, status.samples, tokens(status));
    else bar.update(status.samples, tokens(status));
    shown = status;
  };
  const clear = () => {
    if (shown !== null) bar.stop();
    shown = null;
  };
  return {
    update: draw,
    note(line) {
      const before = shown;
      clear();
      say(line);
      if (before) draw(before);
    },
    passDone(row, passes) {
      clear();
      say(passLine(row, passes));
    },
    end: clear,
  };
}

function tokens(status: Status): Record<string, string> {
  const total = String(status.passes);
  return {
    pass: `${String(status.pass).padStart(total.length)}/${total}`,
    rate: rate(status.rate),
    loss: loss(status.loss),
    running: percent(status.runningErrorPercent),
    left: clock(status.secondsLeft),
  };
}

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
