import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/errors.js';
import { writePth } from '../../../src/files/pth/writer.js';
import { readSafetensors } from '../../../src/files/safetensors/reader.js';
import { writeSafetensors } from '../../../src/files/safetensors/writer.js';
import { expectError, thrownBy } from '../../expect-error.js';

/** A file from a header, as text or as an object, and the bytes after it; written by hand, not by the writer. */
function fileOf(header: string | object, payload: Uint8Array | number = 0, headerLength?: bigint): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(headerLength ?? BigInt(text.length));
  return new Uint8Array(Buffer.concat([length, text, typeof payload === 'number' ? Buffer.alloc(payload) : payload]));
}

const f32 = (begin: number, end: number, shape = [(end - begin) / 4]): object => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

describe('readSafetensors', () => {
  it('reads F64, F32, F16 and BF16 with their shapes, in the order of the header, and the metadata', () => {
    const payload = Buffer.alloc(40);
    payload.writeDoubleLE(-1.5, 0);
    payload.writeDoubleLE(Math.PI, 8);
    [1, 2, 3, 4].forEach((value, i) => {
      payload.writeFloatLE(value / 8, 16 + 4 * i);
    });
    payload.writeUInt16LE(0x3c00, 32);
    payload.writeUInt16LE(0xc100, 34);
    payload.writeUInt16LE(0x3f80, 36);
    payload.writeUInt16LE(0xc049, 38);
    const header = {
      half: { dtype: 'F16', shape: [2], data_offsets: [32, 36] },
      double: { dtype: 'F64', shape: [2, 1], data_offsets: [0, 16] },
      brain: { dtype: 'BF16', shape: [2], data_offsets: [36, 40] },
      __metadata__: { made: 'by hand' },
      single: { dtype: 'F32', shape: [2, 2], data_offsets: [16, 32] },
    };
    const { tensors, metadata } = readSafetensors(fileOf(header, payload));
    expect([...tensors]).toEqual([
      ['half', { dtype: 'F16', shape: [2], data: Float32Array.of(1, -2.5) }],
      ['double', { dtype: 'F64', shape: [2, 1], data: Float64Array.of(-1.5, Math.PI) }],
      ['brain', { dtype: 'BF16', shape: [2], data: Float32Array.of(1, -3.140625) }],
      ['single', { dtype: 'F32', shape: [2, 2], data: Float32Array.of(0.125, 0.25, 0.375, 0.5) }],
    ]);
    expect({ ...metadata }).toEqual({ made: 'by hand' });
  });

  it('reads a file without tensors, a scalar, and tensors without elements', () => {
    expect(readSafetensors(fileOf('{}')).tensors.size).toBe(0);
    const file = fileOf({ empty: f32(0, 0, [3, 0]), scalar: f32(0, 4, []), last: f32(4, 4, [0]) }, 4);
    const { tensors } = readSafetensors(file);
    expect([...tensors.values()].map(({ data }) => data.length)).toEqual([0, 1, 0]);
    expect(tensors.get('scalar')?.shape).toEqual([]);
    expect(readSafetensors(fileOf({ x: f32(0, 4), empty: f32(0, 0) }, 4)).tensors.size).toBe(2);
  });

  it('views aligned tensors, copies those that are not, wherever the file lies, and equals in both cases', () => {
    const data = Float32Array.of(1, 2, 3);
    const header = JSON.stringify({ x: f32(0, 12) });
    for (let padding = 0; padding < 8; padding++) {
      const file = fileOf(header + ' '.repeat(padding), new Uint8Array(data.buffer));
      const aligned = (8 + header.length + padding) % 4 === 0;
      const tensor = readSafetensors(file).tensors.get('x');
      expect(tensor?.data).toEqual(data);
      expect(tensor?.data.buffer === file.buffer, `padding ${padding}`).toBe(aligned);
      const inBuffer = Buffer.alloc(file.length + 8);
      inBuffer.set(file, 3);
      expect(readSafetensors(inBuffer.subarray(3, 3 + file.length)).tensors.get('x')?.data).toEqual(data);
    }
  });

  it('treats "__proto__" and the like as names', () => {
    const header = `{"__proto__":${JSON.stringify(f32(0, 4))},"__metadata__":{"__proto__":"a","constructor":"b"}}`;
    const { tensors, metadata } = readSafetensors(fileOf(header, 4));
    expect([...tensors.keys()]).toEqual(['__proto__']);
    expect(Object.entries(metadata)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(({} as { dtype?: string }).dtype).toBeUndefined();
  });

  it('reads escapes in names', () => {
    const { tensors } = readSafetensors(fileOf(`{"a\\"\\\\\\u00e9\\n" : ${JSON.stringify(f32(0, 4))} }\t`, 4));
    expect([...tensors.keys()]).toEqual(['a"\\é\n']);
  });

  it('survives a name of several megabytes and a header of many keys', () => {
    const name = 'n'.repeat(5_000_000);
    expect(readSafetensors(fileOf(`{"${name}":${JSON.stringify(f32(0, 4))}}`, 4)).tensors.has(name)).toBe(true);
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, f32(4 * i, 4 * i + 4)]));
    expect(readSafetensors(fileOf(many, 40_000)).tensors.size).toBe(10_000);
  });
});

describe('what readSafetensors refuses', () => {
  const one = JSON.stringify(f32(0, 4));
  const crowd = Array.from({ length: 200_000 }, (_, i) => i);
  const of = (dtype: unknown, shape: unknown, offsets: unknown): object => ({
    x: { dtype, shape, data_offsets: offsets },
  });

  it.each<[string, Uint8Array, string, string[]]>([
    ['nothing', new Uint8Array(), 'size', ['m.safetensors holds 0 bytes', 'at least 8']],
    ['a web page', new TextEncoder().encode('<!DOCTYPE html>'), 'size', ['looks like a web page', 'elsewhere']],
    [
      'a Git LFS pointer',
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1'),
      'size',
      ['git lfs pull'],
    ],
    ['a .pth file', writePth(new Map()), 'size', ['looks like a .pth file: give it the ending .pth']],
    ['a text', new TextEncoder().encode('# LeNet-5'), 'size', ['header length of', 'check that it is a']],
    ['a huge header length', fileOf('{}', 0, 100_000_001n), 'size', ['100000001 bytes, where at most 100000000']],
    ['the highest header length', fileOf('{}', 0, 2n ** 64n - 1n), 'size', ['at most 100000000']],
    ['a cut-off header', fileOf('{}', 0, 3n), 'size', ['11 bytes were expected, it holds 10']],
    ['an empty header', fileOf(''), 'header', ['does not begin with "{"']],
    ['a header that is a list', fileOf('[]'), 'header', ['does not begin with "{"']],
    ['a header after a blank', fileOf(' {}'), 'header', ['does not begin with "{"']],
    ['a header after a byte order mark', fileOf('\ufeff{}'), 'header', ['does not begin with "{"']],
    ['a header that is not UTF-8', fileOf('{"a":1}').map((b) => (b === 97 ? 255 : b)), 'header', ['not UTF-8']],
    ['an unfinished object', fileOf(`{"x":${one}`), 'header', ['"," or "}" was expected at character']],
    ['an unfinished list', fileOf('{"x":[1'), 'header', ['"," or "]" was expected at character 7']],
    ['an unfinished string', fileOf('{"x'), 'header', ['string at character 1 is damaged']],
    ['a line break inside a string', fileOf('{"\n":1}'), 'header', ['string at character 1 is damaged']],
    ['a key without quotes', fileOf('{x:1}'), 'header', ['a key in double quotes was expected at character 1']],
    ['a missing colon', fileOf('{"x" 1}'), 'header', ['":" was expected']],
    ['a missing value', fileOf('{"x":}'), 'header', ['a JSON value was expected at character 5']],
    ['a comma at the end', fileOf('{"x":1,}'), 'header', ['a key in double quotes']],
    ['something after the header', fileOf('{} {}'), 'header', ['something follows its end at character 3']],
    ['deep nesting', fileOf(`{"x":${'['.repeat(100_000)}`), 'header', ['nested more than 16 deep']],
    ...Object.entries({
      'empty tensors': Object.fromEntries(crowd.map((i) => [`t${i}`, f32(0, 0)])),
      metadata: { __metadata__: Object.fromEntries(crowd.map((i) => [`k${i}`, 'v'])) },
      'fields of a tensor': { x: Object.fromEntries(crowd.map((i) => [`k${i}`, 1])) },
      'sizes of a shape': of('F32', crowd, [0, 0]),
    }).map(([what, header]): [string, Uint8Array, string, string[]] => {
      return [`200,000 ${what}`, fileOf(header), 'header', ['more than 200000 values, as no network has']];
    }),
    ['the same name twice', fileOf(`{"x":${one},"x":${one}}`, 4), 'header', ['the key "x" occurs twice']],
    ['one name, once escaped', fileOf(`{"x":${one},"\\u0078":${one}}`, 4), 'header', ['the key "x" occurs twice']],
    ['"__proto__" twice', fileOf(`{"__proto__":${one},"__proto__":${one}}`, 4), 'header', ['"__proto__" occurs twice']],
    ['a field twice', fileOf('{"x":{"dtype":"F32","dtype":"F64"}}'), 'header', ['the key "dtype" occurs twice']],
    ['metadata twice', fileOf('{"__metadata__":{},"__metadata__":{}}'), 'header', ['"__metadata__" occurs twice']],
    ['a tensor that is a number', fileOf('{"x":1}'), 'tensor', ['no object with dtype', 'tensor "x"']],
    ['an unknown field', fileOf({ x: { ...f32(0, 4), strides: [] } }, 4), 'tensor', ['unknown field "strides"']],
    ['no dtype', fileOf({ x: { shape: [], data_offsets: [0, 4] } }, 4), 'dtype', ['no dtype for tensor "x"']],
    [
      'an unknown dtype',
      fileOf(of('F8_E4M3', [2], [0, 2]), 2),
      'dtype',
      ['dtype "F8_E4M3" for tensor "x"', 'F64, F32, F16 or BF16'],
    ],
    ['a dtype that is a number', fileOf(of(32, [1], [0, 4]), 4), 'dtype', ['dtype 32']],
    ['no shape', fileOf({ x: { dtype: 'F32', data_offsets: [0, 4] } }, 4), 'tensor', ['no list of integers']],
    ['a negative size', fileOf(of('F32', [-1, -1], [0, 4]), 4), 'tensor', ['shape that is no list of integers']],
    ['a size of minus zero', fileOf('{"x":{"dtype":"F32","shape":[-0],"data_offsets":[0,0]}}'), 'tensor', ['shape']],
    ['a broken size', fileOf(of('F32', [0.5, 2], [0, 4]), 4), 'tensor', ['shape that is no list of integers']],
    ['a size as text', fileOf(of('F32', ['1'], [0, 4]), 4), 'tensor', ['shape that is no list of integers']],
    ['a size beyond exact numbers', fileOf(of('F32', [2 ** 53], [0, 4]), 4), 'tensor', ['shape that is no list']],
    ['a product beyond numbers', fileOf(of('F32', Array(40).fill(2 ** 52), [0, 4]), 4), 'tensor', ['takes Infinity']],
    ['no offsets', fileOf({ x: { dtype: 'F32', shape: [1] } }, 4), 'tensor', ['data_offsets that are no two integers']],
    ['three offsets', fileOf(of('F32', [1], [0, 4, 8]), 4), 'tensor', ['data_offsets that are no two integers']],
    ['a negative offset', fileOf(of('F32', [1], [-4, 0]), 4), 'tensor', ['data_offsets that are no two integers']],
    ['offsets that go back', fileOf(of('F32', [1], [4, 0]), 4), 'tensor', ['-4 bytes (4 to 0)']],
    [
      'a size that is not the shape',
      fileOf(of('F32', [2, 3], [0, 20]), 20),
      'tensor',
      ['20 bytes (0 to 20)', 'takes 24'],
    ],
    [
      'a tensor outside the file',
      fileOf({ x: f32(0, 8) }, 4),
      'offsets',
      ['"x" at bytes 0 to 8', 'only 4 bytes follow'],
    ],
    ['an overlap', fileOf({ x: f32(0, 8), y: f32(4, 12) }, 12), 'offsets', ['"y" at bytes 4 to 12', 'ends at 8']],
    ['the same bytes twice', fileOf({ x: f32(0, 8), y: f32(0, 8) }, 8), 'offsets', ['"y"', 'overlaps another']],
    ['an empty tensor inside another', fileOf({ x: f32(0, 8), y: f32(4, 4) }, 8), 'offsets', ['"y"', 'overlaps']],
    ['a hole at the start', fileOf({ x: f32(4, 8) }, 8), 'offsets', ['"x" at bytes 4 to 8', 'a hole from 0']],
    ['a hole between', fileOf({ y: f32(8, 12), x: f32(0, 4) }, 12), 'offsets', ['"y"', 'a hole from 4']],
    ['bytes that belong to no tensor', fileOf({ x: f32(0, 4) }, 5), 'offsets', ['5 bytes after', 'tensors take 4']],
    ['bytes without any tensor', fileOf('{}', 1), 'offsets', ['1 bytes after the header', 'take 0']],
    ['metadata that is a text', fileOf({ __metadata__: 'x' }), 'metadata', ['__metadata__ that is no object']],
    [
      'metadata of numbers',
      fileOf({ __metadata__: { epoch: 3 } }),
      'metadata',
      ['value for "epoch" that is no string'],
    ],
  ])('%s', async (_, bytes, code, parts) => {
    const error = await thrownBy(() => readSafetensors(bytes, 'm.safetensors'));
    expectError(error, 'FormatError', `safetensors-${code}`, 'm.safetensors', ...parts);
  });

  it('says it in one short sentence, whatever the file says at length', async () => {
    const long = 'x'.repeat(1_000_000);
    for (const header of [
      { [long]: f32(4, 8) },
      { [long]: 1 },
      { x: { [long]: 1 } },
      of(long, [1], [0, 4]),
      of('F32', Array(10_000).fill(1), [0, 8]),
      { __metadata__: { [long]: 1 } },
      `{"${long}":1,"${long}":1}`,
    ]) {
      const error = await thrownBy(() => readSafetensors(fileOf(header, 4)));
      expect((error as FormatError).message.length).toBeLessThan(400);
    }
  });

  it('answers a file with any one byte changed, or cut anywhere, with a file or a FormatError', () => {
    const file = writeSafetensors([['a', { shape: [2], data: Float32Array.of(1, 2) }]], { by: 'test' });
    const outcome = (bytes: Uint8Array): unknown => {
      try {
        return readSafetensors(bytes);
      } catch (error) {
        return error;
      }
    };
    for (let length = 0; length < file.length; length++) {
      expect(outcome(file.subarray(0, length)), `length ${length}`).toBeInstanceOf(FormatError);
    }
    const place = fc.integer({ min: 0, max: file.length - 1 });
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const result = outcome(file.map((old, i) => (i === at ? byte : old)));
        return result instanceof FormatError || (typeof result === 'object' && result !== null && 'tensors' in result);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the golden files', () => {
  const read = (name: string) =>
    readSafetensors(readFileSync(new URL(`../../golden/${name}`, import.meta.url))).tensors;

  it.each([
    ['blog', 135, 83.95624447099567],
    ['paper', 220, 84.35011027961285],
  ])('of the %s network: %d tensors, first loss %d', (network, count, firstLoss) => {
    const tensors = read(`${network}-values.safetensors`);
    expect(tensors.size).toBe(count);
    expect([...tensors.values()].every(({ dtype }) => dtype === 'F64')).toBe(true);
    expect(tensors.get('initial.C5.weight')?.shape).toEqual([120, 16, 5, 5]);
    expect(tensors.get('losses.float64')?.data[0]).toBe(firstLoss);
    // The first training image is a 5: its loss is the fifth distance, stored elsewhere in the file.
    expect(tensors.get('activation.RBF')?.data[5]).toBe(firstLoss);
    // Saved as float64, but trained as float32: a wrong offset or width would show here.
    const weights = tensors.get('initial.F6.weight')?.data ?? [];
    expect(weights.length).toBe(84 * 120);
    expect(weights.every((weight) => Math.abs(weight) < 0.1 && Math.fround(weight) === weight)).toBe(true);
  });
});
