import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { createNetwork } from '../../src/network/create.js';
import { evaluate } from '../../src/training/evaluation.js';
import { evaluationHandler, RemoteEvaluator, weightsOf } from '../../src/training/measuring.js';
import { testSamples } from '../network/support.js';

const CRITERION = { criterion: 'eq9', j: 3, criterionFactor: 0.5 } as const;

let data: Dataset;
beforeAll(async () => {
  data = await testSamples(50);
});

/** Both ends in one thread; what is sent is copied, as between threads. */
function connected(): RemoteEvaluator {
  const handle = evaluationHandler();
  const evaluator = new RemoteEvaluator((request) => {
    const reply = handle(structuredClone(request));
    if (reply) queueMicrotask(() => evaluator.receive(structuredClone(reply)));
  });
  evaluator.keep('test', data);
  return evaluator;
}

describe('RemoteEvaluator', () => {
  it('gives what evaluate gives', async () => {
    const network = createNetwork();
    const [found] = await connected().evaluate(weightsOf(network), ['test'], CRITERION);
    expect(found).toEqual(evaluate(network, data, CRITERION));
  });

  it('rejects with what went wrong in the worker', async () => {
    await expect(connected().evaluate(weightsOf(createNetwork()), ['unknown'], CRITERION)).rejects.toThrow('"unknown"');
  });

  it('rejects what waits when the worker has died, and what is asked for afterwards', async () => {
    const evaluator = new RemoteEvaluator(() => undefined);
    const waiting = evaluator.evaluate(weightsOf(createNetwork()), [], CRITERION);
    evaluator.fail(new Error('The worker died.'));
    await expect(waiting).rejects.toThrow('The worker died.');
    await expect(evaluator.evaluate(weightsOf(createNetwork()), [], CRITERION)).rejects.toThrow('The worker died.');
  });
});
