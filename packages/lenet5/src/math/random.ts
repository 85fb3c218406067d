/** State of a generator: four unsigned 32-bit words. */
export type RandomState = [number, number, number, number];

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

/** SplitMix64 (Steele, Lea, Flood 2014), used to spread a seed over the state of another generator. */
function* splitMix64(seed: bigint): Generator<bigint> {
  const mask = (1n << 64n) - 1n;
  for (let state = seed & mask; ; ) {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    yield z ^ (z >> 31n);
  }
}

/**
 * xoshiro128** 1.1 (Blackman, Vigna 2018): integer operations only, so the same numbers everywhere.
 * Each purpose has a stream of its own: drawing more numbers for one changes nothing for the others.
 */
export class Random {
  private words: RandomState;

  /**
   * @param seed any safe integer ≥ 0
   * @param stream what the numbers are for, such as 'weights' or 'order 3'
   */
  constructor(seed: number, stream: string) {
    let mixed = BigInt(seed);
    for (const character of stream) {
      mixed = (splitMix64(mixed).next().value as bigint) ^ BigInt(character.codePointAt(0) ?? 0);
    }
    const words = splitMix64(mixed);
    const [a, b] = [words.next().value as bigint, words.next().value as bigint];
    const low = (word: bigint) => Number(word & 0xffffffffn);
    this.words = [low(a), low(a >> 32n), low(b), low(b >> 32n)];
  }

  /** An integer from 0 to 2^32 − 1. */
  next(): number {
    const s = this.words;
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  /** A number from `low` (included) to `high` (excluded), in steps of (high − low)/2^32. */
  uniform(low: number, high: number): number {
    return low + (high - low) * (this.next() / 4294967296);
  }

  /** An integer from 0 to count − 1. */
  below(count: number): number {
    return Math.floor((this.next() / 4294967296) * count);
  }

  /** The numbers 0 … count − 1 in random order (Fisher and Yates). */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const moved = order[i]!;
      order[i] = order[j]!;
      order[j] = moved;
    }
    return order;
  }

  get state(): RandomState {
    return [...this.words];
  }

  set state(words: RandomState) {
    this.words = [...words];
  }
}
