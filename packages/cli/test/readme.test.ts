import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startNode } from './support.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const READMES = ['README.md', 'README.zh-CN.md'];

const textOf = (name: string) => readFileSync(`${ROOT}${name}`, 'utf8');

/** The code behind the mark `<!-- example -->`. */
function exampleIn(text: string): string {
  const code = /<!-- example -->\n```js\n([\s\S]*?)```/.exec(text)?.[1];
  if (!code) throw new Error('has no example');
  return code;
}

describe('the library example', () => {
  test('is the same in both languages, and at most ten lines', () => {
    const [english, chinese] = READMES.map((name) => exampleIn(textOf(name)));
    expect(chinese).toBe(english);
    expect(
      (english ?? '')
        .trim()
        .split('\n')
        .filter((line) => line).length,
    ).toBeLessThanOrEqual(10);
  });

  test('runs as it stands and misreads less than 4 % after its one pass', async () => {
    const code = exampleIn(textOf('README.md'));
    const { code: exit, stdout, stderr } = await startNode(['--input-type=module', '-e', code], ROOT).ended;
    expect([exit, stderr]).toEqual([0, '']);
    const percent = Number(/^\d+ of 10000 digits misread: (\d+\.\d+) %$/m.exec(stdout)?.[1]);
    expect(percent).toBeLessThan(4);
  });
});
