import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { drawInitialValues } from '../../src/network/initial.js';
import { Network } from '../../src/network/network.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import { criterionOf } from '../../src/training/criterion.js';
import { expectClose } from '../kernels/contract.js';
import { BACKENDS, trainingSamples, variant } from './support.js';

const COUNT = 5;

/** Adds the gradients of `samples` pictures from number `first` on; returns their outputs. */
async function add(network: Network, first: number, samples: number): Promise<number[]> {
  const { images, labels } = await trainingSamples(COUNT);
  const { state, delta } = network.outputs;
  const linear = network.architecture.output === 'linear';
  const judge = criterionOf({ criterion: linear ? 'mse' : 'eq9', j: 80 }, network.architecture.output);
  for (let s = 0; s < samples; s++) network.setPicture(s, images, (first + s) * 784, 28);
  network.forward(samples, 28);
  for (let s = 0; s < samples; s++) judge(state.data, s * 10, labels[first + s] as number, delta!.data);
  network.backward(samples, { into: 'gradient', scale: 1 });
  return Array.from(state.data.subarray(0, samples * 10));
}

function fresh(
  architecture: (typeof ARCHITECTURES)['paper'],
  make: (typeof BACKENDS)[number]['make'],
  capacity: number,
) {
  const network = new Network(architecture, make(), capacity);
  drawInitialValues(network.parameters, RECIPES.fast, new Random(1, 'batch'));
  return network;
}

const NETWORKS = [...Object.values(ARCHITECTURES), variant('paper', { name: 'paper with max', pooling: 'max' })];

for (const architecture of NETWORKS) {
  describe.each(BACKENDS)(`${architecture.name}, $name: a batch of ${COUNT}`, ({ make }) => {
    it('has the outputs of its samples, bit for bit, and the sum of their gradients within 1e-5·max|b|', async () => {
      const [batch, single] = [fresh(architecture, make, COUNT + 2), fresh(architecture, make, 1)];
      const outputs = await add(batch, 0, COUNT);
      const singles: number[] = [];
      for (let s = 0; s < COUNT; s++) singles.push(...(await add(single, s, 1)));
      expect(outputs).toEqual(singles);
      batch.parameters.forEach(({ name, gradient }, p) => {
        expectClose(gradient.data, single.parameters[p]!.gradient.data, 1e-5, name);
      });
    });
  });
}
