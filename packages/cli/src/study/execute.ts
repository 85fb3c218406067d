import { availableParallelism, cpus } from 'node:os';
import {
  createNetwork,
  type Evaluation,
  evaluate,
  type Network,
  Trainer,
  type TrainerState,
  TrainingError,
} from 'lenet5';
import type { MnistFolder } from 'lenet5/node';
import { type Parts, selectParts } from '../data.js';
import { versions } from '../versions.js';
import type { Configuration, Task } from './configuration.js';
import { examine } from './examine.js';
import type { FinalError, Outcome, PassResult, StudyResult } from './result.js';

/** Samples of one pass through the network while measuring. */
const MEASURING = 64;
/** Time between two reports of progress. */
const REPORT_MS = 250;

/** Where a run can be taken up again: after a whole pass. */
export interface Snapshot {
  readonly state: TrainerState;
  readonly passes: readonly PassResult[];
  /** Spent before. */
  readonly seconds: number;
}

/** How far a run is. */
export interface RunStatus {
  /** Samples trained, of all passes. */
  readonly samples: number;
  readonly total: number;
  readonly pass: number;
  readonly passes: number;
  /** On the fly, of the present pass; null before its first sample. */
  readonly runningErrorPercent: number | null;
  /** After the last completed pass. */
  readonly testErrorPercent: number | null;
}

/** What a run tells while it goes on. */
export interface Listener {
  readonly progress: (status: RunStatus) => void;
  /** After each pass but the last. */
  readonly snapshot?: (snapshot: Snapshot) => void;
}

/** One run of a study, from its configuration to its result, without a pause: for a thread or process of its own. */
class Execution {
  private readonly network: Network;
  private readonly trainer: Trainer;
  private readonly parts: Parts;
  private readonly passes: PassResult[] = [];
  private readonly start = performance.now();
  private lastTest: Evaluation | null = null;
  private before = 0;
  private reported = 0;

  constructor(
    configuration: Configuration,
    data: MnistFolder,
    private readonly listener: Listener,
  ) {
    const { architecture, recipe, seed, train, backend } = configuration;
    const capacity = Math.max(MEASURING, recipe.batch);
    this.parts = selectParts(data, { size: train.count, offset: train.offset, validation: recipe.validation });
    this.network = createNetwork({ architecture, backend, capacity, curvature: recipe.optimiser === 'sdlm' });
    this.trainer = new Trainer({ network: this.network, recipe, seed, data: this.parts.train });
  }

  /** Continues where `snapshot` was taken. */
  resume({ state, passes, seconds }: Snapshot): void {
    this.trainer.restore(state);
    this.passes.push(...passes);
    this.before = seconds;
  }

  get seconds(): number {
    return this.before + (performance.now() - this.start) / 1000;
  }

  run(): Outcome {
    const { trainer, network, listener, passes } = this;
    try {
      while (!trainer.done) {
        for (let ended = false; !ended; ) {
          ended = trainer.step();
          this.report();
        }
        const test = evaluate(network, this.parts.test, trainer.recipe);
        passes.push(this.passOf(test));
        this.lastTest = test;
        if (!trainer.done) {
          listener.snapshot?.({ state: trainer.state(), passes: [...passes], seconds: this.seconds });
        }
      }
    } catch (error) {
      if (!(error instanceof TrainingError)) throw error;
      const rest = { train: null, test: null, examination: null };
      return { passes, ...rest, weightsSha256: network.weightsSha256(), stopped: error.message };
    }
    return this.conclude();
  }

  private conclude(): Outcome {
    const { network, trainer, parts, passes } = this;
    const over = (data: Parts['train']) => evaluate(network, data, trainer.recipe);
    return {
      passes,
      train: finalError(over(parts.train)),
      test: finalError(this.lastTest ?? over(parts.test)),
      examination: examine(network, parts.test),
      weightsSha256: network.weightsSha256(),
      stopped: null,
    };
  }

  private passOf(test: Evaluation): PassResult {
    const { network, trainer, parts } = this;
    const { running, recipe } = trainer;
    const validation = parts.validation && evaluate(network, parts.validation, recipe);
    return {
      runningErrorPercent: (100 * running.errors) / running.samples,
      meanLoss: running.lossSum / running.samples,
      testErrorPercent: test.errorPercent,
      validationErrorPercent: validation?.errorPercent ?? null,
      validationLoss: validation?.meanLoss ?? null,
    };
  }

  private report(): void {
    const now = performance.now();
    if (now - this.reported < REPORT_MS) return;
    this.reported = now;
    const { samples, total, pass, recipe, running } = this.trainer;
    this.listener.progress({
      samples,
      total,
      pass: Math.min(pass + 1, recipe.passes),
      passes: recipe.passes,
      runningErrorPercent: running.samples > 0 ? (100 * running.errors) / running.samples : null,
      testErrorPercent: this.passes.at(-1)?.testErrorPercent ?? null,
    });
  }
}

function finalError({ errors, count, errorPercent, meanLoss }: Evaluation): FinalError {
  return { errors, count, errorPercent, meanLoss };
}

function machineName(): string {
  const model = cpus()[0]?.model.trim() ?? '';
  return `${model === '' ? process.arch : model}, ${availableParallelism()} cores`;
}

/** Makes a run. @throws whatever is no property of the training itself: lack of memory, a defect */
export function execute(task: Task, data: MnistFolder, listener: Listener, from: Snapshot | null = null): StudyResult {
  const { key, configuration } = task;
  const execution = new Execution(configuration, data, listener);
  if (from) execution.resume(from);
  const outcome = execution.run();
  const made = {
    seconds: Math.round(1000 * execution.seconds) / 1000,
    machine: machineName(),
    versions: versions(),
    at: new Date().toISOString(),
  };
  return { key, configuration, outcome, made };
}
