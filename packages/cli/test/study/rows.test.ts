import { readFileSync } from 'node:fs';
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

test('stairs: a row keeps what the rows above it say, and may choose nothing', () => {
  const [first, second, third] = rows(
    'name: a\nstairs: true\nchoose: { switch: j, values: [1, 2] }\nrows: [{ name: x, architecture: blog, epochs: 4, ' +
      'set: { rate: 1e-3 }, choose: { switch: j, values: [5, 7] } }, { name: y, set: { pooling: max } }, ' +
      '{ name: z, epochs: 5, set: { rate: 2e-3 }, choose: null }]',
  ) as [Row, Row, Row];
  const { request } = third.training;
  expect(request).toMatchObject({ architecture: 'blog', epochs: 5, set: { rate: '0.002', pooling: 'max' } });
  expect(first.training.request.set).toEqual({ rate: '0.001' });
  expect(second.candidates.map(({ value }) => value)).toEqual(['5', '7']);
  expect(third.candidates).toEqual([]);
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
  ['name: a\ngrid: { epochs: [1e15] }', /passes is 10{15}, expected a number of passes, 1 to 1000000/],
  ['name: a\nbase: { epochs: 1e15 }', /\(base\.epochs: expected 1000000 passes at most\)/],
  ['name: a\nbase: { set: { __proto__: max } }', /is not understood \(nothing is called "__proto__" here\)\.$/],
  ['name: a\ngrid: { __proto__: [max] }', /is not understood \(nothing is called "__proto__" here\)\.$/],
  ['{"name":"a","rows":[{"name":"x","__proto__":{"seeds":3}}]}', /\(nothing is called "__proto__" here\)\.$/],
  ['name: a\nbase: { set: { constructor: max } }', /No switch is called "constructor"/],
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

test.each(['{ 1: 1e-3, 3: 5e-4, 4: 1e-4 }', '[1e-3*2, 5e-4, 1e-4]', '"1:1e-3,3:5e-4,4:1e-4"'])(
  'a schedule of its own: rates %s',
  (rates) => {
    const [row] = rows(`name: a\nbase: { set: { schedule: list, rates: ${rates} } }`);
    expect(row?.training.settings.recipe.rates).toEqual([1e-3, 1e-3, 5e-4, 1e-4]);
  },
);

test.each(['study.md', 'study.zh-CN.md'])('the schedule that docs/%s shows', (page) => {
  const text = readFileSync(new URL(`../../../../docs/${page}`, import.meta.url), 'utf8');
  const [, code = ''] = /```yaml\n(name: my-schedule\n.*?)```/s.exec(text) ?? [];
  const rates = rows(code).map(({ training }) => training.settings.recipe.rates);
  expect(rates).toEqual([
    [5e-4, 5e-4, 5e-4, 2e-4, 2e-4, 2e-4, 5e-5],
    [4e-4, 4e-4, 4e-4, 2e-4, 2e-4, 2e-4, 1e-4],
  ]);
});

describe('before anything is made of it', () => {
  const values = (count: number) => `[${Array.from({ length: count }, (_, i) => i + 1)}]`;

  test.each<[string, string, RegExp]>([
    [
      'a grid of many rows',
      `grid: { batch: ${values(100)}, j: ${values(100)}, epochs: ${values(100)}, draw: ${values(100)} }`,
      /^The study would have 100,000,000 rows, and 10,000 are the most: /,
    ],
    ['rows by many seeds', `seeds: 1-1000\ngrid: { draw: ${values(101)} }`, /would have 101,000 runs, and 100,000 /],
    [
      'a choice of many values',
      `grid: { draw: ${values(500)} }\nchoose: { switch: j, values: ${values(200)} }`,
      /choose.values: expected at most 100 values/,
    ],
    ['an alias without an anchor', 'title: *b', /\(its aliases \(\*name\) stand for too much, or for nothing: /],
    [
      'aliases of aliases',
      `x: &a ${values(99)}\ny: &b [${'*a,'.repeat(99)}]\nz: &c [${'*b,'.repeat(99)}]\nw: [${'*c,'.repeat(99)}]`,
      /\(its aliases /,
    ],
    ['an alias of itself', 'rows: &a [*a]', /is not understood \(rows\.0: /],
    ['a tag', 'title: !mine x', /\(it has tags such as /],
    ['a tag of YAML 1.1', 'title: !!binary aGk=', /\(it has tags such as /],
    ['a second document', 'title: x\n---\nname: b', /\(it holds several documents, /],
    ['a key that is a list', '? [1]\n: 2', /nothing is called "\[ 1 \]" here/],
    ['more text than a study has', `title: ${'x'.repeat(1_100_000)}`, /\(it is larger than 1048576 bytes\)/],
    ['a name too long for a file', `# \nname: ${'n'.repeat(101)}`, /\(name: expected 100 letters at most\)/],
    ['a name of a row too long for a line', `rows: [{ name: ${'n'.repeat(301)} }]`, /\(rows\.0\.name: expected 300 /],
    ['half a seed', 'seeds: 1.5', /\(seeds: expected a seed such as 3, /],
    ['a seed that is no exact number', 'seeds: 1e99', /\(seeds: expected a seed such as 3, /],
    ['a seed below 0', 'rows: [{ name: x, seeds: [-1] }]', /\(rows\.0\.seeds\.0: expected a whole number, 0 or more\)/],
    [
      'a word for a seed',
      'choose: { switch: rate, values: [1, 2], seed: one }',
      /\(choose\.seed: expected a whole number, 0 or more\)/,
    ],
  ])('%s is refused in our words', (_, text, sentence) => {
    const named = text.startsWith('# ') ? text : `name: a\n${text}`;
    expect(() => rows(named)).toThrow(sentence);
  });

  test('aliases within reason stand for what they name', () => {
    expect(rows('name: a\nseeds: &s [4, 5]\nrows: [{ name: x, seeds: *s }]')[0]?.seeds).toEqual([4, 5]);
  });

  test('names, titles and notes lose what steers a terminal, and stay one line', () => {
    const file = parseStudy(
      'name: a\ntitle: "b\\e[31mc"\nrows: [{ name: "d\\n[1/1] e\\u009b", note: "\\u202ef" }]',
      'test',
    );
    expect([file.title, file.rows?.[0]?.name, file.rows?.[0]?.note]).toEqual(['b�[31mc', 'd�[1/1] e�', '�f']);
    expect(parseStudy(JSON.stringify(file), 'test')).toEqual(file);
  });
});
