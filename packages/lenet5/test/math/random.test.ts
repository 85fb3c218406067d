import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';

const MASK = 0xffffffffn;

/** xoshiro128** 1.1 as its authors publish it (prng.di.unimi.it), once more and with BigInt. */
function* xoshiro([s0, s1, s2, s3]: [bigint, bigint, bigint, bigint]): Generator<number> {
  const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & MASK;
  for (;;) {
    yield Number((rotate((s1 * 5n) & MASK, 7n) * 9n) & MASK);
    const t = (s1 << 9n) & MASK;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotate(s3, 11n);
  }
}

const take = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

describe('Random', () => {
  it('gives the published first numbers for the state 1, 2, 3, 4', () => {
    const random = new Random(0, '');
    random.state = [1, 2, 3, 4];
    expect(take(random, 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('is xoshiro128** from any state: 10,000 numbers', () => {
    for (const seed of [0, 1, 12345, Number.MAX_SAFE_INTEGER]) {
      const random = new Random(seed, 'any');
      const words = random.state.map((word) => BigInt(word >>> 0)) as [bigint, bigint, bigint, bigint];
      const expected = xoshiro(words);
      expect(take(random, 10_000)).toEqual(Array.from({ length: 10_000 }, () => expected.next().value));
    }
  });

  it('spreads the seed with SplitMix64: stream "" and seed 0 start from its published numbers', () => {
    const words = [0xe220a8397b1dcdafn, 0x6e789e6aa1b965f4n].flatMap((word) => [word & MASK, word >> 32n]);
    expect(new Random(0, '').state.map((word) => BigInt(word >>> 0))).toEqual(words);
  });

  it('repeats itself for the same seed and stream, and continues from a state', () => {
    const [a, b] = [new Random(7, 'weights'), new Random(7, 'weights')];
    expect(take(a, 100)).toEqual(take(b, 100));
    const saved = a.state;
    const next = take(a, 50);
    const c = new Random(1, 'other');
    c.state = saved;
    expect(take(c, 50)).toEqual(next);
  });

  it('hands out copies of its state', () => {
    const random = new Random(7, 'copies');
    random.state.fill(0);
    const given = random.state;
    random.state = given;
    given.fill(0);
    expect(random.next()).toBe(new Random(7, 'copies').next());
  });

  it('has another stream for every seed and name', () => {
    const names = ['', 'weights', 'order', 'order 0', 'order 1', 'order 10', 'redro'];
    const starts = [0, 1, 2, 2 ** 32, 2 ** 53 - 1].flatMap((seed) =>
      names.map((name) => take(new Random(seed, name), 2)),
    );
    expect(new Set(starts.map(String)).size).toBe(starts.length);
  });
});

describe('uniform and below', () => {
  it('stay from low (included) to high (excluded), in steps of 2^−32', () => {
    const random = new Random(3, 'uniform');
    const twin = new Random(3, 'uniform');
    for (let i = 0; i < 10_000; i++) {
      const x = random.uniform(-2, 6);
      expect(x).toBe(-2 + 8 * (twin.next() / 2 ** 32));
      if (!(x >= -2 && x < 6)) expect.fail(`${x}`);
    }
  });

  it('have mean 0.5 and variance 1/12 within 0.01 over 100,000 draws', () => {
    const random = new Random(4, 'uniform');
    const draws = Array.from({ length: 100_000 }, () => random.uniform(0, 1));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.01);
  });

  it('below(n) gives each of 0 … n − 1 its share within 10 %', () => {
    const random = new Random(5, 'below');
    const counts = Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[random.below(7)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(1000);
  });
});

describe('permutation', () => {
  it.each([1, 2, 3, 100, 60_000])('of %i has every number once', (count) => {
    const order = new Random(6, 'order').permutation(count);
    expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  it('gives each of the 24 orders of 4 its share within 15 %', () => {
    const random = new Random(8, 'order');
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const key = random.permutation(4).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
