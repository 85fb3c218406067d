import { createNetwork, type Network, type Trainer } from 'lenet5';
import { integer } from '../output.js';
import type { EpochRow } from '../plots/index.js';
import type { Progress } from '../progress.js';
import { breathing } from './breath.js';
import type { RunFolder } from './folder.js';
import type { Measured, Measurer } from './measurer.js';
import type { Weights } from './model.js';
import { NO_RESULTS, Results, type ResultsState } from './results.js';
import { type Origin, type Snapshot, snapshotBytes } from './snapshot.js';
import { Snapshots } from './snapshots.js';

/** The blog's code prints the loss at this interval. */
const LOSS_LINE_SAMPLES = 2000;

/** What a run works on. */
export interface RunOptions {
  readonly trainer: Trainer;
  readonly measurer: Measurer;
  readonly folder: RunFolder;
  readonly progress: Progress;
  /** What decided the run, for its snapshots. */
  readonly origin: Origin;
  /** Where an earlier process left it; `trainer` stands there already. */
  readonly before?: Snapshot | undefined;
  /** Seconds between two snapshots; there is one after each pass besides. */
  readonly snapshotEvery: number;
  /** Print the loss every 2,000 samples. */
  readonly verbose: boolean;
  /** Looked at between steps. */
  readonly stopped: () => boolean;
  /** Called after each pass, when weights and metrics are safe. */
  readonly afterPass: (rows: readonly EpochRow[]) => Promise<void>;
}

/** A training with everything around it: measuring, saving, showing. */
export class Run {
  /** Steps taken, that is updates of the weights. */
  steps: number;
  private readonly results: Results;
  private readonly snapshots: Snapshots;
  private readonly breathe = breathing();
  /** When and with how many samples this process began. */
  private readonly start: { readonly time: number; readonly samples: number };
  private rate = 0;
  /** Where the last line of the loss stood in the pass. */
  private spoken = { samples: 0, lossSum: 0 };
  private stopping = false;
  private saving: Promise<unknown> = Promise.resolve();
  private failure: { readonly error: unknown } | null = null;

  constructor(private readonly options: RunOptions) {
    const { trainer, folder, origin, before, snapshotEvery } = options;
    const { saveEvery, data } = origin;
    this.results = new Results(
      { trainer, folder, saveEvery, dataIdentity: data.identity },
      before?.results ?? NO_RESULTS,
    );
    this.steps = before?.steps ?? 0;
    this.spoken = { ...(before?.spoken ?? this.spoken) };
    this.start = { time: performance.now(), samples: trainer.samples };
    this.snapshots = new Snapshots(folder, 1000 * snapshotEvery, () => snapshotBytes(this.snapshot()));
  }

  get now(): ResultsState {
    return this.results.state;
  }

  private snapshot(): Snapshot {
    const { origin, trainer } = this.options;
    const { steps, spoken } = this;
    return { origin, trainer: trainer.state(), results: this.results.state, steps, spoken: { ...spoken } };
  }

  /** From here on the run can be continued: its first snapshot, and the metrics as far as they go. */
  async begin(): Promise<void> {
    await this.snapshots.now();
    await this.results.writeMetrics();
  }

  /**
   * Trains pass by pass. The weights of a pass may be measured while the next one runs.
   * @returns false where it was stopped; all is saved then as it is
   * @throws TrainingError; the files of the last completed pass stay
   */
  async train(): Promise<boolean> {
    const { trainer, measurer, stopped } = this.options;
    let measuring = this.measuring('restored');
    while (!trainer.done) {
      if (!measurer.beside && !(await measuring)) return this.stop();
      const ended = await this.passAfter(measuring);
      if (!ended) return this.stop();
      this.results.close(this.rate);
      this.spoken = { samples: 0, lossSum: 0 };
      this.snapshots.soon();
      if (!(await measuring)) return this.stop();
      measuring = this.measuring('present');
    }
    if (!(await Promise.race([measuring, whenTrue(stopped)]))) return this.stop();
    await this.snapshots.now();
    return true;
  }

  /** A pass; where it fails, the pass before is still measured and saved. */
  private async passAfter(measuring: Promise<boolean>): Promise<boolean> {
    try {
      return await this.pass();
    } catch (error) {
      await measuring;
      throw error;
    }
  }

  /** Waits for what is still being written, whatever ended the run. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.saving, this.snapshots.idle()]);
  }

  private measuring(weights: 'present' | 'restored'): Promise<boolean> {
    const measuring = this.measurePending(weights);
    // Whoever awaits it sees a failure too; the pass that runs meanwhile looks here.
    measuring.catch((error: unknown) => {
      this.failure = { error };
    });
    return measuring;
  }

  /** Measures, saves and shows the passes that wait for it; false where that was stopped. */
  private async measurePending(weights: 'present' | 'restored'): Promise<boolean> {
    const { trainer, measurer } = this.options;
    for (let closed = this.now.pending[0]; closed; closed = this.now.pending[0]) {
      const network =
        weights === 'present' ? trainer.network : networkWith(closed.weights, trainer.network.backend.name);
      const measured = await measurer.measure(network, trainer.recipe);
      if (!measured || this.stopping) return false;
      const keeping = this.keep(measured);
      this.saving = keeping;
      await keeping;
    }
    return true;
  }

  private async keep(measured: Measured): Promise<void> {
    const { trainer, progress, afterPass } = this.options;
    const row = await this.results.add(measured);
    this.snapshots.soon();
    progress.passDone(row, trainer.recipe.passes);
    await afterPass(this.now.rows);
  }

  /** Saves all as it is, once nothing else is being saved. */
  private async stop(): Promise<false> {
    this.stopping = true;
    await this.saving;
    await this.results.saveUnfinished();
    await this.snapshots.now();
    return false;
  }

  /** The steps of one pass, or of what is left of it; false where it was stopped in between. */
  private async pass(): Promise<boolean> {
    const { trainer, stopped, verbose } = this.options;
    for (let ended = false; !ended; ) {
      const breath = this.breathe();
      if (breath) {
        if (this.failure) throw this.failure.error;
        this.show();
        this.snapshots.tick();
        await breath;
      }
      if (stopped()) return false;
      this.rate = trainer.rate;
      ended = trainer.step();
      this.steps++;
      if (verbose && trainer.running.samples - this.spoken.samples >= LOSS_LINE_SAMPLES) this.printLoss(ended);
    }
    return true;
  }

  private show(): void {
    const { trainer, progress } = this.options;
    const { running, recipe, samples, total } = trainer;
    if (trainer.position === 0 || samples === this.start.samples) return;
    const elapsed = (performance.now() - this.start.time) / 1000;
    progress.update({
      pass: trainer.pass + 1,
      passes: recipe.passes,
      samples: trainer.position,
      count: trainer.data.count,
      rate: this.rate,
      loss: running.lossSum / running.samples,
      runningErrorPercent: (100 * running.errors) / running.samples,
      secondsLeft: (elapsed / (samples - this.start.samples)) * (total - samples),
    });
  }

  /** The mean loss of the samples since the line before. */
  private printLoss(ended: boolean): void {
    const { trainer, progress } = this.options;
    const { samples, lossSum } = trainer.running;
    const mean = (lossSum - this.spoken.lossSum) / (samples - this.spoken.samples);
    const pass = ended ? trainer.pass : trainer.pass + 1;
    progress.note(`pass ${pass}  sample ${integer(samples)}/${integer(trainer.data.count)}  loss ${mean.toFixed(6)}`);
    this.spoken = { samples, lossSum };
  }
}

/** For measuring weights of an earlier moment: the trainer's own network has moved on. */
function networkWith({ architecture, state }: Weights, backend: 'simd' | 'reference'): Network {
  const network = createNetwork({ architecture, backend });
  network.loadStateDict(state);
  return network;
}

/** Looks now and then; resolves to false, the answer of a run that was stopped. */
async function whenTrue(condition: () => boolean): Promise<false> {
  while (!condition()) await new Promise((wait) => setTimeout(wait, 20).unref());
  return false;
}
