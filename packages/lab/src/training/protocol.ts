import type { StateDict } from 'lenet5';
import type { Progress, Stretch, TrainingState, Weights } from 'lenet5/training';
import type { Failure } from './run.js';
import type { RunSettings } from './settings.js';

/** One training step, taken apart. */
export interface Step {
  /** The right digit. */
  readonly label: number;
  /** The values of the input, after distortion. */
  readonly input: Float32Array;
  readonly loss: number;
  readonly rate: number;
  /** ∂E/∂output, one value for each class. */
  readonly outputDelta: Float32Array;
  /** All parameters. */
  readonly before: StateDict;
  readonly after: StateDict;
}

/** To the worker that trains. */
export type Command =
  | { readonly kind: 'measure'; readonly settings: RunSettings }
  | {
      readonly kind: 'prepare';
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
  | { readonly kind: 'measured'; readonly samplesPerSecond: number }
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
