import { describe, expect, it } from 'vitest';
import type { Squash } from '../../src/kernels/contract.js';
import { createNetwork } from '../../src/network/create.js';
import { checkArchitecture } from '../../src/switches/check.js';
import { ARCHITECTURES } from '../../src/switches/presets.js';
import { type Architecture, SQUASHED_LAYERS } from '../../src/switches/table.js';
import { expectError, thrownBy } from '../expect-error.js';
import { simdNetwork } from '../network/support.js';
import { wordsOf } from './words.js';

const { paper, blog } = ARCHITECTURES;

describe('presets', () => {
  it('paper: squashing everywhere, sums, Table I, background, distances', () => {
    const { squash, name, width, ...rest } = paper;
    expect(width).toEqual({ C1: 6, C3: 16, C5: 120, F6: 84 });
    expect(Object.entries(squash)).toEqual(SQUASHED_LAYERS.map((layer) => [layer, 'scaled-tanh']));
    expect({ name, ...rest }).toEqual({
      name: 'paper',
      family: 'lenet-5',
      pixels: 'paper',
      pooling: 'sum',
      coefficients: 'trained',
      c3: 'table',
      padding: 'background',
      output: 'rbf',
      classes: 10,
      codes: 'digits',
    });
  });

  it('blog: no squashing after C1, C3 and C5, averages, replicated border', () => {
    const squashed = SQUASHED_LAYERS.filter((layer) => blog.squash[layer] === 'scaled-tanh');
    expect(squashed).toEqual(['S2', 'S4', 'F6']);
    expect(SQUASHED_LAYERS.filter((layer) => blog.squash[layer] === 'none')).toEqual(['C1', 'C3', 'C5']);
    expect({ ...blog, squash: null }).toEqual({
      ...paper,
      name: 'blog',
      squash: null,
      pooling: 'average',
      padding: 'replicate',
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
      for (const value of wordsOf(name)) {
        const architecture = { ...paper, [name]: value } as Architecture;
        expect(checkArchitecture(architecture)).toBe(architecture);
      }
    }
    for (const layer of SQUASHED_LAYERS) {
      for (const value of wordsOf<Squash>(`squash.${layer}`)) {
        checkArchitecture({ ...paper, squash: { ...paper.squash, [layer]: value } });
      }
    }
  });

  it.each(['pooling', 'c3', 'padding', 'output'] as const)('names %s, the value and what is allowed', async (name) => {
    const wrong = { ...paper, [name]: 'maximum' } as unknown as Architecture;
    const allowed = wordsOf(name).join(', ');
    for (const call of [
      () => checkArchitecture(wrong),
      () => simdNetwork(wrong),
      () => createNetwork({ architecture: wrong }),
    ]) {
      expectError(await thrownBy(call), 'SettingError', 'switch-value', name, '"maximum"', allowed);
    }
  });

  it.each(SQUASHED_LAYERS)('names squash.%s', async (layer) => {
    for (const value of ['tan', undefined]) {
      const wrong = { ...paper, squash: { ...paper.squash, [layer]: value } } as unknown as Architecture;
      const error = await thrownBy(() => checkArchitecture(wrong));
      expectError(error, 'SettingError', 'switch-value', `squash.${layer}`, 'scaled-tanh, tanh, logistic, relu, none');
    }
  });

  it('refuses a switch that there is none of, and offers the nearest, or all', async () => {
    const error = await thrownBy(() => checkArchitecture({ ...paper, poling: 'max' } as Architecture));
    expectError(error, 'SettingError', 'switch-unknown', '"poling"', 'did you mean pooling?');
    const layer = await thrownBy(() =>
      checkArchitecture({ ...paper, squash: { ...paper.squash, C2: 'none' } } as Architecture),
    );
    expectError(layer, 'SettingError', 'switch-unknown', '"C2"', 'expected one of: C1, S2, C3');
  });
});
