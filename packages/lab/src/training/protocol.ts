import type { Architecture, Recipe, TrainerState } from 'lenet5';

/** A run, as far as it decides the weights. */
export interface Settings {
  readonly preset: string;
  readonly architecture: Architecture;
  readonly recipe: Recipe;
  readonly seed: number;
  /** Training digits, from the first on. */
  readonly size: number;
}

/** The error on the fly over a stretch of a run: before each update, as the paper measures it. */
export interface Stretch {
  /** Samples since the start of the run, at the end of the stretch. */
  readonly samples: number;
  readonly errorPercent: number;
  readonly meanLoss: number;
}

/** One training step, taken apart. Weights are all parameters in state-dict order. */
export interface Step {
  /** Place of the digit in the training set, and its label. */
  readonly label: number;
  /** 32×32 inputs, after distortion. */
  readonly input: Float32Array;
  readonly loss: number;
  readonly rate: number;
  /** ∂E/∂output, 10 values. */
  readonly outputDelta: Float32Array;
  readonly before: Float32Array;
  readonly after: Float32Array;
}

/** To the worker that trains. */
export type Command =
  | { readonly kind: 'measure'; readonly settings: Settings }
  | {
      readonly kind: 'prepare';
      readonly settings: Settings;
      readonly base: string;
      readonly state: TrainerState | null;
    }
  | { readonly kind: 'run' | 'pause' | 'step' | 'save' };

/** From it. */
export type Report =
  | { readonly kind: 'measured'; readonly samplesPerSecond: number; readonly backend: 'simd' | 'reference' }
  | { readonly kind: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'ready'; readonly weights: Float32Array }
  | {
      readonly kind: 'progress';
      readonly samples: number;
      readonly pass: number;
      readonly rate: number;
      readonly samplesPerSecond: number;
      readonly stretches: readonly Stretch[];
      readonly weights: Float32Array;
    }
  | { readonly kind: 'step'; readonly step: Step }
  /** The whole pass on the fly. */
  | { readonly kind: 'pass'; readonly pass: number; readonly stretch: Stretch; readonly weights: Float32Array }
  | { readonly kind: 'saved'; readonly state: TrainerState; readonly samples: number }
  | { readonly kind: 'paused' | 'done' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };
