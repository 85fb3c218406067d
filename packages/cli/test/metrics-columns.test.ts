// The documents say of metrics.csv what the report says, in each language.
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { COLUMNS, columnMeanings } from '../src/plots/columns.js';
import { metricsCsv } from '../src/run/metrics.js';
import { speak } from '../src/texts/language.js';

afterAll(() => speak('en'));

test('the header of the file is the list of columns', () => {
  expect(metricsCsv([])).toBe(`${Object.keys(COLUMNS).join(',')}\n`);
});

test.each([
  ['en', 'run.md'],
  ['zh', 'run.zh-CN.md'],
] as const)('in %s, docs/%s has each column in its order, with its meaning', async (spoken, page) => {
  await speak(spoken);
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');
  const table = text.slice(text.lastIndexOf('metrics.csv')).match(/^\| `.*$/gm);
  expect(table).toEqual(Object.entries(columnMeanings()).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`));
});
