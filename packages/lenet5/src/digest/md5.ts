import { digestBlocks, digestHex } from './blocks.js';

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
  digestBlocks(parts, 'little', (bytes, offset) => {
    for (let i = 0, at = offset; i < 16; i++, at += 4) {
      words[i] =
        byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24);
    }
    mix(state, words);
  });
  return digestHex(state, 'little');
}

const byte = (bytes: Uint8Array, i: number): number => bytes[i] as number;
const word = (words: Int32Array, i: number): number => words[i] as number;

/** Rotates the sum left and adds the neighbour: the common end of all 64 steps. */
const turn = (sum: number, rotation: number, b: number): number => {
  const bits = sum | 0;
  return (((bits << rotation) | (bits >>> (32 - rotation))) + b) | 0;
};

/** One block. Four rounds of 16 steps, four steps a turn, so that every rotation is a constant for the compiler. */
function mix(state: Int32Array, x: Int32Array): void {
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
