import workerUrl from 'virtual:worker/training/worker';
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { StateDict } from 'lenet5';
import type { Weights } from 'lenet5/training';
import { loadTest } from '../data/test-set.js';
import { errorText } from '../state/language.js';
import { type Source, showWeights } from '../state/model.js';
import { message as pageMessage, report as reportError } from '../state/page.js';
import type { Unfit } from './before-start.js';
import { evaluateOnTest } from './evaluation.js';
import type { Failure } from './failure.js';
import { type Hold, holdRun } from './one-tab.js';
import type { Attempt, Command, Report, Step } from './protocol.js';
import { keepRun, keptRun, newRun, type Run } from './run.js';
import { digitsOf, nameOf, type RunSettings } from './settings.js';
import { startWorker, type Thread } from './start-worker.js';

/** In the first pass the test error falls fast: it is measured after 1,000, 2,000, 4,000 … samples too. */
const FIRST_TEST = 1000;

/** One run and the worker that trains it. */
export class LiveRun {
  readonly run: Signal<Run>;
  /** What of it does not change with each report: who reads only these is not asked four times a second. */
  readonly settings = this.part('settings');
  readonly status = this.part('status');
  readonly failure = this.part('failure');
  readonly stretches = this.part('stretches');
  readonly passes = this.part('passes');
  readonly tests: ReadonlySignal<Run['tests']> = this.part('tests');
  readonly loading = signal<{ loaded: number; total: number } | null>(null);
  /** Samples a second, measured before the start; null until then. */
  readonly measured = signal<number | null>(null);
  /** Why it cannot begin with its settings, if it cannot. */
  readonly unfit = signal<Unfit | null>(null);
  /** Whether another tab keeps the run; null until that is known. */
  readonly isElsewhere = signal<boolean | null>(false);
  private hold: Hold | null = null;
  /** Whether the figure shows this run's weights as they come. */
  inFigure = false;
  private worker: Thread | null = null;
  private prepared = false;
  private testing = false;
  private nextTest = FIRST_TEST;

  /** @param onStep shows a single step */
  constructor(
    from: RunSettings | Run,
    private readonly onStep: (live: LiveRun, step: Step) => void,
  ) {
    const run = 'id' in from ? from : newRun(from);
    this.run = signal(run.status === 'running' || run.status === 'loading' ? { ...run, status: 'paused' } : run);
    while (this.nextTest <= run.progress.samples) this.nextTest *= 2;
    if (run.status !== 'new') this.claim(null);
  }

  private part<Name extends keyof Run>(name: Name): ReadonlySignal<Run[Name]> {
    return computed(() => this.run.value[name]);
  }

  /** @param isElsewhere what holds until the other tabs have been asked */
  private claim(isElsewhere: boolean | null): void {
    if (this.hold) return;
    const { id } = this.run.peek();
    this.isElsewhere.value = isElsewhere;
    this.hold = holdRun(id, (mine) => {
      // Meanwhile the other tab has gone on with it.
      if (mine && this.isElsewhere.peek()) this.takeOver(id).catch(reportError);
      else this.isElsewhere.value = !mine;
    });
  }

  private async takeOver(id: string): Promise<void> {
    const kept = await keptRun(id);
    if (this.run.peek().id !== id) return;
    if (kept) this.run.value = { ...kept, status: kept.status === 'running' ? 'paused' : kept.status };
    this.isElsewhere.value = false;
  }

  /** Takes other settings, as long as nothing has been trained. */
  configure(settings: RunSettings): void {
    const before = this.run.peek();
    if (before.status !== 'new') return;
    this.run.value = newRun(settings, before.settings.preset === settings.preset ? before.initial : null);
    this.measured.value = null;
    this.unfit.value = null;
  }

  measure(): void {
    const { id, settings, initial } = this.run.peek();
    this.send({ kind: 'measure', id, settings, initial: initial?.weights ?? null });
  }

  start(): void {
    this.prepare();
    this.change({ status: this.loading.peek() ? 'loading' : 'running', failure: null });
    this.send({ kind: 'run' });
    loadTest().catch(reportError);
  }

  pause(): void {
    this.send({ kind: 'pause' });
  }

  step(): void {
    this.prepare();
    if (this.run.peek().status === 'new') this.change({ status: 'paused' });
    this.send({ kind: 'step' });
  }

  /** A step for a look alone; it comes to where other steps come. */
  tryStep(attempt: Attempt): void {
    this.send({ kind: 'try', attempt });
  }

  /** The worker's state comes back soon, and is kept. */
  save(): void {
    if (this.prepared) this.send({ kind: 'save' });
  }

  /** Ends the worker; the run stays as it is. */
  close(): void {
    this.worker?.terminate();
    this.worker = null;
    this.prepared = false;
    this.loading.value = null;
    this.hold?.release();
    this.hold = null;
  }

  /** Back to the beginning, with the same settings. */
  reset(): void {
    this.close();
    this.nextTest = FIRST_TEST;
    this.inFigure = false;
    this.isElsewhere.value = false;
    const { settings, initial } = this.run.peek();
    this.run.value = newRun(settings, initial);
  }

  private prepare(): void {
    if (this.prepared) return;
    this.prepared = true;
    // Of a run that has just begun no other tab knows.
    this.claim(false);
    const { id, settings, initial, state } = this.run.peek();
    this.loading.value = { loaded: 0, total: 1 };
    this.send({ kind: 'prepare', id, settings, initial: initial?.weights ?? null, base: document.baseURI, state });
  }

  private send(command: Command): void {
    if (!this.worker) {
      this.worker = startWorker(workerUrl);
      const { worker } = this;
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<Report>) => worker === this.worker && this.receive(data),
      );
      worker.onError((message) => this.fail({ code: 'other', message, seen: null }));
    }
    this.worker.postMessage(command);
  }

  private change(part: Partial<Run>): void {
    this.run.value = { ...this.run.peek(), ...part };
  }

  private fail(failure: Failure): void {
    this.close();
    this.change({ status: 'failed', failure });
  }

  private receive(message: Report): void {
    // An answer about settings that are no longer chosen.
    if ('id' in message && message.id !== this.run.peek().id) return;
    switch (message.kind) {
      case 'measured':
        this.measured.value = message.samplesPerSecond;
        break;
      case 'loading':
        this.loading.value = { loaded: message.loaded, total: message.total };
        break;
      case 'progress':
        this.advance(message);
        break;
      case 'step':
        this.onStep(this, message.step);
        break;
      case 'pass':
        this.change({ passes: [...this.run.peek().passes, message.stretch] });
        void this.test(message.stretch.samples, message.weights);
        break;
      case 'saved':
        this.change({ state: message.state, status: message.status });
        keepRun(this.run.peek()).catch(reportError);
        break;
      case 'unfit':
        // Started before that was known, it has not begun.
        if (this.prepared) this.reset();
        this.unfit.value = message.unfit;
        break;
      case 'not-tried':
        pageMessage.value = errorText(message.failure);
        break;
      case 'failed':
        this.fail(message.failure);
        break;
    }
  }

  private advance({ progress, samplesPerSecond, stretches, weights }: Extract<Report, { kind: 'progress' }>): void {
    const before = this.run.peek();
    const { samples } = progress;
    const speed = samplesPerSecond > 0 ? samplesPerSecond : before.samplesPerSecond;
    const status = before.status === 'loading' ? 'running' : before.status;
    this.loading.value = null;
    const all = stretches.length > 0 ? [...before.stretches, ...stretches] : before.stretches;
    this.change({ status, progress, samplesPerSecond: speed, stretches: all, weights });
    if (this.inFigure && status === 'running') this.show();
    if (samples < this.nextTest || samples >= before.settings.size) return;
    while (this.nextTest <= samples) this.nextTest *= 2;
    void this.test(samples, weights);
  }

  /** Puts this run's weights into the figure: the last that came, or those of another moment. */
  show(state: StateDict | undefined = this.run.peek().weights?.state): void {
    const { id, settings, progress } = this.run.peek();
    const { samples } = progress;
    const passes = samples / settings.size;
    const from: Source = { kind: 'training', id, run: nameOf(settings), samples, passes };
    if (state) showWeights(settings.architecture, state, from);
  }

  /** Whether nothing more will come of it. */
  get finished(): boolean {
    return ['done', 'failed'].includes(this.status.value);
  }

  /** One at a time: a slow machine leaves points out. */
  private async test(samples: number, weights: Weights): Promise<void> {
    const { id, progress, settings } = this.run.peek();
    const last = samples >= progress.total;
    if (this.testing && !last) return;
    this.testing = true;
    try {
      const evaluation = await evaluateOnTest(weights, digitsOf(settings).test);
      if (this.run.peek().id !== id) return;
      const tests = [...this.run.peek().tests, { samples, errorPercent: evaluation.errorPercent }];
      this.change({ tests: tests.sort((a, b) => a.samples - b.samples), evaluation });
      if (last) await keepRun(this.run.peek());
    } catch (error) {
      reportError(error);
    } finally {
      this.testing = false;
    }
  }
}
