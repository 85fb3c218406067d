import type { Seen } from 'lenet5/core';
import type { Examination } from './examine.js';
import type { Configuration } from './result-key.js';

/** What was measured in and after one pass. */
export interface PassResult {
  /** Training error on the fly, each digit judged before its own step, in per cent. */
  readonly runningErrorPercent: number;
  /** Mean loss on the fly. */
  readonly meanLoss: number;
  readonly testErrorPercent: number;
  /** Null without a split. */
  readonly validationErrorPercent: number | null;
  readonly validationLoss: number | null;
}

/** A part of the data, read after the last pass. */
export interface FinalError {
  readonly errors: number;
  readonly count: number;
  readonly errorPercent: number;
  readonly meanLoss: number;
}

/** Everything that the same configuration gives again, on every machine. */
export interface Outcome {
  readonly passes: readonly PassResult[];
  /** With `patience`: number of the pass, from 1, whose weights are the result; missing where it is the last one. */
  readonly kept?: number;
  /** Null where training could not be finished. */
  readonly train: FinalError | null;
  readonly test: FinalError | null;
  readonly examination: Examination | null;
  readonly weightsSha256: string;
  /** What stopped the training, in one sentence; null where it reached its end. */
  readonly stopped: string | null;
  /** The same in numbers, where it collapsed; missing in results of earlier versions. */
  readonly seen?: Seen;
}

/** The pass that the result is that of. */
export function finalPass({ passes, kept = passes.length }: Pick<Outcome, 'passes' | 'kept'>): PassResult | undefined {
  return passes[kept - 1];
}

/** What is stored of a run: one small JSON file under its key. */
export interface StudyResult {
  readonly key: string;
  readonly configuration: Configuration;
  readonly outcome: Outcome;
  /** How it came about; differs from run to run. */
  readonly made: {
    /** Wall-clock time, shared with whatever else the machine did. */
    readonly seconds: number;
    readonly machine: string;
    readonly versions: Readonly<Record<string, string>>;
    readonly at: string;
  };
  /** Missing in results of earlier versions. */
  readonly format?: number;
  /** SHA-256 of what it says; missing in results of earlier versions. */
  readonly digest?: string;
}
