// Measures weights of one moment on data sets, beside training: in the same thread or in another one, by the same code.
import type { Dataset } from '../files/idx/dataset.js';
import { type BackendName, createNetwork } from '../network/create.js';
import type { Network, ParameterValues } from '../network/network.js';
import type { Architecture } from '../switches/table.js';
import { type Evaluation, evaluateStepwise, finish, type Measure } from './evaluation.js';

/** The weights of a network at one moment, and what computes with them. Plain values: they travel between threads. */
export interface Weights {
  /** The network that they belong to. */
  readonly architecture: Architecture;
  /** The kernels to compute with. */
  readonly backend: BackendName;
  /** Copies of all parameters. */
  readonly state: ReadonlyMap<string, ParameterValues<Float32Array>>;
}

/** A copy of the weights that a network has now. */
export function weightsOf(network: Network): Weights {
  return { architecture: network.architecture, backend: network.backend.name, state: network.stateDict() };
}

/** Keeps data sets by name and measures weights on them, with a network of its own. */
export class Evaluator {
  private readonly datasets = new Map<string, Dataset>();
  private network: Network | null = null;

  /** Keeps a data set to measure on. */
  keep(name: string, dataset: Dataset): void {
    this.datasets.set(name, dataset);
  }

  /**
   * One evaluation for each name, in order; pauses after every few samples.
   * @throws RangeError for a name that is not kept, and what `createNetwork` and `loadStateDict` throw
   */
  *stepwise(weights: Weights, names: readonly string[], measure?: Measure): Generator<number, Evaluation[]> {
    const network = this.networkFor(weights);
    network.loadStateDict(weights.state);
    const evaluations: Evaluation[] = [];
    for (const name of names) {
      const dataset = this.datasets.get(name);
      if (!dataset) throw new RangeError(`No data set is kept as "${name}".`);
      evaluations.push(yield* evaluateStepwise(network, dataset, { measure }));
    }
    return evaluations;
  }

  private networkFor({ architecture, backend }: Weights): Network {
    const same = JSON.stringify(this.network?.architecture) === JSON.stringify(architecture);
    if (!same || this.network?.backend.name !== backend) this.network = createNetwork({ architecture, backend });
    return this.network as Network;
  }
}

/** To the thread that evaluates: a data set to keep, or weights to measure on some of those kept. Plain values only. */
export type EvaluationRequest =
  | {
      /** Keep a data set. */
      readonly kind: 'data';
      /** What later requests call it. */
      readonly name: string;
      /** Its images and labels are copied on the way. */
      readonly dataset: Dataset;
    }
  | {
      /** Measure weights. */
      readonly kind: 'evaluate';
      /** The reply will have it too. */
      readonly id: number;
      /** What to measure. */
      readonly weights: Weights;
      /** The data sets to measure on. */
      readonly names: readonly string[];
      /** What the mean loss is; that of `evaluate` where undefined. */
      readonly measure: Measure | undefined;
    };

/** From it: one evaluation for each name, in order, or the message of what went wrong. */
export type EvaluationReply =
  | {
      /** That of the request. */
      readonly id: number;
      /** In the order of its names. */
      readonly evaluations: readonly Evaluation[];
    }
  | {
      /** That of the request. */
      readonly id: number;
      /** A sentence. */
      readonly error: string;
    };

/** What a worker does with each message: call it and post back what it returns, unless that is null. */
export function evaluationHandler(): (request: EvaluationRequest) => EvaluationReply | null {
  const evaluator = new Evaluator();
  return (request) => {
    if (request.kind === 'data') {
      evaluator.keep(request.name, request.dataset);
      return null;
    }
    const { id, weights, names, measure } = request;
    try {
      return { id, evaluations: finish(evaluator.stepwise(weights, names, measure)) };
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) };
    }
  };
}

/**
 * An `Evaluator` in another thread. It neither makes nor knows the worker: `send` posts a message to it, and its messages
 * go to `receive`.
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

  /** One evaluation for each name. Rejects with the worker's message, or with the error given to `fail`, before or after. */
  evaluate(weights: Weights, names: readonly string[], measure?: Measure): Promise<readonly Evaluation[]> {
    if (this.failure) return Promise.reject(this.failure);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({
        kind: 'evaluate',
        id,
        weights,
        names,
        measure: measure && { criterion: measure.criterion, j: measure.j },
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
