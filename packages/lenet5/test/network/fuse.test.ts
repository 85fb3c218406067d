import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { layersOf } from '../../src/network/families.js';
import { drawInitialValues } from '../../src/network/initial.js';
import { Network } from '../../src/network/network.js';
import { fuse, operationsOf } from '../../src/network/program.js';
import { RECIPES } from '../../src/switches/presets.js';
import type { Architecture } from '../../src/switches/table.js';
import { criterionOf } from '../../src/training/criterion.js';
import { expectClose } from '../kernels/contract.js';
import { BACKENDS, trainingSamples, variant } from './support.js';

/** The kernel calls of a network, such as 'convolve C1', and 'convolve+average S2.pooled' where two are one. */
function calls(architecture: Architecture): string[] {
  return fuse(layersOf(architecture).flatMap(operationsOf)).map(({ op, from, to, ...rest }) => {
    const pooling = op === 'convolve' && 'pooling' in rest ? `+${rest.pooling}` : '';
    return `${op}${pooling} ${from} ${to}`;
  });
}

describe('fuse', () => {
  const half = variant('blog', { squash: { ...variant('blog').squash, C1: 'scaled-tanh' }, pooling: 'sum' });

  it('blog: C1 and C3 are one call with the pooling after them', () => {
    expect(calls(variant('blog'))).toEqual([
      'convolve+average input S2.pooled',
      'scale S2.pooled S2',
      'convolve+average S2 S4.pooled',
      'scale S4.pooled S4',
      'dense S4 C5',
      'dense C5 F6',
      'distances F6 Output',
    ]);
  });

  it('only where no squashing function stands between', () => {
    expect(calls(half).slice(0, 5)).toEqual([
      'convolve input C1',
      'pool C1 S2.pooled',
      'scale S2.pooled S2',
      'convolve+sum S2 S4.pooled',
      'scale S4.pooled S4',
    ]);
  });

  it.each([variant('paper'), variant('blog', { pooling: 'max' })])(
    'leaves the list of $name with $pooling as it is',
    (architecture) => {
      const operations = layersOf(architecture).flatMap(operationsOf);
      expect(fuse(operations)).toEqual(operations);
    },
  );
});

const SAMPLES = 3;

/** Outputs and gradients of three pictures. */
async function results(architecture: Architecture, make: (typeof BACKENDS)[number]['make'], fused: boolean) {
  const { images, labels } = await trainingSamples(SAMPLES);
  const network = new Network(architecture, make(), SAMPLES, { fused });
  drawInitialValues(network.parameters, RECIPES.fast, new Random(2, 'fuse'));
  const { state, delta } = network.outputs;
  for (let s = 0; s < SAMPLES; s++) network.setPicture(s, images, s * 784, 28);
  network.forward(SAMPLES, 28);
  const judge = criterionOf({ criterion: 'eq9', j: 80 }, architecture.output);
  for (let s = 0; s < SAMPLES; s++) judge(state.data, s * 10, labels[s] as number, delta!.data);
  network.backward(SAMPLES, { into: 'gradient', scale: 1 });
  return {
    outputs: state.data,
    gradients: new Map(network.parameters.map(({ name, gradient }) => [name, gradient.data])),
  };
}

describe.each(BACKENDS)('$name: the same network with and without', ({ name: backend, make }) => {
  const [forward, gradient] = backend === 'reference in float64' ? [1e-13, 1e-12] : [1e-5, 1e-4];
  it.each([variant('blog'), variant('blog', { pooling: 'sum', padding: 'background' }), variant('blog-sigmoid')])(
    `$name, $pooling: outputs within ${forward}·max|b|, gradients ${gradient}·max|b|`,
    async (architecture) => {
      const [fused, apart] = [await results(architecture, make, true), await results(architecture, make, false)];
      expectClose(fused.outputs, apart.outputs, forward, 'outputs');
      for (const [name, values] of fused.gradients)
        expectClose(values, apart.gradients.get(name) ?? [], gradient, name);
    },
  );
});
