// Several real runs on shared axes, and in one table.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvParse } from 'd3-dsv';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, MISSING_CHROMIUM, SKIP_CHROMIUM } from '../../../test/chromium.js';
import { find, words } from './plots/support.js';
import { call, lenet5, onlyObject, scratch, smallMnist } from './support.js';

const cwd = scratch();
const data = smallMnist(300, 100);
const small = ['--recipe', 'fast', '--epochs', '2', '--data', data, '--json'];
const results: Record<string, Record<string, unknown>> = {};

async function train(folder: string, ...more: string[]): Promise<void> {
  results[folder] = onlyObject(await call(['train', ...small, '--out', folder, ...more], cwd));
}

beforeAll(async () => {
  await train('runs/a', '--set', 'pooling=max');
  await train('runs/b', '--set', 'pooling=max', '--seed', '2');
  await train('runs/c', '--epochs', '3');
  await train('other', '--set', 'pooling=max', 'validation=50');
}, 60_000);

const text = (name: string) => readFileSync(join(cwd, name), 'utf8');

test.each([
  ['plot', ['plot', 'other', '--csv']],
  ['recognize', ['recognize', 'other', '--csv']],
])('the table of %s goes over no file that is another one', async (_, args) => {
  writeFileSync(join(cwd, 'victim'), 'something else');
  const { code, stderr } = await call([...args, 'victim'], cwd);
  expect([code, text('victim')]).toEqual([1, 'something else']);
  expect(stderr).toMatch(
    /victim is there already and is no table that begins with \S+: give another name, or remove it\.\n$/,
  );
});

test('what stands in the place of the passes is checked, and a table of passes too', async () => {
  mkdirSync(join(cwd, 'odd'));
  copyFileSync(join(cwd, 'other/config.json'), join(cwd, 'odd/config.json'));
  const row = { epoch: 2, meanLoss: 1, testErrorPercent: 3, seconds: 1 };
  const rows = [
    ...['{"epoch":1}', '{"epoch":1.5,"meanLoss":1}', '{"epoch":1,"meanLoss":1,"testErrorPercent":"x"}'],
    ...[{ epoch: 1 }, { epoch: 0 }, { meanLoss: 1e308 }, { meanLoss: -1e39 }, { testLoss: 1e300 }].map(changed),
    ...[{ testErrorPercent: 100.1 }, { trainErrorPercent: -1 }, { seconds: -1 }, { learningRate: -1e-3 }].map(changed),
  ];
  function changed(more: Partial<Record<string, number>>) {
    return JSON.stringify({ ...row, ...more });
  }
  const first = JSON.stringify({ ...row, epoch: 1 });
  for (const line of rows) {
    writeFileSync(join(cwd, 'odd/metrics.jsonl'), `${first}\n${line}\n`);
    const { code, stderr } = await call(['plot', 'odd', '--csv', '-'], cwd);
    expect([code, stderr]).toEqual([1, expect.stringContaining('(its metrics.jsonl is damaged in row 2): expected')]);
  }
  writeFileSync(join(cwd, 'odd/metrics.jsonl'), `${first}\n${changed({ meanLoss: -0.1 })}\n`);
  expect((await call(['plot', 'odd', '--csv', '-'], cwd)).code).toBe(0);
});

describe('the table', () => {
  test('has a row a run and pass, the switches that differ, and what each run measured', async () => {
    const { code, stdout } = await call(['plot', 'runs', '--csv', '-'], cwd);
    expect(code).toBe(0);
    const rows = csvParse(stdout);
    expect(rows.columns.slice(0, 9)).toEqual([
      'run',
      'data',
      'trainSamples',
      'architecture',
      'recipe',
      'seed',
      'pooling',
      'passes',
      'epoch',
    ]);
    expect(rows.map(({ run, seed, pooling, epoch }) => [run, seed, pooling, epoch])).toEqual([
      ['runs/a', '1', 'max', '1'],
      ['runs/a', '1', 'max', '2'],
      ['runs/b', '2', 'max', '1'],
      ['runs/b', '2', 'max', '2'],
      ...['1', '2', '3'].map((epoch) => ['runs/c', '1', 'sum', epoch]),
    ]);
    const own = csvParse(text('runs/b/metrics.csv'));
    const cells = rows.filter(({ run }) => run === 'runs/b').map((row) => own.columns.map((name) => row[name]));
    expect(cells).toEqual(own.map((row) => own.columns.map((name) => row[name])));
    expect(rows[1]?.testErrorPercent).toBe(String(results['runs/a']?.testErrorPercent));
  });

  test('has every switch where that is asked for, as --set takes it', async () => {
    const { stdout } = await call(['plot', 'runs/c', '--csv', '-', '--all-switches'], cwd);
    const [row] = csvParse(stdout);
    expect(row).toMatchObject({ pooling: 'sum', initialCoefficient: '0.125,0.375', 'squash.C1': 'scaled-tanh' });
  });
});

describe('the pictures', () => {
  test('name each run by what it has not in common with the others, those of one group once', async () => {
    const { code, stderr } = await lenet5(['plot', 'runs', 'other'], cwd);
    expect(code).toBe(0);
    expect(stderr).toContain('written: plot.svg, plot.png, plot.html');
    const drawn = words(text('plot.svg'));
    expect(drawn[0]).toMatch(/^4 runs on .*: \d+\.\d\d\u00a0% to \d+\.\d\d\u00a0% test error$/);
    expect(drawn).toEqual(
      expect.arrayContaining([
        '300 samples pooling=max passes=2 validation=0, 2 seeds',
        '300 samples pooling=sum passes=3 validation=0 seed 1',
        '250 samples pooling=max passes=2 validation=50 seed 1',
        'dashed: validation',
      ]),
    );
    // Four runs of 2, 2, 3 and 2 passes in three plots, and the validation of one.
    expect(find(text('plot.svg'), 'g[aria-label="dot"] circle')).toHaveLength(9 * 3 + 2);
    expect(readFileSync(join(cwd, 'plot.png')).subarray(1, 4).toString()).toBe('PNG');
  });

  test('are those that are asked for, and a machine is told what they show', async () => {
    const told = onlyObject(await call(['plot', 'runs/a', 'runs/b', '--out', 'two.svg', '--json'], cwd));
    expect(told).toMatchObject({
      files: ['two.svg'],
      runs: [
        {
          folder: 'runs/a',
          name: 'seed 1',
          passes: 2,
          last: { testErrorPercent: results['runs/a']?.testErrorPercent },
        },
        { folder: 'runs/b', name: 'seed 2', passes: 2 },
      ],
    });
    expect(existsSync(join(cwd, 'two.html'))).toBe(false);
  });

  test('call runs without any difference by their folders', async () => {
    mkdirSync(join(cwd, 'copy'));
    for (const name of ['config.json', 'metrics.jsonl'])
      copyFileSync(join(cwd, 'runs/a', name), join(cwd, 'copy', name));
    const told = onlyObject(await call(['plot', 'runs/a', 'copy', '--out', 'same.svg', '--json'], cwd));
    expect(told).toMatchObject({ runs: [{ name: 'runs/a' }, { name: 'copy' }] });
  });

  test.skipIf(SKIP_CHROMIUM)(
    `show a pass under the pointer (${SKIP_CHROMIUM ? MISSING_CHROMIUM : 'installed'})`,
    async () => {
      await call(['plot', 'runs', '--out', 'page.html'], cwd);
      const browser = await launchChromium();
      const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
      await page.goto(`file://${join(cwd, 'page.html')}`);
      const column = page.locator('.wide .at').nth(1);
      await column.locator('rect').first().hover();
      const told = page.locator('.wide .told:visible');
      expect(await told.count()).toBe(1);
      const said = await told.locator('text').allTextContents();
      expect(said[0]).toBe('pass 2');
      expect(said).toContain(`${Number(results['runs/a']?.testErrorPercent).toFixed(2)}\u00a0%`);
      expect(said).toContain('pooling=max passes=2 seed 1');
      await page.mouse.move(1, 1);
      expect(await page.locator('.wide .told:visible').count()).toBe(0);
      await browser.close();
    },
  );
});

describe('what is no run', () => {
  test.each([
    [['nowhere'], 1, /^lenet5: nowhere is not the folder of a run \(it holds no config\.json\): expected/],
    [['empty/*'], 1, /^lenet5: Nothing matches empty\/\*/],
    [['damaged'], 1, /^lenet5: damaged is not the folder of a run \(its metrics\.jsonl is damaged in row 3\)/],
    [['odd'], 1, /^lenet5: odd is not the folder of a run \(its config\.json is damaged\)/],
    [['begun'], 2, /^lenet5: None of these runs has completed a pass yet\./],
    [
      ['runs', '--out', 'curves.pdf'],
      2,
      /^lenet5: --out curves\.pdf: expected a name that ends in \.svg, \.png or \.html/,
    ],
    [['runs', '--all-switches'], 2, /^lenet5: --all-switches goes with --csv alone/],
    [['runs', '--csv', '-', '--json'], 2, /^lenet5: --csv - and --json both print on stdout/],
  ])('%j is refused with one sentence', async (args, code, sentence) => {
    for (const name of ['damaged', 'odd', 'begun']) {
      mkdirSync(join(cwd, name), { recursive: true });
      copyFileSync(join(cwd, 'runs/a/config.json'), join(cwd, name, 'config.json'));
    }
    writeFileSync(join(cwd, 'damaged/metrics.jsonl'), `${text('runs/a/metrics.jsonl')}{"epoch":`);
    writeFileSync(join(cwd, 'odd/config.json'), text('runs/a/config.json').replace('"max"', '3'));
    const finished = await call(['plot', ...args], cwd);
    expect(finished.stderr).toMatch(sentence);
    expect(finished.stderr).toMatch(/^[^\n]+\n$/);
    expect([finished.code, finished.stdout]).toEqual([code, '']);
  });

  test('a run that has only begun is left out, and named', async () => {
    const { code, stderr } = await call(['plot', 'runs/a', 'begun', '--out', 'one.svg'], cwd);
    expect(stderr).toContain('begun has completed no pass yet, and is left out.');
    expect([code, words(text('one.svg'))[0]?.startsWith('1 run on ')]).toEqual([0, true]);
  });
});
