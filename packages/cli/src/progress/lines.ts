import { loss, percent, rate, say } from '../output.js';
import type { EpochRow } from '../plots/index.js';
import type { Progress } from './progress.js';

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

/** For pipes and files: one line a pass, no carriage returns. */
export const lineProgress: Progress = {
  update() {},
  note: say,
  passDone: (row, passes) => say(passLine(row, passes)),
  end() {},
};
