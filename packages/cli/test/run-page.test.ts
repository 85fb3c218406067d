// What the pictures and the page of real runs say of them.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { COLOUR } from '../src/plots/sheet.js';
import { find, words } from './plots/support.js';
import { call, onlyObject, scratch, smallMnist, start } from './support.js';

const cwd = scratch();
// A folder of its own, so that its name and the way to it are known.
cpSync(smallMnist(2500, 300), join(cwd, 'my digits'), { recursive: true });
const onMine = ['train', '--data', 'my digits', '--json'];

const file = (...names: string[]) => readFileSync(join(cwd, ...names), 'utf8');
const title = (folder: string) => words(file(folder, 'curves.svg'))[0];

/** The texts on the page of a run that match a selector. */
function page(folder: string, selector: string): (string | null)[] {
  return find(file(folder, 'report.html'), selector).map((element) => element.textContent);
}

describe('a run on data without a name', () => {
  const options = [
    '--train-size',
    '400',
    '--epochs',
    '3',
    '--seed',
    '7',
    '--set',
    'initialCoefficient=-0.1,0.1',
    'validation=50',
  ];
  let result: Record<string, unknown>;
  beforeAll(async () => {
    result = onlyObject(await call([...onMine, '--out', 'mine', ...options], cwd));
  });

  test('is called by its folder, with all that is known of the data, and not compared with the paper', () => {
    const error = `${Number(result.testErrorPercent).toFixed(2)}\u00a0%`;
    const told = `LeNet-5 on my digits (unknown, 28×28, 10 labels): ${error} test error after 3 passes`;
    expect(title('mine')).toBe(told);
    expect(page('mine', 'title')[0]).toBe(told);
    const drawn = words(file('mine', 'curves.svg')).join(' ');
    expect(drawn).toContain('with initialCoefficient=-0.1,0.1 validation=50, seed 7, 400 training samples');
    expect(drawn).toContain('distortion ends');
    expect(drawn).not.toMatch(/Fig\. 5|1998/);
  });

  test('opens with the result, the time and the best pass', () => {
    expect(page('mine', 'h1')).toEqual([`${Number(result.testErrorPercent).toFixed(2)}\u00a0% test error`]);
    const [told, best] = page('mine', '.lead');
    expect(told).toMatch(
      /^LeNet-5 on my digits .*: \d+ of 300 test samples misread after 3 passes over 400 training samples, in \d+ s\.$/,
    );
    expect(best).toMatch(/^Best on the validation samples: pass [123] with /);
  });

  test('names a command that makes the same weights again', async () => {
    const [command = ''] = page('mine', '.command');
    expect(command).toBe(
      "lenet5 train --epochs 3 --seed 7 --data 'my digits' --train-size 400 --set initialCoefficient=-0.1,0.1 validation=50",
    );
    const args = (command ?? '').match(/'[^']*'|\S+/g)?.map((word) => word.replace(/^'|'$/g, '')) ?? [];
    const again = onlyObject(await call([...args.slice(1), '--json', '--out', 'again'], cwd));
    expect(again.weightsSha256).toBe(result.weightsSha256);
  });

  test('given more passes afterwards, it shows where it was continued, and both ends of distortion', async () => {
    await call(['train', '--resume', 'again', '--epochs', '9'], cwd);
    const svg = file('again', 'curves.svg');
    // After passes 1 and 7; continued after pass 3.
    expect(find(svg, `g[aria-label="rule"][stroke="${COLOUR.quiet}"] line`)).toHaveLength(3 * 3);
    expect(words(svg)).toEqual(expect.arrayContaining(['distortion ends', 'continued']));
    expect(title('again')).toMatch(/after 9 passes$/);
  });
});

test('MNIST is compared with the paper, and one pass is told as one', async () => {
  await call(['train', '--train-size', '200', '--epochs', '1', '--out', 'mnist'], cwd);
  expect(title('mnist')).toMatch(/^LeNet-5 on MNIST: \d+\.\d\d\u00a0% test error after 1 pass$/);
  expect(words(file('mnist', 'curves.svg'))).toEqual(expect.arrayContaining(['paper, Fig. 5', '0.95\u00a0% paper']));
});

test('a run that was stopped says so and how to go on; resumed, it says what one run would have said', async () => {
  const running = start([...onMine, '--epochs', '3', '--out', 'stopped'], cwd);
  await running.says('pass 1/3');
  running.kill('SIGINT');
  await running.ended;
  expect(title('stopped')).toMatch(/, stopped: \d+\.\d\d\u00a0% test error after [12] of 3 passes$/);
  expect(page('stopped', '.lead').at(-1)).toBe('Stopped before the end. To go on: lenet5 train --resume stopped');
  await call(['train', '--resume', 'stopped'], cwd);
  expect(title('stopped')).toMatch(/labels\): \d+\.\d\d\u00a0% test error after 3 passes$/);
  expect(page('stopped', '.lead')).toHaveLength(1);
  expect(page('stopped', '.command')).toEqual(["lenet5 train --epochs 3 --data 'my digits'"]);
});

test('a run that collapsed says so, above the last pass that was measured', async () => {
  const bad = ['--set', 'rate=0.1', 'schedule=constant', 'criterion=eq8'];
  const { stderr } = await call([...onMine, '--epochs', '3', '--out', 'collapsed', ...bad], cwd);
  const [sentence] = /Training has collapsed .*/.exec(stderr) ?? [];
  expect(sentence).toBeTypeOf('string');
  expect(page('collapsed', '.failure')).toEqual([sentence]);
  expect(title('collapsed')).toContain(', collapsed: ');
});

test('where nothing came of a run, that is what its page opens with', async () => {
  const bad = ['--architecture', 'blog', '--set', 'rate=10000', 'schedule=constant', 'warmUp=0'];
  await call([...onMine, '--out', 'nothing', ...bad], cwd);
  expect(page('nothing', 'h1')).toEqual(['No pass was completed.']);
  expect(page('nothing', '.failure')[0]).toMatch(/^The loss of sample \d+ is not a finite number/);
  expect(page('nothing', '.command')[0]).toContain('--architecture blog');
  expect(title('nothing')).toMatch(/, collapsed: no pass completed$/);
});

test.each([
  ['1', [], true],
  ['2', [], true],
  ['3', [], false],
  ['1', ['--set', 'plainPasses=0'], false],
  ['1', ['--recipe', 'fast'], false],
] as const)('a run of %s passes with %j says where nothing was distorted (%s)', async (epochs, more, plain) => {
  const cwd = scratch();
  const { code } = await call(
    ['train', '--epochs', epochs, '--data', smallMnist(60, 20), '--out', 'run', ...more],
    cwd,
  );
  expect(code).toBe(0);
  const page = readFileSync(join(cwd, 'run/report.html'), 'utf8');
  expect(page.includes('No picture was distorted: recipe distorted leaves the last 2 passes as they are')).toBe(plain);
  expect(page.includes('on its distorted picture')).toBe(!plain && !more.some((word) => word === 'fast'));
});
