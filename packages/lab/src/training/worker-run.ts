import { createTrainer, type Dataset, type StateDict } from 'lenet5';
import { type Stretch, type TrainingEvent, TrainingLoop, type TrainingState, weightsOf } from 'lenet5/training';
import { takenApart } from './one-step.js';
import type { Report } from './protocol.js';
import type { RunSettings } from './settings.js';

/** Milliseconds of steps between two looks at the messages, between two reports, and between two states to keep. */
const SLICE = 20;
const REPORT_EVERY = 250;
const SAVE_EVERY = 5000;

/** Samples of one point of the curve: few at the start, where it falls fast, then ever more. */
function lengthAt(samples: number): number {
  return Math.min(2000, Math.max(100, Math.floor(samples / 8)));
}

/** True after so many milliseconds. The clock is read once in a while: it costs as much as a small layer. */
function timer(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  let steps = 0;
  return () => ++steps % 16 === 0 && performance.now() >= end;
}

/** What a run begins with: digits, weights unless they are drawn, and where it stands if it goes on. */
interface Start {
  readonly data: Dataset;
  readonly initial: StateDict | null;
  readonly state: TrainingState | null;
}

/** Listens to a training loop and reports: in slices, so that a pause is heard at once. */
export class WorkerRun {
  private readonly loop: TrainingLoop;
  private stretches: Stretch[] = [];
  /** Samples at the end of the last one. */
  private stretched: number;
  private running = false;
  private reported = { time: 0, samples: 0 };
  private savedAt = 0;
  private readonly channel = new MessageChannel();

  constructor(
    { architecture, recipe, seed }: RunSettings,
    { data, initial, state: from }: Start,
    private readonly to: { readonly report: (message: Report) => void; readonly fail: (error: unknown) => void },
  ) {
    const trainer = createTrainer({ architecture, recipe, seed, data, ...(initial && { weights: initial }) });
    this.loop = new TrainingLoop({ trainer, from, stretch: lengthAt });
    this.stretched = from ? from.trainer.pass * data.count + from.mark.samples : 0;
    // A message to oneself comes back at once, and in a hidden tab too, where timers are slowed down.
    this.channel.port1.onmessage = () => this.slice();
    this.progress();
  }

  run(): void {
    if (this.running) return;
    this.running = !this.loop.trainer.done;
    this.reported = { time: performance.now(), samples: this.loop.trainer.samples };
    // At once, so that a page that is left soon has it.
    this.savedAt = Number.NEGATIVE_INFINITY;
    this.channel.port2.postMessage(null);
  }

  pause(): void {
    this.running = false;
    this.save();
  }

  /** One step, taken apart. */
  step(): void {
    const { trainer } = this.loop;
    if (trainer.done) return;
    const step = takenApart(trainer, () => this.hear(this.loop.slice()), false);
    this.to.report({ kind: 'step', step });
    this.reported = { time: 0, samples: 0 };
    if (!this.finishIfDone()) this.progress();
  }

  /** Reports the state, and before it what belongs to it. */
  save(): void {
    this.progress();
    this.savedAt = performance.now();
    const stopped = this.loop.trainer.done ? 'done' : 'paused';
    this.to.report({ kind: 'saved', state: this.loop.state(), status: this.running ? 'running' : stopped });
  }

  /** Forgets everything; the messages to oneself end. */
  close(): void {
    this.running = false;
    this.channel.port1.close();
  }

  private slice(): void {
    if (!this.running) return;
    try {
      this.hear(this.loop.slice(timer(SLICE)));
    } catch (error) {
      this.running = false;
      this.to.fail(error);
      return;
    }
    const now = performance.now();
    if (this.finishIfDone()) return;
    if (now - this.savedAt >= SAVE_EVERY) this.save();
    else if (now - this.reported.time >= REPORT_EVERY) this.progress();
    this.channel.port2.postMessage(null);
  }

  private hear(events: readonly TrainingEvent[]): void {
    for (const event of events) {
      if (event.kind === 'stretch') this.note(event.stretch);
      if (event.kind === 'collapsed') throw event.error;
      if (event.kind !== 'pass') continue;
      const { running, weights } = event.ended;
      const errorPercent = (100 * running.errors) / running.samples;
      const meanLoss = running.lossSum / running.samples;
      const stretch = { samples: this.loop.trainer.samples, errorPercent, meanLoss };
      this.to.report({ kind: 'pass', stretch, weights });
    }
  }

  /** Of a stretch that the end of a pass cut to a few samples the error says nothing. */
  private note(stretch: Stretch): void {
    const { samples } = stretch;
    const usual = Math.min(lengthAt(samples), this.loop.trainer.data.count);
    if (2 * (samples - this.stretched) >= usual) this.stretches.push(stretch);
    this.stretched = samples;
  }

  private finishIfDone(): boolean {
    if (!this.loop.trainer.done) return false;
    this.running = false;
    this.save();
    return true;
  }

  private progress(): void {
    const { progress, trainer } = this.loop;
    const { samples } = progress;
    const time = performance.now();
    // Single steps have no speed.
    const seconds = this.reported.time > 0 ? (time - this.reported.time) / 1000 : 0;
    const samplesPerSecond = seconds > 0 ? (samples - this.reported.samples) / seconds : 0;
    const { stretches } = this;
    this.reported = { time, samples };
    this.stretches = [];
    this.to.report({ kind: 'progress', progress, samplesPerSecond, stretches, weights: weightsOf(trainer.network) });
  }
}
