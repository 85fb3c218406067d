import type { Dataset } from '../files/idx/dataset.js';

/** Images that nobody has said the classes of: those of Kaggle's test.csv. */
export interface UnlabelledImages {
  /** count × rows × rows bytes, 0 (background) to 255 (ink). */
  readonly images: Uint8Array;
  /** Number of images, at least 1. */
  readonly count: number;
  /** Pixels of a side. */
  readonly rows: 28 | 32;
}

/** A data set, and what was seen of it. */
export interface FoundData {
  /** In which files: IDX, CSV, .npz or .npy, parquet, or pictures in folders. */
  readonly form: 'idx' | 'csv' | 'arrays' | 'parquet' | 'pictures';
  /** Null where the files have the test part alone. */
  readonly train: Dataset | null;
  /** Null where there are only images without labels. */
  readonly test: Dataset | null;
  /** Whether the files have one part alone, and every fifth image of a class was taken out of it to test on. */
  readonly keptAside: boolean;
  /** Images to be answered, where there are such; else null. */
  readonly unlabelled: UnlabelledImages | null;
  /** The label of class 0 in the files: 1 in EMNIST's letters. */
  readonly firstLabel: 0 | 1;
  /** Whether rows and columns were swapped in the files, as in EMNIST's, and were put right. */
  readonly turned: boolean;
  /** How many people wrote it, where the files say so, as QMNIST's; else null. */
  readonly writers: number | null;
  /** All this in one sentence, in English and Chinese: what it is, how many, which classes, whose hand, what was done to it. */
  readonly sentence: Readonly<Record<'en' | 'zh', string>>;
  /** What looks wrong, with counts: pixels, missing and rare classes, images in both parts. Usually empty. */
  readonly warnings: readonly string[];
}
