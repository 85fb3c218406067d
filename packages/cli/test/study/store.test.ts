import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StudyResult } from '../../src/study/result.js';
import { ResultStore } from '../../src/study/store.js';
import { scratch } from '../support.js';

const key = '0123456789abcdef0123456789abcdef';
const result = { key, outcome: { passes: [] } } as unknown as StudyResult;

test('a result is read once: what was there, or was not, is not looked for again', async () => {
  const folder = scratch();
  await (await ResultStore.open(folder)).write(result);
  const path = join(folder, 'results', `${key}.json`);
  const store = await ResultStore.open(folder);
  await store.load([{ key }, { key }, { key: 'missing' }]);
  rmSync(path);
  writeFileSync(join(folder, 'results', 'missing.json'), JSON.stringify({ ...result, key: 'missing' }));
  await store.load([{ key }, { key: 'missing' }]);
  expect([...store.results.keys()]).toEqual([key]);
});

test('what was written is there at once', async () => {
  const store = await ResultStore.open(scratch());
  await store.write(result);
  expect(store.results.get(key)).toBe(result);
});
