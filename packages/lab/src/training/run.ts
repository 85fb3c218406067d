import { signal } from '@preact/signals';
import { createStore, del, entries, get, set } from 'idb-keyval';
import { createNetwork, type Evaluation, SettingError, type StateDict, type TrainerState } from 'lenet5';
import type { Layout } from 'lenet5/files';
import {
  adoptSettings,
  type Progress,
  type Stretch,
  type TrainingState,
  type Weights,
  weightsOf,
} from 'lenet5/training';
import type { Failure } from './failure.js';
import type { RunSettings } from './settings.js';

type Status = 'new' | 'loading' | 'running' | 'paused' | 'done' | 'failed';

/** Errors on the test digits at one moment of a run. */
interface TestPoint {
  readonly samples: number;
  readonly errorPercent: number;
}

/** Weights that a run starts from in place of drawn ones, and how the class of PyTorch that they come from names them. */
export interface Initial {
  readonly weights: StateDict;
  readonly layout: Layout | null;
}

/** Everything known of a run; plain values, kept in the browser as they are. */
export interface Run {
  readonly id: string;
  readonly settings: RunSettings;
  /** Null for drawn weights. */
  readonly initial: Initial | null;
  readonly status: Status;
  readonly progress: Progress;
  readonly samplesPerSecond: number;
  /** Training error on the fly, stretch by stretch, and pass by pass as in the paper's Fig. 5. */
  readonly stretches: readonly Stretch[];
  readonly passes: readonly Stretch[];
  readonly tests: readonly TestPoint[];
  readonly evaluation: Evaluation | null;
  readonly weights: Weights | null;
  /** For exact continuation. */
  readonly state: TrainingState | null;
  /** What ended a run that failed. */
  readonly failure: Failure | null;
  readonly createdAt: number;
}

/** How far a run is after so many samples. */
function progressAt({ recipe: { passes }, size }: RunSettings, samples: number, rate: number): Progress {
  const unknown = { meanLoss: null, runningErrorPercent: null, testErrorPercent: null };
  const pass = Math.min(passes, Math.floor(samples / size) + 1);
  return { samples, total: passes * size, pass, passes, position: samples % size, rate, ...unknown };
}

/** Not `randomUUID`, which pages over plain http do not have. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function newRun(settings: RunSettings, initial: Initial | null = null): Run {
  return {
    id: newId(),
    settings,
    initial,
    status: 'new',
    progress: progressAt(settings, 0, 0),
    samplesPerSecond: 0,
    stretches: [],
    passes: [],
    tests: [],
    evaluation: null,
    weights: null,
    state: null,
    failure: null,
    createdAt: Date.now(),
  };
}

/** A run as the lab kept it before the library had its training loop. */
export interface EarlierRun extends Omit<Run, 'initial' | 'progress' | 'weights' | 'state' | 'failure'> {
  readonly samples: number;
  readonly total: number;
  readonly rate: number;
  /** All parameters in state-dict order. */
  readonly weights: Float32Array | null;
  readonly state: TrainerState | null;
  readonly failure: string | null;
  readonly failureCode: string | null;
}

/** A run of now from one kept at any time; it goes on as if nothing had happened. */
export function fromKept(kept: Run | EarlierRun): Run {
  const settings = { ...kept.settings, ...adoptSettings(kept.settings) };
  if ('progress' in kept) return { ...kept, settings, initial: kept.initial ?? null };
  const { samples, total: _, rate, weights, state, failure, failureCode, ...rest } = kept;
  return {
    ...rest,
    settings,
    initial: null,
    progress: progressAt(settings, samples, rate),
    weights: weights && weightsIn(settings, weights),
    state: state && loopState(settings, state),
    failure: failure === null ? null : { code: failureCode ?? 'other', message: failure, seen: null },
  };
}

/** Null for a network that there is no more: of its run the numbers are left. */
function weightsIn({ architecture }: RunSettings, flat: Float32Array): Weights | null {
  try {
    const network = createNetwork({ architecture, capacity: 1 });
    let at = 0;
    for (const { value } of network.parameters) {
      value.data.set(flat.subarray(at, at + value.length));
      at += value.length;
    }
    return weightsOf(network);
  } catch (error) {
    if (error instanceof SettingError) return null;
    throw error;
  }
}

function loopState({ recipe: { batch }, size }: RunSettings, trainer: TrainerState): TrainingState {
  const { pass, position, running } = trainer;
  const steps = pass * Math.ceil(size / batch) + Math.ceil(position / batch);
  const mark = position > 0 ? running : { samples: 0, lossSum: 0, errors: 0 };
  return { trainer, steps, mark, passes: [], test: null, best: null, pending: [], seconds: 0 };
}

const store = createStore('lenet5-lab', 'runs');

/** Every run that this browser keeps, the newest first. */
export const keptRuns = signal<readonly Run[]>([]);

function newestFirst(runs: readonly Run[]): Run[] {
  return [...runs].sort((a, b) => b.createdAt - a.createdAt);
}

/** Whether this browser keeps anything; where it does not, runs end with the tab. */
export const isKeeping = signal(true);

/** Reads what earlier visits left. */
export async function loadRuns(): Promise<void> {
  // Where storage is denied, as in a frame with the attribute sandbox, the call itself throws.
  const found = await (async () => entries<string, Run | EarlierRun>(store))().catch(() => {
    isKeeping.value = false;
    return [];
  });
  keptRuns.value = newestFirst(found.map(([, kept]) => fromKept(kept)));
}

/** A run as it was kept last, by whichever tab; null where it is not. */
export async function keptRun(id: string): Promise<Run | null> {
  const kept = isKeeping.peek() ? await get<Run | EarlierRun>(id, store) : undefined;
  return kept ? fromKept(kept) : null;
}

/** Keeps a run as it is now. */
export async function keepRun(run: Run): Promise<void> {
  keptRuns.value = newestFirst([...keptRuns.peek().filter(({ id }) => id !== run.id), run]);
  if (isKeeping.peek()) await set(run.id, run, store);
}

export async function forgetRun(id: string): Promise<void> {
  keptRuns.value = keptRuns.peek().filter((run) => run.id !== id);
  if (isKeeping.peek()) await del(id, store);
}
