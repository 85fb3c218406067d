// Measures weights of one moment on data sets, beside training: in the same thread or in another one, by the same code.
import { Lenet5Error, SettingError } from '../errors.js';
import type { Dataset } from '../files/idx/dataset.js';
import { checkDataset } from '../given/dataset.js';
import { words } from '../given/kinds.js';
import { checkNames, FUNCTION, fit, mustFit, OBJECT, TEXT } from '../given/options.js';
import { shown, tagOf } from '../given/shown.js';
import { type BackendName, createNetwork } from '../network/create.js';
import { NETWORK, type Network, type ParameterValues } from '../network/network.js';
import { checkArchitecture } from '../switches/check.js';
import type { Architecture } from '../switches/table.js';
import { criterionOf } from './criterion.js';
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

/** A copy of the weights that a network has now. @throws SettingError for what is no network */
export function weightsOf(network: Network): Weights {
  mustFit('network', network, NETWORK);
  return { architecture: network.architecture, backend: network.backend.name, state: network.stateDict() };
}

const NAMES = fit('a list of names', Array.isArray);

function checkWeights(weights: Weights): void {
  checkNames(weights, ['architecture', 'backend', 'state'], 'Weights', 'field');
  checkArchitecture(weights.architecture);
  mustFit('backend', weights.backend, words('simd', 'reference'));
}

/** Keeps data sets by name and measures weights on them, with a network of its own. */
export class Evaluator {
  private readonly datasets = new Map<string, Dataset>();
  private network: Network | null = null;

  /** Keeps a data set to measure on. @throws DataError for what is none */
  keep(name: string, dataset: Dataset): void {
    mustFit('name', name, TEXT);
    checkDataset(dataset);
    this.datasets.set(name, dataset);
  }

  /**
   * One evaluation for each name, in order; pauses after every few samples.
   * @throws SettingError for a name that is not kept, and what `createNetwork` and `loadStateDict` throw; at the first step
   */
  *stepwise(weights: Weights, names: readonly string[], measure?: Measure): Generator<number, Evaluation[]> {
    checkWeights(weights);
    mustFit('names', names, NAMES);
    const network = this.networkFor(weights);
    network.loadStateDict(weights.state);
    const evaluations: Evaluation[] = [];
    for (const name of names) {
      const dataset = this.datasets.get(name);
      if (!dataset) throw new SettingError('argument', `No data set is kept as ${shown(name)}.`);
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
    mustFit('request', request, OBJECT);
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

/** Of a recipe what decides a loss. */
function plain({ criterion, j = 1, criterionFactor = 1 }: Measure): Measure {
  return { criterion, j, criterionFactor };
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

  constructor(private readonly send: (request: EvaluationRequest) => void) {
    mustFit('send', send, FUNCTION);
  }

  /** Gives the worker a data set to keep. */
  keep(name: string, dataset: Dataset): void {
    mustFit('name', name, TEXT);
    checkDataset(dataset);
    this.send({ kind: 'data', name, dataset });
  }

  /**
   * One evaluation for each name. Rejects with a Lenet5Error of the worker's message, with a SettingError for other weights
   * or another measure, or with the error given to `fail`, before or after.
   */
  evaluate(weights: Weights, names: readonly string[], measure?: Measure): Promise<readonly Evaluation[]> {
    if (this.failure) return Promise.reject(this.failure);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      checkWeights(weights);
      mustFit('names', names, NAMES);
      if (measure !== undefined) criterionOf(measure, weights.architecture.output);
      this.waiting.set(id, { resolve, reject });
      this.send({ kind: 'evaluate', id, weights, names, measure: measure && plain(measure) });
    });
  }

  /** Takes a message of the worker. */
  receive(reply: EvaluationReply): void {
    mustFit('reply', reply, OBJECT);
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Lenet5Error('evaluation', reply.error));
    else waiting?.resolve(reply.evaluations);
  }

  /** Gives up everything that waits or is still asked for, for when the worker has died. */
  fail(error: Error): void {
    mustFit(
      'error',
      error,
      fit('an Error', (value) => tagOf(value) === 'Error'),
    );
    this.failure = error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
