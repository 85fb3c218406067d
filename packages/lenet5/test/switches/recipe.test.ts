import { describe, expect, it } from 'vitest';
import { checkRecipe } from '../../src/switches/check.js';
import { RECIPES } from '../../src/switches/presets.js';
import { type Recipe, SWITCHES } from '../../src/switches/table.js';
import { expectError, thrownBy } from '../expect-error.js';

/** Every switch of a training that takes one of a few words. */
const WORDS = SWITCHES.filter(({ of, kind }) => of === 'recipe' && kind.words && kind.expected.startsWith('one of'));
const RECIPE_VALUES = Object.fromEntries(WORDS.map(({ name, kind }) => [name, kind.words ?? []]));

describe('named recipes', () => {
  it.each(Object.entries(RECIPES))('%s is valid and bears its name', (name, recipe) => {
    expect(checkRecipe(recipe)).toBe(recipe);
    expect(recipe.name).toBe(name);
  });

  it('blog: ±2.4/F, biases ±1/√F, Eq. 8, stored order, batch 1, 25 passes', () => {
    expect(RECIPES.blog).toMatchObject({
      initialWeights: '2.4/F',
      initialBiases: '1/sqrt(F)',
      initialCoefficient: '2.4/(4*maps)',
      initialSubsamplingBias: [0, 1],
      criterion: 'eq8',
      schedule: 'list',
      order: 'stored',
      batch: 1,
      passes: 25,
      validation: 0,
    });
  });

  it('fast: ±√(3/F), biases 0, Eq. 9, cosine, a new order each pass, batch 1', () => {
    expect(RECIPES.fast).toMatchObject({
      initialWeights: 'sqrt(3/F)',
      initialBiases: 'zero',
      initialCoefficient: [0.125, 0.375],
      initialSubsamplingBias: [0, 0],
      criterion: 'eq9',
      schedule: 'cosine',
      warmUp: 2000,
      order: 'every-pass',
      batch: 1,
      validation: 0,
    });
    expect(RECIPES.fast.rate).toBeGreaterThanOrEqual(3e-4);
    expect(RECIPES.fast.rate).toBeLessThanOrEqual(5e-4);
  });
});

describe('checkRecipe', () => {
  const refusal = (changes: object) => thrownBy(() => checkRecipe({ ...RECIPES.fast, ...changes } as Recipe));

  it('takes every listed value of every switch', () => {
    for (const [name, values] of Object.entries(RECIPE_VALUES)) {
      for (const value of values) checkRecipe({ ...RECIPES.blog, [name]: value } as Recipe);
    }
  });

  it.each(Object.entries(RECIPE_VALUES))('refuses another %s and lists what is allowed', async (name, values) => {
    for (const value of ['other', undefined, 3]) {
      const shown = value === undefined ? 'undefined' : JSON.stringify(value);
      expectError(await refusal({ [name]: value }), 'SettingError', 'switch-value', name, shown, values.join(', '));
    }
  });

  it.each([
    ['j', [0, -1, Number.NaN, Infinity, '1'], 'a number above 0'],
    ['rate', [0, -1e-3, Number.NaN, Infinity], 'a number above 0'],
    ['warmUp', [-1, 0.5, Number.NaN], 'a number of samples, 0 or more'],
    ['batch', [0, 1.5, -1, Infinity], 'a whole number, 1 or more'],
    ['passes', [0, 1.5, Number.NaN, 1e15], 'a number of passes, 1 to 1000000'],
    ['shift', [-1, 17, Number.NaN], '0 to 16'],
    ['scale', [-0.1, 1], '0 to 0.9'],
    ['squeeze', [-0.1, 1], '0 to 0.9'],
    ['shear', [-0.1, 2.1], '0 to 2'],
    ['rotation', [-0.1, 3.1], '0 to 3'],
    ['elastic', [-0.1, 16.1], '0 to 16'],
    ['thickness', [-0.1, 1.1], '0 to 1'],
    ['plainPasses', [-1, 0.5], 'a number of passes, 0 or more'],
    ['validation', [-1, 0.5], 'a number of samples, 0 or more'],
    ['initialCoefficient', [[1, 0], [1], [0, Number.NaN], '2.4/F', null], 'low,high, or 2.4/(4*maps)'],
    ['initialSubsamplingBias', [[1, 0], [0, 1, 2], '2.4/(4*maps)', 0], 'low,high'],
  ])('refuses a %s out of range and says what was expected', async (name, values, expected) => {
    for (const value of values) {
      expectError(await refusal({ [name]: value }), 'SettingError', 'switch-value', `${name} is`, expected);
    }
  });

  it.each<[string, unknown, string]>([
    ['rates', [1e-3, 0], 'rates[1] is 0, expected a number above 0.'],
    // biome-ignore lint/suspicious/noSparseArray: what is refused
    ['rates', [1e-3, , 2e-3], 'rates[1] is undefined, expected a number above 0.'],
    ['rates', new Array(3), 'rates[0] is undefined, expected a number above 0.'],
    ['rates', { 1: 1e-3 }, 'rates is {1: 0.001}, expected numbers above 0 such as'],
    ['classWeights', [1, '2'], 'classWeights[1] is "2", expected a number from 0.000001'],
    ['classWeights', new Array(10), 'classWeights[0] is undefined, expected a number from 0.000001'],
    ['initialCoefficient', new Array(2), 'initialCoefficient is [undefined, undefined], expected two numbers'],
  ])('names the place of %s in which there is no number', async (name, value, expected) => {
    expectError(await refusal({ [name]: value }), 'SettingError', 'switch-value', expected);
  });

  it('wants at least one rate with schedule list, and none otherwise', async () => {
    expectError(
      await refusal({ schedule: 'list', rates: [] }),
      'SettingError',
      'switch-value',
      'rates',
      'at least one',
    );
    checkRecipe({ ...RECIPES.fast, schedule: 'constant', rates: [] });
  });

  it('takes the smallest values that make sense', () => {
    const smallest = { j: 1e-9, rate: 1e-9, warmUp: 0, batch: 1, passes: 1, initialSubsamplingBias: [2, 2] } as const;
    checkRecipe({ ...RECIPES.fast, ...smallest });
  });

  it('refuses a switch that there is none of, and offers the nearest, or all', async () => {
    expectError(
      await refusal({ dropout: 0.9 }),
      'SettingError',
      'switch-unknown',
      '"dropout"',
      'expected one of: name,',
    );
    expectError(await refusal({ warmup: 1 }), 'SettingError', 'switch-unknown', '"warmup"', 'did you mean warmUp?');
  });
});
