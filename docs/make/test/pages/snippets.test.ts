import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { runNode } from '../support.js';
import { type Block, blocksOf, isChinese, PAGES, placeOf } from './blocks.js';
import { complaints } from './programs.js';

const CODE = new Set(['js', 'ts']);
/** Quotations are compared with their source by filled.test.ts. */
const blocks = PAGES.flatMap(blocksOf).filter(
  ({ info }) => CODE.has(info.split(' ')[0] ?? '') && !/ quoted$/.test(info),
);
const programs = blocks.filter(({ page }) => !isChinese(page));

const sourceOf = ({ given, code }: Block) => `${given}${code}`;
const withoutComments = (code: string) => code.replace(/\s*\/\/[^\n]*/g, '');

describe('JavaScript and TypeScript in the documents', () => {
  test.each(programs.map((block) => [placeOf(block), block] as const))('%s has no type error', (_, block) => {
    if (!CODE.has(block.info)) return expect(block.info).toMatch(/^(js|ts) no-run: \S/);
    return expect(complaints([sourceOf(block)])).toEqual([[]]);
  });

  test('a type error is found', () => {
    const wrong = "import { createNetwork } from 'lenet5';\ncreateNetwork({ architecture: 'papre' });";
    expect(complaints([wrong])).toEqual([[expect.stringMatching(/"papre"/)]]);
  });

  // That of the README runs in readme.test.ts, which also looks at what it prints.
  const others = programs.filter(({ page, info }) => CODE.has(info) && page !== 'README.md');
  test.each(others.map((block) => [placeOf(block), block] as const))('%s runs', async (_, block) => {
    const { outputText } = ts.transpileModule(sourceOf(block), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const { code, stderr } = await runNode('--input-type=module', '-e', outputText);
    expect([code, stderr]).toEqual([0, '']);
  });

  test('is the same in both languages but for comments', () => {
    const chinese = blocks.filter(({ page }) => isChinese(page));
    const keyed = (list: readonly Block[]) =>
      list.map((block) => [block.page.replace('.zh-CN', ''), withoutComments(sourceOf(block))]);
    expect(keyed(chinese)).toEqual(keyed(programs));
  });
});
