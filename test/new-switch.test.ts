import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallMnist } from '../packages/cli/test/support.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** What a contributor would write. */
const { edits } = JSON.parse(readFileSync(join(ROOT, 'scripts/new-switch.json'), 'utf8')) as {
  readonly edits: readonly { readonly file: string; readonly before: string; readonly insert: string }[];
};
const copy = mkdtempSync(join(tmpdir(), 'lenet5-switch-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** A run of moments. */
const SHORT = ['--data', smallMnist(60, 20), '--epochs', '1'];

const execute = promisify(execFile);
const node = (cwd: string, ...args: string[]) =>
  execute(process.execPath, args, { cwd: join(copy, cwd) }).catch(
    (error) => error as { stdout: string; stderr: string },
  );
const lenet5 = (...args: string[]) => node('.', join(copy, 'packages/cli/bin/lenet5.js'), ...args);

/** The tree as a contributor has it after `npm ci`; what others made is linked. */
function copyTree(): void {
  for (const name of ['packages/lenet5', 'packages/cli', 'packages/lab/src', 'docs/make', 'tsconfig.base.json']) {
    const filter = (path: string) => !/\/(test|node_modules|golden)$/.test(path);
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, filter });
  }
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    const own = /^lenet5(-cli)?$/.exec(name)?.[0];
    const target = own ? join(copy, 'packages', own === 'lenet5' ? own : 'cli') : join(ROOT, 'node_modules', name);
    symlinkSync(target, join(copy, 'node_modules', name));
  }
}

function edit(): void {
  for (const { file, before, insert } of edits) {
    const text = readFileSync(join(copy, file), 'utf8');
    expect(text.split(before)).toHaveLength(2);
    writeFileSync(
      join(copy, file),
      text.replace(before, () => insert + before),
    );
  }
}

/** Types of every package hold, and the library alone is built anew. */
async function build(): Promise<string> {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const steps = [
    ['packages/lenet5', 'scripts/describe-switches.mjs'],
    ['packages/lenet5', tsc, '-p', 'tsconfig.build.json'],
    ['packages/lenet5', 'scripts/bundle.mjs'],
    ['.', tsc, '-p', 'users.json'],
  ] as const;
  // In one program: what both import is read once.
  const users = { extends: './tsconfig.base.json', compilerOptions: { noEmit: true } };
  const include = ['packages/cli/src', 'docs/make/src'];
  writeFileSync(join(copy, 'users.json'), JSON.stringify({ ...users, include }));
  let said = '';
  for (const [folder, ...args] of steps) {
    const { stdout, stderr } = await node(folder, ...args);
    said += stdout + stderr;
  }
  return said;
}

// Most of a minute: a build of the library, and the real command from it.
describe('a new switch is a row of the table and the place where it acts, nothing else', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    copyTree();
    edit();
    expect(await build()).toBe('');
  }, 240_000);

  test('two files', () => {
    expect(new Set(edits.map(({ file }) => file)).size).toBe(2);
  });

  test('help says what it takes and does, completion offers it', async () => {
    const { stdout } = await lenet5('help', 'train');
    expect(stdout).toMatch(/^ {2}rateFactor +a number above 0\n +Factor of every learning rate \(a test\)$/m);
    expect((await lenet5('completion', 'bash')).stdout).toContain('rateFactor=');
  });

  test('a value out of range, a slip in its name, and a use that does nothing are told', async () => {
    const said = async (...set: string[]) => (await lenet5('train', '--data', 'nowhere', '--set', ...set)).stderr;
    expect(await said('rateFactor=0')).toContain('rateFactor is "0", expected a number above 0.');
    expect(await said('rateFactr=2')).toContain('No switch is called "rateFactr": did you mean rateFactor?');
    // A warning is for a run that begins.
    const set = ['--set', 'rateFactor=2', 'optimiser=sdlm'];
    expect((await lenet5('train', ...SHORT, ...set)).stderr).toContain('because optimiser is sdlm, not sgd.');
  });

  test('it acts, and at its default nothing does: twice the rate by it or by rate are the same bits', async () => {
    const weights = async (...set: string[]) => {
      const args = [...SHORT, '--recipe', 'fast', '--json', ...(set.length > 0 ? ['--set', ...set] : [])];
      const { stdout } = await lenet5('train', ...args);
      return (JSON.parse(stdout) as { weightsSha256: string }).weightsSha256;
    };
    const [plain, one, twice, other] = [
      await weights(),
      await weights('rateFactor=1'),
      await weights('rateFactor=2'),
      await weights('rate=6e-4'),
    ];
    expect(one).toBe(plain);
    expect(twice).not.toBe(plain);
    expect(twice).toBe(other);
  });

  test('studies know it, and what was computed before is found again under its key', async () => {
    writeFileSync(join(copy, 'factor.yaml'), 'name: factor\ngrid: { rateFactor: [1, 2] }\n');
    expect((await lenet5('study', 'factor.yaml', '--list')).stderr).toMatch(/^rateFactor=1 .*\nrateFactor=2 /m);
    const keys = `import { keyOf } from './packages/cli/dist/study/result-key.js';
      import { ARCHITECTURES, RECIPES } from 'lenet5';
      const rest = { seed: 1, train: { offset: 0, count: 1 }, backend: 'simd', data: 'd', code: 'c' };
      console.log(keyOf({ architecture: ARCHITECTURES.paper, recipe: RECIPES.paper, ...rest }));`;
    const inCopy = await node('.', '--input-type=module', '-e', keys);
    const here = await execute(process.execPath, ['--input-type=module', '-e', keys], { cwd: ROOT });
    expect(inCopy.stdout).toBe(here.stdout);
  });

  test('the documents and the form of the lab are made from the table', async () => {
    const page = `import { switchesMarkdown } from './docs/make/dist/switches.js';
      console.log(switchesMarkdown('recipe', true));`;
    expect((await node('.', '--input-type=module', '-e', page)).stdout).toContain(
      '| `rateFactor` | 大于 0 的数 | `1` | 每个学习率所乘的系数 |',
    );
    const sources = readdirSync(join(ROOT, 'packages/lab/src'), { recursive: true, encoding: 'utf8' });
    const code = sources
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(ROOT, 'packages/lab/src', name), 'utf8'));
    expect(code.join('\n')).toMatch(/\bSWITCHES\b/);
  });
});
