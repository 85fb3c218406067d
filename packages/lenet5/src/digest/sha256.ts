import { digestBlocks, digestHex } from './blocks.js';

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
  digestBlocks(parts, 'big', (bytes, offset) => {
    expand(bytes, offset, schedule);
    mix(state, schedule);
  });
  return digestHex(state, 'big');
}

const byte = (bytes: Uint8Array, i: number): number => bytes[i] as number;
const word = (words: Int32Array, i: number): number => words[i] as number;
const rotate = (value: number, right: number): number => (value >>> right) | (value << (32 - right));

/** The 64 words of the message schedule (section 6.2.2, step 1). */
function expand(bytes: Uint8Array, offset: number, w: Int32Array): void {
  for (let i = 0, at = offset; i < 16; i++, at += 4) {
    w[i] = (byte(bytes, at) << 24) | (byte(bytes, at + 1) << 16) | (byte(bytes, at + 2) << 8) | byte(bytes, at + 3);
  }
  for (let i = 16; i < 64; i++) {
    const near = word(w, i - 2);
    const far = word(w, i - 15);
    const sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
    const sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
    w[i] = sigma1 + word(w, i - 7) + sigma0 + word(w, i - 16);
  }
}

/** The 64 rounds of one block (section 6.2.2, steps 2 to 4). */
function mix(state: Int32Array, w: Int32Array): void {
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
