import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../src/create.js';
import {
  ARCHITECTURE_VALUES,
  ARCHITECTURES,
  type Architecture,
  checkArchitecture,
  SQUASHED_LAYERS,
} from '../../src/network/architecture.js';
import { expectError, thrownBy } from '../expect-error.js';
import { simdNetwork } from './support.js';

const { paper, blog } = ARCHITECTURES;

describe('presets', () => {
  it('paper: squashing everywhere, sums, Table I, background, distances', () => {
    const { squash, name, ...rest } = paper;
    expect(Object.entries(squash)).toEqual(SQUASHED_LAYERS.map((layer) => [layer, 'scaled-tanh']));
    expect({ name, ...rest }).toEqual({
      name: 'paper',
      pooling: 'sum',
      c3: 'table',
      padding: 'background',
      output: 'rbf',
    });
  });

  it('blog: no squashing after C1, C3 and C5, averages, replicated border', () => {
    const squashed = SQUASHED_LAYERS.filter((layer) => blog.squash[layer] === 'scaled-tanh');
    expect(squashed).toEqual(['S2', 'S4', 'F6']);
    expect(SQUASHED_LAYERS.filter((layer) => blog.squash[layer] === 'none')).toEqual(['C1', 'C3', 'C5']);
    expect({ ...blog, squash: null }).toEqual({
      name: 'blog',
      squash: null,
      pooling: 'average',
      c3: 'table',
      padding: 'replicate',
      output: 'rbf',
    });
  });

  it('blog-sigmoid: blog with a logistic function after S2 and S4', () => {
    const expected = { ...blog, name: 'blog-sigmoid', squash: { ...blog.squash, S2: 'logistic', S4: 'logistic' } };
    expect(ARCHITECTURES['blog-sigmoid']).toEqual(expected);
  });
});

describe('checkArchitecture', () => {
  it('takes every listed value of every switch', () => {
    for (const name of ['pooling', 'c3', 'padding', 'output'] as const) {
      for (const value of ARCHITECTURE_VALUES[name]) {
        const architecture = { ...paper, [name]: value } as Architecture;
        expect(checkArchitecture(architecture)).toBe(architecture);
      }
    }
    for (const layer of SQUASHED_LAYERS) {
      for (const value of ARCHITECTURE_VALUES.squash) {
        checkArchitecture({ ...paper, squash: { ...paper.squash, [layer]: value } });
      }
    }
  });

  it.each(['pooling', 'c3', 'padding', 'output'] as const)('names %s, the value and what is allowed', async (name) => {
    const wrong = { ...paper, [name]: 'maximum' } as unknown as Architecture;
    const allowed = ARCHITECTURE_VALUES[name].join(', ');
    for (const call of [
      () => checkArchitecture(wrong),
      () => simdNetwork(wrong),
      () => createNetwork({ architecture: wrong }),
    ]) {
      expectError(await thrownBy(call), 'SettingError', 'switch-value', name, '"maximum"', allowed);
    }
  });

  it.each(SQUASHED_LAYERS)('names squash.%s', async (layer) => {
    for (const value of ['tanh', undefined]) {
      const wrong = { ...paper, squash: { ...paper.squash, [layer]: value } } as unknown as Architecture;
      const error = await thrownBy(() => checkArchitecture(wrong));
      expectError(error, 'SettingError', 'switch-value', `squash.${layer}`, 'scaled-tanh, logistic, none');
    }
  });
});

describe('createNetwork', () => {
  it('makes the paper’s network with room for 64 samples where nothing is said', () => {
    const { architecture, capacity, backend } = createNetwork();
    expect({ name: architecture.name, capacity, backend: backend.name }).toEqual({
      name: 'paper',
      capacity: 64,
      backend: 'simd',
    });
  });

  it('takes a preset by name, the reference, and a capacity', () => {
    const { architecture, capacity, backend } = createNetwork({
      architecture: 'blog',
      backend: 'reference',
      capacity: 2,
    });
    expect([architecture, capacity, backend.name]).toEqual([blog, 2, 'reference']);
    expect(backend.arena.bytes).toBe(4);
  });

  it('refuses an unknown preset and lists the known ones', async () => {
    const error = await thrownBy(() => createNetwork({ architecture: 'lenet' as 'paper' }));
    expectError(error, 'SettingError', 'switch-value', '"lenet"', 'paper, blog, blog-sigmoid');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a capacity of %s, which would read nothing for ever', async (capacity) => {
    expectError(await thrownBy(() => createNetwork({ capacity })), 'SettingError', 'switch-value', `${capacity}`);
  });

  it('refuses a pass of more samples than there is room for, and still works', () => {
    const network = createNetwork({ capacity: 2 });
    for (const pass of [
      () => network.forward(3, 28),
      () => network.forwardFromInput(3),
      () => network.backward(3, { into: 'value', scale: 0 }),
    ]) {
      expect(pass).toThrow('3 samples, room for 2');
    }
    network.forward(2, 28);
  });

  it('names the layers where a name is unknown', async () => {
    const error = await thrownBy(() => simdNetwork().unitsNamed('S3'));
    expectError(error, 'SettingError', 'layer-unknown', '"S3"', 'C1', 'S2.pooled', 'Output');
  });
});
