import type { Evaluation } from 'lenet5';
import { type EndedPass, type PassRecord, type Progress, type Stretch, TrainingLoop, weightsOf } from 'lenet5/training';
import { modelBytes } from '../model/write.js';
import { integer } from '../output.js';
import type { RunProgress } from '../progress.js';
import { t } from '../texts/language.js';
import type { RunFolder } from './folder.js';
import type { Measurer } from './measurer.js';
import { metricsCsv, metricsJsonl } from './metrics.js';
import { breath, breathing, TimeLeft } from './pace.js';
import type { Saved, Setup } from './setup.js';
import { SnapshotWriter } from './snapshot-writer.js';

/** What a run works with. */
export interface RunOptions {
  readonly setup: Setup;
  readonly folder: RunFolder;
  readonly measurer: Measurer;
  readonly progress: RunProgress;
  /** Seconds between two snapshots; there is one after each pass besides. */
  readonly snapshotEvery: number;
  /** Print the loss every 2,000 samples. */
  readonly verbose: boolean;
  /** Called after each pass, when weights and metrics are safe. */
  readonly afterPass: (records: readonly PassRecord[]) => Promise<void>;
}

type Measured = { readonly record: PassRecord; readonly ended: EndedPass; readonly best: boolean };

/** The run folder's ear at the training loop: it measures, saves and shows. */
export class Run {
  readonly loop: TrainingLoop;
  /** Null before the first pass is measured. */
  saved: Saved | null;
  private readonly snapshots: SnapshotWriter;
  private readonly timeLeft = new TimeLeft();

  constructor(private readonly options: RunOptions) {
    const { setup, folder, snapshotEvery } = options;
    const { origin, trainer, before } = setup;
    this.loop = new TrainingLoop({ trainer, from: before?.state, now: () => performance.now() / 1000 });
    this.saved = before?.notes.saved ?? null;
    this.snapshots = new SnapshotWriter(folder, 1000 * snapshotEvery, () => {
      return { notes: { origin, saved: this.saved }, state: this.loop.state() };
    });
  }

  /** Every pass that was measured. */
  get records(): readonly PassRecord[] {
    return this.loop.results.passes;
  }

  /** What the weights of the last of them make of the test set. */
  get test(): Evaluation | null {
    return this.loop.results.test;
  }

  /** From here on the run can be continued: its first snapshot, and the metrics as far as they go. */
  async begin(): Promise<void> {
    await this.snapshots.now();
    await this.writeMetrics(this.records);
  }

  /**
   * Trains to the end. The weights of a pass may be measured while the next one runs.
   * @returns false where it was stopped by `signal`; all is saved then as it is
   * @throws TrainingError; the files of the last completed pass stay
   */
  async train(signal: AbortSignal): Promise<boolean> {
    const { setup, measurer, verbose } = this.options;
    const measure = (ended: EndedPass) => measurer.measure(ended, setup.trainer.recipe);
    let finished = false;
    for await (const event of this.loop.run({ enough: breathing(), signal, measure, beside: measurer.beside })) {
      if (event.kind === 'progress') await this.breathe(event.progress);
      if (event.kind === 'stretch' && verbose) this.printLoss(event.stretch);
      if (event.kind === 'measured') await this.keep(event);
      if (event.kind === 'keep') this.snapshots.soon();
      if (event.kind === 'stopped') await this.saveUnfinished();
      if (event.kind === 'collapsed') throw event.error;
      finished = event.kind === 'done';
    }
    if (finished) await this.leaveChosen();
    await this.snapshots.now();
    return finished;
  }

  /** With `patience` the best pass is what the run leaves, whatever came after it. */
  private async leaveChosen(): Promise<void> {
    const { best, chosen } = this.loop.results;
    if (!best || !chosen) return;
    const { pass, weightsSha256, testErrorPercent } = best;
    await this.writeModel('last', { pass, weights: chosen.weights, weightsSha256 }, testErrorPercent);
    this.saved = { sha256: weightsSha256, pass, position: 0 };
  }

  /** Waits for what is still being written, whatever ended the run. */
  async settled(): Promise<void> {
    await this.snapshots.idle();
  }

  private async breathe(progress: Progress): Promise<void> {
    this.show(progress);
    this.snapshots.tick();
    await breath();
  }

  /** Saves and shows a pass: weights first, then metrics, so that what the metrics tell of is there. */
  private async keep({ record, ended, best }: Measured): Promise<void> {
    const { setup, progress, afterPass } = this.options;
    const { saveEvery } = setup.origin;
    const { pass, weightsSha256: sha256 } = ended;
    const toKeep = saveEvery !== null && pass % saveEvery === 0 ? [`epoch-${String(pass).padStart(2, '0')}`] : [];
    for (const name of ['last', ...(best ? ['best'] : []), ...toKeep]) {
      await this.writeModel(name, ended, record.testErrorPercent);
    }
    this.saved = { sha256, pass, position: 0 };
    const records = [...this.records, record];
    await this.writeMetrics(records);
    progress.passDone(record, setup.trainer.recipe.passes);
    await afterPass(records);
  }

  /** The weights as they are, of a run that is to stop. */
  private async saveUnfinished(): Promise<void> {
    const { network, pass, position } = this.options.setup.trainer;
    const ended = { pass, weights: weightsOf(network), weightsSha256: network.weightsSha256() };
    await this.writeModel('last', ended, null);
    this.saved = { sha256: ended.weightsSha256, pass, position };
  }

  private async writeModel(
    name: string,
    { pass, weights, weightsSha256 }: Pick<EndedPass, 'pass' | 'weights' | 'weightsSha256'>,
    testErrorPercent: number | null,
  ): Promise<void> {
    const { setup, folder } = this.options;
    const { recipe, seed } = setup.trainer;
    const { data, init, continued = [] } = setup.origin;
    const initDataIdentity = init?.trainedOn ?? null;
    const classNames = setup.source.train.classNames ?? null;
    const about = { dataIdentity: data.identity, classNames, initDataIdentity, continued };
    const notes = { recipe, seed, passes: pass, testErrorPercent, ...about };
    await folder.write(`${name}.safetensors`, modelBytes(weights, weightsSha256, notes));
  }

  /** Both metrics files, made again from what is known. */
  private async writeMetrics(records: readonly PassRecord[]): Promise<void> {
    const { folder } = this.options;
    await folder.write('metrics.csv', metricsCsv(records));
    await folder.write('metrics.jsonl', metricsJsonl(records));
  }

  private show(progress: Progress): void {
    if (progress.position > 0) this.options.progress.update(progress, this.timeLeft.of(progress));
  }

  /** The mean loss since the line before. */
  private printLoss({ samples, meanLoss }: Stretch): void {
    const { data } = this.options.setup.trainer;
    const pass = Math.ceil(samples / data.count);
    const position = samples - (pass - 1) * data.count;
    const place = `${integer(position)}/${integer(data.count)}`;
    const loss = meanLoss.toFixed(6);
    this.options.progress.note(t('pass {{pass}}  sample {{place}}  loss {{loss}}', { pass, place, loss }));
  }
}
