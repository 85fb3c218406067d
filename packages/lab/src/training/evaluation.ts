import workerUrl from 'virtual:worker/training/evaluation-worker';
import type { Evaluation } from 'lenet5';
import { type EvaluationReply, RemoteEvaluator, type Weights } from 'lenet5/training';
import { loadTest } from '../data/test-set.js';

let evaluator: Promise<RemoteEvaluator> | null = null;

async function start(): Promise<RemoteEvaluator> {
  const worker = new Worker(workerUrl, { type: 'module' });
  const made = new RemoteEvaluator((request) => worker.postMessage(request));
  worker.addEventListener('message', ({ data }: MessageEvent<EvaluationReply>) => made.receive(data));
  worker.addEventListener('error', ({ message }) => made.fail(new Error(message)));
  made.keep('test', await loadTest());
  return made;
}

/** Counts the misread of the 10,000 test digits, in a thread of its own. @throws Error where the digits do not come */
export async function evaluateOnTest(weights: Weights): Promise<Evaluation> {
  evaluator ??= start().catch((error) => {
    evaluator = null;
    throw error;
  });
  const [evaluation] = await (await evaluator).evaluate(weights, ['test']);
  if (!evaluation) throw new Error('The evaluation came back empty.');
  return evaluation;
}
