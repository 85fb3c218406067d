import type { Random } from '../../src/math/random.js';

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)] as T;
}

export function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256));
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Whole numbers at which readers stumble. */
const EXTREMES = [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0xffffn, 0x7fffffffn, 0x80000000n, 0xffffffffn, 0x100000000n];
const WIDER = [...EXTREMES, 0x1fffffffffffffn, 0x7fffffffffffffffn, 0xffffffffffffffffn];

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

function changed(bytes: Uint8Array, at: number, change: (before: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = change(copy[at] ?? 0);
  return copy;
}

/** Puts an extreme number of 1 to 8 bytes somewhere, in either byte order. */
function putNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const size = pick(random, [1, 2, 4, 8]);
  const at = random.below(Math.max(1, copy.length - size));
  const value = pick(random, WIDER);
  const littleEndian = random.below(4) > 0;
  for (let i = 0; i < size && at + i < copy.length; i++) {
    const shift = BigInt(8 * (littleEndian ? i : size - 1 - i));
    copy[at + i] = Number((value >> shift) & 0xffn);
  }
  return copy;
}

/** A random piece of the bytes, mostly short. */
function piece(bytes: Uint8Array, random: Random): [begin: number, end: number] {
  const begin = random.below(bytes.length + 1);
  const most = random.below(4) > 0 ? 16 : bytes.length;
  return [begin, Math.min(bytes.length, begin + random.below(most + 1))];
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => changed(bytes, random.below(bytes.length), (byte) => byte ^ (1 << random.below(8))),
  (bytes, random) => changed(bytes, random.below(bytes.length), () => random.below(256)),
  (bytes, random) => changed(bytes, random.below(bytes.length), (byte) => (byte + 1) & 255),
  putNumber,
  (bytes, random) => {
    const [begin, end] = piece(bytes, random);
    return joined(bytes.subarray(0, begin), bytes.subarray(end));
  },
  (bytes, random) => {
    const [begin, end] = piece(bytes, random);
    return joined(bytes.subarray(0, end), bytes.subarray(begin));
  },
  (bytes, random) => {
    const [at] = piece(bytes, random);
    return joined(bytes.subarray(0, at), randomBytes(random, random.below(16)), bytes.subarray(at));
  },
  (bytes, random) => {
    const [begin, end] = piece(bytes, random);
    const [at] = piece(bytes, random);
    return joined(bytes.subarray(0, at), bytes.subarray(begin, end), bytes.subarray(at));
  },
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
];

/** One to four changes of a file. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let result = bytes;
  for (let i = random.below(4); i >= 0 && result.length > 0; i--) result = pick(random, MUTATIONS)(result, random);
  return result;
}
