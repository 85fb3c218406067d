/** The part that MD5 and SHA-256 share: cutting bytes into 64-byte blocks, padding, and the hex form of the answer. */

/** Takes the 64 bytes of `bytes` from `offset`. */
export type BlockReader = (bytes: Uint8Array, offset: number) => void;

const BLOCK = 64;
/** 2²⁹ bytes = 2³² bits: where the bit count leaves its low word. */
const BYTES_PER_HIGH_BIT = 0x20000000;

/**
 * Calls `block` for every 64-byte block of the parts laid end to end, then for the padding (a bit 1, zeros, and the
 * length in bits as 64 bits: RFC 1321 section 3, FIPS 180-4 section 5.1.1).
 * Whole blocks are read in place; only blocks that cross from one part into the next are copied.
 */
export function digestBlocks(parts: Iterable<Uint8Array>, lengthOrder: 'little' | 'big', block: BlockReader): void {
  const seam = new Uint8Array(BLOCK);
  let held = 0;
  let total = 0;
  for (const part of parts) {
    total += part.length;
    let at = 0;
    if (held > 0) {
      at = Math.min(BLOCK - held, part.length);
      seam.set(part.subarray(0, at), held);
      held += at;
      if (held < BLOCK) continue;
      block(seam, 0);
    }
    for (; at + BLOCK <= part.length; at += BLOCK) block(part, at);
    seam.set(part.subarray(at));
    held = part.length - at;
  }
  const tail = padding(seam.subarray(0, held), total, lengthOrder);
  for (let at = 0; at < tail.length; at += BLOCK) block(tail, at);
}

/** The last one or two blocks: the rest of the message, the bit 1, and the length. */
function padding(rest: Uint8Array, total: number, lengthOrder: 'little' | 'big'): Uint8Array {
  const tail = new Uint8Array(rest.length < BLOCK - 8 ? BLOCK : 2 * BLOCK);
  tail.set(rest);
  tail[rest.length] = 0x80;
  const view = new DataView(tail.buffer);
  const high = Math.floor(total / BYTES_PER_HIGH_BIT);
  const low = (total % BYTES_PER_HIGH_BIT) * 8;
  const little = lengthOrder === 'little';
  view.setUint32(tail.length - 8, little ? low : high, little);
  view.setUint32(tail.length - 4, little ? high : low, little);
  return tail;
}

/** The words as lower-case hex, each word's bytes in the order that the digest defines. */
export function digestHex(words: Int32Array, order: 'little' | 'big'): string {
  const bytes = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, i) => {
    bytes.setInt32(i * 4, word, order === 'little');
  });
  return Array.from(new Uint8Array(bytes.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
