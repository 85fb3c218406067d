/** Figures of LeCun, Bottou, Bengio and Haffner 1998 for the report; those of Fig. 5 are in plots/paper.ts. */

/** Fig. 6: size of the training set, test and training error in per cent. */
export const PAPER_SIZES: readonly { readonly size: number; readonly test: number; readonly train: number }[] = [
  { size: 15000, test: 1.68, train: 0.05 },
  { size: 30000, test: 1.14, train: 0.31 },
  { size: 60000, test: 0.94, train: 0.35 },
];

/** Test error with distortions. */
export const PAPER_DISTORTED = 0.8;

/** Per cent of the digits rejected to bring the error of the others to 0.5 %. */
export const PAPER_REJECTION: readonly (readonly [name: string, percent: number])[] = [
  ['K-NN', 8.1],
  ['tangent distance', 1.9],
  ['LeNet-4', 1.8],
  ['boosted LeNet-4', 0.5],
];

export const REJECTION_TARGET = 0.5;
