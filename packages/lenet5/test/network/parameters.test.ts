import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SettingError } from '../../src/errors.js';
import type { Network, StateDict } from '../../src/network/network.js';
import { expectError, thrownBy } from '../expect-error.js';
import { Golden, simdNetwork, variant } from './support.js';

/** A network whose parameters all differ. */
function counted(): Network {
  const network = simdNetwork();
  let next = 0;
  for (const { value } of network.parameters) for (let i = 0; i < value.data.length; i++) value.data[i] = next++ / 1024;
  return network;
}

describe('parameters', () => {
  it.each(['paper', 'blog'] as const)(
    '%s: names, order and shapes of the blog’s state dict, as PyTorch wrote it',
    (preset) => {
      const network = simdNetwork(variant(preset));
      const described = (state: StateDict) => [...state].map(([name, { shape }]) => `${name} [${shape}]`);
      expect(described(network.stateDict())).toEqual(described(new Golden(preset).group('initial')));
    },
  );

  it('starts C1.weight, C1.bias, S2.weight, S2.bias, C3.conv0.weight, C3.conv0.bias, C3.conv1.weight', () => {
    const names = simdNetwork().parameters.map(({ name }) => name);
    expect(names.slice(0, 7)).toEqual(
      'C1.weight C1.bias S2.weight S2.bias C3.conv0.weight C3.conv0.bias C3.conv1.weight'.split(' '),
    );
    expect(names.slice(-6)).toEqual('S4.weight S4.bias C5.weight C5.bias F6.weight F6.bias'.split(' '));
    expect(names).toHaveLength(2 + 2 + 32 + 2 + 2 + 2);
  });

  it('a linear output adds Output.weight [10, 84] and Output.bias [10] at the end', () => {
    const last = simdNetwork(variant('blog', { output: 'linear' })).parameters.slice(-2);
    expect(last.map(({ name, shape }) => [name, shape])).toEqual([
      ['Output.weight', [10, 84]],
      ['Output.bias', [10]],
    ]);
  });
});

describe('stateDict and loadStateDict', () => {
  it('a copy goes into another network, bit for bit', () => {
    const [from, to] = [counted(), simdNetwork()];
    to.loadStateDict(from.stateDict());
    expect(to.stateDict()).toEqual(from.stateDict());
    expect(to.weightsSha256()).toBe(from.weightsSha256());
  });

  it('is a copy: changing it changes no weight', () => {
    const network = counted();
    const before = network.weightsSha256();
    network.stateDict().get('C5.weight')?.data.fill(7);
    expect(network.weightsSha256()).toBe(before);
  });

  it('weightsSha256 is SHA-256 over little-endian float32 in state-dict order, without names', () => {
    const network = counted();
    const bytes = Buffer.alloc(4 * 60_000);
    let at = 0;
    for (const { data } of network.stateDict().values()) for (const value of data) at = bytes.writeFloatLE(value, at);
    expect(at).toBe(bytes.length);
    expect(network.weightsSha256()).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  const entry = (length: number, ...shape: number[]) => ({ shape, data: new Float32Array(length) });
  it.each([
    ['a missing entry', (state: Map<string, unknown>) => state.delete('F6.bias'), ['F6.bias', '[84]']],
    ['an unknown entry', (state: Map<string, unknown>) => state.set('F7.bias', entry(1, 1)), ['F7.bias']],
    [
      'another shape',
      (state: Map<string, unknown>) => state.set('F6.weight', entry(84 * 120, 120, 84)),
      ['F6.weight', '[120,84]', '[84,120]'],
    ],
    [
      'fewer values than the shape says',
      (state: Map<string, unknown>) => state.set('F6.bias', entry(83, 84)),
      ['F6.bias', '83'],
    ],
    [
      'more values than the shape says',
      (state: Map<string, unknown>) => state.set('F6.bias', entry(85, 84)),
      ['F6.bias', '85'],
    ],
  ])('refuses %s, by name, and changes nothing', async (_, spoil, parts) => {
    const network = counted();
    const before = network.weightsSha256();
    const state = simdNetwork().stateDict();
    spoil(state);
    const error = await thrownBy(() => network.loadStateDict(state));
    expect(error).toBeInstanceOf(SettingError);
    expectError(error, 'SettingError', 'weights-mismatch', ...parts);
    expect(network.weightsSha256()).toBe(before);
  });
});
