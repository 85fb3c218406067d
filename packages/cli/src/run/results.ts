import type { Evaluation, RunningSums, Trainer } from 'lenet5';
import type { RunFolder } from './folder.js';
import type { Measured } from './measurer.js';
import { metricsCsv, metricsJsonl, type RunRow } from './metrics.js';
import { type ModelNotes, modelBytes, type Weights, weightsOf } from './model.js';

/** The pass that did best on the validation samples. */
export interface Best {
  readonly epoch: number;
  readonly validationErrorPercent: number;
  readonly validationLoss: number;
  readonly testErrorPercent: number;
  readonly weightsSha256: string;
}

/** What a pass leaves at its end, before the next one changes it. */
export interface Closed {
  readonly pass: number;
  readonly running: RunningSums;
  /** Learning rate of its last step. */
  readonly rate: number;
  readonly weights: Weights;
}

/** The weights in last.safetensors, and how far they had been trained. */
interface Saved {
  readonly sha256: string;
  readonly pass: number;
  /** Samples of the pass after that. */
  readonly position: number;
}

/** All results of a run so far. */
export interface ResultsState {
  readonly rows: readonly RunRow[];
  /** Of the last pass measured. */
  readonly test: Evaluation | null;
  readonly best: Best | null;
  readonly saved: Saved | null;
  /** Passes that are over, and not measured yet. */
  readonly pending: readonly Closed[];
  /** Seconds of work since the last row. */
  readonly seconds: number;
}

export const NO_RESULTS: ResultsState = { rows: [], test: null, best: null, saved: null, pending: [], seconds: 0 };

/** Where results come from and go to. */
export interface ResultsOptions {
  readonly trainer: Trainer;
  readonly folder: RunFolder;
  readonly dataIdentity: string;
  /** Keep the weights of every n-th pass. */
  readonly saveEvery: number | null;
}

/** What a run has found out, in memory and on the disk: metrics and weights. */
export class Results {
  private now: Omit<ResultsState, 'seconds'>;
  /** When the last row was finished, on the clock of performance.now(); earlier by what a resumed run had worked. */
  private rowStart: number;

  constructor(
    private readonly options: ResultsOptions,
    { seconds, ...before }: ResultsState,
  ) {
    this.now = before;
    this.rowStart = performance.now() - 1000 * seconds;
  }

  /** For a snapshot: it always holds a pass either as pending or as measured, with all that follows from it. */
  get state(): ResultsState {
    return { ...this.now, seconds: (performance.now() - this.rowStart) / 1000 };
  }

  /** Notes that the trainer has ended a pass, before it begins the next one. */
  close(rate: number): void {
    const { pass, running, network } = this.options.trainer;
    const closed = { pass, running: { ...running }, rate, weights: weightsOf(network) };
    this.now = { ...this.now, pending: [...this.now.pending, closed] };
  }

  /** Saves and notes the first pending pass, as measured. */
  async add(measured: Measured): Promise<RunRow> {
    const [closed] = this.now.pending;
    if (!closed) throw new RangeError('No pass waits for its measurement.');
    const row = this.rowOf(closed, measured);
    // Weights first, then metrics: what the metrics tell of is there. In between, one moment for everything in memory.
    const best = this.bestAfter(closed, measured);
    const { pass, weights } = closed;
    const { errorPercent } = measured.test;
    const names = ['last', ...(best === this.now.best ? [] : ['best']), ...this.nameToKeep(pass)];
    for (const name of names) await this.write(name, weights, pass, errorPercent);
    this.now = {
      rows: [...this.now.rows, row],
      test: measured.test,
      best,
      saved: { sha256: weights.sha256, pass, position: 0 },
      pending: this.now.pending.slice(1),
    };
    await this.writeMetrics();
    return row;
  }

  /** Both metrics files, made again from what is known. */
  async writeMetrics(): Promise<void> {
    const { folder } = this.options;
    await folder.write('metrics.csv', metricsCsv(this.now.rows));
    await folder.write('metrics.jsonl', metricsJsonl(this.now.rows));
  }

  /** Saves the weights as they are, for a run that is to stop. */
  async saveUnfinished(): Promise<void> {
    const { network, pass, position } = this.options.trainer;
    const weights = weightsOf(network);
    await this.write('last', weights, pass, null);
    this.now = { ...this.now, saved: { sha256: weights.sha256, pass, position } };
  }

  private nameToKeep(pass: number): string[] {
    const { saveEvery } = this.options;
    return saveEvery !== null && pass % saveEvery === 0 ? [`epoch-${String(pass).padStart(2, '0')}`] : [];
  }

  private rowOf({ pass, running, rate }: Closed, { train, validation, test }: Measured): RunRow {
    const now = performance.now();
    const seconds = (now - this.rowStart) / 1000;
    this.rowStart = now;
    return {
      epoch: pass,
      meanLoss: running.lossSum / running.samples,
      trainErrorPercent: train.errorPercent,
      runningErrorPercent: (100 * running.errors) / running.samples,
      testErrorPercent: test.errorPercent,
      validationErrorPercent: validation?.errorPercent ?? null,
      learningRate: rate,
      seconds,
      trainLoss: train.meanLoss,
      validationLoss: validation?.meanLoss ?? null,
      testLoss: test.meanLoss,
    };
  }

  private bestAfter({ pass, weights }: Closed, { validation, test }: Measured): Best | null {
    if (!validation || !this.isBest(validation)) return this.now.best;
    return {
      epoch: pass,
      validationErrorPercent: validation.errorPercent,
      validationLoss: validation.meanLoss,
      testErrorPercent: test.errorPercent,
      weightsSha256: weights.sha256,
    };
  }

  /** Fewer validation errors, or as many with a lower loss; the earlier pass where both are equal. */
  private isBest({ errorPercent, meanLoss }: Evaluation): boolean {
    if (!this.now.best) return true;
    const { validationErrorPercent, validationLoss } = this.now.best;
    return (
      errorPercent < validationErrorPercent || (errorPercent === validationErrorPercent && meanLoss < validationLoss)
    );
  }

  private async write(name: string, weights: Weights, epochs: number, testErrorPercent: number | null): Promise<void> {
    const { trainer, folder, dataIdentity } = this.options;
    const { recipe, seed } = trainer;
    const notes: ModelNotes = { recipe, seed, epochs, testErrorPercent, dataIdentity };
    await folder.write(`${name}.safetensors`, modelBytes(weights, notes));
  }
}
