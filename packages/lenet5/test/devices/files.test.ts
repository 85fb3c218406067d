import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/core.js';
import { fixedPoint, quantise, readInt8, writeC, writeFixedPoint, writeInt8 } from '../../src/devices/index.js';
import { type TensorToWrite, writeSafetensors } from '../../src/files/index.js';
import { FAMILY, trainedNetwork } from '../files/support.js';
import { testSamples, trainingSamples } from '../network/support.js';
import { compiled, needGcc } from './gcc.js';

interface Entry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

/** A safetensors file as anybody's JSON reader has it. */
function opened(file: Uint8Array) {
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const header = JSON.parse(Buffer.from(file.subarray(8, 8 + length)).toString()) as Record<string, Entry>;
  const bytes = (name: string) => {
    const [begin, end] = header[name]?.data_offsets ?? [0, 0];
    return file.slice(8 + length + begin, 8 + length + end);
  };
  return {
    header,
    floats: (name: string) => new Float32Array(bytes(name).buffer),
    whole: (name: string) => new Int8Array(bytes(name).buffer),
  };
}

describe('writeInt8', () => {
  it('keeps every weight to half a step of its map, biases and coefficients as they are', async () => {
    const network = await trainedNetwork('paper');
    const { header, floats, whole } = opened(
      writeInt8(quantise(network, (await trainingSamples(10)).images), { a: 'b' }),
    );
    expect(header.__metadata__).toMatchObject({ a: 'b', format: 'lenet5-int8' });
    expect(header['C3.conv0.weight']).toMatchObject({ dtype: 'I8', shape: [1, 3, 5, 5] });
    const state = network.stateDict();
    let map = 0;
    for (const { name, role, layer, maps } of network.parameters) {
      const given = state.get(name)?.data ?? new Float32Array();
      if (role !== 'weight') {
        expect(floats(name)).toEqual(given);
        continue;
      }
      const scales = floats(`${layer}.weight_scale`);
      expect(scales).toHaveLength(maps);
      const [found, one] = [whole(name), name.includes('.conv')];
      if (one && name.includes('.conv0.')) map = 0;
      given.forEach((value, i) => {
        const scale = scales[one ? map : Math.floor((i * maps) / given.length)] ?? 0;
        expect(Math.abs((found[i] ?? 0) * scale - value)).toBeLessThanOrEqual(0.5001 * scale);
      });
      if (one) map++;
    }
    expect(floats('F6.scale')[0]).toBeCloseTo(1.7159 / 127, 6);
  });
});

describe('readInt8', () => {
  it.for(FAMILY)('%s: gives the network that was written, to the bit', async (preset) => {
    const small = quantise(await trainedNetwork(preset), (await trainingSamples(10)).images);
    const file = writeInt8(small, { a: 'b' });
    const { network, metadata } = readInt8(file);
    expect(network.layers).toEqual(small.layers);
    expect(metadata).toMatchObject({ a: 'b', architecture: JSON.stringify(small.architecture) });
    expect(writeInt8(network, { a: 'b' })).toEqual(file);
    expect(writeC(network)).toBe(writeC(small));
  });

  it('answers digits alike; as floats its weights misread as many of 10,000, give or take 5', async () => {
    const floats = await trainedNetwork('paper');
    const small = quantise(floats, (await trainingSamples(1000)).images);
    const { network } = readInt8(writeInt8(small));
    const test = await testSamples(10_000);
    const answers = (from: typeof small, length: number) =>
      Array.from({ length }, (_, i) => from.answer(test.images, i * 784));
    const found = answers(network, 10_000);
    expect(found.slice(0, 1000)).toEqual(answers(small, 1000));
    const errors = found.filter((answer, i) => answer !== test.labels[i]).length;
    floats.loadStateDict(network.state);
    expect(Math.abs(evaluate(floats, test).errors - errors)).toBeLessThanOrEqual(5);
  });

  it('takes a file of a version that had fewer switches, and of one that has more', async () => {
    const small = quantise(await trainedNetwork('paper'), (await trainingSamples(1)).images);
    const { tensors, metadata } = allOf(writeInt8(small));
    const { codes, ...fewer } = small.architecture;
    const architecture = JSON.stringify({ ...fewer, later: 1 });
    const { network } = readInt8(writeSafetensors(tensors, { ...metadata, architecture }));
    expect(network.architecture).toEqual({ ...fewer, codes });
    expect(network.layers).toEqual(small.layers);
  });

  it.for<[string, Readonly<Record<string, string>>, (tensors: Map<string, TensorToWrite>) => void, string]>([
    [
      'another file',
      { format: 'lenet5' },
      () => {},
      'no weights of 8 bits as writeInt8 writes them: read it by readSafetensors',
    ],
    ['no architecture', { architecture: '' }, () => {}, 'an architecture that is none (it is no JSON)'],
    ['an odd one', { architecture: '{"name":"paper"}' }, () => {}, 'an architecture that is none ('],
    ['a missing scale', {}, (tensors) => tensors.delete('C1.scale'), '(The weights lack C1.scale [].)'],
    [
      'floats',
      {},
      (tensors) => tensors.set('C1.weight', { shape: [6, 1, 5, 5], data: new Float32Array(150) }),
      'C1.weight is F32 in place of I8',
    ],
    [
      'a scale of 0',
      {},
      (tensors) => tensors.set('input.scale', { shape: [], data: new Float32Array(1) }),
      'input.scale is not above 0',
    ],
  ])('refuses %s', async ([, metadata, change, problem]) => {
    const small = quantise(await trainedNetwork('paper'), (await trainingSamples(1)).images);
    const { tensors, metadata: before } = allOf(writeInt8(small));
    change(tensors);
    const file = writeSafetensors(tensors, { ...before, ...metadata });
    expect(() => readInt8(file, 'small.safetensors')).toThrow(/^small\.safetensors [^\n]+\.$/);
    expect(() => readInt8(file, 'small.safetensors')).toThrow(problem);
  });
});

/** Everything in a file, to be changed and written again. */
function allOf(file: Uint8Array) {
  const { header, floats, whole } = opened(file);
  const { __metadata__, ...entries } = header as Record<string, Entry> & { __metadata__: unknown };
  const tensors = Object.entries(entries).map(([name, { dtype, shape }]) => {
    return [name, { shape, data: dtype === 'I8' ? whole(name) : floats(name) } as TensorToWrite] as const;
  });
  return { tensors: new Map(tensors), metadata: __metadata__ as Record<string, string> };
}

describe('fixedPoint', () => {
  it('16 bits misread what floats misread; 8 bits are within half a step, and the header says how far', async () => {
    const network = await trainedNetwork('paper');
    const test = await testSamples(10_000);
    const { errors } = evaluate(network, test);
    const { tensors, bits } = fixedPoint(network, { bits: 8 });
    expect(bits).toBe(8);
    for (const { error, fraction, values } of tensors) {
      expect(error).toBeLessThanOrEqual(0.5001 / 2 ** fraction);
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(127);
    }
    const { weights } = fixedPoint(network);
    network.loadStateDict(weights);
    expect(evaluate(network, test).errors - errors).toBeLessThanOrEqual(2);
  });

  it('is a header that compiles without a warning, with the whole numbers in it', async (context) => {
    needGcc(context);
    const fixed = fixedPoint(await trainedNetwork('paper'), { bits: 12 });
    const first = fixed.tensors[0];
    const main = `
#include <stdio.h>
int main(void)
{
  printf("%d\\n%d\\n%d\\n", lenet5_C1_weight[7], LENET5_C1_WEIGHT_FRACTION, lenet5_bitmap[0]);
  return 0;
}
`;
    const said = compiled(writeFixedPoint(fixed, { notes: ['made by a test */'] }), new Uint8Array(), main).map(Number);
    expect(said).toEqual([first?.values[7], first?.fraction, fixed.bitmaps[0]?.[0]]);
  });
});
