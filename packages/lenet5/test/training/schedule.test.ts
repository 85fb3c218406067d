import { describe, expect, it } from 'vitest';
import { RECIPES } from '../../src/switches/presets.js';
import { beginsLike, rateAt } from '../../src/training/schedule.js';

const TOTAL = 60_000;

describe('list', () => {
  it('blog: 1e-3 for passes 1-6, 5e-4 for 7-11, 2e-4 for 12-16, 1e-4 after, one pass later than its code reads', () => {
    // As its code reads: from pass 6, 11 and 16 on. Each rate is set at the end of that pass.
    const reads = (pass: number) => (pass >= 16 ? 1e-4 : pass >= 11 ? 2e-4 : pass >= 6 ? 5e-4 : 1e-3);
    for (let pass = 1; pass <= 40; pass++) {
      const samples = (pass - 1) * TOTAL;
      const rate = rateAt(RECIPES.blog, { pass: pass - 1, samples, total: 25 * TOTAL });
      expect(rate, `pass ${pass}`).toBe(pass === 1 ? 1e-3 : reads(pass - 1));
    }
    expect(RECIPES.blog.rates).toHaveLength(RECIPES.blog.passes);
    expect(RECIPES.blog.passes).toBe(25);
  });

  it('keeps the last rate for all further passes', () => {
    const recipe = { schedule: 'list', rate: 9, rates: [3, 2], warmUp: 0 } as const;
    const rates = [0, 1, 2, 50].map((pass) => rateAt(recipe, { pass, samples: 10 * pass, total: 1000 }));
    expect(rates).toEqual([3, 2, 2, 2]);
  });
});

describe('cosine', () => {
  const recipe = { schedule: 'cosine', rate: 0.5, rates: [], warmUp: 100 } as const;
  const at = (samples: number, total = 10_100) => rateAt(recipe, { pass: 0, samples, total });

  it('rises linearly to the rate over the warm-up, from above 0', () => {
    expect(at(0)).toBe(0.5 / 100);
    expect(at(49)).toBe(0.25);
    expect([at(99), at(100)]).toEqual([0.5, 0.5]);
  });

  it('then falls as half a cosine: half the rate half way, never rising, within 1e-15 of the formula', () => {
    expect(at(5100)).toBeCloseTo(0.25, 14);
    for (let samples = 101; samples < 10_100; samples++) {
      const formula = 0.25 * (1 + Math.cos((Math.PI * (samples - 100)) / 10_000));
      expect(Math.abs(at(samples) - formula)).toBeLessThan(1e-15);
      if (!(at(samples) < at(samples - 1))) expect.fail(`rises at ${samples}`);
    }
  });

  it('ends above 0, and below a millionth of the rate', () => {
    expect(at(10_099)).toBeGreaterThan(0);
    expect(at(10_099)).toBeLessThan(0.5e-6);
    expect(at(10_100)).toBeCloseTo(0, 15);
  });

  it('warms up over at most a tenth of a short run', () => {
    expect(at(9, 100)).toBe(0.5);
    expect(at(10, 100)).toBe(0.5);
    expect(at(55, 100)).toBeCloseTo(0.25, 14);
  });

  it('without a warm-up starts at the rate', () => {
    const samples = { pass: 0, samples: 0, total: 5 };
    expect(rateAt({ ...recipe, warmUp: 0 }, samples)).toBe(0.5);
    expect(rateAt(recipe, samples)).toBe(0.5);
  });
});

describe('constant', () => {
  it('is the rate throughout', () => {
    const recipe = { schedule: 'constant', rate: 0.1, rates: [5], warmUp: 0 } as const;
    const rates = [0, 1, 500, 999].map((samples) => rateAt(recipe, { pass: 3, samples, total: 1000 }));
    expect(rates).toEqual([0.1, 0.1, 0.1, 0.1]);
  });

  it('rises over the warm-up, a tenth of the run at most', () => {
    const recipe = { schedule: 'constant', rate: 1, rates: [], warmUp: 500 } as const;
    const rates = [0, 49, 99, 100, 999].map((samples) => rateAt(recipe, { pass: 0, samples, total: 1000 }));
    expect(rates).toEqual([0.01, 0.5, 1, 1, 1]);
  });
});

describe('beginsLike', () => {
  it('is true where no rate and no distortion of the passes done depends on the end', () => {
    expect(beginsLike(RECIPES.blog, 30, TOTAL)).toBe(true);
    expect(beginsLike(RECIPES.fast, 30, TOTAL)).toBe(false);
    const distorted = { ...RECIPES.blog, distortion: 'affine' } as const;
    expect(beginsLike({ ...distorted, plainPasses: 0 }, 30, TOTAL)).toBe(true);
    expect(beginsLike({ ...distorted, plainPasses: 2 }, 30, TOTAL)).toBe(false);
    expect(beginsLike({ ...distorted, distortionEnd: 0.5 }, 30, TOTAL)).toBe(false);
    // A warm-up that the shorter run had to cut.
    expect(beginsLike({ ...RECIPES.blog, passes: 1, warmUp: 2000 }, 2, 10_000)).toBe(false);
  });
});
