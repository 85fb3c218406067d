/** One line of a run's metrics: what was measured in and after one pass over the training set. */
export interface EpochRow {
  /** Number of the pass, counted from 1. */
  epoch: number;
  /** Loss per sample, averaged over the pass while the weights were changing; in the unit of the criterion. */
  meanLoss: number;
  /** Misread training digits after the pass, weights at rest, in per cent of the training set. */
  trainErrorPercent: number;
  /** Misread training digits on the fly, each judged just before its own step, in per cent (the paper's Fig. 5). */
  runningErrorPercent: number;
  /** Misread test digits after the pass, in per cent of the test set; null where it was not measured. */
  testErrorPercent: number | null;
  /** Misread digits of the validation split after the pass, in per cent; null without a split. */
  validationErrorPercent: number | null;
  /** Global learning rate at the end of the pass, per step. */
  learningRate: number;
  /** Wall-clock duration of the pass with its evaluation, in seconds. */
  seconds: number;
}
