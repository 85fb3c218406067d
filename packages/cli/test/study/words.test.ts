// What is wrong with a study is said in words of our own, before anything runs.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseStudy } from '../../src/study/file.js';
import { speak } from '../../src/texts/language.js';
import { lenet5, scratch } from '../support.js';

const DEEP = 50_000;
const nested: readonly (readonly [string, string])[] = [
  ['lists', `name: x\nbase: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
  ['JSON', '['.repeat(DEEP) + ']'.repeat(DEEP)],
  ['names', `${'{a: '.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ['dashes', `${'- '.repeat(DEEP)}1`],
];
test.each(nested)('%s 50,000 deep', (_, text) => {
  expect(() => parseStudy(text, 'x.yaml')).toThrow(
    /^The study x\.yaml is not understood \(it is nested far deeper than any study\)\.$/,
  );
});

const PARSER = /Invalid input|record|array|string|object|undefined|Too (small|big)|call stack/;
const WRONG = [
  '- 1',
  '',
  'name: [1]',
  'name: x\nbase: 3',
  'name: x\ngrid: 3',
  'name: x\nrows: 3',
  'name: x\nrows: [3]',
  'name: x\nrows: []',
  'name: x\nseeds: []',
  'name: x\nbase: { set: 3 }',
  'name: x\ngrid: { rate: 3 }',
  'name: x\nchoose: { switch: 3, values: 4 }',
  'name: x\nchoose: { switch: rate, values: [1] }',
  'name: x\ntitle: 3',
  'name: x\nbase: { epochs: many }',
  'name: x\nbase: { architecture: 3 }',
  'base: {}',
];
test.each(WRONG)('%j is refused in no words of a parser', (text) => {
  const said = () => parseStudy(text, 'x.yaml');
  expect(said).toThrow(/^The study x\.yaml is not understood \([^\n]+\)\.$/);
  expect(said).not.toThrow(PARSER);
});

describe('a name that is none of a file on every system', () => {
  test.each(['..', '.', 'x.', '"x "', '" x"', 'CON', 'nul', 'NUL.txt', 'com1', 'a/b', '""'])('%s', async (name) => {
    const cwd = scratch();
    writeFileSync(join(cwd, 'study.yaml'), `name: ${name}\nbase: { epochs: 1 }\n`);
    const { code, stderr } = await lenet5(['study', 'study.yaml'], cwd);
    expect(stderr).toMatch(/^lenet5: The study study\.yaml is not understood \(name: [^\n]+\)\.\n$/);
    expect([code, readdirSync(cwd)]).toEqual([1, ['study.yaml']]);
  });

  test.each(['con-1', 'nullify', 'a.b', '.x', 'x-'])('%s may be one', (name) => {
    expect(parseStudy(`name: ${name}`, 'x').name).toBe(name);
  });
});

test('in Chinese too', async () => {
  await speak('zh');
  const { spoken } = await import('../../src/texts/language.js');
  try {
    parseStudy('name: x\nbase: 3', 'x.yaml');
  } catch (error) {
    expect(spoken((error as { said: never }).said)).toBe('study x.yaml 的内容无法理解（base：应为名字和值，实为数）。');
  }
  await speak('en');
});
