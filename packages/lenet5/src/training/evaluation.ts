import type { Dataset } from '../files/idx/dataset.js';
import { CLASSES } from '../network/layers.js';
import type { Network } from '../network/network.js';
import { criterionOf } from './criterion.js';
import type { Recipe } from './recipe.js';

/** A picture that was taken for another digit. */
export interface Misread {
  /** Position in the data set. */
  readonly index: number;
  /** The right digit. */
  readonly label: number;
  /** The digit it was taken for. */
  readonly answer: number;
}

/** What `evaluate` found. */
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

/** What the mean loss is measured with: Eq. 8 for distances, as the blog prints it, unless told otherwise. */
function defaultCriterion({ architecture }: Network): Pick<Recipe, 'criterion' | 'j'> {
  return { criterion: architecture.output === 'linear' ? 'cross-entropy' : 'eq8', j: 1 };
}

/** Collects answers, batch by batch: `add` after each, `result` at the end. */
class Tally {
  private readonly confusion = Array.from({ length: CLASSES }, () => Array<number>(CLASSES).fill(0));
  private readonly misread: Misread[] = [];
  private lossSum = 0;
  private count = 0;

  add(label: number, answer: number, loss: number): void {
    const row = this.confusion[label] as number[];
    row[answer] = (row[answer] as number) + 1;
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
 */
export function* evaluateStepwise(
  network: Network,
  { images, labels, count, rows }: Dataset,
  criterion: Pick<Recipe, 'criterion' | 'j'> = defaultCriterion(network),
): Generator<number, Evaluation> {
  const loss = criterionOf(criterion, network.architecture.output);
  const size = rows as 28 | 32;
  const tally = new Tally();
  for (let first = 0; first < count; first += network.capacity) {
    const samples = Math.min(network.capacity, count - first);
    for (let s = 0; s < samples; s++) network.setPicture(s, images, (first + s) * size * size, size);
    network.forward(samples, size);
    for (let s = 0; s < samples; s++) {
      const label = labels[first + s] as number;
      tally.add(label, network.answer(s), loss(network.outputs.state.data, s * CLASSES, label, null));
    }
    yield first + samples;
  }
  return tally.result();
}

/** The same without pauses. */
export function evaluate(network: Network, dataset: Dataset, criterion?: Pick<Recipe, 'criterion' | 'j'>): Evaluation {
  const steps = evaluateStepwise(network, dataset, criterion);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
