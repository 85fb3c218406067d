import type { StateDict } from 'lenet5';
import type { Progress, Stretch, TrainingState, Weights } from 'lenet5/training';
import type { Unfit } from './before-start.js';
import type { Failure } from './failure.js';
import type { RunSettings } from './settings.js';

/** One training step, taken apart. */
export interface Step {
  /** The right digit. */
  readonly label: number;
  /** The values of the input, after distortion. */
  readonly input: Float32Array;
  /** Samples of the step, of which this is the first. */
  readonly samples: number;
  /** Mean over the samples. */
  readonly loss: number;
  readonly rate: number;
  /** ∂E/∂a of the outputs, one value for each class. */
  readonly outputDelta: Float32Array;
  /** All parameters. */
  readonly before: StateDict;
  readonly after: StateDict;
  /** For a look alone: the run has not taken this step. */
  readonly tried: boolean;
}

/** A step to be tried, on a digit that is in no training set. */
export interface Attempt {
  readonly settings: RunSettings;
  /** What it starts from; null for drawn weights. */
  readonly weights: StateDict | null;
  /** 28×28 bytes, ink 255. */
  readonly pixels: Uint8Array;
  readonly label: number;
  readonly rate: number;
}

/** To the worker that trains. */
export type Command =
  | {
      readonly kind: 'measure';
      /** Comes back with the answer, as in 'prepare': meanwhile other settings may have been chosen. */
      readonly id: string;
      readonly settings: RunSettings;
      readonly initial: StateDict | null;
    }
  | { readonly kind: 'try'; readonly attempt: Attempt }
  | {
      readonly kind: 'prepare';
      readonly id: string;
      readonly settings: RunSettings;
      /** What training starts from; null for drawn weights. */
      readonly initial: StateDict | null;
      /** Address of the page. */
      readonly base: string;
      readonly state: TrainingState | null;
    }
  | { readonly kind: 'run' | 'pause' | 'step' | 'save' };

/** From it. */
export type Report =
  | { readonly kind: 'measured'; readonly id: string; readonly samplesPerSecond: number }
  /** With these settings no run can begin. */
  | { readonly kind: 'unfit'; readonly id: string; readonly unfit: Unfit }
  /** A step for a look could not be taken; the run stays as it is. */
  | { readonly kind: 'not-tried'; readonly failure: Failure }
  | { readonly kind: 'loading'; readonly loaded: number; readonly total: number }
  /** The first one says that all is there to begin. */
  | {
      readonly kind: 'progress';
      readonly progress: Progress;
      readonly samplesPerSecond: number;
      /** What has ended since the last report. */
      readonly stretches: readonly Stretch[];
      readonly weights: Weights;
    }
  | { readonly kind: 'step'; readonly step: Step }
  /** The whole pass on the fly, and the weights at its end. */
  | { readonly kind: 'pass'; readonly stretch: Stretch; readonly weights: Weights }
  /** What is to be kept: now and then, and whenever it stops. */
  | { readonly kind: 'saved'; readonly state: TrainingState; readonly status: 'running' | 'paused' | 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure };
