import { SingleBar } from 'cli-progress';
import { clock, loss, percent, rate, say } from '../output.js';
import { passLine } from './lines.js';
import { BAR } from './look.js';
import type { Progress, Status } from './progress.js';

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
