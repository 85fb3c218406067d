import { describe, expect, it } from 'vitest';
import { cosPi, exp, log, tanh } from '../../src/math/exponential.js';
import { Random } from '../../src/math/random.js';

/** Relative distance of neighbouring float64 numbers, at most. */
const ULP = 2 ** -52;

function uniform(count: number, low: number, high: number): number[] {
  const random = new Random(1, `${low} to ${high}`);
  return Array.from({ length: count }, () => random.uniform(low, high));
}

const relative = (a: number, b: number) => (a === b ? 0 : Math.abs(a - b) / Math.abs(b));
const worst = (inputs: readonly number[], error: (x: number) => number) => Math.max(...inputs.map(error));

describe('exp', () => {
  it('is within 3 ulp (6.7e-16 relative) of Math.exp from −708 to 709.78', () => {
    for (const width of [1e-9, 1e-3, 0.4, 1, 10, 100, 708]) {
      expect(
        worst(uniform(20_000, -width, width), (x) => relative(exp(x), Math.exp(x))),
        `±${width}`,
      ).toBeLessThan(3 * ULP);
    }
    expect(
      worst([709, 709.5, 709.78, -708, 0.5 * Math.LN2, -0.5 * Math.LN2], (x) => relative(exp(x), Math.exp(x))),
    ).toBeLessThan(3 * ULP);
  });

  it('is exact at 0 and flushes to 0 before it would be subnormal', () => {
    expect([exp(0), exp(-0), exp(-708.1), exp(-745), exp(-1e300), exp(-Infinity)]).toEqual([1, 1, 0, 0, 0, 0]);
    expect(exp(-708)).toBeGreaterThan(2 ** -1022);
  });

  it('overflows to Infinity, and keeps NaN', () => {
    expect([exp(710), exp(1e300), exp(Infinity), exp(Number.NaN)]).toEqual([Infinity, Infinity, Infinity, Number.NaN]);
  });
});

describe('log', () => {
  it('is within 3 ulp of Math.log, relative where the result is above 0.1, absolute near 1', () => {
    const inputs = [
      ...uniform(20_000, 1e-6, 10),
      ...uniform(20_000, -700, 700).map(Math.exp),
      ...uniform(20_000, 0.9, 1.1),
    ];
    const error = (x: number) => Math.abs(log(x) - Math.log(x)) / Math.max(0.1, Math.abs(Math.log(x)));
    expect(worst(inputs, error)).toBeLessThan(3 * ULP);
  });

  it('is within 3 ulp at powers of 2 and at the largest and smallest normal numbers', () => {
    const powers = Array.from({ length: 2046 }, (_, i) => 2 ** (i - 1022)).filter((x) => x !== 1);
    const inputs = [...powers, Number.MAX_VALUE, Math.SQRT2, Math.SQRT1_2];
    expect(worst(inputs, (x) => relative(log(x), Math.log(x)))).toBeLessThan(3 * ULP);
  });

  it('log 1 is 0, log 0 is −Infinity, log of a negative number is NaN', () => {
    const results = [1, 0, -0, -1, Number.NaN, Infinity, -Infinity].map(log);
    expect(results).toEqual([0, -Infinity, -Infinity, Number.NaN, Number.NaN, Infinity, Number.NaN]);
  });

  it('undoes exp: |log(exp x) − x| within 4e-16·max(1, |x|)', () => {
    const error = (x: number) => Math.abs(log(exp(x)) - x) / Math.max(1, Math.abs(x));
    expect(worst(uniform(20_000, -700, 700), error)).toBeLessThan(4e-16);
  });
});

describe('tanh', () => {
  it('is within 4e-16 of Math.tanh', () => {
    for (const width of [1e-12, 1e-3, 1, 20, 400, 1e6]) {
      const error = (x: number) => Math.abs(tanh(x) - Math.tanh(x));
      expect(worst(uniform(20_000, -width, width), error), `±${width}`).toBeLessThan(4e-16);
    }
  });

  it('is odd, bounded, and keeps infinities and NaN', () => {
    for (const x of uniform(1000, 0, 30)) expect(tanh(-x)).toBe(-tanh(x));
    expect([30, -30, Infinity, -Infinity, Number.NaN, 0].map(tanh)).toEqual([1, -1, 1, -1, Number.NaN, 0]);
  });
});

describe('cosPi', () => {
  it('is within 1e-15 of Math.cos(π·t) for 0 ≤ t ≤ 1', () => {
    expect(worst(uniform(50_000, 0, 1), (t) => Math.abs(cosPi(t) - Math.cos(Math.PI * t)))).toBeLessThan(1e-15);
  });

  it('goes from 1 through 0 to −1', () => {
    expect([cosPi(0), cosPi(1)]).toEqual([1, -1]);
    expect(Math.abs(cosPi(0.5))).toBeLessThan(1e-15);
    expect(cosPi(1 / 3)).toBeCloseTo(0.5, 15);
  });
});
