import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestBlocks, md5Hex, sha256Hex } from '../src/digest.js';

/** A message whose bytes all differ from their neighbours, so that a misplaced byte shows. */
const message = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 167 + 13) & 255);

describe.each([
  { algorithm: 'md5', digest: md5Hex, ofAbc: '900150983cd24fb0d6963f7d28e17f72' },
  {
    algorithm: 'sha256',
    digest: sha256Hex,
    ofAbc: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  },
])('$algorithm', ({ algorithm, digest, ofAbc }) => {
  const expected = (bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex');

  it('gives the published digest of "abc"', () => {
    expect(digest([new TextEncoder().encode('abc')])).toBe(ofAbc);
  });

  it('equals node:crypto for every length from 0 to 200', () => {
    for (let length = 0; length <= 200; length++) {
      expect(digest([message(length)]), `length ${length}`).toBe(expected(message(length)));
    }
  });

  it('equals node:crypto for any bytes, however they are cut into parts', () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 8 });
    fc.assert(fc.property(parts, (cut) => digest(cut) === expected(Buffer.concat(cut))));
  });

  it('reads a view inside a larger buffer, and parts from a generator', () => {
    const bytes = message(1000);
    function* twoParts() {
      yield bytes.subarray(3, 500);
      yield bytes.subarray(500, 997);
    }
    expect(digest(twoParts())).toBe(expected(bytes.subarray(3, 997)));
  });

  it('equals node:crypto on a megabyte', () => {
    expect(digest([message(1 << 20)])).toBe(expected(message(1 << 20)));
  });
});

describe('digestBlocks', () => {
  it.each(['little', 'big'] as const)('writes lengths from 2³² bits on into both words, %s end first', (order) => {
    const part = new Uint8Array(0x2000000);
    const words = new Int32Array(16);
    digestBlocks([...Array(16).fill(part), new Uint8Array(1)], order, words, () => {});
    const [first, second] = Array.from(Uint32Array.from(words.subarray(14)), BigInt);
    const bits = order === 'little' ? first! + (second! << 32n) : second! + (first! << 32n);
    expect(bits).toBe((16n * 0x2000000n + 1n) * 8n);
  });
});
