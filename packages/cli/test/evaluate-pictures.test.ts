import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { blank, written } from './picture/support.js';
import { call, onlyObject, scratch } from './support.js';

const cwd = scratch();
const at = (name: string) => join(cwd, name);

/** A labels file with the columns in another order and one that does not matter. */
function labels(name: string, rows: readonly [string, string, string][], { eol = '\n', bom = '' } = {}): string {
  const lines = [
    'source\tlabel\tfile\tkind',
    ...rows.map(([file, kind, label]) => `somebody\t${label}\t${file}\t${kind}`),
  ];
  writeFileSync(at(name), bom + lines.join(eol) + eol);
  return name;
}

beforeAll(async () => {
  mkdirSync(at('pictures'));
  for (const digit of '0146')
    await written(digit)
      .png()
      .toFile(at(`pictures/${digit}.png`));
  await written('2104').jpeg().toFile(at('pictures/2104.jpg'));
  await blank(90, 60, 'white').png().toFile(at('pictures/blank.png'));
  writeFileSync(at('pictures/text.png'), 'no picture');
});

const right: [string, string, string][] = [
  ['0.png', 'single', '0'],
  ['1.png', 'single', '1'],
  ['4.png', 'single', '4'],
  ['2104.jpg', 'multi', '2104'],
  ['blank.png', 'none', ''],
];

const run = (...args: string[]) => call(['evaluate', '--pictures', 'pictures', ...args], cwd);

test('--json gives counts and shares of single, multi and none', async () => {
  const finished = await run('--labels', labels('right.tsv', right), '--json');
  expect(finished.code).toBe(0);
  expect(onlyObject(finished)).toEqual({
    model: {
      file: 'lenet5/weights/pictures',
      architecture: 'paper',
      weightsSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      trainedOn: 'MNIST, further on MNIST redrawn and signs that are no digits',
    },
    data: { pictures: 'pictures', labels: 'right.tsv' },
    single: { count: 3, right: 3, rejected: 0, percent: 100 },
    multi: { count: 1, right: 1, percent: 100 },
    none: { count: 1, refused: 1, percent: 100 },
  });
});

test('of a pattern, those that match are scored; of one that matches a folder, all in it', async () => {
  const score = async (pictures: string) =>
    onlyObject(await call(['evaluate', '--pictures', pictures, '--labels', 'right.tsv', '--json'], cwd));
  expect(await score('pictures/[04].*')).toMatchObject({
    single: { count: 2 },
    multi: { count: 0 },
    none: { count: 0 },
  });
  expect(await score('pict*')).toMatchObject({ single: { count: 3 }, multi: { count: 1 }, none: { count: 1 } });
  const { code, stderr } = await call(['evaluate', '--pictures', 'x*', '--labels', 'right.tsv'], cwd);
  expect([code, stderr]).toEqual([1, 'lenet5: Nothing matches x*: check the path, and the letters before *.\n']);
});

test('misread pictures are named, counted and drawn; a blank digit is a reject, a file that is no picture an error', async () => {
  const wrong: [string, string, string][] = [
    ['6.png', 'single', '5'],
    ['blank.png', 'single', '7'],
    ['text.png', 'single', '3'],
    ['2104.jpg', 'multi', '2105'],
    ['1.png', 'none', ''],
  ];
  const finished = await run('--labels', labels('wrong.tsv', [...right, ...wrong]), '--out', 'out', '--json');
  expect(onlyObject(finished)).toMatchObject({
    single: { count: 6, right: 3, rejected: 1, percent: 50 },
    multi: { count: 2, right: 1, percent: 50 },
    none: { count: 2, refused: 1, percent: 50 },
  });
  expect(finished.code).toBe(0);
  for (const line of [
    '6.png: 5 → 6',
    'blank.png: 7 → refused',
    'text.png: 3 → not decoded',
    '2104.jpg: 2105 → 2104',
    '1.png: no digit → 1',
  ]) {
    expect(finished.stderr).toContain(`\n${line}\n`);
  }
  expect(finished.stderr).toMatch(/^lenet5: warning: pictures\/text\.png is no picture/m);
  expect(finished.stderr).toMatch(/^ +5( +·){6} +1( +·){5}$/m);
  const gallery = readFileSync(at('out/misread.svg'), 'utf8');
  expect(gallery.match(/<image /g)).toHaveLength(4);
  for (const words of ['5 → 6', '3 → not decoded', 'no digit → 1']) expect(gallery).toContain(words);
});

test('without misread pictures there is no gallery; with them and without --out it is in a folder of its own', async () => {
  await run('--labels', labels('right.tsv', right));
  expect(existsSync(at('runs'))).toBe(false);
  await run('--labels', labels('one.tsv', [['6.png', 'single', '5']]));
  const [folder = ''] = readdirSync(at('runs'));
  expect(folder).toMatch(/-pictures$/);
  expect(readdirSync(at(`runs/${folder}`))).toEqual(['misread.svg']);
});

test('missing pictures are named and not counted, and the exit code is 1', async () => {
  const finished = await run(
    '--labels',
    labels('missing.tsv', [...right, ['a.png', 'single', '1'], ['b.png', 'none', '']]),
    '--json',
  );
  expect(finished.code).toBe(1);
  expect(onlyObject(finished)).toMatchObject({ single: { count: 3 }, none: { count: 1 } });
  expect(finished.stderr).toContain('lenet5: warning: pictures lacks 2 pictures: a.png, b.png.\n');
});

test('Windows line ends and a byte order mark do no harm; shares of nothing are null', async () => {
  const file = labels('windows.tsv', right.slice(0, 2), { eol: '\r\n', bom: '\ufeff' });
  expect(onlyObject(await run('--labels', file, '--json'))).toMatchObject({
    single: { count: 2, right: 2, rejected: 0, percent: 100 },
    multi: { count: 0, right: 0, percent: null },
    none: { count: 0, refused: 0, percent: null },
  });
});

describe('a labels file that makes no sense is one sentence, exit 1', () => {
  const cases: [string, string, RegExp][] = [
    [
      'a column is missing',
      'file\tkind\n0.png\tsingle\n',
      /have no column label: expected a first line with the columns file, kind and label/,
    ],
    ['no line', 'file\tkind\tlabel\n', /name no picture\.$/],
    [
      'an unknown kind',
      'file\tkind\tlabel\n0.png\tdigit\t0\n',
      /line 2: kind is "digit", expected one of: single, multi, none\.$/,
    ],
    [
      'a label of two digits for one',
      'file\tkind\tlabel\n0.png\tsingle\t0\n1.png\tsingle\t12\n',
      /line 3: label is "12", expected one digit for kind single\.$/,
    ],
    [
      'a label where there is no digit',
      'file\tkind\tlabel\n0.png\tnone\t0\n',
      /line 2: label is "0", expected nothing for kind none\.$/,
    ],
    [
      'none of the pictures',
      'file\tkind\tlabel\nx.png\tsingle\t0\n',
      /None of the pictures that [^ ]+ names is in pictures\.$/,
    ],
  ];

  test.each(cases)('%s', async (_, content, sentence) => {
    writeFileSync(at('bad.tsv'), content);
    const { code, stdout, stderr } = await run('--labels', 'bad.tsv');
    expect(stderr).toMatch(/^lenet5: [^\n]+\n$/);
    expect(stderr.trimEnd()).toMatch(sentence);
    expect([code, stdout]).toEqual([1, '']);
  });

  test('no file, no folder', async () => {
    const missing = await run('--labels', 'none.tsv');
    expect(missing.stderr).toBe('lenet5: The labels none.tsv cannot be read (it does not exist).\n');
    const folder = await call(['evaluate', '--pictures', 'nowhere', '--labels', labels('right.tsv', right)], cwd);
    expect(folder.stderr).toBe('lenet5: The pictures nowhere cannot be opened as a folder (it does not exist).\n');
  });
});
