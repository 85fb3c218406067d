// What a training tells while it runs, and what it is taken up again from. Plain values: they travel between threads.
import type { TrainingError } from '../errors.js';
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
  readonly passes: number;
  /** Samples of that pass already used. */
  readonly position: number;
  /** Learning rate of the last step. */
  readonly rate: number;
  /** On the fly, over that pass so far; null before its first sample. */
  readonly meanLoss: number | null;
  readonly runningErrorPercent: number | null;
  /** Of the last pass that was measured; null before. */
  readonly testErrorPercent: number | null;
}

/** Errors on the fly, each sample judged before its own step as the paper does (Fig. 5), over a stretch of a run. */
export interface Stretch {
  /** Samples since the start of the run, at its end. */
  readonly samples: number;
  readonly errorPercent: number;
  readonly meanLoss: number;
}

/** What a pass leaves at its end, before the next one changes it. */
export interface EndedPass {
  /** Its number, from 1. */
  readonly pass: number;
  /** Sums on the fly over the whole pass. */
  readonly running: RunningSums;
  /** Learning rate of its last step. */
  readonly rate: number;
  readonly weights: Weights;
  readonly weightsSha256: string;
}

/** The weights of an ended pass, measured at rest. */
export interface PassEvaluations {
  /** The trained set, as the blog measures it; null where that was left out. */
  readonly train: Evaluation | null;
  /** Null without a split. */
  readonly validation: Evaluation | null;
  readonly test: Evaluation;
}

/** A pass in numbers: one line of the metrics. */
export interface PassRecord {
  readonly pass: number;
  /** On the fly. */
  readonly meanLoss: number;
  readonly runningErrorPercent: number;
  /** Of its last step. */
  readonly learningRate: number;
  /** Since the record before, by the clock that the loop was given. */
  readonly seconds: number;
  readonly trainErrorPercent: number | null;
  readonly trainLoss: number | null;
  readonly validationErrorPercent: number | null;
  readonly validationLoss: number | null;
  readonly testErrorPercent: number;
  readonly testLoss: number;
}

/** What a choice on validation samples is made by. */
export interface ValidationScore {
  readonly validationErrorPercent: number;
  readonly validationLoss: number;
}

/** Fewer validation errors come first, then the lower loss; of equals the earlier one stays first. */
export function compareOnValidation(a: ValidationScore, b: ValidationScore): number {
  const order = (x: number, y: number) => (x === y ? 0 : x - y);
  return order(a.validationErrorPercent, b.validationErrorPercent) || order(a.validationLoss, b.validationLoss);
}

/** The pass that did best on the validation samples. */
export interface BestPass extends ValidationScore {
  readonly pass: number;
  readonly testErrorPercent: number;
  readonly weightsSha256: string;
}

/** All that the rest of a run depends on, at one moment between two steps. Plain values and copies. */
export interface TrainingState {
  readonly trainer: TrainerState;
  /** Steps taken, that is updates of the weights. */
  readonly steps: number;
  /** Every pass that was measured. */
  readonly passes: readonly PassRecord[];
  /** What the weights of the last of them make of the test set. */
  readonly test: Evaluation | null;
  readonly best: BestPass | null;
  /** Passes that are over, and not measured yet. */
  readonly pending: readonly EndedPass[];
  /** Sums of the pass at the end of its last stretch. */
  readonly mark: RunningSums;
  /** Since the last record. */
  readonly seconds: number;
}

/** What happens in a training, in order. */
export type TrainingEvent =
  /** A slice of steps is over: a moment to show progress, to look at messages, to stop. */
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'stretch'; readonly stretch: Stretch }
  | { readonly kind: 'pass'; readonly ended: EndedPass }
  /** `best`: the best on validation so far. The state counts it as measured when the listener comes back for more. */
  | {
      readonly kind: 'measured';
      readonly record: PassRecord;
      readonly ended: EndedPass;
      readonly evaluations: PassEvaluations;
      readonly best: boolean;
    }
  /** The state has come to something worth keeping: a pass has ended, or has been measured. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'collapsed'; readonly error: TrainingError }
  | { readonly kind: 'done' };
