/**
 * Digests, the same in every engine: SHA-256 names weights and data, MD5 recognises well-known files. Both cut bytes into
 * blocks of 64, pad the last one with the length, and mix one block after the other into a few 32-bit words.
 */

import { PIXELS } from './given/bytes.js';
import { fit, mustFit } from './given/options.js';

const PARTS = fit('a list of Uint8Array', (value) =>
  !ArrayBuffer.isView(value) && typeof Object(value)[Symbol.iterator] === 'function');

/** Bytes of a block. */
const BLOCK = 64;
/** 2²⁹ bytes = 2³² bits: where the bit count leaves its low word. */
const BYTES_PER_HIGH_BIT = 0x20000000;

/**
 * Puts every 64-byte block of the parts laid end to end into the first 16 of `words` and calls `mix`; then the padding (a
 * bit 1, zeros, and the length in bits as 64 bits: RFC 1321 section 3, FIPS 180-4 section 5.1.1).
 * Whole blocks are read in place; only blocks that cross from one part into the next are copied.
 */
export function digestBlocks(
  parts: Iterable<Uint8Array>,
  order: 'little' | 'big',
  words: Int32Array,
  mix: () => void,
): void {
  const take = (view: DataView, at: number): void => {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i, order === 'little');
    mix();
  };
  const seam = new Uint8Array(BLOCK);
  const seamView = viewOf(seam);
  let held = 0;
  let total = 0;
  mustFit('parts', parts, PARTS);
  for (const part of parts) {
    mustFit('part', part, PIXELS);
    total += part.length;
    let at = 0;
    if (held > 0) {
      at = Math.min(BLOCK - held, part.length);
      seam.set(part.subarray(0, at), held);
      held += at;
      if (held < BLOCK) continue;
      take(seamView, 0);
    }
    const view = viewOf(part);
    for (; at + BLOCK <= part.length; at += BLOCK) take(view, at);
    seam.set(part.subarray(at));
    held = part.length - at;
  }
  const tail = padding(seam.subarray(0, held), total, order === 'little');
  for (let at = 0; at < tail.byteLength; at += BLOCK) take(tail, at);
}

/** The last one or two blocks: the rest of the message, the bit 1, and the length. */
function padding(rest: Uint8Array, total: number, little: boolean): DataView {
  const tail = new Uint8Array(rest.length < BLOCK - 8 ? BLOCK : 2 * BLOCK);
  tail.set(rest);
  tail[rest.length] = 0x80;
  const view = viewOf(tail);
  const high = Math.floor(total / BYTES_PER_HIGH_BIT);
  const low = (total % BYTES_PER_HIGH_BIT) * 8;
  view.setUint32(tail.length - 8, little ? low : high, little);
  view.setUint32(tail.length - 4, little ? high : low, little);
  return view;
}

/** The words as lower-case hex, each word's bytes in the order that the digest defines. */
function hexOf(words: Int32Array, order: 'little' | 'big'): string {
  const bytes = new Uint8Array(words.length * 4);
  const view = viewOf(bytes);
  words.forEach((word, i) => {
    view.setInt32(i * 4, word, order === 'little');
  });
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const word = (words: Int32Array, i: number): number => words[i]!;

/**
 * Additive constants ⌊2³²·|sin(i + 1)|⌋ (RFC 1321, table T), in whole numbers of 2⁻⁶⁴: engines may differ in the last bit of
 * their sin. The sine and the cosine of 1 by their series, and those of i + 2 from those of i + 1.
 */
function sines(): Int32Array {
  const series: [bigint, bigint] = [0n, 0n];
  let term = 1n << 64n;
  for (let n = 0; term > 0n; term /= BigInt(++n)) series[(n % 2) as 0 | 1] += n % 4 < 2 ? term : -term;
  let [c, s] = series;
  const [cosine, sine] = series;
  return new Int32Array(64).map(() => {
    const bits = Number(BigInt.asIntN(32, (s < 0n ? -s : s) >> 32n));
    [c, s] = [(c * cosine - s * sine) >> 64n, (s * cosine + c * sine) >> 64n];
    return bits;
  });
}

let T: Int32Array;

/**
 * MD5 of the parts laid end to end, as 32 lower-case hex digits (RFC 1321).
 * Only to recognise well-known files: MD5 protects against nothing. About 0.2 s for the 47 MB of MNIST's images.
 */
export function md5Hex(parts: Iterable<Uint8Array>): string {
  T ??= sines();
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const words = new Int32Array(16);
  digestBlocks(parts, 'little', words, () => mixMd5(state, words));
  return hexOf(state, 'little');
}

/** Rotates the sum left and adds the neighbour: the common end of all 64 steps. */
const turn = (sum: number, rotation: number, b: number): number => {
  const bits = sum | 0;
  return (((bits << rotation) | (bits >>> (32 - rotation))) + b) | 0;
};

/** One block. Four rounds of 16 steps, four steps a turn, so that every rotation is a constant for the compiler. */
function mixMd5(state: Int32Array, x: Int32Array): void {
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  for (let i = 0; i < 16; i += 4) {
    a = turn(a + ((b & c) | (~b & d)) + word(x, i) + word(T, i), 7, b);
    d = turn(d + ((a & b) | (~a & c)) + word(x, i + 1) + word(T, i + 1), 12, a);
    c = turn(c + ((d & a) | (~d & b)) + word(x, i + 2) + word(T, i + 2), 17, d);
    b = turn(b + ((c & d) | (~c & a)) + word(x, i + 3) + word(T, i + 3), 22, c);
  }
  for (let i = 16; i < 32; i += 4) {
    a = turn(a + ((b & d) | (c & ~d)) + word(x, (5 * i + 1) & 15) + word(T, i), 5, b);
    d = turn(d + ((a & c) | (b & ~c)) + word(x, (5 * i + 6) & 15) + word(T, i + 1), 9, a);
    c = turn(c + ((d & b) | (a & ~b)) + word(x, (5 * i + 11) & 15) + word(T, i + 2), 14, d);
    b = turn(b + ((c & a) | (d & ~a)) + word(x, (5 * i) & 15) + word(T, i + 3), 20, c);
  }
  for (let i = 32; i < 48; i += 4) {
    a = turn(a + (b ^ c ^ d) + word(x, (3 * i + 5) & 15) + word(T, i), 4, b);
    d = turn(d + (a ^ b ^ c) + word(x, (3 * i + 8) & 15) + word(T, i + 1), 11, a);
    c = turn(c + (d ^ a ^ b) + word(x, (3 * i + 11) & 15) + word(T, i + 2), 16, d);
    b = turn(b + (c ^ d ^ a) + word(x, (3 * i + 14) & 15) + word(T, i + 3), 23, c);
  }
  for (let i = 48; i < 64; i += 4) {
    a = turn(a + (c ^ (b | ~d)) + word(x, (7 * i) & 15) + word(T, i), 6, b);
    d = turn(d + (b ^ (a | ~c)) + word(x, (7 * i + 7) & 15) + word(T, i + 1), 10, a);
    c = turn(c + (a ^ (d | ~b)) + word(x, (7 * i + 14) & 15) + word(T, i + 2), 15, d);
    b = turn(b + (d ^ (c | ~a)) + word(x, (7 * i + 5) & 15) + word(T, i + 3), 21, c);
  }
  state[0] = word(state, 0) + a;
  state[1] = word(state, 1) + b;
  state[2] = word(state, 2) + c;
  state[3] = word(state, 3) + d;
}

/** First 32 fractional bits of the roots of the first `count` primes, of degree 2 or 3. */
function roots(count: number, degree: bigint): Int32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime > 0)) primes.push(n);
  return Int32Array.from(primes, (prime) => {
    let root = 0n;
    // Bit by bit: the root of no prime up to the 64th, 311, is 8 or more.
    for (let bit = 1n << 34n; bit > 0n; bit >>= 1n) {
      if (((root | bit) ** degree) >> (32n * degree) < BigInt(prime)) root |= bit;
    }
    return Number(BigInt.asIntN(32, root));
  });
}

/** FIPS 180-4 section 4.2.2. */
let K: Int32Array;
/** FIPS 180-4 section 5.3.3. */
let START: Int32Array;

/**
 * SHA-256 of the parts laid end to end, as 64 lower-case hex digits (FIPS 180-4).
 * Own code because `crypto.subtle` is missing on plain-http pages. The parts are read in place, one after the other.
 */
export function sha256Hex(parts: Iterable<Uint8Array>): string {
  K ??= roots(64, 3n);
  START ??= roots(8, 2n);
  const state = START.slice();
  const schedule = new Int32Array(64);
  digestBlocks(parts, 'big', schedule, () => {
    expand(schedule);
    mixSha256(state, schedule);
  });
  return hexOf(state, 'big');
}

const rotate = (value: number, right: number): number => (value >>> right) | (value << (32 - right));

/** The 64 words of the message schedule; the first 16 are the block (section 6.2.2, step 1). */
function expand(w: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const near = word(w, i - 2);
    const far = word(w, i - 15);
    const sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
    const sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
    w[i] = sigma1 + word(w, i - 7) + sigma0 + word(w, i - 16);
  }
}

/** The 64 rounds of one block (section 6.2.2, steps 2 to 4). */
function mixSha256(state: Int32Array, w: Int32Array): void {
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  let e = word(state, 4);
  let f = word(state, 5);
  let g = word(state, 6);
  let h = word(state, 7);
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + word(K, i) + word(w, i);
    const t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = word(state, i) + value;
}
