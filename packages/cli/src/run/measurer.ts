import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Evaluation, Recipe } from 'lenet5';
import {
  type EndedPass,
  type EvaluationRequest,
  Evaluator,
  type PassEvaluations,
  RemoteEvaluator,
} from 'lenet5/training';
import type { Parts } from '../data.js';
import { CommandError } from '../errors.js';
import { phrase } from '../texts/language.js';
import { unhurried } from './pace.js';

/** Measures the weights of an ended pass on the parts of a run: the whole trained set as the blog does it, too. */
export interface Measurer {
  /** Whether training may go on while it measures. */
  readonly beside: boolean;
  /** Null where it was stopped. */
  measure(ended: EndedPass, recipe: Recipe): Promise<PassEvaluations | null>;
  close(): Promise<void>;
}

const NAMES = ['train', 'validation', 'test'] as const;

/** The parts that there are, by the names under which an evaluator keeps them. */
function keep(parts: Parts, evaluator: Pick<Evaluator, 'keep'>): readonly string[] {
  return NAMES.filter((name) => {
    const part = parts[name];
    if (part) evaluator.keep(name, part);
    return part;
  });
}

function named(names: readonly string[], evaluations: readonly Evaluation[] | null): PassEvaluations | null {
  const of = (name: (typeof NAMES)[number]) => evaluations?.[names.indexOf(name)] ?? null;
  const test = of('test');
  return test && { train: of('train'), validation: of('validation'), test };
}

/** Beside training where the machine has a second core and nobody asked otherwise, else between the passes. */
export function measurerFor(parts: Parts, inWorker: boolean, signal: AbortSignal): Measurer {
  return inWorker && availableParallelism() > 1 ? workerMeasurer(parts) : localMeasurer(parts, signal);
}

function localMeasurer(parts: Parts, signal: AbortSignal): Measurer {
  const evaluator = new Evaluator();
  const names = keep(parts, evaluator);
  return {
    beside: false,
    measure: async ({ weights }, recipe) =>
      named(names, await unhurried(evaluator.stepwise(weights, names, recipe), signal)),
    async close() {},
  };
}

/** A view that is posted takes along all the memory behind it, such as the digits of MNIST that are not trained on. */
function post(worker: Worker, request: EvaluationRequest): void {
  if (request.kind !== 'data') {
    worker.postMessage(request);
    return;
  }
  const [images, labels] = [new Uint8Array(request.dataset.images), new Uint8Array(request.dataset.labels)];
  worker.postMessage({ ...request, dataset: { ...request.dataset, images, labels } }, [images.buffer, labels.buffer]);
}

/** The same in a thread of its own: training goes on meanwhile. */
function workerMeasurer(parts: Parts): Measurer {
  const worker = new Worker(new URL('./evaluation-worker.js', import.meta.url));
  const evaluator = new RemoteEvaluator((request) => post(worker, request));
  worker.on('message', (reply) => evaluator.receive(reply));
  worker.on('error', (error) => evaluator.fail(error));
  // Without an error too, as when it is ended from outside; after `close` nobody waits any more.
  worker.on('exit', () => evaluator.fail(new CommandError(phrase('The thread that measures the errors has ended.'))));
  const names = keep(parts, evaluator);
  return {
    beside: true,
    measure: async ({ weights }, recipe) => named(names, await evaluator.evaluate(weights, names, recipe)),
    async close() {
      await worker.terminate();
    },
  };
}
