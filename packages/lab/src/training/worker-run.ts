import { createNetwork, type Dataset, Trainer, type TrainerState } from 'lenet5';
import { flatten } from './flat.js';
import type { Report, Settings, Step } from './protocol.js';
import { Stretches, wholePass } from './stretches.js';

/** Milliseconds of steps between two looks at the messages, and between two reports. */
const SLICE = 20;
const REPORT_EVERY = 250;
const SAVE_EVERY = 5000;

export function trainerFor({ architecture, recipe, seed }: Settings, data: Dataset): Trainer {
  const curvature = recipe.optimiser === 'sdlm';
  const network = createNetwork({ architecture, capacity: Math.max(1, recipe.batch), curvature });
  return new Trainer({ network, recipe, seed, data });
}

/** One training, driven by whoever holds it: in slices, so that a pause is heard at once. */
export class WorkerRun {
  private readonly trainer: Trainer;
  private readonly stretches: Stretches;
  private running = false;
  private reported = { time: 0, samples: 0 };
  private savedAt = 0;
  private readonly channel = new MessageChannel();

  constructor(
    settings: Settings,
    data: Dataset,
    state: TrainerState | null,
    private readonly report: (message: Report, transfer?: Transferable[]) => void,
  ) {
    this.trainer = trainerFor(settings, data);
    if (state) this.trainer.restore(state);
    this.stretches = new Stretches(this.trainer);
    // A message to oneself comes back at once, and in a hidden tab too, where timers are slowed down.
    this.channel.port1.onmessage = () => this.slice();
    const weights = flatten(this.trainer.network);
    report({ kind: 'ready', weights }, [weights.buffer]);
  }

  run(): void {
    if (this.running) return;
    this.running = !this.trainer.done;
    this.reported = { time: performance.now(), samples: this.trainer.samples };
    this.savedAt = performance.now();
    this.channel.port2.postMessage(null);
  }

  pause(): void {
    this.running = false;
    this.progress();
    this.save();
    this.report({ kind: 'paused' });
  }

  /** One step, taken apart. */
  step(): void {
    const { trainer } = this;
    if (trainer.done) return;
    const { network, data } = trainer;
    const before = flatten(network);
    const lossBefore = trainer.position === 0 ? 0 : trainer.running.lossSum;
    const { rate, position } = trainer;
    this.advance();
    const step: Step = {
      label: data.labels[trainer.sampleAt(position)] as number,
      input: Float32Array.from(network.unitsNamed('input').state.data.subarray(0, 32 * 32)),
      loss: trainer.running.lossSum - lossBefore,
      rate,
      outputDelta: Float32Array.from(network.outputs.delta?.data.subarray(0, 10) ?? []),
      before,
      after: flatten(network),
    };
    this.report({ kind: 'step', step });
    this.reported = { time: 0, samples: 0 };
    this.progress();
    this.finishIfDone();
  }

  save(): void {
    this.savedAt = performance.now();
    this.report({ kind: 'saved', state: this.trainer.state(), samples: this.trainer.samples });
  }

  /** Forgets everything; the messages to oneself end. */
  close(): void {
    this.running = false;
    this.channel.port1.close();
  }

  private slice(): void {
    if (!this.running) return;
    const end = performance.now() + SLICE;
    try {
      // The clock is read once in a while: it costs as much as a small layer.
      while (!this.trainer.done && performance.now() < end)
        for (let i = 0; i < 16 && !this.trainer.done; i++) this.advance();
    } catch (error) {
      this.running = false;
      throw error;
    }
    const now = performance.now();
    if (now - this.reported.time >= REPORT_EVERY || this.trainer.done) this.progress();
    if (now - this.savedAt >= SAVE_EVERY) this.save();
    if (!this.finishIfDone()) this.channel.port2.postMessage(null);
  }

  private advance(): void {
    const { trainer } = this;
    const ended = trainer.step();
    this.stretches.after(ended);
    if (!ended) return;
    const weights = flatten(trainer.network);
    this.report({ kind: 'pass', pass: trainer.pass, stretch: wholePass(trainer), weights }, [weights.buffer]);
  }

  private finishIfDone(): boolean {
    if (!this.trainer.done) return false;
    this.running = false;
    this.save();
    this.report({ kind: 'done' });
    return true;
  }

  private progress(): void {
    const { samples, pass, rate, network } = this.trainer;
    const time = performance.now();
    // Single steps have no speed.
    const seconds = this.reported.time > 0 ? (time - this.reported.time) / 1000 : 0;
    const samplesPerSecond = seconds > 0 ? (samples - this.reported.samples) / seconds : 0;
    this.reported = { time, samples };
    const weights = flatten(network);
    const stretches = this.stretches.take();
    this.report({ kind: 'progress', samples, pass, rate, samplesPerSecond, stretches, weights }, [weights.buffer]);
  }
}
