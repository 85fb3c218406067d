import { createNetwork, evaluate, RECIPES, slice, Trainer } from 'lenet5';
import { expect, test } from 'vitest';
import { readSource } from '../../src/data.js';
import { examine } from '../../src/study/examine.js';

const { train, test: testSet } = await readSource(undefined);
const network = createNetwork({ capacity: 64 });
const trainer = new Trainer({ network, recipe: { ...RECIPES.fast, passes: 1 }, seed: 1, data: slice(train, 0, 2000) });
while (!trainer.done) trainer.step();
const data = slice(testSet, 0, 500);
const { evaluation, examination } = examine(network, data);

/** Outputs of a digit, in ascending order, and the states of F6, one digit at a time. */
function readAlone(index: number): { outputs: number[]; code: number[] } {
  network.setPicture(0, data.images, index * 784, 28);
  network.forward(1, 28);
  const outputs = [...network.outputs.state.data.subarray(0, 10)].sort((a, b) => a - b);
  return { outputs, code: [...network.unitsNamed('F6').state.data.subarray(0, 84)] };
}

test('confusion and misread digits are those of evaluate', () => {
  const { confusion, misread } = evaluate(network, data);
  expect(evaluation).toEqual(evaluate(network, data));
  expect(examination.confusion).toEqual(confusion);
  expect(examination.misread?.map(([index, label, answer]) => ({ index, label, answer }))).toEqual(misread);
});

test('the rank of a misread digit is the number of digits with a smaller margin', () => {
  const margins = Array.from({ length: data.count }, (_, i) => {
    const [best = 0, second = 0] = readAlone(i).outputs;
    return second - best;
  });
  for (const [index, , , rank] of examination.misread ?? []) {
    const own = margins[index] as number;
    expect(margins.filter((margin, i) => margin < own || (margin === own && i < index)).length).toBe(rank);
  }
});

test('the code of a label is the mean state of F6, to two decimals', () => {
  const sevens = [...data.labels.keys()].filter((i) => data.labels[i] === 7);
  const mean = sevens.reduce((sum, i) => sum + (readAlone(i).code[40] ?? 0), 0) / sevens.length;
  expect(examination.codes[7]?.[40]).toBeCloseTo(mean, 2);
});
