// The page for readers of the blog: its loop runs and prints what the page says, and every name of their code has a place.
import { expect, test } from 'vitest';
import { runNode } from '../support.js';
import { blocksOf, textOf } from './blocks.js';

/** Classes and functions of the blog's code. */
const NAMES = ['picProcessor', 'Subsampling', 'MapConv', 'RBFLayer', 'loss_fn', 'train', 'optimizer.step()'];
const PAGES = ['docs/blog.md', 'docs/blog.zh-CN.md'];

test.each(PAGES)('%s: the loop runs, and prints what stands below it', async (page) => {
  const blocks = blocksOf(page);
  const at = blocks.findIndex(({ info }) => info.startsWith('js '));
  const { code, stdout, stderr } = await runNode('--input-type=module', '-e', blocks[at]?.code ?? '');
  expect([code, stderr, stdout]).toEqual([0, '', blocks[at + 1]?.code]);
  expect(stdout).toContain('the same weights: true');
});

test.each(PAGES)('%s has a row and a heading for every name of the blog', (page) => {
  const text = textOf(page);
  const headings = text.match(/^## .*$/gm)?.join('\n') ?? '';
  for (const name of NAMES) {
    expect(text).toMatch(new RegExp(`^\\| \\[.*\`${name.replace(/[().]/g, '\\$&')}\``, 'm'));
    expect(headings).toContain(name);
  }
});

test('the Chinese README begins with it, and the English one leads to it', () => {
  const links = [...textOf('README.zh-CN.md').matchAll(/\]\(([^)]+\.md)[^)]*\)/g)].map(([, link]) => link);
  expect(links.filter((link) => link !== 'README.md')[0]).toBe('docs/blog.zh-CN.md');
  expect(textOf('README.md')).toContain('](docs/blog.md)');
});
