import { availableParallelism, cpus } from 'node:os';
import {
  createTrainer,
  type Evaluation,
  evaluate,
  type Network,
  SettingError,
  type Trainer,
  TrainingError,
} from 'lenet5';
import { finish } from 'lenet5/core';
import type { MnistFolder } from 'lenet5/node';
import {
  type EndedPass,
  Evaluator,
  type PassEvaluations,
  type PassRecord,
  type Progress,
  TrainingLoop,
} from 'lenet5/training';
import type { Parts } from '../data.js';
import { every } from '../run/pace.js';
import type { Snapshot } from '../run/snapshot.js';
import { versions } from '../versions.js';
import { sealed } from './digest.js';
import { examine } from './examine.js';
import type { FinalError, Outcome, PassResult, StudyResult } from './result.js';
import { type Configuration, partsOf, type Task, untrainedTeachers } from './result-key.js';

/** Time between two reports of progress. */
const REPORT_MS = 250;

/** Where a run of a study can be taken up again, and the seconds spent before. */
export type RunSnapshot = Snapshot<{ readonly seconds: number }>;

/** What a run tells while it goes on. */
export interface RunListener {
  readonly progress: (progress: Progress) => void;
  /** Where the snapshot to continue from is none of this run: it begins anew. */
  readonly refused?: (reason: string) => void;
  /** After each pass but the last. */
  readonly snapshot?: (snapshot: RunSnapshot) => void;
  /** Where teachers are kept; null where nowhere. */
  readonly teachersIn?: string | null;
}

/** Measures a pass on the digits kept aside and on the test set; training digits are read after the last one alone. */
function measurerOf({ validation, test }: Parts, loop: TrainingLoop) {
  const evaluator = new Evaluator();
  evaluator.keep('test', test);
  if (validation) evaluator.keep('validation', validation);
  const names = validation ? ['test', 'validation'] : ['test'];
  return async ({ weights }: EndedPass): Promise<PassEvaluations | null> => {
    const [tested, kept] = finish(evaluator.stepwise(weights, names, loop.trainer.recipe));
    return tested ? { train: null, validation: kept ?? null, test: tested } : null;
  };
}

/** Trains to the end, or to a collapse. */
async function train(loop: TrainingLoop, parts: Parts, listener: RunListener, seconds: () => number) {
  let stopped: TrainingError | null = null;
  for await (const event of loop.run({ enough: every(REPORT_MS), measure: measurerOf(parts, loop) })) {
    if (event.kind === 'progress') listener.progress(event.progress);
    if (event.kind === 'keep' && !loop.done) {
      listener.snapshot?.({ notes: { seconds: seconds() }, state: loop.state() });
    }
    if (event.kind === 'collapsed') stopped = event.error;
  }
  return stopped;
}

function passResult(record: PassRecord): PassResult {
  const { runningErrorPercent, meanLoss, testErrorPercent, validationErrorPercent, validationLoss } = record;
  return { runningErrorPercent, meanLoss, testErrorPercent, validationErrorPercent, validationLoss };
}

function finalError({ errors, count, errorPercent, meanLoss }: Evaluation): FinalError {
  return { errors, count, errorPercent, meanLoss };
}

function outcomeOf({ trainer, results, final }: TrainingLoop, parts: Parts, stopped: TrainingError | null): Outcome {
  const { network, recipe } = trainer;
  const common = { passes: results.passes.map(passResult), weightsSha256: network.weightsSha256() };
  if (stopped) {
    const { message, seen } = stopped;
    return { ...common, train: null, test: null, examination: null, stopped: message, ...(seen ? { seen } : {}) };
  }
  const { evaluation, examination } = examine(network, parts.test, recipe);
  const trained = finalError(evaluate(network, parts.train, recipe));
  const kept = recipe.patience > 0 && final ? { kept: final.pass } : {};
  return { ...common, ...kept, train: trained, test: finalError(evaluation), examination, stopped: null };
}

function machineName(): string {
  const model = cpus()[0]?.model.trim() ?? '';
  return `${model === '' ? process.arch : model}, ${availableParallelism()} cores`;
}

/** From where an earlier process left it, if that is a state of this run. */
function loopOf(trainer: Trainer, from: RunSnapshot | null, now: () => number, { refused }: RunListener): TrainingLoop {
  try {
    return new TrainingLoop({ trainer, from: from?.state, now });
  } catch (error) {
    if (!from || !(error instanceof SettingError)) throw error;
    refused?.(error.message);
    return new TrainingLoop({ trainer, now });
  }
}

/** What trains them is loaded by the runs that have some. @returns the error of one that collapsed, which ends the run */
async function teachersFrom(
  configuration: Configuration,
  { train }: Parts,
  listener: RunListener,
): Promise<readonly Network[] | TrainingError> {
  const { teachersFor } = await import('../teachers.js');
  const due = every(REPORT_MS);
  const progress = (each: Progress) => {
    // Of the run itself nothing is done yet.
    if (due()) listener.progress({ ...each, samples: 0 });
  };
  try {
    return (await teachersFor(configuration, train, { folder: listener.teachersIn ?? null, progress })) ?? [];
  } catch (error) {
    if (error instanceof TrainingError) return error;
    throw error;
  }
}

/**
 * Makes a run of a study, without a pause: for a thread or process of its own.
 * @throws whatever is no property of the training itself: lack of memory, a defect
 */
export async function execute(
  { key, configuration }: Task,
  data: MnistFolder,
  listener: RunListener,
  from: RunSnapshot | null = null,
): Promise<StudyResult> {
  const { architecture, recipe, seed, backend } = configuration;
  const parts = partsOf(configuration, data);
  const start = performance.now() - 1000 * (from?.notes.seconds ?? 0);
  const seconds = () => (performance.now() - start) / 1000;
  const trainerWith = (teachers: readonly Network[]) =>
    createTrainer({ architecture, recipe, seed, data: parts.train, backend, teachers });
  // What cannot be taught is refused now, and not after an hour.
  const untaught = trainerWith(untrainedTeachers(configuration));
  const teachers = recipe.teachers > 0 ? await teachersFrom(configuration, parts, listener) : [];
  const failed = teachers instanceof TrainingError;
  const loop = loopOf(failed ? untaught : trainerWith(teachers), from, seconds, listener);
  listener.progress(loop.progress);
  const stopped = failed ? teachers : await train(loop, parts, listener, seconds);
  const outcome = outcomeOf(loop, parts, stopped);
  const made = {
    seconds: Math.round(1000 * seconds()) / 1000,
    machine: machineName(),
    versions: versions(),
    at: new Date().toISOString(),
  };
  return sealed({ key, configuration, outcome, made });
}
