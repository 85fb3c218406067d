import type { Trainer } from 'lenet5';
import type { Stretch } from './protocol.js';

/** Samples of one point of the curve: few at the start, where it falls fast, then ever more. */
function lengthAt(samples: number): number {
  return Math.min(2000, Math.max(100, Math.floor(samples / 8)));
}

/** Cuts the running sums of a trainer into stretches. */
export class Stretches {
  private start = { samples: 0, lossSum: 0, errors: 0 };
  private done: Stretch[] = [];

  constructor(private readonly trainer: Trainer) {
    this.start = { ...trainer.running };
  }

  /** To be called after each step; `passEnded` where that step was the last of a pass. */
  after(passEnded: boolean): void {
    const { running, samples } = this.trainer;
    const count = running.samples - this.start.samples;
    if (count >= lengthAt(samples) || (passEnded && count > 0)) {
      this.done.push({
        samples,
        errorPercent: (100 * (running.errors - this.start.errors)) / count,
        meanLoss: (running.lossSum - this.start.lossSum) / count,
      });
      this.start = { ...running };
    }
    if (passEnded) this.start = { samples: 0, lossSum: 0, errors: 0 };
  }

  /** What has been finished since the last call. */
  take(): Stretch[] {
    const taken = this.done;
    this.done = [];
    return taken;
  }
}

/** The pass that just ended, as a whole. */
export function wholePass({ running, samples }: Trainer): Stretch {
  return {
    samples,
    errorPercent: (100 * running.errors) / running.samples,
    meanLoss: running.lossSum / running.samples,
  };
}
