import workerUrl from 'virtual:worker/training/evaluation-worker';
import {
  type Architecture,
  createNetwork,
  type Evaluation,
  type EvaluationReply,
  type Network,
  RemoteEvaluator,
  type StateDict,
} from 'lenet5';
import { loadTest } from '../data/test-set.js';

let evaluator: Promise<RemoteEvaluator> | null = null;

const carriers = new Map<string, Network>();

/** A network that takes the weights over to the other thread; one for each architecture. */
function carrier(architecture: Architecture): Network {
  const key = JSON.stringify(architecture);
  const found = carriers.get(key) ?? createNetwork({ architecture, capacity: 1 });
  carriers.set(key, found);
  return found;
}

async function start(): Promise<RemoteEvaluator> {
  const worker = new Worker(workerUrl, { type: 'module' });
  const made = new RemoteEvaluator((request) => worker.postMessage(request));
  worker.addEventListener('message', ({ data }: MessageEvent<EvaluationReply>) => made.receive(data));
  worker.addEventListener('error', ({ message }) => made.fail(new Error(message)));
  made.keep('test', await loadTest());
  return made;
}

/** Counts the misread of the 10,000 test digits, in a thread of its own. @throws Error where the digits do not come */
export async function evaluateOnTest(architecture: Architecture, state: StateDict): Promise<Evaluation> {
  evaluator ??= start().catch((error) => {
    evaluator = null;
    throw error;
  });
  const ready = await evaluator;
  const network = carrier(architecture);
  network.loadStateDict(state);
  const criterion = { criterion: architecture.output === 'linear' ? 'cross-entropy' : 'eq8', j: 1 } as const;
  const [evaluation] = await ready.evaluate(network, ['test'], criterion);
  if (!evaluation) throw new Error('The evaluation came back empty.');
  return evaluation;
}
