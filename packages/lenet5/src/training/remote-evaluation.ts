import type { Dataset } from '../files/idx/dataset.js';
import type { Architecture } from '../network/architecture.js';
import type { Network } from '../network/network.js';
import { type Evaluation, evaluate } from './evaluation.js';
import type { Recipe } from './recipe.js';

/** To the worker: a data set to keep under a name, or weights to evaluate on some of those kept. Plain values only. */
export type EvaluationRequest =
  | { readonly kind: 'data'; readonly name: string; readonly dataset: Dataset }
  | {
      readonly kind: 'evaluate';
      readonly id: number;
      readonly architecture: Architecture;
      readonly backend: 'simd' | 'reference';
      readonly criterion: Pick<Recipe, 'criterion' | 'j'>;
      readonly names: readonly string[];
      readonly weights: readonly (readonly [name: string, shape: readonly number[], data: Float32Array])[];
    };

/** From the worker: one evaluation for each name, in order, or the message of what went wrong. */
export type EvaluationReply =
  | { readonly id: number; readonly evaluations: readonly Evaluation[] }
  | { readonly id: number; readonly error: string };

/** Makes a network as `createNetwork` does. */
export type NetworkMaker = (options: { architecture: Architecture; backend: 'simd' | 'reference' }) => Network;

/**
 * What a worker does with each message: call it and post back what it returns, unless that is null. The network is made
 * by `make`, once; data sets stay with the worker.
 */
export function evaluationHandler(make: NetworkMaker): (request: EvaluationRequest) => EvaluationReply | null {
  const datasets = new Map<string, Dataset>();
  let network: Network | null = null;
  return (request) => {
    if (request.kind === 'data') {
      datasets.set(request.name, request.dataset);
      return null;
    }
    const { id, architecture, backend, names, weights, criterion } = request;
    try {
      if (JSON.stringify(network?.architecture) !== JSON.stringify(architecture)) network = null;
      const ready = network ?? make({ architecture, backend });
      network = ready;
      ready.loadStateDict(new Map(weights.map(([name, shape, data]) => [name, { shape, data }])));
      return { id, evaluations: names.map((name) => evaluate(ready, datasets.get(name) as Dataset, criterion)) };
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) };
    }
  };
}

/**
 * The other end: sends weights as they are now, and resolves when the worker has answered, while training goes on.
 * It neither makes nor knows the worker: `send` posts a message to it, and its messages go to `receive`.
 */
export class RemoteEvaluator {
  private readonly waiting = new Map<
    number,
    { resolve: (evaluations: readonly Evaluation[]) => void; reject: (error: Error) => void }
  >();
  private nextId = 0;
  private failure: Error | null = null;

  constructor(private readonly send: (request: EvaluationRequest) => void) {}

  /** Gives the worker a data set to keep. */
  keep(name: string, dataset: Dataset): void {
    this.send({ kind: 'data', name, dataset });
  }

  /**
   * The same figures as `evaluate(network, dataset, criterion)` for each name, from the weights of this moment.
   * Rejects with the worker's message, or with the error given to `fail`, before or after.
   */
  evaluate(
    network: Network,
    names: readonly string[],
    criterion: Pick<Recipe, 'criterion' | 'j'>,
  ): Promise<readonly Evaluation[]> {
    if (this.failure) return Promise.reject(this.failure);
    const id = this.nextId++;
    const { architecture, backend } = network;
    const weights = [...network.stateDict()].map(([name, { shape, data }]) => [name, shape, data] as const);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      const { criterion: kind, j } = criterion;
      this.send({
        kind: 'evaluate',
        id,
        architecture,
        backend: backend.name,
        criterion: { criterion: kind, j },
        names,
        weights,
      });
    });
  }

  /** Takes a message of the worker. */
  receive(reply: EvaluationReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.evaluations);
  }

  /** Gives up everything that waits or is still asked for, for when the worker has died. */
  fail(error: Error): void {
    this.failure = error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
