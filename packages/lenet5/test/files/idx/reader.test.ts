import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataError } from '../../../src/errors.js';
import { idxHeader } from '../../../src/files/idx/mnist-identity.js';
import { readIdx } from '../../../src/files/idx/reader.js';
import { expectError, thrownBy } from '../../expect-error.js';
import { idxBytes } from './samples.js';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const SIX = idxBytes([2, 3], [1, 2, 3, 4, 5, 6]);

/** Any small IDX file, as shape and data. */
const anyIdx = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc.record({
    shape: fc.constant(shape),
    data: fc.uint8Array({ minLength: length, maxLength: length }),
  });
});

describe('readIdx', () => {
  it('reads back any shape and data, raw, packed, and from the middle of a buffer', async () => {
    await fc.assert(
      fc.asyncProperty(anyIdx, async ({ shape, data }) => {
        const file = idxBytes(shape, data);
        const shifted = Uint8Array.from([9, 9, 9, ...file, 9]).subarray(3, 3 + file.length);
        for (const bytes of [file, shifted, gzipSync(file)]) {
          expect(await readIdx(bytes, 'file')).toEqual({ shape, data });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('tells gzip by the first bytes, not by the name', async () => {
    expect((await readIdx(gzipSync(SIX), 'images')).shape).toEqual([2, 3]);
    expect((await readIdx(SIX, 'images.gz')).shape).toEqual([2, 3]);
  });

  it('views raw bytes without copying them', async () => {
    expect((await readIdx(SIX, 'file')).data.buffer).toBe(SIX.buffer);
  });

  it('gives plain bytes for a Buffer, whose slice() and map() behave differently', async () => {
    expect((await readIdx(Buffer.from(SIX), 'file')).data.constructor).toBe(Uint8Array);
  });

  it('unpacks files larger than one chunk at every compression level', async () => {
    const data = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 5);
    const file = Buffer.concat([idxBytes([300, 1000], []), data]);
    for (const level of [0, 1, 9]) {
      const { data: unpacked } = await readIdx(gzipSync(file, { level }), 'file');
      expect(Buffer.compare(unpacked, data)).toBe(0);
    }
  });

  it('never takes a cut-off file for a whole one', async () => {
    for (const file of [SIX, gzipSync(SIX)]) {
      for (let length = 0; length < file.length; length++) {
        const error = await thrownBy(() => readIdx(file.subarray(0, length), 'file'));
        expect(error, `length ${length}`).toBeInstanceOf(DataError);
      }
    }
  });

  it('answers arbitrary bytes with an IDX or a DataError, nothing else', async () => {
    const start = fc.constantFrom([], [0], [0, 0, 8], [0, 0, 8, 1], [0x1f, 0x8b], [0x1f, 0x8b, 8, 0]);
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 40 }), async (head, tail) => {
        const outcome = await readIdx(Uint8Array.from([...head, ...tail]), 'file').catch((error) => error);
        if ('shape' in outcome) expect(outcome.data.length).toBeGreaterThan(0);
        else expect(outcome).toBeInstanceOf(DataError);
      }),
    );
  });
});

describe('idxHeader', () => {
  it('is the header that the file began with', () => {
    expect(idxHeader([60000, 28, 28])).toEqual(idxBytes([60000, 28, 28], []));
  });
});

describe('what readIdx refuses', () => {
  afterEach(() => vi.unstubAllGlobals());

  const MANY = 'promises 16 bytes (2×2 elements after a header of 12)';
  it.each<[string, Uint8Array, string, string[]]>([
    ['an empty file', new Uint8Array(), 'idx-empty', ['file is empty (0 bytes)', 'download']],
    ['a web page', text('<!DOCTYPE html><html>'), 'idx-not-idx', ['looks like a web page', 'another mirror']],
    ['a web page after blanks', text('\r\n  <html>'), 'idx-not-idx', ['looks like a web page']],
    ['a web page after a byte order mark', text('\ufeff<html>'), 'idx-not-idx', ['looks like a web page']],
    ['an XML error message', text('<?xml version="1.0"?><Error>'), 'idx-not-idx', ['looks like a web page']],
    ['a ZIP archive', text('PK\u0003\u0004'), 'idx-not-idx', ['ZIP archive', 'unpack it']],
    ['a Git LFS pointer', text('version https://git-lfs.github.com/spec/v1'), 'idx-not-idx', ['git lfs pull']],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'idx-not-idx', ['PNG picture']],
    ['a NumPy array', Uint8Array.of(0x93, ...text('NUMPY')), 'idx-not-idx', ['NumPy array']],
    ['anything else', Uint8Array.of(1, 2, 3, 4, 5), 'idx-not-idx', ['no IDX file (it begins with 01 02 03 04)']],
    ['an unknown element type', Uint8Array.of(0, 0, 7, 1), 'idx-not-idx', ['begins with 00 00 07 01']],
    ['a second byte that is not 0', Uint8Array.of(0, 1, 8, 1), 'idx-not-idx', ['begins with 00 01 08 01']],
    ['gzip inside gzip', gzipSync(gzipSync(SIX)), 'idx-not-idx', ['file (unpacked) is a gzip file inside a gzip file']],
    ['a packed web page', gzipSync(text('<html>')), 'idx-not-idx', ['file (unpacked) looks like a web page']],
    ['nothing, packed', gzipSync(''), 'idx-empty', ['file (unpacked) is empty']],
    [
      'signed bytes',
      idxBytes([1], [1], 0x09),
      'idx-element-type',
      ['signed bytes (type 0x09)', 'type 0x08', 'convert'],
    ],
    ['32-bit floats', idxBytes([1], [1], 0x0d), 'idx-element-type', ['32-bit floats (type 0x0d)']],
    ['a file of two bytes', Uint8Array.of(0, 0), 'idx-truncated', ['at least 4 bytes were expected, it holds 2']],
    ['a cut header', SIX.subarray(0, 9), 'idx-truncated', ['inside its header: at least 12 bytes', 'it holds 9']],
    ['a cut file', idxBytes([2, 2], [1, 2, 3]), 'idx-truncated', [MANY, 'it holds 15', 'download']],
    ['a cut file, packed', gzipSync(idxBytes([2, 2], [1, 2, 3])), 'idx-truncated', [MANY, 'it holds 15']],
    ['trailing bytes', idxBytes([2, 2], [1, 2, 3, 4, 5]), 'idx-trailing', [MANY, 'it holds 17', 'correct the header']],
    ['trailing bytes, packed', gzipSync(idxBytes([2, 2], [1, 2, 3, 4, 5])), 'idx-trailing', [MANY, 'it holds more']],
    ['one trailing byte, packed', gzipSync(idxBytes([99], Array(100).fill(1))), 'idx-trailing', ['promises 107 bytes']],
    ['a size of 0', idxBytes([0, 28, 28], []), 'idx-shape', ['promises 0×28×28 elements', 'between 1 and']],
    ['an absurd count', idxBytes([4294967295, 28, 28], []), 'idx-shape', ['4294967295×28×28', '1073741824']],
    ['an absurd count, packed', gzipSync(idxBytes([2 ** 31, 28], [])), 'idx-shape', ['2147483648×28']],
    ['rank 0', idxBytes([], [1]), 'idx-shape', ['has 0 dimensions', '1 (labels) or 3 (images)']],
    ['rank 9', idxBytes(Array(9).fill(1), [1]), 'idx-shape', ['has 9 dimensions']],
  ])('%s', async (_, bytes, code, parts) => {
    expectError(await thrownBy(() => readIdx(bytes, 'file')), 'DataError', code, ...parts);
  });

  it('a gzip file damaged in its data, its checksum, or at its end', async () => {
    const packed = gzipSync(Buffer.concat([idxBytes([100_000], []), Buffer.alloc(100_000, 'noise')]), { level: 0 });
    for (const place of [20, 70_000, packed.length - 6, packed.length - 2]) {
      const damaged = Uint8Array.from(packed);
      damaged[place] = (damaged[place] ?? 0) ^ 255;
      const error = await thrownBy(() => readIdx(damaged, 'file'));
      expectError(error, 'DataError', 'gzip-corrupt', 'file is a damaged or cut-off gzip file', 'download or copy it');
      expect((error as Error).cause).toBeInstanceOf(Error);
    }
  });

  it('a cut-off gzip file, with the bytes that came out and those expected', async () => {
    const packed = gzipSync(Buffer.concat([idxBytes([100_000], []), Buffer.alloc(100_000, 'noise')]), { level: 0 });
    const error = await thrownBy(() => readIdx(packed.subarray(0, 50_000), 'file'));
    expectError(error, 'DataError', 'gzip-corrupt', 'of 100008 expected bytes');
  });

  it('something appended to a gzip file, which Node alone would read on or ignore', async () => {
    const error = await thrownBy(() => readIdx(Buffer.concat([gzipSync(SIX), gzipSync('')]), 'file'));
    expectError(error, 'DataError', 'gzip-corrupt', '18 unpacked bytes that ends with a size of 0', 'appended');
  });

  it('a gzip bomb, without unpacking it to the end', async () => {
    const bomb = gzipSync(Buffer.concat([idxBytes([10], []), Buffer.alloc(50_000_000)]), { level: 1 });
    // A wrong checksum at the far end: whoever unpacks everything stumbles over it and reports something else.
    bomb[bomb.length - 6] = (bomb[bomb.length - 6] ?? 0) ^ 255;
    const error = await thrownBy(() => readIdx(bomb, 'file'));
    expectError(error, 'DataError', 'idx-trailing', 'promises 18 bytes', 'it holds more');
  });

  it('a small gzip file that promises a gigabyte, without reserving it', async () => {
    const packed = gzipSync(Buffer.concat([idxBytes([1024, 1024, 1024], []), Buffer.alloc(100)]));
    const most = String(packed.length * 1032);
    const error = await thrownBy(() => readIdx(packed, 'file'));
    expectError(error, 'DataError', 'idx-truncated', 'promises 1073741840 bytes', `holds at most ${most}`);
  });

  it('gzip where the engine cannot unpack it', async () => {
    vi.stubGlobal('DecompressionStream', undefined);
    const error = await thrownBy(() => readIdx(gzipSync(SIX), 'file'));
    expectError(error, 'DataError', 'gzip-unsupported', 'cannot unpack gzip', 'unpack the file first');
    expect((await readIdx(SIX, 'file')).shape).toEqual([2, 3]);
  });
});
