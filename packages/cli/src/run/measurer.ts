import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Evaluation, type Network, type Recipe, RemoteEvaluator } from 'lenet5';
import type { Parts } from '../data.js';
import { measure } from './measure.js';

/** What is measured after a pass. */
export interface Measured {
  readonly train: Evaluation;
  readonly validation: Evaluation | null;
  readonly test: Evaluation;
}

/** Measures the weights that a network has at the time of the call, with the criterion of the recipe. */
export interface Measurer {
  /** Whether training may go on while it measures. */
  readonly beside: boolean;
  /** The whole trained set as the blog does it, validation samples, test set; null where it was stopped. */
  measure(network: Network, recipe: Recipe): Promise<Measured | null>;
  close(): Promise<void>;
}

/** Beside training where the machine has a second core and nobody asked otherwise, else between the passes. */
export function measurerFor(parts: Parts, inWorker: boolean, stopped: () => boolean): Measurer {
  return inWorker && availableParallelism() > 1 ? new WorkerMeasurer(parts) : new LocalMeasurer(parts, stopped);
}

class LocalMeasurer implements Measurer {
  readonly beside = false;
  constructor(
    private readonly parts: Parts,
    private readonly stopped: () => boolean,
  ) {}

  async measure(network: Network, recipe: Recipe): Promise<Measured | null> {
    const { parts, stopped } = this;
    const over = (data: Parts['train']) => measure(network, data, recipe, stopped);
    const train = await over(parts.train);
    const validation = parts.validation && (await over(parts.validation));
    const test = await over(parts.test);
    return train && test && (validation || !parts.validation) ? { train, validation, test } : null;
  }

  async close(): Promise<void> {}
}

/** The same in a thread of its own: training goes on meanwhile. */
class WorkerMeasurer implements Measurer {
  readonly beside = true;
  private readonly worker = new Worker(new URL('./evaluation-worker.js', import.meta.url));
  private readonly evaluator = new RemoteEvaluator((request) => this.worker.postMessage(request));
  private readonly names: readonly ('train' | 'validation' | 'test')[];

  constructor(parts: Parts) {
    this.worker.on('message', (reply) => this.evaluator.receive(reply));
    this.worker.on('error', (error) => this.evaluator.fail(error));
    // Without an error too, as when it is ended from outside; after `close` nobody waits any more.
    this.worker.on('exit', () => this.evaluator.fail(new Error('The thread that measures the errors has ended.')));
    this.names = (['train', 'validation', 'test'] as const).filter((name) => parts[name]);
    for (const name of this.names) {
      const dataset = parts[name];
      if (dataset) this.evaluator.keep(name, dataset);
    }
  }

  async measure(network: Network, recipe: Recipe): Promise<Measured | null> {
    const evaluations = await this.evaluator.evaluate(network, this.names, recipe);
    const of = (name: (typeof this.names)[number]) => evaluations[this.names.indexOf(name)];
    const [train, test] = [of('train'), of('test')];
    return train && test ? { train, validation: of('validation') ?? null, test } : null;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
