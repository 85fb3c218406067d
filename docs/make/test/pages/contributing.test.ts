import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support.js';
import { textOf } from './blocks.js';

interface Manifest {
  readonly version?: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifest = (folder: string) => JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;

test.each(['CONTRIBUTING.md', 'CONTRIBUTING.zh-CN.md'])('%s has a line for every dependency, and no other', (page) => {
  const folders = ['.', ...(manifest('.').workspaces ?? [])];
  const names = folders.map(manifest).flatMap(({ dependencies, devDependencies }) => {
    return [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})];
  });
  // The fonts, of which there are many for one purpose, share a line.
  const named = names.map((name) => (name.startsWith('@fontsource/') ? '@fontsource/*' : name));
  const lines = [...textOf(page).matchAll(/^\| `([^`]+)` \| \S.* \|$/gm)].map(([, name]) => name);
  expect(lines).toEqual([...new Set(named)].sort());
});

test('CITATION.cff has what the format asks for, the version of the library, and the paper', () => {
  const citation = parse(readFileSync(join(ROOT, 'CITATION.cff'), 'utf8')) as Record<string, unknown>;
  expect(citation).toMatchObject({
    'cff-version': '1.2.0',
    message: expect.any(String),
    title: expect.any(String),
    authors: [{ name: expect.any(String) }],
    version: manifest('packages/lenet5').version,
    license: 'MIT',
    references: [{ type: 'article', doi: '10.1109/5.726791', year: 1998 }],
  });
});

test('CHANGELOG.md has a heading for the version of the library, and one for what comes next', () => {
  const headings = textOf('CHANGELOG.md').match(/^## .*$/gm);
  expect(headings?.[0]).toBe('## [Unreleased]');
  expect(headings).toContain(`## [${manifest('packages/lenet5').version}]`);
});
