import type { Evaluation, Trainer } from 'lenet5';
import type { Parts } from '../data.js';
import { integer } from '../output.js';
import type { EpochRow } from '../plots/index.js';
import type { Progress } from '../progress/index.js';
import { breathing } from './breath.js';
import type { RunFolder } from './folder.js';
import { measure } from './measure.js';
import type { RunRow } from './metrics.js';
import { type ModelNotes, modelBytes } from './model.js';

/** The blog's code prints the loss at this interval. */
const LOSS_LINE_SAMPLES = 2000;

/** What a run works on. */
export interface RunOptions {
  readonly trainer: Trainer;
  readonly parts: Parts;
  readonly folder: RunFolder;
  readonly progress: Progress;
  readonly dataIdentity: string;
  /** Keep the weights of every so-manieth pass. */
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

/** What is measured after a pass, weights at rest. */
interface Measured {
  readonly train: Evaluation;
  readonly validation: Evaluation | null;
  readonly test: Evaluation;
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
  private rate = 0;
  private lossBefore = 0;
  private samplesBefore = 0;

  constructor(private readonly options: RunOptions) {}

  /**
   * Trains pass by pass.
   * @returns false where it was stopped; the weights are saved then as they are
   * @throws TrainingError; the files of the last completed pass stay
   */
  async train(): Promise<boolean> {
    const { trainer } = this.options;
    while (!trainer.done) {
      const start = performance.now();
      const measured = (await this.pass()) ? await this.measure() : null;
      if (!measured) {
        this.savedSha256 = await this.saveWeights('last', null);
        return false;
      }
      const row = this.rowOf(measured, (performance.now() - start) / 1000);
      this.rows.push(row);
      this.test = measured.test;
      await this.save(row, measured);
      this.options.progress.passDone(row, trainer.recipe.passes);
    }
    return true;
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

  /** The whole trained set as the blog does it, validation samples, test set; null where it was stopped. */
  private async measure(): Promise<Measured | null> {
    const { trainer, parts, stopped } = this.options;
    const over = (data: Parts['train']) => measure(trainer.network, data, trainer.recipe, stopped);
    const train = await over(parts.train);
    const validation = parts.validation && (await over(parts.validation));
    const test = await over(parts.test);
    return train && test && (validation || !parts.validation) ? { train, validation, test } : null;
  }

  private rowOf({ train, validation, test }: Measured, seconds: number): RunRow {
    const { pass, running } = this.options.trainer;
    return {
      epoch: pass,
      meanLoss: running.lossSum / running.samples,
      trainErrorPercent: train.errorPercent,
      runningErrorPercent: (100 * running.errors) / running.samples,
      testErrorPercent: test.errorPercent,
      validationErrorPercent: validation?.errorPercent ?? null,
      learningRate: this.rate,
      seconds,
      trainLoss: train.meanLoss,
      validationLoss: validation?.meanLoss ?? null,
      testLoss: test.meanLoss,
    };
  }

  /** Weights first, then metrics, then whatever can be made again from them. */
  private async save(row: RunRow, { validation, test }: Measured): Promise<void> {
    const { folder, saveEvery, afterPass } = this.options;
    this.savedSha256 = await this.saveWeights('last', test.errorPercent);
    if (validation && this.isBest(validation)) {
      this.best = {
        epoch: row.epoch,
        validationErrorPercent: validation.errorPercent,
        validationLoss: validation.meanLoss,
        testErrorPercent: test.errorPercent,
        weightsSha256: await this.saveWeights('best', test.errorPercent),
      };
    }
    if (saveEvery !== undefined && row.epoch % saveEvery === 0) {
      await this.saveWeights(`epoch-${String(row.epoch).padStart(2, '0')}`, test.errorPercent);
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
  private async saveWeights(name: string, testErrorPercent: number | null): Promise<string> {
    const { trainer, folder, dataIdentity } = this.options;
    const { recipe, seed, pass: epochs } = trainer;
    const notes: ModelNotes = { recipe, seed, epochs, testErrorPercent, dataIdentity };
    await folder.write(`${name}.safetensors`, modelBytes(trainer.network, notes));
    return trainer.network.weightsSha256();
  }
}
