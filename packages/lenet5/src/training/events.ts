// What a training tells while it runs, and what it is taken up again from. Plain values: they travel between threads.
import type { TrainingError } from '../errors.js';
import { fit, mustFit } from '../given/options.js';
import type { Evaluation } from './evaluation.js';
import type { Weights } from './measuring.js';
import type { RunningSums, TrainerState } from './state.js';

/** How far a training is. Plain values: it travels between threads and machines. */
export interface Progress {
  /** Samples trained, of all passes. */
  readonly samples: number;
  /** Samples of the whole run. */
  readonly total: number;
  /** The pass under way, from 1. */
  readonly pass: number;
  /** Passes of the whole run. */
  readonly passes: number;
  /** Samples of that pass already used. */
  readonly position: number;
  /** Learning rate of the last step; before it, of the next one. */
  readonly rate: number;
  /** On the fly, over that pass so far, or at its very beginning over the one before; null before the first sample. */
  readonly meanLoss: number | null;
  /** The same of errors, 0 to 100. */
  readonly runningErrorPercent: number | null;
  /** Of the last pass that was measured, 0 to 100; null before. */
  readonly testErrorPercent: number | null;
}

/** Errors on the fly, each sample judged before its own step as the paper does (Fig. 5), over a stretch of a run. */
export interface Stretch {
  /** Samples since the start of the run, at its end. */
  readonly samples: number;
  /** Over the stretch, 0 to 100. */
  readonly errorPercent: number;
  /** Over the stretch, of the recipe's criterion. */
  readonly meanLoss: number;
}

/** What a pass leaves at its end, before the next one changes it. */
export interface EndedPass {
  /** Its number, from 1. */
  readonly pass: number;
  /** Sums on the fly over the whole pass. */
  readonly running: RunningSums;
  /** Learning rate in its middle. */
  readonly rate: number;
  /** Copies, as they were at its end. */
  readonly weights: Weights;
  /** Of these, as `Network.weightsSha256` has it. */
  readonly weightsSha256: string;
}

/** The weights of an ended pass, measured at rest. */
export interface PassEvaluations {
  /** The trained set, as the blog measures it; null where that was left out. */
  readonly train: Evaluation | null;
  /** Null without a split. */
  readonly validation: Evaluation | null;
  /** The test set. */
  readonly test: Evaluation;
}

/** A pass in numbers: one line of the metrics. */
export interface PassRecord {
  /** Its number, from 1. */
  readonly pass: number;
  /** On the fly. */
  readonly meanLoss: number;
  /** On the fly, 0 to 100. */
  readonly runningErrorPercent: number;
  /** In the middle of the pass. */
  readonly learningRate: number;
  /** Since the record before, by the clock that the loop was given. */
  readonly seconds: number;
  /** On the training set at rest, 0 to 100; null where that was left out. */
  readonly trainErrorPercent: number | null;
  /** Mean over the training set at rest; null where that was left out. */
  readonly trainLoss: number | null;
  /** 0 to 100; null without a split. */
  readonly validationErrorPercent: number | null;
  /** Mean over the validation samples; null without a split. */
  readonly validationLoss: number | null;
  /** 0 to 100. */
  readonly testErrorPercent: number;
  /** Mean over the test set. */
  readonly testLoss: number;
}

/** What a choice on validation samples is made by. */
export interface ValidationScore {
  /** 0 to 100. */
  readonly validationErrorPercent: number;
  /** Mean over the validation samples. */
  readonly validationLoss: number;
}

const SCORE = fit('an object with validationErrorPercent and validationLoss', (value) => {
  const { validationErrorPercent, validationLoss } = Object(value) as Partial<ValidationScore>;
  return [validationErrorPercent, validationLoss].every((each) => typeof each === 'number' && !Number.isNaN(each));
});

/** Fewer validation errors come first, then the lower loss; of equals the earlier one stays first. */
export function compareOnValidation(a: ValidationScore, b: ValidationScore): number {
  mustFit('a', a, SCORE);
  mustFit('b', b, SCORE);
  const order = (x: number, y: number) => (x === y ? 0 : x - y);
  return order(a.validationErrorPercent, b.validationErrorPercent) || order(a.validationLoss, b.validationLoss);
}

/** The pass that did best on the validation samples. */
export interface BestPass
  extends ValidationScore,
    Pick<PassRecord, 'pass' | 'testErrorPercent'>,
    Pick<EndedPass, 'weightsSha256'> {}

/** What a training with `patience` leaves at its end. */
export interface ChosenPass {
  /** Those of the best pass so far. */
  readonly weights: Weights;
  /** What they make of the test set. */
  readonly test: Evaluation;
}

/** All that the rest of a run depends on, at one moment between two steps. Plain values and copies. */
export interface TrainingState {
  /** The run without what was measured. */
  readonly trainer: TrainerState;
  /** Steps taken, that is updates of the weights. */
  readonly steps: number;
  /** Every pass that was measured. */
  readonly passes: readonly PassRecord[];
  /** What the weights of the last of them make of the test set. */
  readonly test: Evaluation | null;
  /** Null without a split, and before the first measurement. */
  readonly best: BestPass | null;
  /** The best pass, with `patience` alone. */
  readonly chosen?: ChosenPass | null;
  /** Passes that are over, and not measured yet. */
  readonly pending: readonly EndedPass[];
  /** Sums of the pass at the end of its last stretch. */
  readonly mark: RunningSums;
  /** Since the last record. */
  readonly seconds: number;
}

/** What happens in a training, in order. */
export type TrainingEvent =
  | {
      /** A slice of steps is over: a moment to show progress, to look at messages, to stop. */
      readonly kind: 'progress';
      /** At the end of the slice. */
      readonly progress: Progress;
    }
  | {
      /** A stretch is over; the end of a pass ends one too. */
      readonly kind: 'stretch';
      /** Its errors on the fly. */
      readonly stretch: Stretch;
    }
  | {
      /** A pass is over, and not measured yet. */
      readonly kind: 'pass';
      /** What it leaves. */
      readonly ended: EndedPass;
    }
  | {
      /** A pass was measured. The state counts it as such when the listener comes back for more. */
      readonly kind: 'measured';
      /** Its line of the metrics. */
      readonly record: PassRecord;
      /** What was measured. */
      readonly ended: EndedPass;
      /** On the sets that there are. */
      readonly evaluations: PassEvaluations;
      /** Whether it is the best on validation so far. */
      readonly best: boolean;
    }
  | {
      /** The state has come to something worth keeping: a pass has ended, or has been measured. */
      readonly kind: 'keep';
    }
  | {
      /** The driver's signal was aborted, or its measuring was. The last event. */
      readonly kind: 'stopped';
    }
  | {
      /** The watch over training has given it up. The last event. */
      readonly kind: 'collapsed';
      /** What it saw. */
      readonly error: TrainingError;
    }
  | {
      /** All passes are over, or `patience` is, and measured where the driver measures. The last event. */
      readonly kind: 'done';
    };
