/**
 * Figures of LeCun, Bottou, Bengio and Haffner 1998 that are drawn behind our own.
 * Fig. 5 is read off the printed plot, passes 1 to 12, with an uncertainty of about 0.03 percentage points.
 */

/** Test error in per cent after passes 1, 2, ... 12 (Fig. 5). */
export const PAPER_TEST_ERROR: readonly number[] = [
  2.65, 2.24, 1.48, 1.43, 1.43, 1.09, 1.04, 1.07, 0.99, 0.96, 0.96, 0.99,
];

/** Training error in per cent, measured on the fly, in passes 1, 2, ... 12 (Fig. 5). */
export const PAPER_RUNNING_ERROR: readonly number[] = [
  4.89, 3.04, 1.77, 1.48, 1.22, 0.91, 0.78, 0.7, 0.57, 0.49, 0.47, 0.44,
];

/** Test error in per cent that the paper states for LeNet-5 without distortions. */
export const PAPER_FINAL_TEST_ERROR = 0.95;
