import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import type { Recipe } from '../../src/switches/table.js';
import { trainingSamples } from '../network/support.js';
import { makeTrainer } from './support.js';

const COUNT = 50;
const PASSES = 3;

let data: Dataset;
beforeAll(async () => {
  data = await trainingSamples(COUNT);
});

/** Numbers of the pictures that a run shows to the network, pass by pass. */
function shown(order: Recipe['order'], seed = 1, batch = 1): number[][] {
  const trainer = makeTrainer({ data, seed, changes: { order, batch, passes: PASSES } });
  const { network } = trainer;
  const { setPicture } = network;
  const passes: number[][] = [[]];
  network.setPicture = (sample, pictures, offset, size) => {
    expect(pictures).toBe(data.images);
    passes.at(-1)?.push(offset / 784);
    setPicture.call(network, sample, pictures, offset, size);
  };
  while (!trainer.done) if (trainer.step() && !trainer.done) passes.push([]);
  return passes;
}

const stored = Array.from({ length: COUNT }, (_, i) => i);
const sorted = (order: readonly number[] | undefined) => order?.toSorted((a, b) => a - b);

describe('order of the samples', () => {
  it('stored: as in the data set, every pass', () => {
    expect(shown('stored')).toEqual([stored, stored, stored]);
  });

  it('constant: one random order for all passes', () => {
    const [first, ...others] = shown('constant');
    expect(sorted(first)).toEqual(stored);
    expect(first).not.toEqual(stored);
    expect(others).toEqual([first, first]);
  });

  it('every-pass: another random order in each pass', () => {
    const passes = shown('every-pass');
    expect(passes).toHaveLength(PASSES);
    for (const pass of passes) expect(sorted(pass)).toEqual(stored);
    expect(new Set([stored, ...passes].map(String)).size).toBe(PASSES + 1);
  });

  it.each(['constant', 'every-pass'] as const)('%s: the seed decides', (order) => {
    expect(shown(order, 2)).toEqual(shown(order, 2));
    expect(shown(order, 3)).not.toEqual(shown(order, 2));
  });

  it.each(['stored', 'constant', 'every-pass'] as const)('%s: the batch changes nothing', (order) => {
    expect(shown(order, 1, 7)).toEqual(shown(order, 1, 1));
  });
});
