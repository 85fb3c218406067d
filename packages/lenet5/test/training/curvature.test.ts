import { describe, expect, it } from 'vitest';
import { Network } from '../../src/network/network.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Architecture, Recipe } from '../../src/switches/table.js';
import { estimateCurvature } from '../../src/training/curvature.js';
import { Trainer } from '../../src/training/trainer.js';
import { expectClose } from '../kernels/contract.js';
import { BACKENDS, Golden, trainingSamples } from '../network/support.js';

const EQ8 = { criterion: 'eq8', j: 1 } as const;
const FIRST_FIVE = [0, 1, 2, 3, 4];
const golden = new Golden('paper');

function networkOf(backend: string, architecture: Architecture = ARCHITECTURES.paper): Network {
  const { make } = BACKENDS.find(({ name }) => name === backend)!;
  const network = new Network(architecture, make(), 1, { curvature: true });
  network.loadStateDict(golden.group('initial'));
  return network;
}

const BOUNDS = { simd: 1e-4, 'reference in float32': 1e-4, 'reference in float64': 1e-11 };

describe.each(Object.entries(BOUNDS))('curvature, %s', (backend, bound) => {
  it(`of every parameter, Eq. 8, over five images, within ${bound}·max|b| of PyTorch in float64`, async () => {
    const network = networkOf(backend);
    estimateCurvature(network, await trainingSamples(5), FIRST_FIVE, EQ8);
    const estimated = [...network.second!.squares.curvature()];
    expect(estimated).toHaveLength(network.parameters.length);
    for (const [name, h] of estimated) expectClose(h.data, golden.values(`second.${name}`), bound, name);
  });
});

/** 2·Σ_k (∂x_k/∂w)² over the states of F6, by central differences. */
function exactCurvature(network: Network, name: string, index: number): number {
  const { data } = network.parameters.find((parameter) => parameter.name === name)!.value;
  const states = network.unitsNamed('F6').state.data;
  const step = 1e-5;
  const at = (value: number) => {
    data[index] = value;
    network.forward(1, 28);
    return Float64Array.from(states);
  };
  const middle = data[index] as number;
  const [above, below] = [at(middle + step), at(middle - step)];
  data[index] = middle;
  return 2 * above.reduce((sum, x, k) => sum + ((x - (below[k] as number)) / (2 * step)) ** 2, 0);
}

describe.each(['paper', 'blog', 'blog-sigmoid'] as const)('%s, in float64', (preset) => {
  it.each(['F6.weight', 'F6.bias', 'C5.weight', 'C5.bias'])(
    '%s is 2·Σ(∂x/∂w)² within 1e-6 of the largest, by central differences',
    async (name) => {
      const network = networkOf('reference in float64', ARCHITECTURES[preset]);
      const data = await trainingSamples(1);
      estimateCurvature(network, data, [0], EQ8);
      const h = [...network.second!.squares.curvature()].find(([parameter]) => parameter === name)![1].data;
      network.setPicture(0, data.images, 0, 28);
      const largest = Math.max(...h);
      for (let k = 0; k < h.length; k += Math.ceil(h.length / 20)) {
        expect(Math.abs((h[k] as number) - exactCurvature(network, name, k))).toBeLessThanOrEqual(1e-6 * largest);
      }
    },
  );
});

describe('training with it', () => {
  const recipe = { ...RECIPES['paper-printed'], passes: 2, warmUp: 400, curvatureSamples: 50, curvatureEvery: 200 };
  const make = async (seed = 1) => {
    const { make: backend } = BACKENDS.find(({ name }) => name === 'simd')!;
    const network = new Network(ARCHITECTURES.paper, backend(), 1, { curvature: true });
    return new Trainer({ network, recipe, seed, data: await trainingSamples(1000) });
  };

  it('is the same for the same seed, also after a restore in the middle of a pass', async () => {
    const whole = await make();
    while (!whole.done) whole.step();
    const first = await make();
    for (let step = 0; step < 1350; step++) first.step();
    const second = await make();
    second.restore(first.state());
    while (!second.done) second.step();
    expect(second.network.weightsSha256()).toBe(whole.network.weightsSha256());
  });

  it('refuses a state without rates, and changes nothing', async () => {
    const trainer = await make();
    trainer.step();
    const before = trainer.network.weightsSha256();
    expect(() => trainer.restore({ ...trainer.state(), rates: [] })).toThrow(
      'number of rates of the state is 0, expected 42',
    );
    expect(trainer.network.weightsSha256()).toBe(before);
  });

  it.each([-1, 1])('refuses a state with rates of another length, %i, and changes nothing', async (more) => {
    const trainer = await make();
    trainer.step();
    const before = trainer.network.weightsSha256();
    const state = trainer.state();
    const rates = state.rates.map((each, p) => (p === 3 ? new Float32Array(each.length + more) : each));
    expect(() => trainer.restore({ ...state, rates })).toThrow('length of rates 3 of the state is ');
    expect(trainer.network.weightsSha256()).toBe(before);
  });

  it('refuses a network without room for it, and what it does not go with', async () => {
    const { make: backend } = BACKENDS.find(({ name }) => name === 'simd')!;
    const data = await trainingSamples(10);
    const attempt = (changes: Partial<Architecture>, curvature: boolean) => () => {
      const network = new Network({ ...ARCHITECTURES.paper, ...changes }, backend(), 1, { curvature });
      return new Trainer({ network, recipe, seed: 1, data });
    };
    expect(attempt({}, false)).toThrow('needs a network made with curvature: true');
    expect(attempt({ pooling: 'max' }, true)).toThrow('does not go with pooling max');
    expect(attempt({ output: 'rbf-angle' }, true)).toThrow('does not go with output rbf-angle');
  });

  it('a criterion with ½ has the steps of twice the μ, bit for bit', async () => {
    const run = async (changes: Partial<Recipe>) => {
      const { make: backend } = BACKENDS.find(({ name }) => name === 'simd')!;
      const network = new Network(ARCHITECTURES.paper, backend(), 1, { curvature: true });
      const paper = { ...RECIPES.paper, passes: 1, ...changes };
      const trainer = new Trainer({ network, recipe: paper, seed: 1, data: await trainingSamples(600) });
      while (!trainer.done) trainer.step();
      return network.weightsSha256();
    };
    expect(await run({ criterionFactor: 0.5, mu: 0.02 })).toBe(await run({ mu: 0.04 }));
    expect(await run({ mu: 0.02 })).not.toBe(await run({ mu: 0.04 }));
  });

  it('averages the curvature of shared weights over the units of a map, in S2 and S4 or everywhere', async () => {
    const rates = async (changes: Partial<Recipe>) => {
      const { make: backend } = BACKENDS.find(({ name }) => name === 'reference in float64')!;
      const network = new Network(ARCHITECTURES.paper, backend(), 1, { curvature: true });
      const paper = { ...RECIPES.paper, curvatureSamples: 20, ...changes };
      new Trainer({ network, recipe: paper, seed: 1, data: await trainingSamples(50) }).step();
      return new Map(network.parameters.map(({ name }, p) => [name, network.second!.rates[p]!.data[0]!]));
    };
    const [sum, inS, average] = [
      await rates({}),
      await rates({ sharedCurvature: 'average-in-S' }),
      await rates({ sharedCurvature: 'average' }),
    ];
    const { mu } = RECIPES.paper;
    for (const [name, units] of Object.entries({
      'C1.weight': 784,
      'C3.0.bias': 100,
      'S2.coefficient': 196,
      'F6.weight': 1,
    })) {
      const found = [...sum.keys()].find((key) => key === name || key.startsWith(name.split('.')[0]!))!;
      const h = 1 / sum.get(found)! - mu;
      const divided = 1 / (mu + h / units);
      expect(average.get(found)! / divided, found).toBeCloseTo(1, 9);
      expect(inS.get(found)! / (found.startsWith('S') ? divided : sum.get(found)!), found).toBeCloseTo(1, 9);
    }
  });

  it('estimates it on random samples, on the first, or on those that training sees next', async () => {
    const { make: backend } = BACKENDS.find(({ name }) => name === 'simd')!;
    const data = await trainingSamples(200);
    const after = (curvatureDraw: Recipe['curvatureDraw'], order: Recipe['order']) => {
      const network = new Network(ARCHITECTURES.paper, backend(), 1, { curvature: true });
      const paper = { ...RECIPES.paper, curvatureSamples: 20, curvatureDraw, order };
      const trainer = new Trainer({ network, recipe: paper, seed: 1, data });
      trainer.step();
      return Float64Array.from(network.second!.rates[0]!.data);
    };
    expect(after('next', 'stored')).toEqual(after('first', 'stored'));
    expect(after('next', 'constant')).not.toEqual(after('first', 'constant'));
    expect(after('random', 'stored')).not.toEqual(after('first', 'stored'));
  });
});
