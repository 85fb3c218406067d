import workerUrl from 'virtual:worker/training/evaluation-worker';
import type { Evaluation } from 'lenet5';
import { type EvaluationReply, RemoteEvaluator, type Weights } from 'lenet5/training';
import type { Selection } from '../data/selection.js';
import { loadTestDigits } from '../data/test-set.js';
import { startWorker } from './start-worker.js';

interface Evaluator {
  readonly made: RemoteEvaluator;
  /** Names of the sets that it has. */
  readonly kept: Set<string>;
}

let evaluator: Evaluator | null = null;

function start(): Evaluator {
  const worker = startWorker(workerUrl);
  const made = new RemoteEvaluator((request) => worker.postMessage(request));
  worker.addEventListener('message', ({ data }: MessageEvent<EvaluationReply>) => made.receive(data));
  worker.onError((message) => made.fail(new Error(message)));
  return { made, kept: new Set() };
}

/** Counts the misread of these test digits, in a thread of its own. @throws Error where the digits do not come */
export async function evaluateOnTest(weights: Weights, digits: Selection): Promise<Evaluation> {
  const test = await loadTestDigits(digits);
  evaluator ??= start();
  const { made, kept } = evaluator;
  const name = JSON.stringify(digits);
  if (!kept.has(name)) made.keep(name, test);
  kept.add(name);
  const [evaluation] = await made.evaluate(weights, [name]);
  if (!evaluation) throw new Error('The evaluation came back empty.');
  return evaluation;
}
