/**
 * Digests, the same in every engine: SHA-256 names weights and data, MD5 recognises well-known files. Both cut bytes into
 * blocks of 64, pad the last one with the length, and mix one block after the other into a few 32-bit words.
 */

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
  for (const part of parts) {
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

/** Additive constants ⌊2³²·|sin(i + 1)|⌋ (RFC 1321, table T). Written out: engines may differ in the last bit of sin. */
const T = Int32Array.from([
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8,
  0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340,
  0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87,
  0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
  0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039,
  0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
  0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
  0xeb86d391,
]);

/**
 * MD5 of the parts laid end to end, as 32 lower-case hex digits (RFC 1321).
 * Only to recognise well-known files: MD5 protects against nothing. About 0.2 s for the 47 MB of MNIST's images.
 */
export function md5Hex(parts: Iterable<Uint8Array>): string {
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

/** First 32 fractional bits of the cube roots of the first 64 primes (FIPS 180-4 section 4.2.2). */
const K = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);

/** First 32 fractional bits of the square roots of the first 8 primes (FIPS 180-4 section 5.3.3). */
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

/**
 * SHA-256 of the parts laid end to end, as 64 lower-case hex digits (FIPS 180-4).
 * Own code because `crypto.subtle` is missing on plain-http pages. The parts are read in place, one after the other.
 */
export function sha256Hex(parts: Iterable<Uint8Array>): string {
  const state = Int32Array.from(START);
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
