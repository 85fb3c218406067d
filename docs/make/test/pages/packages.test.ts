// The pages of the packages, for people who see nothing else: what they list is what there is.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from 'lenet5';
import { createProgram } from 'lenet5-cli/program';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support.js';
import { blocksOf, textOf } from './blocks.js';

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly import?: { readonly default: string } }>>;
}

/** What stands between backticks in the first column of the table under a heading cell. */
function firstColumn(page: string, heading: RegExp): string[] {
  const [, , ...rows] =
    (textOf(page).match(/(^\|.*\n)+/gm) ?? []).find((table) => heading.test(table))?.split('\n') ?? [];
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

const exported = JSON.parse(readFileSync(join(ROOT, 'packages/lenet5/package.json'), 'utf8')) as Manifest;

describe.each(['packages/lenet5/README.md', 'packages/lenet5/README.zh-CN.md'])('%s', (page) => {
  test('lists every name that the main entry exports', () => {
    const kinds = ['DataError', 'FormatError', 'PictureError', 'SettingError', 'TrainingError'];
    for (const kind of kinds) expect(textOf(page)).toContain(`\`${kind}\``);
    const listed = firstColumn(page, /^\| (name|名字) /);
    expect([...listed, ...kinds].sort()).toEqual(Object.keys(library).sort());
  });

  test('lists every entry', () => {
    const listed = firstColumn(page, /^\| (entry|入口) /);
    const entries = Object.keys(exported.exports).filter((entry) => entry !== './package.json');
    expect(listed.sort()).toEqual(entries.map((entry) => entry.replace('.', 'lenet5')).sort());
  });

  test('has an import map that leads to what package.json exports', () => {
    const html = blocksOf(page).find(({ info }) => info === 'html')?.code ?? '';
    const { imports } = JSON.parse(/>\n([\s\S]*)<\/script>/.exec(html)?.[1] ?? '{}') as {
      imports: Record<string, string>;
    };
    expect(Object.keys(imports)).toContain('lenet5');
    for (const [name, address] of Object.entries(imports)) {
      const path = address.replace('/node_modules/lenet5/', './');
      expect([name, exported.exports[name.replace('lenet5', '.')]?.import?.default]).toEqual([name, path]);
      expect(existsSync(join(ROOT, 'packages/lenet5', path))).toBe(true);
    }
  });
});

test.each(['packages/cli/README.md', 'packages/cli/README.zh-CN.md'])('%s lists every command', (page) => {
  const listed = firstColumn(page, /^\| (command|命令) /).map((command) => command.split(' ')[1]);
  expect(listed).toEqual(createProgram(() => {}).commands.map((command) => command.name()));
});
