import { describe, expect, it } from 'vitest';
import { countNetwork } from '../../src/network/counts.js';
import { ARCHITECTURES } from '../../src/switches/presets.js';
import { simdNetwork, variant } from './support.js';

/** The paper's layers, p.7-8: shape, trainable parameters, connections. */
const PAPER: Record<string, [shape: number[], parameters: number, connections: number]> = {
  C1: [[6, 28, 28], 156, 122_304],
  S2: [[6, 14, 14], 12, 5_880],
  C3: [[16, 10, 10], 1_516, 151_600],
  S4: [[16, 5, 5], 32, 2_000],
  C5: [[120], 48_120, 48_120],
  F6: [[84], 10_164, 10_164],
  Output: [[10], 0, 840],
};

describe.each(['paper', 'blog', 'blog-sigmoid'] as const)('%s', (preset) => {
  it('has 60,000 parameters and 340,908 connections', () => {
    const { parameters, connections } = countNetwork(ARCHITECTURES[preset]);
    expect({ parameters, connections }).toEqual({ parameters: 60_000, connections: 340_908 });
  });

  it('has the shapes and counts of the paper in every layer', () => {
    const { layers } = countNetwork(ARCHITECTURES[preset]);
    const found = layers.map(({ name, shape, parameters, connections }) => [name, [shape, parameters, connections]]);
    expect(Object.fromEntries(found)).toEqual(PAPER);
    expect(layers.map(({ name }) => name)).toEqual(Object.keys(PAPER));
  });

  it('counts what is really planned in memory', () => {
    const network = simdNetwork(ARCHITECTURES[preset]);
    for (const [layer, [shape, parameters]] of Object.entries(PAPER)) {
      const own = network.parameters.filter((parameter) => parameter.layer === layer);
      expect(
        own.reduce((sum, { value }) => sum + value.data.length, 0),
        layer,
      ).toBe(parameters);
      expect(network.unitsNamed(layer).state.shape, layer).toEqual([1, ...shape]);
    }
  });
});

describe('other networks', () => {
  it('C3 that reads all maps has 900 parameters and 90,000 connections more', () => {
    const { parameters, connections } = countNetwork(variant('paper', { c3: 'full' }));
    expect({ parameters, connections }).toEqual({ parameters: 60_900, connections: 430_908 });
  });

  it('a linear output has 850 trained parameters, and a bias for each unit', () => {
    const { parameters, connections } = countNetwork(variant('paper', { output: 'linear' }));
    expect({ parameters, connections }).toEqual({ parameters: 60_850, connections: 340_918 });
  });

  it('angles for distances change no count', () => {
    const { parameters, connections } = countNetwork(variant('blog', { output: 'rbf-angle', pooling: 'max' }));
    expect({ parameters, connections }).toEqual({ parameters: 60_000, connections: 340_908 });
  });
});
