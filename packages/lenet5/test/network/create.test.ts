import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../src/network/create.js';
import { ARCHITECTURES } from '../../src/switches/presets.js';
import { expectError, thrownBy } from '../expect-error.js';
import { simdNetwork } from './support.js';

const { blog } = ARCHITECTURES;

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
    expectError(error, 'SettingError', 'switch-value', '"lenet"', 'paper, blog, blog-1.4, blog-sigmoid');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a capacity of %s, which would read nothing for ever', async (capacity) => {
    expectError(await thrownBy(() => createNetwork({ capacity })), 'SettingError', 'switch-value', `${capacity}`);
  });

  it('refuses a pass of more samples than there is room for, and still works', async () => {
    const network = createNetwork({ capacity: 2 });
    for (const pass of [
      () => network.forward(3, 28),
      () => network.forwardFromInput(3),
      () => network.backward(3, { into: 'value', scale: 0 }),
    ]) {
      expectError(await thrownBy(pass), 'SettingError', 'argument', 'samples is 3, expected a whole number, 1 to 2.');
    }
    network.forward(2, 28);
  });

  it('names the layers where a name is unknown', async () => {
    const error = await thrownBy(() => simdNetwork().unitsNamed('S3'));
    expectError(error, 'SettingError', 'layer-unknown', '"S3"', 'C1', 'S2.pooled', 'Output');
  });
});
