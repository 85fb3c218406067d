/** Errors in per cent after passes 1, 2, … 12, read off the paper's Fig. 5 (±0.03). */
export const PAPER_TEST = [2.65, 2.24, 1.48, 1.43, 1.43, 1.09, 1.04, 1.07, 0.99, 0.96, 0.96, 0.99];
/** Training error on the fly in the same passes. */
export const PAPER_TRAINING = [4.89, 3.04, 1.77, 1.48, 1.22, 0.91, 0.78, 0.7, 0.57, 0.49, 0.47, 0.44];
/** What the blog states after its 25 passes. */
export const BLOG = { testPercent: 2.1, trainingPercent: 1.2, loss: 5.0465 };
