import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import type { StateDict } from '../../src/network/network.js';
import { evaluate } from '../../src/training/evaluation.js';
import { simdNetwork, testSamples, trainingSamples, variant } from '../network/support.js';
import { makeTrainer, padded, run } from './support.js';

const COUNT = 500;

let data: Dataset;
let weights: StateDict;
beforeAll(async () => {
  data = await testSamples(COUNT);
  const trainer = makeTrainer({ data: await trainingSamples(1500), changes: { passes: 1, warmUp: 100 } });
  weights = run(trainer).network.stateDict();
});

function trained(capacity: number, architecture = variant('paper')) {
  const network = simdNetwork(architecture, capacity);
  network.loadStateDict(weights);
  return network;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('evaluate', () => {
  it('counts: confusion, errors and misread pictures agree with the answers one by one', () => {
    const network = trained(64);
    const { count, errors, errorPercent, confusion, misread } = evaluate(network, data);
    expect(count).toBe(COUNT);
    expect(errors).toBeGreaterThan(10);
    expect(errors).toBeLessThan(COUNT / 2);
    expect(errorPercent).toBeCloseTo((100 * errors) / COUNT, 12);
    expect(misread).toHaveLength(errors);
    expect(confusion.map(sum)).toEqual(confusion.map((_, label) => data.labels.filter((l) => l === label).length));
    expect(sum(confusion.flatMap((row, label) => row.filter((_, answer) => answer !== label)))).toBe(errors);
    const single = trained(1);
    const seen = Array.from({ length: COUNT }, (_, index) => {
      single.setPicture(0, data.images, index * 784, 28);
      single.forward(1, 28);
      return { index, label: data.labels[index] as number, answer: single.answer(0) };
    });
    expect(misread).toEqual(seen.filter(({ label, answer }) => label !== answer));
    for (const [label, row] of confusion.entries()) {
      expect(row).toEqual(row.map((_, answer) => seen.filter((s) => s.label === label && s.answer === answer).length));
    }
  });

  it('mean loss is the mean distance of the right class, whatever it was trained with', () => {
    const network = trained(COUNT);
    const { meanLoss } = evaluate(network, data);
    const distances = Array.from(data.labels, (label, s) => network.outputs.state.data[10 * s + label] as number);
    expect(meanLoss).toBeCloseTo(sum(distances) / COUNT, 9);
    expect(evaluate(network, data, { criterion: 'eq9', j: 3 }).meanLoss).not.toBe(meanLoss);
  });

  it('is the same for every capacity, bit for bit', () => {
    const expected = evaluate(trained(64), data);
    for (const capacity of [1, 7, COUNT, 2 * COUNT]) expect(evaluate(trained(capacity), data)).toEqual(expected);
  });

  it.each(['background', 'replicate'] as const)('is the same for pictures that bring their border of %s', (padding) => {
    const architecture = variant('paper', { padding });
    expect(evaluate(trained(64, architecture), padded(data, padding))).toEqual(
      evaluate(trained(64, architecture), data),
    );
  });

  it('leaves the weights as they are, and gives the same twice', () => {
    const network = trained(32);
    const sha = network.weightsSha256();
    expect(evaluate(network, data)).toEqual(evaluate(network, data));
    expect(network.weightsSha256()).toBe(sha);
  });

  it('a linear output answers with its highest score and measures cross-entropy', () => {
    const network = simdNetwork(variant('paper', { output: 'linear' }), 4);
    network.parameters.find(({ name }) => name === 'Output.bias')!.value.data[7] = 3;
    const { confusion, meanLoss, errors } = evaluate(network, data);
    expect(confusion.map((row) => row[7])).toEqual(confusion.map(sum));
    const sevens = data.labels.filter((label) => label === 7).length;
    expect(errors).toBe(COUNT - sevens);
    expect(meanLoss).toBeCloseTo(Math.log(9 + Math.exp(3)) - (3 * sevens) / COUNT, 6);
  });
});
