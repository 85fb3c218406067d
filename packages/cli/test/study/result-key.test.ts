import { ARCHITECTURES, RECIPES, type Recipe } from 'lenet5';
import { codeFingerprint } from 'lenet5/training';
import { describe, expect, test } from 'vitest';
import { type Configuration, keyOf } from '../../src/study/result-key.js';

const configuration: Configuration = {
  architecture: ARCHITECTURES.paper,
  recipe: RECIPES.fast,
  seed: 1,
  train: { offset: 0, count: 60000 },
  backend: 'simd',
  data: 'd',
  code: 'c',
};
const key = keyOf(configuration);

describe('the key of a run', () => {
  test.each<[string, Partial<Configuration>]>([
    ['seed', { seed: 2 }],
    ['training samples', { train: { offset: 0, count: 15000 } }],
    ['their place', { train: { offset: 1, count: 60000 } }],
    ['backend', { backend: 'reference' }],
    ['data', { data: 'e' }],
    ['code', { code: 'd' }],
    ['switch of the recipe', { recipe: { ...RECIPES.fast, j: 10 } }],
    ['switch of the architecture', { architecture: { ...ARCHITECTURES.paper, pooling: 'max' } }],
    ['squashing function', { architecture: { ...ARCHITECTURES.paper, squash: ARCHITECTURES.blog.squash } }],
  ])('is another one for another %s', (_, change) => {
    expect(keyOf({ ...configuration, ...change })).not.toBe(key);
  });

  test('is the same however presets are called and their switches ordered', () => {
    const reversed = Object.fromEntries(Object.entries(RECIPES.fast).reverse()) as unknown as Recipe;
    const architecture = { ...ARCHITECTURES.paper, name: 'mine' };
    expect(keyOf({ ...configuration, architecture, recipe: { ...reversed, name: 'mine' } })).toBe(key);
  });
});

test('the fingerprint of the code is the same each time, and another one for the backend with other last bits', () => {
  const simd = codeFingerprint('simd');
  expect(simd).toMatch(/^[0-9a-f]{16}$/);
  expect(codeFingerprint('simd')).toBe(simd);
  expect(codeFingerprint('reference')).not.toBe(simd);
});
