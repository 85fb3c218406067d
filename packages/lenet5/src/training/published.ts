// What paper and blog report of their trainings, to draw and to compare with.
import { frozen } from '../given/frozen.js';

/** Fig. 5 of the paper, passes 1 to 12, in per cent: read off the printed plot, ±0.03. */
export const PAPER_FIG_5 = frozen({
  /** Test error after the pass. */
  test: [2.65, 2.24, 1.48, 1.43, 1.43, 1.09, 1.04, 1.07, 0.99, 0.96, 0.96, 0.99],
  /** Training error on the fly: every digit judged just before its own step. */
  running: [4.89, 3.04, 1.77, 1.48, 1.22, 0.91, 0.78, 0.7, 0.57, 0.49, 0.47, 0.44],
} as const satisfies Readonly<Record<string, readonly number[]>>);

/** Test error in per cent that the paper states for LeNet-5 without distortions, ±0.1. */
export const PAPER_FINAL_TEST_ERROR = 0.95;

/** What the blog states after its 25 passes: errors in per cent, and the mean loss by Eq. 8. */
export const BLOG_FINAL = frozen({
  /** On the 10,000 test digits. */
  testError: 2.1,
  /** On the 60,000 training digits, after the pass. */
  trainError: 1.2,
  /** On the training digits. */
  loss: 5.0465,
} as const);
