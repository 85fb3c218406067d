import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { Network } from '../../src/network/network.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Recipe } from '../../src/switches/table.js';
import { criterionOf } from '../../src/training/criterion.js';
import { Trainer } from '../../src/training/trainer.js';
import { expectClose } from '../kernels/contract.js';
import { BACKENDS, Golden, trainingSamples } from './support.js';

const STEPS = 200;
const LAYERS = ['C1', 'S2', 'C3', 'S4', 'C5', 'F6', 'Output'];
const EQ8: Recipe = { ...RECIPES.blog, schedule: 'constant', rate: 1e-3, order: 'stored', batch: 1, passes: 1 };
const EQ9: Recipe = { ...EQ8, criterion: 'eq9', j: 1 };

let data: Dataset;
beforeAll(async () => {
  data = await trainingSamples(STEPS);
});

/** The first picture forward, its loss, and backward into the gradients. */
function firstGradients(network: Network, { criterion, j }: Recipe): number {
  const { state, delta } = network.outputs;
  network.setPicture(0, data.images, 0, 28);
  network.forward(1, 28);
  const judge = criterionOf({ criterion, j }, network.architecture.output);
  const loss = judge(state.data, 0, data.labels[0] as number, delta!.data);
  for (const { gradient } of network.parameters) gradient.data.fill(0);
  network.backward(1, { into: 'gradient', scale: 1 });
  return loss;
}

function expectGradients(network: Network, golden: Golden, prefix: string, bound: number): void {
  for (const { name, gradient } of network.parameters) {
    expectClose(gradient.data, golden.values(`${prefix}.${name}`), bound, name);
  }
}

/** What float32 must reach; in float64 the two computations differ in rounding alone. */
const FLOAT32 = { forward: 1e-5, gradients: 1e-4, weights: 1e-4 };
const BOUNDS = {
  simd: FLOAT32,
  'reference in float32': FLOAT32,
  'reference in float64': { forward: 1e-11, gradients: 1e-11, weights: 1e-11 },
};

interface Setting {
  readonly preset: 'paper' | 'blog';
  readonly backend: keyof typeof BOUNDS;
  /** Whether the blog's convolutions and poolings are one operation; the paper's never are. */
  readonly fused: boolean;
}

const SETTINGS: Setting[] = [
  ...BACKENDS.map(({ name }) => ({ preset: 'paper', backend: name, fused: true }) as const),
  ...BACKENDS.map(({ name }) => ({ preset: 'blog', backend: name, fused: name === 'simd' }) as const),
  { preset: 'blog', backend: 'simd', fused: false },
];

describe.each(SETTINGS)('$preset, $backend, fused $fused, against PyTorch in float64', ({ preset, backend, fused }) => {
  const { forward, gradients, weights } = BOUNDS[backend];
  const golden = new Golden(preset);
  const fresh = () => {
    const { make } = BACKENDS.find(({ name }) => name === backend)!;
    const network = new Network(ARCHITECTURES[preset], make(), 1, { fused });
    network.loadStateDict(golden.group('initial'));
    return network;
  };

  it(`every activation of the first picture within ${forward}·max|b|`, () => {
    const network = fresh();
    firstGradients(network, EQ8);
    const left = preset === 'blog' && fused ? ['C1', 'C3'] : [];
    for (const layer of LAYERS.filter((name) => !left.includes(name))) {
      const expected = golden.values(`activation.${layer === 'Output' ? 'RBF' : layer}`);
      expectClose(network.unitsNamed(layer).state.data, expected, forward, layer);
    }
  });

  it(`Eq. 8: loss within ${forward}·|b|, every gradient within ${gradients}·max|b|`, () => {
    const network = fresh();
    const loss = firstGradients(network, EQ8);
    expectClose([loss], [golden.values('losses.float64')[0] as number], forward, 'loss');
    expectGradients(network, golden, 'gradient', gradients);
  });

  if (preset === 'paper') {
    it(`Eq. 9, j = 1: loss within ${forward}·|b|, every gradient within ${gradients}·max|b|`, () => {
      const network = fresh();
      expectClose([firstGradients(network, EQ9)], golden.values('eq9.loss'), forward, 'loss');
      expectGradients(network, golden, 'eq9.gradient', gradients);
    });
  }

  it(`${STEPS} steps of batch 1 at 1e-3: losses within ${forward}·max|b|, weights within ${weights}`, () => {
    const network = fresh();
    const trainer = new Trainer({ network, recipe: EQ8, seed: 0, data, keepWeights: true });
    const losses = Array.from({ length: STEPS }, (_, i) => {
      trainer.step();
      return network.outputs.state.data[data.labels[i] as number] as number;
    });
    expect(trainer.done).toBe(true);
    const sum = losses.reduce((total, loss) => total + loss);
    expect(trainer.running.lossSum).toBeCloseTo(sum, 6);
    expectClose(losses, golden.values('losses.float64'), forward, 'loss of step');
    for (const { name, value } of network.parameters) {
      const expected = golden.values(`after-${STEPS}.${name}`);
      const distance = Array.from(value.data, (x, i) => Math.abs(x - (expected[i] as number)));
      expect(Math.max(...distance), name).toBeLessThanOrEqual(weights);
    }
  });
});
