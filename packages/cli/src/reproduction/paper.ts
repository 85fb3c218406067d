/** Figures of LeCun, Bottou, Bengio and Haffner 1998 for the report; those of Fig. 5 are in plots/paper.ts. */

/** Fig. 6: size of the training set, test and training error in per cent. */
export const PAPER_SIZES: readonly { readonly size: number; readonly test: number; readonly train: number }[] = [
  { size: 15000, test: 1.68, train: 0.05 },
  { size: 30000, test: 1.14, train: 0.31 },
  { size: 60000, test: 0.94, train: 0.35 },
];

/** Test error with distortions. */
export const PAPER_DISTORTED = 0.8;

/** Error of the digits that are not rejected, in per cent. */
export const REJECTION_TARGET = 0.5;
