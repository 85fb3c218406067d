import workerUrl from 'virtual:worker/training/evaluation-worker';
import { type Dataset, type Evaluation, slice } from 'lenet5';
import { type EvaluationReply, RemoteEvaluator, type Weights } from 'lenet5/training';
import { loadTest } from '../data/test-set.js';

interface Evaluator {
  readonly made: RemoteEvaluator;
  readonly test: Dataset;
  /** Sizes of the sets that it has. */
  readonly kept: Set<number>;
}

let evaluator: Promise<Evaluator> | null = null;

async function start(): Promise<Evaluator> {
  const worker = new Worker(workerUrl, { type: 'module' });
  const made = new RemoteEvaluator((request) => worker.postMessage(request));
  worker.addEventListener('message', ({ data }: MessageEvent<EvaluationReply>) => made.receive(data));
  worker.addEventListener('error', ({ message }) => made.fail(new Error(message)));
  return { made, test: await loadTest(), kept: new Set() };
}

/** Counts the misread of the first test digits, in a thread of its own. @throws Error where the digits do not come */
export async function evaluateOnTest(weights: Weights, count: number): Promise<Evaluation> {
  evaluator ??= start().catch((error) => {
    evaluator = null;
    throw error;
  });
  const { made, test, kept } = await evaluator;
  const name = String(count);
  if (!kept.has(count)) made.keep(name, slice(test, 0, count));
  kept.add(count);
  const [evaluation] = await made.evaluate(weights, [name]);
  if (!evaluation) throw new Error('The evaluation came back empty.');
  return evaluation;
}
