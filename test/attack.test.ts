import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as pictures from '../packages/cli/test/fuzz/targets.js';
import * as library from '../packages/lenet5/test/fuzz/targets.js';

type Words = Readonly<Record<'en' | 'zh', string>>;

interface Attack {
  readonly holds: Words;
  readonly kinds: Readonly<Record<string, Words>>;
}

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const LIST = new URL('../scripts/attack/list.mjs', import.meta.url).href;
const { ATTACKS } = (await import(LIST)) as { readonly ATTACKS: readonly Attack[] };

const run = (args: readonly string[]) =>
  promisify(execFile)(process.execPath, args, { cwd: ROOT }).catch((error: { code: number; stdout: string }) => error);

describe('npm run attack', () => {
  it('has words in both languages for every kind, among them every format that is fuzzed', () => {
    const kinds = ATTACKS.flatMap(({ kinds }) => Object.entries(kinds));
    expect(new Set(kinds.map(([kind]) => kind)).size).toBe(kinds.length);
    for (const words of [...kinds.map(([, each]) => each), ...ATTACKS.map(({ holds }) => holds)]) {
      expect(words.en).toMatch(/\w/);
      expect(words.zh).toMatch(/\p{Script=Han}/u);
    }
    expect(kinds.map(([kind]) => kind)).toEqual(expect.arrayContaining([...library.formats, ...pictures.formats]));
  });

  it('refuses a kind that there is not', async () => {
    expect(await run(['scripts/attack/index.mjs', '--kind', 'nothing'])).toMatchObject({ code: 2 });
  });

  it('programs end with a line that says what came of each kind', async () => {
    const { stdout } = await run(['scripts/fuzz/index.mjs', '--json', '--format', 'idx', '--count', '20']);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
      attacks: [{ kind: 'idx', cases: 20, failed: 0 }],
    });
  });

  it.each([
    ['docs/robustness.md', 'en'],
    ['docs/robustness.zh-CN.md', 'zh'],
  ] as const)('%s has a row for every kind, and none that failed', (page, language) => {
    const rows = [...readFileSync(`${ROOT}${page}`, 'utf8').matchAll(/^\| (.*?) \| .* \| ([\d,]+) \| ([\d,]+) \|$/gm)];
    const kinds = ATTACKS.flatMap(({ kinds }) => Object.values(kinds).map((words) => words[language]));
    expect(rows.map(([, kind]) => kind)).toEqual(kinds);
    for (const [, , cases, failed] of rows) expect([cases, failed]).toEqual([expect.not.stringMatching('^0$'), '0']);
  });
});
