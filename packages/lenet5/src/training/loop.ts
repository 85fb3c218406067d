// The one training loop. `lenet5 train`, studies and the lab listen to it: it knows no clock, file, thread or page.
import { SettingError, TrainingError } from '../errors.js';
import {
  able,
  type Fits,
  FUNCTION,
  fit,
  MAP,
  mustFit,
  NUMBER,
  OBJECT,
  optionsOf,
  whole,
  YES_OR_NO,
} from '../given/options.js';
import { mismatchOf } from '../network/mismatch.js';
import type { StateDict } from '../network/network.js';
import {
  type BestPass,
  compareOnValidation,
  type EndedPass,
  type PassEvaluations,
  type PassRecord,
  type Progress,
  type TrainingEvent,
  type TrainingState,
} from './events.js';
import { weightsOf } from './measuring.js';
import { rateAt } from './schedule.js';
import type { RunningSums } from './state.js';
import type { Trainer } from './trainer.js';

/** An `AbortSignal`. */
export interface Signal {
  /** Whether it was given already. */
  readonly aborted: boolean;
  /** Calls `listener` when it is. */
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
}

/** How a loop is driven. */
export interface Driver {
  /** Looked at after each step: whether the slice is long enough. */
  readonly enough: () => boolean;
  /** Aborted where the training is to stop, between two slices; all stays as it is then. */
  readonly signal?: Signal;
  /** Measures the weights of an ended pass; null where it was stopped. Without it nothing is measured. */
  readonly measure?: (ended: EndedPass) => Promise<PassEvaluations | null>;
  /** Whether the next pass may run meanwhile. */
  readonly beside?: boolean;
}

const NOTHING: RunningSums = { samples: 0, lossSum: 0, errors: 0 };
/** The blog's code prints the loss at this interval. */
const BLOG_STRETCH = 2000;

/** What a loop is made from. */
export interface LoopOptions {
  /** The first steps go on from where it stands. */
  readonly trainer: Trainer;
  /** Where an earlier loop of the same run was; the trainer is put there too. */
  readonly from?: TrainingState | null | undefined;
  /** Samples of a stretch, by the samples seen; 2,000 by default. The end of a pass ends one too. */
  readonly stretch?: (samples: number) => number;
  /** Seconds on any clock, for the records; 0 by default. */
  readonly now?: () => number;
}

const OPTIONS: Fits<LoopOptions> = {
  trainer: able('a trainer, as createTrainer() makes it', 'step', 'restore'),
  from: fit('a state, or null', (value) => value === null || OBJECT.accepts(value)),
  stretch: FUNCTION,
  now: FUNCTION,
};
const DRIVER: Fits<Driver> = {
  enough: FUNCTION,
  signal: able('an AbortSignal', 'addEventListener'),
  measure: FUNCTION,
  beside: YES_OR_NO,
};
const LIST = fit('a list', Array.isArray);
/** Of an earlier loop; the trainer looks at the rest. */
const KEPT = { passes: LIST, pending: LIST, steps: whole(0), mark: OBJECT, seconds: NUMBER };

/** A training from its first step to its last measurement, which can be taken up again from its state at any moment. */
export class TrainingLoop {
  /** What it drives. */
  readonly trainer: Trainer;
  private readonly stretch: (samples: number) => number;
  private readonly now: () => number;
  private kept: Pick<TrainingState, 'passes' | 'test' | 'best' | 'chosen' | 'pending'> = {
    passes: [],
    test: null,
    best: null,
    pending: [],
  };
  private steps = 0;
  private mark = NOTHING;
  private rate = 0;
  /** When the last record was made; earlier by what an earlier loop had worked since. */
  private since: number;

  /** @throws SettingError for an unknown option, what is no trainer, or a state of another run */
  constructor(options: LoopOptions) {
    const { trainer, from, stretch = () => BLOG_STRETCH, now = () => 0 } = optionsOf(options, OPTIONS, 'TrainingLoop');
    mustFit('trainer', trainer, OPTIONS.trainer);
    if (from) {
      for (const name of Object.keys(KEPT) as (keyof typeof KEPT)[]) {
        mustFit(`${name} of the state`, from[name], KEPT[name], 'state-mismatch');
      }
    }
    if (from) checkChosen(from, trainer);
    this.trainer = trainer;
    this.stretch = stretch;
    this.now = now;
    this.since = now() - (from?.seconds ?? 0);
    if (from) trainer.restore(from.trainer);
    if (!trainer.done) this.rate = trainer.rate;
    if (!from) return;
    const { passes, test, best, chosen = null, pending, steps, mark } = from;
    this.kept = { passes, test, best, pending, ...(chosen && { chosen }) };
    this.steps = steps;
    this.mark = { ...mark };
  }

  /** A copy of everything that the rest of the run depends on. */
  state(): TrainingState {
    const { steps, mark } = this;
    return { trainer: this.trainer.state(), ...this.results, steps, mark: { ...mark } };
  }

  /** What has been measured so far, without the weights of this moment. */
  get results(): Omit<TrainingState, 'trainer' | 'mark'> {
    return { ...this.kept, steps: this.steps, seconds: this.now() - this.since };
  }

  /** Whether no step is left: all passes are over, or `patience` is. */
  get done(): boolean {
    const { patience } = this.trainer.recipe;
    const [best, last] = [this.kept.best?.pass, this.kept.passes.at(-1)?.pass];
    const worse = best === undefined || last === undefined ? 0 : last - best;
    return this.trainer.done || (patience > 0 && worse >= patience);
  }

  /** The pass whose weights a finished training leaves: with `patience` the best one, else the last; null before any. */
  get final(): PassRecord | null {
    const { passes, best } = this.kept;
    const last = passes.at(-1) ?? null;
    return this.trainer.recipe.patience > 0 ? (passes.find(({ pass }) => pass === best?.pass) ?? last) : last;
  }

  /** How far it is. */
  get progress(): Progress {
    const { samples, total, pass, position, recipe, running } = this.trainer;
    const begun = running.samples > 0;
    return {
      samples,
      total,
      pass: Math.min(pass + 1, recipe.passes),
      passes: recipe.passes,
      position,
      rate: this.rate,
      meanLoss: begun ? running.lossSum / running.samples : null,
      runningErrorPercent: begun ? (100 * running.errors) / running.samples : null,
      testErrorPercent: this.kept.passes.at(-1)?.testErrorPercent ?? null,
    };
  }

  /**
   * Takes steps until `enough` says so, the pass ends or training is over; one step without it.
   * @returns what happened meanwhile: stretches, and the end of the pass or of a training that has collapsed
   */
  slice(enough: () => boolean = () => true): TrainingEvent[] {
    mustFit('enough', enough, FUNCTION);
    const { trainer } = this;
    const events: TrainingEvent[] = [];
    while (!this.done) {
      this.rate = trainer.rate;
      const ended = this.step(events);
      if (ended === null) break;
      this.steps++;
      const { samples } = trainer.running;
      if (ended || samples - this.mark.samples >= this.stretch(trainer.samples)) events.push(this.endStretch());
      if (ended) events.push(this.endPass());
      if (ended || enough()) break;
    }
    return events;
  }

  /** Null where training has collapsed: that is an event too. */
  private step(events: TrainingEvent[]): boolean | null {
    try {
      return this.trainer.step();
    } catch (error) {
      if (!(error instanceof TrainingError)) throw error;
      events.push({ kind: 'collapsed', error });
      return null;
    }
  }

  private endStretch(): TrainingEvent {
    const { running, samples } = this.trainer;
    const count = running.samples - this.mark.samples;
    const errorPercent = (100 * (running.errors - this.mark.errors)) / count;
    const meanLoss = (running.lossSum - this.mark.lossSum) / count;
    this.mark = { ...running };
    return { kind: 'stretch', stretch: { samples, errorPercent, meanLoss } };
  }

  private endPass(): TrainingEvent {
    const { pass, running, network } = this.trainer;
    const weightsSha256 = network.weightsSha256();
    const ended = {
      pass,
      running: { ...running },
      rate: this.rateOf(pass),
      weights: weightsOf(network),
      weightsSha256,
    };
    this.mark = NOTHING;
    return { kind: 'pass', ended };
  }

  /** In the middle of a pass: with a cosine, that of the very last step is next to nothing. */
  private rateOf(pass: number): number {
    const { recipe, data, total } = this.trainer;
    return rateAt(recipe, { pass: pass - 1, samples: Math.floor((pass - 0.5) * data.count), total });
  }

  /** Runs to the end, or until it is stopped. Whoever listens may take its time: no step is taken meanwhile. */
  async *run(driver: Driver): AsyncGenerator<TrainingEvent> {
    const { enough, signal, measure, beside = false } = optionsOf(driver, DRIVER, 'TrainingLoop.run');
    const { patience } = this.trainer.recipe;
    if (patience > 0 && !measure) refuseBlind(patience);
    const measuring = new Measuring(measure, signal);
    for (;;) {
      const [next] = measure ? this.kept.pending : [];
      if (next) measuring.begin(next);
      // With two passes waiting, training would run away from its measurements.
      const wait = next && (!beside || patience > 0 || this.done || this.kept.pending.length > 1);
      const evaluations = wait ? await measuring.result() : measuring.take();
      if (evaluations) {
        yield* this.noteMeasured(evaluations);
        continue;
      }
      if (this.done && !next) {
        this.leaveChosen();
        return yield { kind: 'done' };
      }
      if (signal?.aborted || wait) return yield { kind: 'stopped' };
      for (const event of this.slice(enough)) {
        if (event.kind === 'pass' && measure)
          this.kept = { ...this.kept, pending: [...this.kept.pending, event.ended] };
        if (event.kind === 'collapsed') {
          const last = next && (await measuring.result());
          if (last) yield* this.noteMeasured(last);
          return yield event;
        }
        yield event;
      }
      if (this.trainer.position === 0) yield { kind: 'keep' };
      yield { kind: 'progress', progress: this.progress };
    }
  }

  private *noteMeasured(evaluations: PassEvaluations): Generator<TrainingEvent> {
    const [ended, ...pending] = this.kept.pending;
    if (!ended) throw new RangeError('No pass waits for its measurement.');
    const { patience } = this.trainer.recipe;
    if (patience > 0 && !evaluations.validation) refuseBlind(patience);
    const record = this.recordOf(ended, evaluations);
    const better = betterPass(this.kept.best, record, ended);
    yield { kind: 'measured', record, ended, evaluations, best: better !== null };
    const best = better ?? this.kept.best;
    const { test } = evaluations;
    const chosen = patience > 0 && better && { chosen: { weights: ended.weights, test } };
    this.kept = { ...this.kept, passes: [...this.kept.passes, record], test, best, pending, ...chosen };
    yield { kind: 'keep' };
  }

  private leaveChosen(): void {
    const { chosen } = this.kept;
    if (!chosen) return;
    this.trainer.network.loadStateDict(chosen.weights.state);
    this.kept = { ...this.kept, test: chosen.test };
  }

  private recordOf({ pass, running, rate }: EndedPass, { train, validation, test }: PassEvaluations): PassRecord {
    const now = this.now();
    const seconds = now - this.since;
    this.since = now;
    return {
      pass,
      meanLoss: running.lossSum / running.samples,
      runningErrorPercent: (100 * running.errors) / running.samples,
      learningRate: rate,
      seconds,
      trainErrorPercent: train?.errorPercent ?? null,
      trainLoss: train?.meanLoss ?? null,
      validationErrorPercent: validation?.errorPercent ?? null,
      validationLoss: validation?.meanLoss ?? null,
      testErrorPercent: test.errorPercent,
      testLoss: test.meanLoss,
    };
  }
}

/** @throws SettingError since nobody could say when training with this patience is to end */
function refuseBlind(patience: number): never {
  throw new SettingError(
    'argument',
    `The recipe has patience ${patience}, and nothing is measured on validation samples: give run() a measure that does, or set patience to 0.`,
  );
}

/** @throws SettingError for a state of patience without the weights of its best pass */
function checkChosen({ best, chosen }: TrainingState, { network, recipe }: Trainer): void {
  if (recipe.patience === 0 || !best) return;
  const state = chosen?.weights?.state;
  const problem = MAP.accepts(state) ? mismatchOf(network.parameters, state as StateDict) : 'it has none';
  if (problem === null && OBJECT.accepts(chosen?.test)) return;
  throw new SettingError(
    'state-mismatch',
    `The state lacks the weights of pass ${best.pass}, the best one, which patience ${recipe.patience} leaves: ${problem ?? 'their evaluation is missing'}.`,
  );
}

/** The pass as the new best one; null where it is not, or nothing was kept aside to choose on. */
function betterPass(best: BestPass | null, record: PassRecord, { weightsSha256 }: EndedPass): BestPass | null {
  const { pass, validationErrorPercent, validationLoss, testErrorPercent } = record;
  if (validationErrorPercent === null || validationLoss === null) return null;
  const score = { validationErrorPercent, validationLoss };
  return best && compareOnValidation(score, best) >= 0 ? null : { pass, ...score, testErrorPercent, weightsSha256 };
}

/** One measurement at a time, beside whatever else goes on. */
class Measuring {
  private of: EndedPass | null = null;
  private running: Promise<PassEvaluations | null> = Promise.resolve(null);
  private settled: { readonly value: PassEvaluations | null } | { readonly error: unknown } | null = null;
  private readonly stopped: Promise<null>;

  constructor(
    private readonly measure: Driver['measure'],
    signal?: Signal,
  ) {
    this.stopped = new Promise((done) => {
      if (signal?.aborted) done(null);
      signal?.addEventListener('abort', () => done(null), { once: true });
    });
  }

  /** Begins to measure a pass, unless that is under way. */
  begin(ended: EndedPass): void {
    if (!this.measure || this.of === ended) return;
    this.of = ended;
    this.settled = null;
    this.running = this.measure(ended);
    this.running.then(
      (value) => {
        this.settled = { value };
      },
      (error: unknown) => {
        this.settled = { error };
      },
    );
  }

  /** What is there already. @throws what went wrong with it */
  take(): PassEvaluations | null {
    const { settled } = this;
    this.settled = null;
    if (!settled) return null;
    if ('error' in settled) throw settled.error;
    return settled.value;
  }

  /** Waits for it; null where training is stopped first. */
  async result(): Promise<PassEvaluations | null> {
    const found = await Promise.race([this.running, this.stopped]);
    this.settled = null;
    return found;
  }
}
