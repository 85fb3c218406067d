import { SingleBar } from 'cli-progress';
import type { PassRecord, Progress } from 'lenet5/training';
import { clock, loss, percent, rate, say } from './output.js';
import { t } from './texts/language.js';

/** What the line of a pass says. */
export interface PassLine
  extends Pick<
    PassRecord,
    | 'pass'
    | 'learningRate'
    | 'meanLoss'
    | 'runningErrorPercent'
    | 'trainErrorPercent'
    | 'validationErrorPercent'
    | 'seconds'
  > {
  /** Null where nobody measured it. */
  readonly testErrorPercent: number | null;
}

/** How a run shows itself to people: a bar on a terminal, lines in a pipe or a file. */
export interface RunProgress {
  /** May be called as often as wished; seconds left of the whole run, null while there is no telling. */
  update(progress: Progress, secondsLeft: number | null): void;
  /** A line of its own in between. */
  note(line: string): void;
  passDone(record: PassLine, passes: number): void;
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

/** Whether a bar can be drawn there: a terminal, and one that knows the orders of terminals. */
export function drawsBars(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && process.env.TERM !== 'dumb';
}

/** A bar where somebody watches, lines where the output is kept. */
export function progressFor(stream: NodeJS.WriteStream): RunProgress {
  return drawsBars(stream) ? barProgress(stream) : lineProgress;
}

/** For pipes and files: one line a pass, no carriage returns. */
const lineProgress: RunProgress = {
  update() {},
  note: say,
  passDone: (record, passes) => say(passLine(record, passes)),
  end() {},
};

/** The line of a pass: `pass  3/20  rate 3.9e-4  loss 2.31  train 1.02 %  running 1.50 %  test 1.31 %  4.1 s`. */
export function passLine(record: PassLine, passes: number): string {
  const total = String(passes);
  const { trainErrorPercent: train, validationErrorPercent: validation, testErrorPercent: test } = record;
  return [
    t('pass {{place}}', { place: `${String(record.pass).padStart(total.length)}/${total}` }),
    t('rate {{rate}}', { rate: rate(record.learningRate) }),
    t('loss {{loss}}', { loss: loss(record.meanLoss) }),
    ...(train === null ? [] : [t('train {{error}}', { error: percent(train) })]),
    t('running {{error}}', { error: percent(record.runningErrorPercent) }),
    ...(validation === null ? [] : [t('validation {{error}}', { error: percent(validation) })]),
    ...(test === null ? [] : [t('test {{error}}', { error: percent(test) })]),
    t('{{seconds}} s', { seconds: record.seconds.toFixed(1) }),
  ].join('  ');
}

/** A bar for the present pass; the lines of the passes done stay above it. Fits into 80 columns. */
export function barProgress(stream: NodeJS.WritableStream): RunProgress {
  const format = t('pass {pass} {bar}  rate {rate}  loss {loss}  running {running}  {left} left');
  const bar = new SingleBar({ stream, format, ...BAR });
  let shown: { readonly progress: Progress; readonly secondsLeft: number | null } | null = null;
  const draw = (progress: Progress, secondsLeft: number | null) => {
    const { position, total, passes } = progress;
    if (shown === null) bar.start(total / passes, position, tokens(progress, secondsLeft));
    else bar.update(position, tokens(progress, secondsLeft));
    shown = { progress, secondsLeft };
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
      if (before) draw(before.progress, before.secondsLeft);
    },
    passDone(record, passes) {
      clear();
      say(passLine(record, passes));
    },
    end: clear,
  };
}

function tokens(progress: Progress, secondsLeft: number | null): Record<string, string> {
  const { pass, passes, meanLoss, runningErrorPercent } = progress;
  const total = String(passes);
  return {
    pass: `${String(pass).padStart(total.length)}/${total}`,
    rate: rate(progress.rate),
    loss: loss(meanLoss ?? 0),
    running: percent(runningErrorPercent ?? 0),
    left: secondsLeft === null ? '–' : clock(secondsLeft),
  };
}

/** A bar on standard error for `total` things of one kind, gone when `work` ends; nothing where that is no terminal. */
export async function withCount<T>(what: string, total: number, work: (done: () => void) => Promise<T>): Promise<T> {
  if (!drawsBars(process.stderr)) return work(() => {});
  const bar = new SingleBar({
    stream: process.stderr,
    format: t('{value} of {total} {{what}} {bar} {eta_formatted} left', { what }),
    ...BAR,
  });
  bar.start(total, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}
