import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtInNames, findStudy } from '../../src/study/file.js';
import { rowsOf } from '../../src/study/rows.js';
import { call, lenet5, onlyObject, scratch, smallMnist } from '../support.js';

const cwd = scratch();

test.each<[string, number, RegExp]>([
  ['name: [', 1, /The study study\.yaml is no YAML \(/],
  ['name: a\nsedes: 1', 1, /\(nothing is called "sedes" here: did you mean seeds\?\)/],
  ['name: a\nbase: { trainSize: 5000 }', 2, /The training set holds 20 samples: there are no 5,000/],
])('a study that makes no sense is one sentence: %j', async (text, exit, sentence) => {
  writeFileSync(join(cwd, 'study.yaml'), text);
  const data = smallMnist(20, 20);
  const { code, stdout, stderr } = await call(['study', 'study.yaml', '--data', data, '--json'], cwd);
  expect(stderr).toMatch(/^lenet5: [^\n]+\n$/);
  expect(stderr).toMatch(sentence);
  expect([code, stdout]).toEqual([exit, '']);
});

/** Nobody listens there: options are looked at before anybody is called. */
const onQueue = ['study', '--queue', 'redis://127.0.0.1:1'];

test.each<[string[], RegExp]>([
  [['study'], /study needs a STUDY/],
  [['study', 'smoek'], /No study is called "smoek": did you mean smoke\?/],
  [['study', 'smoke', '--only', 'nothing'], /No row of the study has "nothing" in its name/],
  [['study', 'smoke', '--threads', '0'], /Expected a whole number, 1 to 1024/],
  [[...onQueue, '--attach', '--only', 'x'], /^lenet5: --attach [^\n]+ does not go with --only: leave that out\.\n$/],
  [[...onQueue, '--attach', '--seeds', '2'], /^lenet5: --attach [^\n]+ does not go with --seeds: leave that out\.\n$/],
  [[...onQueue, '--attach', '--only', 'x', '--seeds', '2'], /^lenet5: [^\n]+ with --only and --seeds: [^\n]+\n$/],
  [[...onQueue, 'smoke', '--threads', '2'], /^lenet5: --queue [^\n]+ does not go with --threads: [^\n]+--concurrency/],
])('wrong usage exits with 2: %j', async (args, sentence) => {
  const { code, stderr } = await call(args, cwd);
  expect(stderr).toMatch(sentence);
  expect(code).toBe(2);
});

test('--plan says what is to be made, makes nothing, and takes JSON as well as YAML', async () => {
  const file = {
    name: 'plan',
    seeds: [1, 2],
    base: { epochs: 1 },
    choose: { switch: 'rate', values: [1, 2], validation: 5 },
  };
  writeFileSync(join(cwd, 'plan.json'), JSON.stringify(file));
  const before = readdirSync(cwd);
  const finished = await call(['study', 'plan.json', '--plan', '--data', smallMnist(20, 20), '--json'], cwd);
  expect(onlyObject(finished)).toMatchObject({ study: 'plan', runs: 4, missing: 4 });
  expect(finished.stderr).toMatch(/^about \d+\.\d\d core-hours/m);
  expect(readdirSync(cwd)).toEqual(before);
});

test('every built-in study can be read, and --list names it with its size', async () => {
  const names = await builtInNames();
  expect(names).toContain('smoke');
  const { stderr } = await call(['study', '--list'], cwd);
  for (const name of names) {
    const file = await findStudy(name);
    expect(file.name).toBe(name);
    expect(stderr).toMatch(new RegExp(`^${name} .*\\(${rowsOf(file).length} rows?, `, 'm'));
  }
});

test('the smoke study ends in its table; with one thread too, the first seed of every row comes before the second of any', async () => {
  const args = ['study', 'smoke', '--threads', '1', '--data', smallMnist(500, 100), '--out', 'one'];
  const { code, stderr } = await lenet5(args, cwd);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^paper +2 +\d+\.\d\d ± \d+\.\d\d /m);
  expect(stderr).not.toContain('\r');
  expect(stderr.match(/^\w+, seed \d(?=: started)/gm)).toEqual([
    'paper, seed 1',
    'blog, seed 1',
    'paper, seed 2',
    'blog, seed 2',
  ]);
});

test('the table of a complete study is not replaced by one in which runs failed', async () => {
  const rows = 'rows: [{ name: good }, { name: huge, set: { batch: 300000 } }]';
  writeFileSync(join(cwd, 'failing.yaml'), `name: failing\nbase: { recipe: fast, epochs: 1 }\n${rows}\n`);
  const table = join(cwd, 'failing/failing.csv');
  mkdirSync(join(cwd, 'failing'));
  writeFileSync(table, 'complete');
  const data = smallMnist(100, 20);
  const { code, stderr } = await lenet5(['study', 'failing.yaml', '--data', data, '--out', 'failing'], cwd);
  expect(stderr).toMatch(/^huge, seed 1: failed \([^\n]+\)$/m);
  expect(stderr).toMatch(/^1 run made now$/m);
  expect([code, readFileSync(table, 'utf8')]).toEqual([1, 'complete']);
});

test('the command of a row makes its run again on the data and the backend of the study', async () => {
  const data = smallMnist(20, 20);
  writeFileSync(join(cwd, 'own.yaml'), 'name: own\nseeds: 1\nbase: { epochs: 1 }');
  const place = ['--data', data, '--backend', 'reference'];
  const study = await lenet5(['study', 'own.yaml', ...place, '--out', 'own', '--threads', '1', '--json'], cwd);
  const [{ command, runs }] = (onlyObject(study) as { rows: [{ command: string; runs: [{ weightsSha256: string }] }] })
    .rows;
  expect(command).toBe(`npx lenet5 train --epochs 1 ${place.join(' ')} --seed N`);
  const words = command.replace('npx lenet5 ', '').replace('--seed N', '--seed 1 --out again --json').split(' ');
  expect(onlyObject(await call(words, cwd))).toMatchObject({ weightsSha256: runs[0].weightsSha256 });
});
