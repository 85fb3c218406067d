import type { Evaluation, RunningSums, Trainer } from 'lenet5';
import { integer } from '../output.js';
import type { EpochRow } from '../plots/index.js';
import type { Progress } from '../progress/index.js';
import { breathing } from './breath.js';
import type { RunFolder } from './folder.js';
import type { Measured, Measurer } from './measurer.js';
import type { RunRow } from './metrics.js';
import { type ModelNotes, modelBytes, type Weights, weightsOf } from './model.js';

/** The blog's code prints the loss at this interval. */
const LOSS_LINE_SAMPLES = 2000;

/** What a run works on. */
export interface RunOptions {
  readonly trainer: Trainer;
  readonly measurer: Measurer;
  readonly folder: RunFolder;
  readonly progress: Progress;
  readonly dataIdentity: string;
  /** Keep the weights of every n-th pass. */
  readonly saveEvery?: number | undefined;
  /** Print the loss every 2,000 samples. */
  readonly verbose: boolean;
  /** Looked at between steps. */
  readonly stopped: () => boolean;
  /** Called after each pass, when weights and metrics are safe. */
  readonly afterPass: (rows: readonly EpochRow[]) => Promise<void>;
}

/** The pass that did best on the validation samples. */
export interface Best {
  readonly epoch: number;
  readonly validationErrorPercent: number;
  readonly validationLoss: number;
  readonly testErrorPercent: number;
  readonly weightsSha256: string;
}

/** What a pass leaves at its end, before the next one changes it. */
interface Closed {
  readonly pass: number;
  readonly running: RunningSums;
  readonly rate: number;
  readonly weights: Weights;
}

/** A training with everything around it: measuring, saving, showing. */
export class Run {
  readonly rows: RunRow[] = [];
  /** Of the last completed pass. */
  test: Evaluation | null = null;
  best: Best | null = null;
  /** Of the weights in last.safetensors; null before the first pass is done. */
  savedSha256: string | null = null;
  /** Steps taken, that is updates of the weights. */
  steps = 0;
  private readonly breathe = breathing();
  private readonly start = performance.now();
  /** When the row before was finished. */
  private rowStart = this.start;
  private rate = 0;
  private lossBefore = 0;
  private samplesBefore = 0;

  constructor(private readonly options: RunOptions) {}

  /**
   * Trains pass by pass. The weights of a pass may be measured while the next one runs.
   * @returns false where it was stopped; the weights are saved then as they are
   * @throws TrainingError; the files of the last completed pass stay
   */
  async train(): Promise<boolean> {
    const { trainer, measurer, stopped } = this.options;
    let finishing: Promise<boolean> = Promise.resolve(true);
    while (!trainer.done) {
      const ended = await this.passAfter(finishing);
      if (!ended || !(await finishing)) return this.saveStopped();
      finishing = this.finish(this.close());
      // Whoever awaits it below sees a failure; until then it is no unhandled one.
      finishing.catch(() => {});
      if (!measurer.beside && !(await finishing)) return this.saveStopped();
    }
    return (await Promise.race([finishing, whenTrue(stopped)])) ? true : this.saveStopped();
  }

  /** A pass; where it fails, the pass before is still measured and saved. */
  private async passAfter(finishing: Promise<boolean>): Promise<boolean> {
    try {
      return await this.pass();
    } catch (error) {
      await finishing;
      throw error;
    }
  }

  private close(): Closed {
    const { trainer } = this.options;
    const weights = weightsOf(trainer.network);
    return { pass: trainer.pass, running: { ...trainer.running }, rate: this.rate, weights };
  }

  /** Measures, saves and shows a pass; false where that was stopped. */
  private async finish(closed: Closed): Promise<boolean> {
    const { trainer, measurer, progress } = this.options;
    const measured = await measurer.measure(trainer.network, trainer.recipe);
    if (!measured) return false;
    const row = this.rowOf(closed, measured);
    this.rows.push(row);
    this.test = measured.test;
    await this.save(closed, row, measured);
    progress.passDone(row, trainer.recipe.passes);
    return true;
  }

  private async saveStopped(): Promise<false> {
    const { trainer } = this.options;
    this.savedSha256 = await this.saveWeights('last', weightsOf(trainer.network), trainer.pass, null);
    return false;
  }

  /** The steps of one pass; false where it was stopped in between. */
  private async pass(): Promise<boolean> {
    const { trainer, stopped, verbose } = this.options;
    this.lossBefore = 0;
    this.samplesBefore = 0;
    for (let ended = false; !ended; ) {
      const breath = this.breathe();
      if (breath) {
        this.show();
        await breath;
      }
      if (stopped()) return false;
      this.rate = trainer.rate;
      ended = trainer.step();
      this.steps++;
      if (verbose && trainer.running.samples - this.samplesBefore >= LOSS_LINE_SAMPLES) this.printLoss(ended);
    }
    return true;
  }

  private show(): void {
    const { trainer, progress } = this.options;
    const { running, recipe, samples, total } = trainer;
    if (trainer.position === 0) return;
    const elapsed = (performance.now() - this.start) / 1000;
    progress.update({
      pass: trainer.pass + 1,
      passes: recipe.passes,
      samples: trainer.position,
      count: trainer.data.count,
      rate: this.rate,
      loss: running.lossSum / running.samples,
      runningErrorPercent: (100 * running.errors) / running.samples,
      secondsLeft: (elapsed / samples) * (total - samples),
    });
  }

  /** The mean loss of the samples since the line before. */
  private printLoss(ended: boolean): void {
    const { trainer, progress } = this.options;
    const { samples, lossSum } = trainer.running;
    const mean = (lossSum - this.lossBefore) / (samples - this.samplesBefore);
    const pass = ended ? trainer.pass : trainer.pass + 1;
    progress.note(`pass ${pass}  sample ${integer(samples)}/${integer(trainer.data.count)}  loss ${mean.toFixed(6)}`);
    this.lossBefore = lossSum;
    this.samplesBefore = samples;
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

  /** Weights first, then metrics, then whatever can be made again from them. */
  private async save({ pass, weights }: Closed, row: RunRow, { validation, test }: Measured): Promise<void> {
    const { folder, saveEvery, afterPass } = this.options;
    this.savedSha256 = await this.saveWeights('last', weights, pass, test.errorPercent);
    if (validation && this.isBest(validation)) {
      this.best = {
        epoch: row.epoch,
        validationErrorPercent: validation.errorPercent,
        validationLoss: validation.meanLoss,
        testErrorPercent: test.errorPercent,
        weightsSha256: await this.saveWeights('best', weights, pass, test.errorPercent),
      };
    }
    if (saveEvery !== undefined && row.epoch % saveEvery === 0) {
      await this.saveWeights(`epoch-${String(pass).padStart(2, '0')}`, weights, pass, test.errorPercent);
    }
    await folder.append(row);
    await afterPass(this.rows);
  }

  /** Fewer validation errors, or as many with a lower loss; the earlier pass where both are equal. */
  private isBest({ errorPercent, meanLoss }: Evaluation): boolean {
    if (!this.best) return true;
    const { validationErrorPercent, validationLoss } = this.best;
    return (
      errorPercent < validationErrorPercent || (errorPercent === validationErrorPercent && meanLoss < validationLoss)
    );
  }

  /** Writes a model file. @returns the SHA-256 of its weights */
  private async saveWeights(
    name: string,
    weights: Weights,
    epochs: number,
    testErrorPercent: number | null,
  ): Promise<string> {
    const { trainer, folder, dataIdentity } = this.options;
    const { recipe, seed } = trainer;
    const notes: ModelNotes = { recipe, seed, epochs, testErrorPercent, dataIdentity };
    await folder.write(`${name}.safetensors`, modelBytes(weights, notes));
    return weights.sha256;
  }
}

/** Looks now and then; resolves to false, the answer of a run that was stopped. */
async function whenTrue(condition: () => boolean): Promise<false> {
  while (!condition()) await new Promise((wait) => setTimeout(wait, 20).unref());
  return false;
}
