import { ARCHITECTURES, RECIPES } from 'lenet5';
import { describe, expect, test } from 'vitest';
import { parseStudy } from '../../src/study/file.js';
import { commandOf, type Row, rowsOf } from '../../src/study/rows.js';

const rows = (text: string) => rowsOf(parseStudy(text, 'test'));

test('a grid is every combination, the last name changing fastest, crossed with the rows', () => {
  const names = rows('name: a\nrows: [{ name: x }, { name: y }]\ngrid: { pooling: [sum, max], epochs: [1, 2] }').map(
    ({ name }) => name,
  );
  expect(names).toEqual([
    'x pooling=sum epochs=1',
    'x pooling=sum epochs=2',
    'x pooling=max epochs=1',
    'x pooling=max epochs=2',
    'y pooling=sum epochs=1',
    'y pooling=sum epochs=2',
    'y pooling=max epochs=1',
    'y pooling=max epochs=2',
  ]);
});

test('a row goes before the base, the grid before the row', () => {
  const text =
    'name: a\nbase: { recipe: blog, epochs: 3, set: { rate: 1, j: 2 } }\n' +
    'rows: [{ name: x, architecture: blog, epochs: 4, set: { j: 3 } }]\ngrid: { j: [5] }';
  const { architecture, recipe } = (rows(text)[0] as Row).training.settings;
  expect(architecture).toEqual(ARCHITECTURES.blog);
  expect(recipe).toEqual({ ...RECIPES.blog, passes: 4, rate: 1, j: 5 });
});

test.each([
  ['3', [3]],
  ['[5, 1]', [5, 1]],
  ['2-4', [2, 3, 4]],
])('seeds: %s', (text, seeds) => {
  expect(rows(`name: a\nseeds: ${text}`)[0]?.seeds).toEqual(seeds);
});

test.each<[string, RegExp]>([
  ['name: a b', /is not understood \(name: expected letters/],
  ['name: a\nseeds: 5-1', /is not understood \(seeds: expected a seed such as 3, a list [^\n]+ 1-5\)\.$/],
  ['name: a\nrows: [{ name: x, set: { rate: true } }]', /\(rows\.0\.set\.rate: expected a number, a text, or a list/],
  [
    'name: a\nrows: [{ name: x, recipie: fast }]',
    /\(rows\.0: nothing is called "recipie" here: did you mean recipe\?\)\.$/,
  ],
  ['name: a\nmomentum: 1', /\(nothing is called "momentum" here: expected one of: name, title, [^\n]+, grid\)\.$/],
  ['name: a\nseeds: 1-999999999', /is not understood \(seeds: /],
  ['name: a\nrows: [{ name: x, recipe: slow }]', /\(rows\.0\.recipe: no recipe has that name\)/],
  ['name: a\nrows: [{ name: x, set: { poling: max } }]', /No switch is called "poling": did you mean pooling\?/],
  ['name: a\ngrid: { pooling: [sum, avg] }', /pooling is "avg", expected one of/],
  ['name: a\ngrid: { recipe: [fast, slow] }', /The grid's recipe is "slow", expected one of: /],
  ['name: a\ngrid: { epochs: [0] }', /The grid's epochs is "0", expected a whole number, 1 or more/],
  ['name: a\nrows: [{ name: x }, { name: x }]', /Two rows of the study are called "x"/],
  [
    'name: a\nseeds: [3, 1, 3]',
    /^The study test is not understood \(seeds: 3 is there twice, expected each seed once\)\.$/,
  ],
  ['name: a\nrows: [{ name: x }, { name: y, seeds: [1, 1] }]', /\(rows\.1\.seeds: 1 is there twice, expected each/],
  [
    'name: a\nchoose: { switch: validation, values: [1, 2] }',
    /\(choose\.switch: validation is the same in all these trainings /,
  ],
  [
    'name: a\nrows: [{ name: x, choose: { switch: validation, values: [1, 2] } }]',
    /\(rows\.0\.choose\.switch: validation is the same in all [^\n]+, expected another switch\)\.$/,
  ],
  [
    'name: a\nchoose: { switch: passes, values: [1, 2], epochs: 3 }',
    /\(choose\.epochs: it says how many passes, and so does the switch passes: leave one of them out\)\.$/,
  ],
  ['name: a\nchoose: { switch: rate, values: [1, -1] }', /rate is "-1", expected a number above 0/],
])('makes no sense: %j', (text, sentence) => {
  expect(() => rows(text)).toThrow(sentence);
});

describe('the trainings by which a value is chosen', () => {
  const passesOf = (text: string) => {
    const [{ candidates }] = rows(text) as [Row];
    return candidates.map(({ training }) => training.settings.recipe.passes);
  };

  test.each([
    [
      'the epochs of the choice go before the passes of the row',
      'base: { set: { passes: 3 } }',
      'rate',
      ', epochs: 2',
      2,
      2,
    ],
    ['and before its epochs', 'base: { epochs: 3 }', 'rate', ', epochs: 2', 2, 2],
    ['without them the passes are those of the row', 'base: { set: { passes: 3 } }', 'rate', '', 3, 3],
    ['passes may be chosen themselves', 'base: { set: { passes: 3 } }', 'passes', '', 1, 4],
  ])('%s', (_, base, name, epochs, ...passes) => {
    expect(passesOf(`name: a\n${base}\nchoose: { switch: ${name}, values: [1, 4]${epochs} }`)).toEqual(passes);
  });
});

describe('the command of a row', () => {
  test('gives what differs from the defaults, in the words of train', () => {
    const [row] = rows(
      'name: a\nbase: { recipe: fast, trainSize: 500, set: { initialCoefficient: [0.1, 0.2], rates: 1e-3*2 } }',
    );
    expect(row && commandOf(row.training.request, 7)).toBe(
      "npx lenet5 train --recipe fast --train-size 500 --set initialCoefficient=0.1,0.2 'rates=1e-3*2' --seed 7",
    );
  });
});
