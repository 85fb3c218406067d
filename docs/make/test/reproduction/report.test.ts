import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { surroundingsHere } from 'lenet5-cli/study';
import { expect, test } from 'vitest';
import { buildReport, RESULTS } from '../../src/reproduction/build.js';
import { keptText, readKept, reportOf, resultsOf } from '../../src/reproduction/results.js';
import { ROOT } from '../support.js';

const DOCS = join(ROOT, 'docs');
const { source, surroundings } = await surroundingsHere({ backend: 'simd' });
const kept = await readKept(join(DOCS, RESULTS));
const report = await reportOf(kept, source);
const files = await buildReport(DOCS, source);

test('the report rebuilt from the committed results equals the committed report', () => {
  for (const [name, content] of files) {
    expect(readFileSync(join(DOCS, name), 'utf8') === content, `docs/${name} differs: npm run report`).toBe(true);
  }
  const figures = [...files.keys()].filter((name) => name.startsWith('figures/')).map((name) => name.slice(8));
  expect(readdirSync(join(DOCS, 'figures')).sort()).toEqual(figures.sort());
});

test('the committed results are those of this code and of MNIST', () => {
  expect([kept.code, kept.data]).toEqual([surroundings.code, surroundings.data]);
});

test('the results fit into 170 KB, and are written as they are read', () => {
  const text = readFileSync(join(DOCS, RESULTS), 'utf8');
  expect(text.length).toBeLessThan(170_000);
  expect(keptText(kept)).toBe(text);
});

test('every row that is shown names its command, and the row of the other language is translated', () => {
  const [english = '', chinese = ''] = ['reproduction.md', 'reproduction.zh-CN.md'].map((name) => files.get(name));
  const translations: Record<string, string> = JSON.parse(
    readFileSync(join(DOCS, 'reproduction/rows.zh-CN.json'), 'utf8'),
  );
  for (const { table } of report.values()) {
    for (const row of table.filter((each) => resultsOf(each).length > 0)) {
      const command = `\`${row.command}\` |`;
      expect(row.command).toMatch(/^npx lenet5 train /);
      expect(
        english.split('\n').filter((line) => line.startsWith(`| ${row.name} |`) && line.endsWith(command)),
      ).not.toEqual([]);
      const name = translations[row.name] ?? row.name;
      if (row.name.includes(' ')) expect(name).not.toBe(row.name);
      expect(chinese).toContain(`| ${name} |`);
      expect(chinese).toContain(command);
    }
  }
});

test('the sentences of the library that the report quotes are in its language', () => {
  expect(files.get('reproduction.md')).toContain('Training has collapsed after');
  expect(files.get('reproduction.zh-CN.md')).not.toContain('Training has collapsed');
});

test('both languages have the same headings, table rows, figures and commands', () => {
  const shape = (text: string) => ({
    headings: text.match(/^#+ /gm),
    rows: text.match(/^\|.*`npx [^`]*` \|$/gm)?.map((line) => line.slice(line.indexOf('`npx'))),
    lines: text.match(/^\|/gm)?.length,
    figures: text.match(/\(figures\/[^)]*\)/g),
    commands: text.match(/^np[mx] [^#\n]*/gm)?.map((line) => line.trim()),
  });
  const [english, chinese] = ['reproduction.md', 'reproduction.zh-CN.md'].map((name) => shape(files.get(name) ?? ''));
  expect(chinese).toEqual(english);
});
