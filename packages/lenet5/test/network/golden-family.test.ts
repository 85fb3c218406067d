import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { Network } from '../../src/network/network.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Recipe } from '../../src/switches/table.js';
import { criterionOf } from '../../src/training/criterion.js';
import { Trainer } from '../../src/training/trainer.js';
import { expectClose } from '../kernels/contract.js';
import { expectKept, fill, tensorsOf } from './kept.js';
import { BACKENDS, Golden, trainingSamples } from './support.js';

const STEPS = 200;
const STEPPED = { schedule: 'constant', order: 'stored', batch: 1, passes: 1 } as const;
const PRESETS: readonly { preset: 'lenet-1989' | 'tutorial' | 'd2l'; recipe: Recipe }[] = [
  { preset: 'lenet-1989', recipe: { ...RECIPES['1989'], ...STEPPED, rate: 0.03 } },
  { preset: 'tutorial', recipe: { ...RECIPES.tutorial, ...STEPPED, rate: 0.001 } },
  { preset: 'd2l', recipe: { ...RECIPES.d2l, ...STEPPED, rate: 0.1 } },
];
/** What float32 must reach; in float64 the two computations differ in rounding alone. */
const FLOAT32 = { forward: 1e-5, gradients: 1e-4, steps: 1e-4 };
const BOUNDS = {
  simd: FLOAT32,
  'reference in float32': FLOAT32,
  'reference in float64': { forward: 1e-11, gradients: 1e-11, steps: 1e-11 },
};
const CASES = PRESETS.flatMap((preset) => BACKENDS.map(({ name, make }) => ({ ...preset, backend: name, make })));

let data: Dataset;
beforeAll(async () => {
  data = await trainingSamples(STEPS);
});

describe.each(CASES)('$preset, $backend, against PyTorch in float64', ({ preset, recipe, backend, make }) => {
  const { forward, gradients, steps } = BOUNDS[backend];
  const golden = new Golden(preset);
  const fresh = () => {
    const network = new Network(ARCHITECTURES[preset], make(), 1, { fused: false });
    fill(network);
    return network;
  };

  it(`every activation of the first picture within ${forward}·max|b|, every gradient within ${gradients}·max|b|`, () => {
    const network = fresh();
    network.setPicture(0, data.images, 0, 28);
    network.forward(1, 28);
    const { state, delta } = network.outputs;
    const loss = criterionOf(recipe, network.architecture.output)(state.data, 0, data.labels[0] as number, delta!.data);
    expectClose([loss], [golden.values('losses')[0] as number], forward, 'loss');
    for (const name of ['input', ...network.layers.map((layer) => layer.name)]) {
      expectKept(Array.from(network.unitsNamed(name).state.data), golden, `activation.${name}`, forward);
    }
    for (const { gradient } of network.parameters) gradient.data.fill(0);
    network.backward(1, { into: 'gradient', scale: 1 });
    for (const { name, parts } of tensorsOf(network)) {
      const found = parts.flatMap(({ gradient }) => Array.from(gradient.data));
      expectKept(found, golden, `gradient.${name}`, gradients);
    }
  });

  it(`${STEPS} steps of batch 1 at ${recipe.rate}: losses and weights within ${steps}·max|b|`, () => {
    const network = fresh();
    const trainer = new Trainer({ network, recipe, seed: 0, data, keepWeights: true });
    const losses = Array.from({ length: STEPS }, () => {
      const before = trainer.running.lossSum;
      trainer.step();
      return trainer.running.lossSum - before;
    });
    expect(trainer.done).toBe(true);
    expectClose(losses, golden.values('losses'), steps, 'loss of step');
    for (const { name, parts } of tensorsOf(network)) {
      const found = parts.flatMap(({ value }) => Array.from(value.data));
      expectKept(found, golden, `after-${STEPS}.${name}`, steps);
    }
  });
});
