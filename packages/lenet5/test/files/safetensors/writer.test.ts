import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../src/files/safetensors/reader.js';
import { type TensorToWrite, writeSafetensors } from '../../../src/files/safetensors/writer.js';
import { expectError, thrownBy } from '../../expect-error.js';

const tensor = fc.array(fc.nat({ max: 4 }), { maxLength: 4 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc.float32Array({ minLength: length, maxLength: length }).map((data) => ({ shape, data }));
});
const text = fc.string({ unit: 'binary', maxLength: 12 });
const name = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '1', '')).filter((n) => n !== '__metadata__');

describe('writeSafetensors', () => {
  it('writes what readSafetensors reads, bit for bit and in order, for any names, shapes and values', () => {
    const tensors = fc.uniqueArray(fc.tuple(name, tensor), { maxLength: 6, selector: ([n]) => n });
    fc.assert(
      fc.property(tensors, fc.dictionary(text, text), (given, metadata) => {
        const file = readSafetensors(writeSafetensors(given, metadata));
        expect([...file.tensors.keys()]).toEqual(given.map(([n]) => n));
        for (const [n, { shape, data }] of given) {
          const read = file.tensors.get(n);
          expect(read).toMatchObject({ dtype: 'F32', shape });
          // As bits: == would take -0 for 0, and no NaN for itself.
          expect(bits(read?.data as Float32Array)).toEqual(bits(data));
        }
        expect(Object.entries(file.metadata).sort()).toEqual(Object.entries(metadata).sort());
      }),
    );
  });

  it('writes F16 where asked for, each value rounded to the nearest', () => {
    const file = writeSafetensors([['a', { shape: [3], data: Float32Array.of(1, -0.1, 1e-9) }]], {}, { half: true });
    const { dtype, data } = readSafetensors(file).tensors.get('a') ?? expect.fail('no tensor');
    expect([dtype, ...data]).toEqual(['F16', 1, -0.0999755859375, 0]);
  });

  it('writes exactly these bytes: header padded with spaces to 8, then the values, little-endian', () => {
    const file = writeSafetensors([['a', { shape: [1, 1], data: Float32Array.of(-2) }]]);
    const header = '{"a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8, ' ');
    expect(Buffer.from(file.subarray(8, -4)).toString()).toBe(padded);
    expect(Array.from(file.subarray(0, 8))).toEqual([padded.length, 0, 0, 0, 0, 0, 0, 0]);
    expect(Array.from(file.subarray(-4))).toEqual([0, 0, 0, 0xc0]);
  });

  it('aligns the values to 8 bytes, whatever the length of the names', () => {
    for (let length = 1; length <= 16; length++) {
      const file = writeSafetensors([['n'.repeat(length), { shape: [], data: Float32Array.of(1) }]]);
      expect((file.length - 4) % 8, `name of ${length}`).toBe(0);
    }
  });

  it('takes views into larger memory', () => {
    const memory = Float32Array.of(9, 1, 2, 9);
    const file = writeSafetensors(new Map([['v', { shape: [2], data: memory.subarray(1, 3) }]]));
    expect(readSafetensors(file).tensors.get('v')?.data).toEqual(Float32Array.of(1, 2));
  });

  it('writes the metadata, and none where there is none', () => {
    const start = (metadata?: Record<string, string>): string =>
      Buffer.from(writeSafetensors([], metadata)).toString('utf8', 8).trimEnd();
    expect(start({ seed: '1' })).toBe('{"__metadata__":{"seed":"1"}}');
    expect(start()).toBe('{}');
  });

  const pair = { shape: [2], data: Float32Array.of(1, 2) };
  it.each<[string, [string, TensorToWrite][], string[]]>([
    [
      'the same name twice',
      [
        ['x', pair],
        ['x', pair],
      ],
      ['Tensor "x" was given twice', 'rename it'],
    ],
    ['the name of the metadata', [['__metadata__', pair]], ['"__metadata__" has a name that the format keeps']],
    ['a shape that is not its data', [['x', { ...pair, shape: [3] }]], ['Tensor "x" has 2 values and shape [3]']],
    ['negative sizes', [['x', { ...pair, shape: [-1, -2] }]], ['shape [-1, -2]', 'integers from 0 up']],
    ['broken sizes', [['x', { ...pair, shape: [0.5, 4] }]], ['shape [0.5, 4]']],
  ])('refuses %s', async (_, tensors, parts) => {
    expectError(await thrownBy(() => writeSafetensors(tensors)), 'FormatError', 'safetensors-write', ...parts);
  });
});

const bits = (data: Float32Array): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
