import { describe, expect, it } from 'vitest';
import { findWeights } from '../../../src/files/layout/weights.js';
import { blogStateDict } from '../../../src/files/pth/blog-class.js';
import { readPth } from '../../../src/files/pth/reader.js';
import type { FoundTensor } from '../../../src/files/pth/strided-tensors.js';
import { writePth } from '../../../src/files/pth/writer.js';
import { readSafetensors } from '../../../src/files/safetensors/reader.js';
import { writeSafetensors } from '../../../src/files/safetensors/writer.js';
import { simdNetwork, variant } from '../../network/support.js';
import { networkWith, trainedNetwork } from '../support.js';
import { golden } from './samples.js';

type Changeable = Map<string, FoundTensor>;

async function blogTensors(): Promise<Changeable> {
  return new Map((await readPth(Uint8Array.from(golden('blog-initial.pth')))).tensors);
}

describe('findWeights', () => {
  it('tells the place where Table I differs', async () => {
    const tensors = await blogTensors();
    const data = BigInt64Array.from(tensors.get('C3.mapInfo')!.data as BigInt64Array);
    data[16 * 2 + 5] = 1n;
    data[16 * 2 + 4] = 1n;
    tensors.set('C3.mapInfo', { dtype: 'I64', shape: [6, 16], data });
    const { differences, seen } = findWeights(tensors);
    expect(seen.c3).toBe('table');
    expect(differences).toEqual([
      "C3.mapInfo differs from the paper's Table I in 2 of 96 values, first at map 2 of S2 and map 4 of C3: " +
        "the paper's Table I will be used instead, so answers may differ from those in PyTorch.",
    ]);
  });

  it('tells the pixel where a bitmap differs, and another shape', async () => {
    const tensors = await blogTensors();
    const data = BigInt64Array.from(tensors.get('Output.weight')!.data as BigInt64Array);
    data[10 * (7 * 3 + 1) + 4] = -data[10 * (7 * 3 + 1) + 4]!;
    tensors.set('Output.weight', { dtype: 'I64', shape: [84, 10], data });
    expect(findWeights(tensors).differences[0]).toMatch(
      /bitmaps in 1 of 840 values, first at digit 4, row 3, column 1/,
    );
    tensors.set('Output.weight', { dtype: 'I64', shape: [10, 84], data });
    expect(findWeights(tensors).differences[0]).toMatch(/Output\.weight has shape \[10,84\], expected was \[84,10\]/);
  });

  it.each([Int32Array, Int16Array, Int8Array, Float32Array])(
    'takes the buffers as %o too (NumPy on Windows: int32)',
    async (Type) => {
      const tensors = await blogTensors();
      for (const name of ['C3.mapInfo', 'Output.weight']) {
        const { shape, data } = tensors.get(name)!;
        tensors.set(name, { dtype: 'I32', shape, data: new Type(Array.from(data as BigInt64Array, Number)) });
      }
      expect(findWeights(tensors)).toMatchObject({ differences: [], supposed: 'blog' });
    },
  );

  it('takes integers for weights, as PyTorch does', async () => {
    const tensors = await blogTensors();
    tensors.set('C1.bias', { dtype: 'I64', shape: [6], data: BigInt64Array.of(1n, 2n, 3n, -4n, 5n, 6n) });
    expect(findWeights(tensors).weights.get('C1.bias')?.data).toEqual(Float64Array.of(1, 2, 3, -4, 5, 6));
  });

  it.each([
    { c3: 'full', output: 'rbf' },
    { c3: 'table', output: 'linear' },
    { c3: 'full', output: 'linear' },
    { c3: 'table', output: 'rbf-angle' },
  ] as const)('$c3, $output: known by the entries alone, and back in a network', async ({ c3, output }) => {
    const network = simdNetwork(variant('blog', { c3, output }));
    network.parameters.forEach(({ value }, i) => void value.data.fill(i / 8));
    const found = findWeights((await readPth(writePth(blogStateDict(network)))).tensors);
    expect(found).toMatchObject({ seen: { c3, output: output === 'linear' ? 'linear' : 'rbf' }, differences: [] });
    expect(networkWith(network.architecture, found.weights).weightsSha256()).toBe(network.weightsSha256());
  });
});

describe('blogStateDict', () => {
  it('has the names, order, types and shapes that PyTorch wrote', async () => {
    const described = (tensors: ReadonlyMap<string, { shape: readonly number[]; data: ArrayLike<number | bigint> }>) =>
      [...tensors].map(([name, { shape, data }]) => `${name} [${shape}] ${data.constructor.name}`);
    const expected = await readPth(golden('blog-initial.pth'));
    expect(described(blogStateDict(simdNetwork(variant('blog'))))).toEqual(described(expected.tensors));
  });
});

describe('safetensors → .pth → safetensors', () => {
  it.each(['paper', 'blog'] as const)('%s: the same bytes, metadata included', async (preset) => {
    const network = await trainedNetwork(preset);
    const first = writeSafetensors(network.stateDict(), { architecture: '{"name":"中文"}', licence: 'MIT', seed: '1' });
    const { tensors, metadata } = readSafetensors(first);
    const pth = writePth(blogStateDict(networkWith(network.architecture, tensors as never)), metadata);
    const back = await readPth(pth);
    const weights = findWeights(back.tensors).weights;
    const second = writeSafetensors(networkWith(network.architecture, weights).stateDict(), back.metadata);
    expect(Buffer.compare(first, second)).toBe(0);
  });
});
