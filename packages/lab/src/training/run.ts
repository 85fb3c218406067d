import type { Evaluation, TrainerState } from 'lenet5';
import type { Settings, Stretch } from './protocol.js';

type Status = 'new' | 'loading' | 'running' | 'paused' | 'done' | 'failed';

/** Errors on the 10,000 test digits at one moment of a run. */
interface TestPoint {
  readonly samples: number;
  readonly errorPercent: number;
}

/** Everything known of a run; plain values, kept in the browser as they are. */
export interface Run {
  readonly id: string;
  readonly settings: Settings;
  readonly status: Status;
  /** Samples seen, and of the whole run. */
  readonly samples: number;
  readonly total: number;
  readonly rate: number;
  readonly samplesPerSecond: number;
  /** Training error on the fly, stretch by stretch, and pass by pass as in the paper's Fig. 5. */
  readonly stretches: readonly Stretch[];
  readonly passes: readonly Stretch[];
  readonly tests: readonly TestPoint[];
  readonly evaluation: Evaluation | null;
  readonly weights: Float32Array | null;
  /** For exact continuation. */
  readonly state: TrainerState | null;
  readonly failure: string | null;
  /** The code of the error behind it. */
  readonly failureCode: string | null;
  readonly createdAt: number;
}

export function newRun(settings: Settings): Run {
  return {
    id: crypto.randomUUID(),
    settings,
    status: 'new',
    samples: 0,
    total: settings.recipe.passes * settings.size,
    rate: 0,
    samplesPerSecond: 0,
    stretches: [],
    passes: [],
    tests: [],
    evaluation: null,
    weights: null,
    state: null,
    failure: null,
    failureCode: null,
    createdAt: Date.now(),
  };
}

/** Short name for lists and legends: preset, whether it was changed, seed. */
export function nameOf({ preset, seed }: Settings, changed: boolean): string {
  return `${preset}${changed ? '*' : ''} · ${seed}`;
}
