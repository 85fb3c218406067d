import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPth } from '../../../src/files/pth/reader.js';
import { type PthTensorToWrite, writePth } from '../../../src/files/pth/writer.js';
import { expectError, thrownBy } from '../../expect-error.js';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const tensor = fc.array(fc.nat({ max: 4 }), { maxLength: 4 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  const floats = fc.float32Array({ minLength: length, maxLength: length });
  const integers = fc.bigInt64Array({ minLength: length, maxLength: length });
  return fc.oneof(floats, integers).map((data): PthTensorToWrite => ({ shape, data }));
});
const bits = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength).slice();

describe('writePth', () => {
  it('writes what readPth reads, bit for bit and in order, for any names, shapes, values and metadata', async () => {
    // Names that all begin with a wrapper's prefix come back without it, and that is tested elsewhere.
    const name = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '1', '', 'layer 中文'));
    const tensors = fc.uniqueArray(fc.tuple(name, tensor), { minLength: 1, maxLength: 6, selector: ([n]) => n });
    await fc.assert(
      fc.asyncProperty(tensors, fc.dictionary(text, text), async (given, metadata) => {
        const file = await readPth(writePth(given, metadata));
        expect([...file.tensors.keys()]).toEqual(given.map(([n]) => n));
        for (const [n, { shape, data }] of given) {
          const read = file.tensors.get(n);
          expect(read).toMatchObject({ dtype: data instanceof Float32Array ? 'F32' : 'I64', shape });
          expect(bits(read!.data)).toEqual(bits(data));
        }
        expect(Object.entries(file.metadata)).toEqual(Object.entries(metadata));
      }),
    );
  });

  it('puts every storage on a multiple of 64 bytes, and the same bytes for the same input', () => {
    const data = Float32Array.of(1, -2, 3);
    const write = () => Buffer.from(writePth([['weight', { shape: [3], data }]], { seed: '1' }));
    const file = write();
    const at = file.indexOf(Buffer.from(data.buffer));
    expect(at % 64).toBe(0);
    expect(file.equals(write())).toBe(true);
  });

  const pair = { shape: [2], data: Float32Array.of(1, 2) };
  it.each<[string, [string, PthTensorToWrite][], string[]]>([
    [
      'the same name twice',
      [
        ['x', pair],
        ['x', pair],
      ],
      ['Tensor "x" was given twice', 'rename it'],
    ],
    ['a shape that is not its data', [['x', { ...pair, shape: [3] }]], ['Tensor "x" has 2 values and shape [3]']],
    ['negative sizes', [['x', { ...pair, shape: [-1, -2] }]], ['shape [-1, -2]']],
  ])('refuses %s', async (_, tensors, parts) => {
    expectError(await thrownBy(() => writePth(tensors)), 'FormatError', 'pth-write', ...parts);
  });
});
