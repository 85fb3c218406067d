import { ARCHITECTURES, RECIPES } from 'lenet5';
import { SWITCHES } from 'lenet5/core';
import { describe, expect, test } from 'vitest';
import { architectureWith, readAssignment, resolveSettings, switchesHelp } from '../src/settings.js';

const resolve = (...set: string[]) => resolveSettings({ architecture: ARCHITECTURES.paper, recipe: RECIPES.fast, set });

test('the help names every switch of the table and what it takes', () => {
  const lines = switchesHelp().split('\n');
  for (const { name, kind } of SWITCHES) {
    expect(lines.find((line) => line.startsWith(`  ${name} `))).toContain(kind.expected);
  }
});

test('every kind of value arrives where it belongs, and the presets stay as they are', () => {
  const before = structuredClone([ARCHITECTURES, RECIPES]);
  const { architecture, recipe } = resolve(
    ...['squash.C1=none', 'squash.F6=logistic', 'pooling=average', 'criterion=eq9', 'j=3', 'rate=4e-4'],
    ...['rates=1e-3*6,5e-4*5,1e-4', 'initialCoefficient=0.125,0.375', 'batch=16', 'passes=5', 'validation=5000'],
    ...['initialSubsamplingBias=-1,1', 'initialWeights=2.4/F', 'schedule=list'],
  );
  expect(architecture).toEqual({
    ...ARCHITECTURES.paper,
    pooling: 'average',
    squash: { ...ARCHITECTURES.paper.squash, C1: 'none', F6: 'logistic' },
  });
  expect(recipe).toMatchObject({ criterion: 'eq9', j: 3, rate: 4e-4, batch: 16, passes: 5, validation: 5000 });
  expect(recipe).toMatchObject({ initialCoefficient: [0.125, 0.375], initialSubsamplingBias: [-1, 1] });
  expect(resolve('schedule=list', 'rates=1:1e-3,7:5e-4,12:1e-4').recipe.rates).toEqual(recipe.rates);
  expect(recipe.rates).toEqual([...Array(6).fill(1e-3), ...Array(5).fill(5e-4), 1e-4]);
  expect([ARCHITECTURES, RECIPES]).toEqual(before);
});

test('the values of the presets themselves can be given', () => {
  const { recipe } = resolve(
    'initialCoefficient=2.4/(4*maps)',
    'initialSubsamplingBias=0,1',
    'initialBiases=1/sqrt(F)',
  );
  const { initialCoefficient, initialSubsamplingBias, initialBiases } = RECIPES.blog;
  expect(recipe).toMatchObject({ initialCoefficient, initialSubsamplingBias, initialBiases });
});

test('a switch has one value', () => {
  for (const second of ['rate=2', 'rate=1']) {
    expect(() => resolve('rate=1', 'pooling=max', second)).toThrow('--set names rate twice: give one value.');
  }
  expect(() => architectureWith(ARCHITECTURES.paper, ['squash.C1=none', 'squash.C1=relu'])).toThrow('squash.C1 twice');
  expect(resolve('squash.C1=none', 'squash.F6=none').architecture.squash).toMatchObject({ C1: 'none', F6: 'none' });
});

test('--epochs is passes; together they must agree', () => {
  const request = { architecture: ARCHITECTURES.paper, recipe: RECIPES.fast, epochs: 3 };
  expect(resolveSettings({ ...request, set: ['passes=3'] }).recipe.passes).toBe(3);
  expect(() => resolveSettings({ ...request, set: ['passes=4'] })).toThrow('say different things');
});

describe('what changes nothing is told', () => {
  test.each([
    [['rates=1e-3'], 'rates changes nothing here, because schedule is cosine, not list.'],
    [
      ['schedule=list', 'rates=1e-3', 'rate=1'],
      'rate changes nothing here, because schedule is list, not cosine or constant.',
    ],
    [['criterion=eq8', 'j=2'], 'j changes nothing here, because criterion is eq8, not eq9.'],
    [['shift=1'], 'shift changes nothing here, because distortion is none, not affine or elastic.'],
    [['distortion=affine', 'elastic=1'], 'elastic changes nothing here, because distortion is affine, not elastic.'],
  ])('%j', (set, sentence) => {
    const { warnings } = resolve(...set);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(sentence);
  });

  test('and what does something is not', () => {
    expect(
      resolve('rate=1', 'j=2', 'warmUp=0', 'distortion=elastic', 'elastic=1', 'shift=0.5', 'plainPasses=2').warnings,
    ).toEqual([]);
  });
});

describe('a run that hardly distorts its pictures, as its recipe is called, says so', () => {
  const warnings = (recipe: 'distorted' | 'best' | 'fast', epochs?: number, ...set: string[]) =>
    resolveSettings({ architecture: ARCHITECTURES.paper, recipe: RECIPES[recipe], set, epochs }).warnings;

  test.each([
    ['distorted', 1, 'No pass distorts its pictures'],
    ['distorted', 2, 'No pass distorts its pictures'],
    ['distorted', 3, '2 of the 3 passes, the last ones, do not'],
    ['distorted', 19, '2 of the 19 passes'],
    ['best', 3, 'No pass distorts its pictures'],
    ['best', 29, '3 of the 29 passes'],
  ] as const)('%s, %i passes', (recipe, epochs, sentence) => {
    expect(warnings(recipe, epochs)).toEqual([expect.stringContaining(sentence)]);
  });

  test('also where it was asked for, if no pass is left', () => {
    expect(warnings('distorted', 4, 'plainPasses=4')).toEqual([expect.stringContaining('No pass distorts')]);
  });

  test('else not', () => {
    expect(warnings('distorted')).toEqual([]);
    expect(warnings('best')).toEqual([]);
    expect(warnings('distorted', 60)).toEqual([]);
    expect(warnings('fast', 1)).toEqual([]);
    expect(warnings('distorted', 2, 'plainPasses=0')).toEqual([]);
    expect(warnings('distorted', 4, 'plainPasses=3')).toEqual([]);
  });
});

test.each([
  ...['rate=', 'rate=0', 'rate=-1', 'rate=0x10', 'rate=Infinity', 'rate=1e999', 'rate=NaN', 'rate= ', 'j=zero'],
  ...[
    'batch=1.5',
    'batch=0',
    'passes=1e3',
    'validation=-1',
    'warmUp=many',
    'rates=',
    'rates=1,,2',
    'rates=1*0',
    'rates=2:1e-3',
    'rates=1:1e-3,1:1e-4',
    'rates=1:1e-3,5:1e-4,3:1',
    'rates=1:0',
    'rates=1:1e-3,5e-4',
  ],
  ...['rates=1*2*3', 'rates=1e-3*1000000000', 'initialCoefficient=1', 'initialCoefficient=2,1', 'squash.C1=Tanh'],
  ...[
    'initialSubsamplingBias=0,1,2',
    'initialSubsamplingBias=a,b',
    'optimiser=rmsprop',
    'shear=-1',
    'plainPasses=0.5',
    'c3=__proto__',
  ],
])('%s is refused with what was expected', (text) => {
  expect(() => readAssignment(text)).toThrow(/ is ".*", expected .+\.$/);
});

test.each([
  ['poling=max', 'pooling'],
  ['squash.c3=none', 'squash.C3'],
  ['Rate=1', 'rate'],
  ['validaton=1', 'validation'],
  ['initial_weights=2.4/F', 'initialWeights'],
])('%s names no switch; the nearest is offered', (text, nearest) => {
  expect(() => readAssignment(text)).toThrow(`did you mean ${nearest}`);
});

test.each(['__proto__=1', 'name=x', 'constructor=x'])('%s names no switch, and none is near: all are named', (text) => {
  expect(() => readAssignment(text)).toThrow(': expected one of: squash.C1, squash.S2, ');
});
