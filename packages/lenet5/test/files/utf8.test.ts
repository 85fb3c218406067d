import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLatin1, decodeUtf8, encodeUtf8 } from '../../src/files/utf8.js';

/** What the engine's own decoder says; null where it refuses. */
function byTextDecoder(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function read(bytes: Uint8Array): string | null {
  let damaged = false;
  const text = decodeUtf8(bytes, () => {
    damaged = true;
    return '';
  });
  return damaged ? null : text;
}

describe('UTF-8 without TextDecoder', () => {
  it('decodes and refuses as TextDecoder does', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => read(bytes) === byTextDecoder(bytes)));
    for (const lead of [0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff]) {
      for (const second of [0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0]) {
        const bytes = Uint8Array.of(lead, second, 0x80, 0x80);
        for (const length of [1, 2, 3, 4]) {
          expect(read(bytes.subarray(0, length))).toBe(byTextDecoder(bytes.subarray(0, length)));
        }
      }
    }
  });

  it('encodes as TextEncoder does, also half of a pair, and longer texts than one piece', () => {
    const texts = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 });
    fc.assert(
      fc.property(texts, (units) => {
        const text = String.fromCharCode(...units);
        expect(Array.from(encodeUtf8(text))).toEqual(Array.from(new TextEncoder().encode(text)));
      }),
    );
    const long = '手写数字 😀 '.repeat(3000);
    expect(read(encodeUtf8(long))).toBe(long);
  });

  it('takes every byte for a character in Latin-1', () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => i);
    expect([...decodeLatin1(bytes)].every((letter, i) => letter.charCodeAt(0) === bytes[i])).toBe(true);
  });
});
