import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StudyResult } from '../../src/study/result.js';
import { lenet5, scratch, smallMnist } from '../support.js';

const cwd = scratch();
const data = smallMnist(600, 100);

test('a run of a study with patience is that of its best pass, in table and result', async () => {
  const set = '{ schedule: constant, rate: 1e-3, validation: 300, patience: 2 }';
  writeFileSync(
    join(cwd, 'early.yaml'),
    `name: early\nseeds: 1\nbase: { recipe: fast, epochs: 30, set: ${set} }\nrows: [{ name: early }]\n`,
  );
  const { stderr, code } = await lenet5(['study', 'early.yaml', '--data', data, '--out', 'out', '--threads', '1'], cwd);
  expect(code, stderr).toBe(0);
  const folder = join(cwd, 'out/results');
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.json'));
  const { outcome } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as StudyResult;
  const { passes, kept = 0, test: tested } = outcome;
  expect(passes.length).toBeLessThan(30);
  expect(kept).toBe(passes.length - 2);
  const errors = passes.map(({ validationErrorPercent }) => validationErrorPercent);
  expect(errors[kept - 1]).toBe(Math.min(...errors.map(Number)));
  expect(tested?.errorPercent).toBe(passes[kept - 1]?.testErrorPercent);
  const [, row = ''] = readFileSync(join(cwd, 'out/early.csv'), 'utf8').split('\n');
  expect(row.split(',')[3]).toBe(String(kept));
  expect(row.split(',')[7]).toBe(String(errors[kept - 1]));
  // It agrees with itself, so it is found again.
  const again = await lenet5(['study', 'early.yaml', '--data', data, '--out', 'out', '--threads', '1'], cwd);
  expect(again.code, again.stderr).toBe(0);
  expect(readdirSync(folder).filter((each) => each.endsWith('.json'))).toEqual([name]);
});
