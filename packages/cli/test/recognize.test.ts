import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { csvParseRows } from 'd3-dsv';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { oneBitPng } from './picture/one-bit-png.js';
import { blank, written } from './picture/support.js';
import { call, type Finished, lenet5, scratch, startNode } from './support.js';

const cwd = scratch();
const at = (name: string) => join(cwd, name);
const BIN = fileURLToPath(new URL('../bin/lenet5.js', import.meta.url));

interface Line {
  file: string;
  text: string;
  complete: boolean;
  confidence: number;
  digits: {
    digit: number;
    box: number[];
    confidence: number;
    refusal: number;
    distances: number[];
    runnerUp: number;
    margin: number;
    rejected: boolean;
  }[];
  others: number[][];
  cells?: { box: number[]; text: string }[][];
  reason?: string;
  trace?: {
    lines: { from: number[]; to: number[]; thickness: number }[];
    cuts: { points: number[][]; depth: number; taken: boolean }[];
    candidates: { digit: number; box: number[]; costs: { digit: number; other: number }; taken: string | null }[];
  };
  error?: string;
}

const linesOf = ({ stdout }: Finished): Line[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** The command with a file on its standard input. */
function withInput(args: readonly string[], input: Uint8Array): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd });
    const heard = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (heard.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (heard.stderr += text));
    child.on('error', reject).on('close', (code) => resolve({ code, ...heard }));
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** Four boxes in a row, each around a digit of `written`. */
function comb(side: number, thickness: number): Buffer {
  const boxes = [0, 1, 2, 3].map((i) => `<rect x="${54 + i * side}" y="34" width="${side}" height="${side + 16}"/>`);
  const style = `fill="none" stroke="black" stroke-width="${thickness}"`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="936" height="288"><g ${style}>${boxes}</g></svg>`);
}

beforeAll(async () => {
  await written('7').png().toFile(at('seven.png'));
  await written('2104').jpeg({ quality: 80 }).toFile(at('several.jpg'));
  await written('2104')
    .composite([{ input: comb(34 * 6, 8) }])
    .png()
    .toFile(at('form.png'));
  await written('2 04')
    .composite([{ input: comb(34 * 6, 8) }])
    .png()
    .toFile(at('gap.png'));
  await blank(80, 60, 'white').png().toFile(at('white.png'));
  await blank(80, 60, 'black').png().toFile(at('black.png'));
  await blank(1, 1, 'grey').png().toFile(at('pixel.png'));
  writeFileSync(at('nothing.png'), '');
  writeFileSync(at('text.png'), 'This is no picture.\n');
  const jpeg = await written('3').jpeg().toBuffer();
  writeFileSync(at('cut.jpg'), jpeg.subarray(0, jpeg.length / 2));
  writeFileSync(at('bomb.png'), oneBitPng(20_000, 20_000));
});

test('one line a file on stdout, and nothing else', async () => {
  const { code, stdout, stderr } = await lenet5(['recognize', 'seven.png', 'several.jpg', 'white.png'], cwd);
  expect(stdout).toBe('seven.png: 7\nseveral.jpg: 2104\nwhite.png: (nothing drawn)\n');
  expect([code, stderr]).toEqual([0, '']);
});

test('patterns that the shell left as they are: quoted ones, and all on Windows; a file of that name comes first', async () => {
  const read = async (...files: string[]) => {
    const { code, stdout, stderr } = await call(['recognize', ...files], cwd);
    return { code, lines: stdout.trimEnd().split('\n'), stderr };
  };
  mkdirSync(at('scans'));
  for (const name of ['10.png', '2.png', '[ab].png'])
    await written('7')
      .png()
      .toFile(at(`scans/${name}`));
  expect((await read('scans/*[0-9].png', 'seven.png')).lines).toEqual([
    'scans/2.png: 7',
    'scans/10.png: 7',
    'seven.png: 7',
  ]);
  expect((await read(at('scans/1?.png'))).lines).toEqual([`${at('scans/10.png')}: 7`]);
  expect((await read('scans/[ab].png')).lines).toEqual(['scans/[ab].png: 7']);
  const none = await read('scans/*.tif');
  expect([none.code, none.stderr]).toEqual([
    1,
    'lenet5: Nothing matches scans/*.tif: check the path, and the letters before *.\n',
  ]);
});

describe('many pictures', () => {
  test('a folder is the pictures in it, by name', async () => {
    mkdirSync(at('many/deep'), { recursive: true });
    for (const name of ['many/10.png', 'many/2.bmp.png', 'many/deep/1.png']) await written('7').png().toFile(at(name));
    writeFileSync(at('many/notes.txt'), 'no picture');
    const { code, stdout } = await call(['recognize', 'many'], cwd);
    const names = ['many/2.bmp.png', 'many/10.png', 'many/deep/1.png'];
    expect([code, stdout]).toEqual([0, names.map((name) => `${name}: 7\n`).join('')]);
    mkdirSync(at('empty'));
    expect((await call(['recognize', 'empty'], cwd)).stderr).toContain('The folder empty holds no pictures: expected');
  });

  test('--csv is a row a picture, errors too', async () => {
    const { code, stdout, stderr } = await call(
      ['recognize', 'seven.png', 'several.jpg', 'text.png', 'white.png', '--csv', 'answers.csv'],
      cwd,
    );
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('lenet5: text.png is no picture');
    expect(stderr).toContain('4 pictures, 2 read whole, 1 not readable');
    const [head, ...rows] = csvParseRows(readFileSync(at('answers.csv'), 'utf8'));
    expect(head).toEqual(['file', 'text', 'confidence', 'complete', 'digits', 'error']);
    expect(rows.map(([file, text]) => [file, text])).toEqual([
      ['seven.png', '7'],
      ['several.jpg', '2104'],
      ['text.png', ''],
      ['white.png', ''],
    ]);
    expect(rows[1]?.[3]).toBe('true');
    expect(rows[1]?.[4]).toMatch(/^2:[01][.\d]* 1:[01][.\d]* 0:[01][.\d]* 4:[01][.\d]*$/);
    expect(rows[2]?.slice(2)).toEqual(['', '', '', expect.stringContaining('text.png is no picture')]);
  });

  test('a name that a spreadsheet would take for a formula is a path in the table', async () => {
    copyFileSync(at('seven.png'), at('=7+1.png'));
    const { stdout } = await call(['recognize', '=7+1.png', '--csv', '-'], cwd);
    expect(stdout).toContain('\n./=7+1.png,7,');
  });

  test('--csv - is standard output', async () => {
    const { stdout } = await call(['recognize', 'seven.png', '--csv', '-'], cwd);
    expect(stdout).toMatch(/^file,text,confidence,complete,digits,error\nseven\.png,7,[\d.]+,true,7:[\d.]+,\n$/);
  });

  test.each([
    [['--csv', 'a.csv', '--json'], 2, '--csv and --json exclude each other: give one of them.'],
    [['--csv', 'nowhere/a.csv'], 1, 'nowhere/a.csv cannot be written (the folder nowhere does not exist).'],
  ])('%j is refused', async (options, exitCode, sentence) => {
    const { code, stderr } = await call(['recognize', 'seven.png', ...options], cwd);
    expect([code, stderr]).toEqual([exitCode, `lenet5: ${sentence}\n`]);
  });
});

describe('--json', () => {
  test('gives one object a file with text, and each digit with box, distances and verdict', async () => {
    const finished = await call(['recognize', 'several.jpg', 'seven.png', '--json'], cwd);
    const [several, seven] = linesOf(finished) as [Line, Line];
    expect(Object.keys(several)).toEqual(['file', 'text', 'complete', 'confidence', 'digits', 'others']);
    expect([several.file, several.text, seven.text]).toEqual(['several.jpg', '2104', '7']);
    expect(several.digits.map(({ digit }) => digit)).toEqual([2, 1, 0, 4]);
    expect([several.complete, several.others]).toEqual([true, []]);
    expect(several.confidence).toBeCloseTo(several.digits.reduce((product, { confidence }) => product * confidence, 1));
    const keys = ['digit', 'box', 'confidence', 'refusal', 'distances', 'runnerUp', 'margin', 'rejected', 'reason'];
    for (const digit of [...several.digits, ...seven.digits]) {
      expect(Object.keys(digit)).toEqual(keys);
      expect(digit.confidence).toBeGreaterThan(0.5);
      expect(digit.confidence + digit.refusal).toBeLessThanOrEqual(1 + 1e-6);
      expect(digit).toMatchObject({ rejected: false, reason: null });
      expect(digit.distances).toHaveLength(10);
      expect(Math.min(...digit.distances)).toBe(digit.distances[digit.digit]);
      const margin = (digit.distances[digit.runnerUp] as number) - (digit.distances[digit.digit] as number);
      expect(digit.margin).toBeCloseTo(margin, 3);
    }
  });

  test('boxes hold the ink, in pixels of the file, left to right', async () => {
    const [{ digits }] = linesOf(await call(['recognize', 'several.jpg', '--json'], cwd)) as [Line];
    digits.forEach(({ box: [x = 0, y = 0, width = 0, height = 0] }, i) => {
      expect(x).toBeGreaterThanOrEqual((12 + 34 * i - 2) * 6);
      expect(x + width).toBeLessThanOrEqual((12 + 34 * i + 30) * 6);
      expect(height).toBeGreaterThan(15 * 6);
      expect(y + height).toBeLessThanOrEqual(48 * 6);
    });
  });

  test('boxes of a picture too large to be looked at whole are in its own pixels too', async () => {
    await written('2', 60).png().toFile(at('large.png'));
    const [small, large] = await Promise.all([
      call(['recognize', '--single', '--json', 'large.png'], cwd),
      written('2', 6)
        .png()
        .toFile(at('small.png'))
        .then(() => call(['recognize', '--single', '--json', 'small.png'], cwd)),
    ]).then(([large, small]) => [linesOf(small)[0], linesOf(large)[0]] as [Line, Line]);
    expect([small.text, large.text]).toEqual(['2', '2']);
    const [expected = [], box = []] = [small.digits[0]?.box, large.digits[0]?.box];
    for (const [i, value] of box.entries()) expect(Math.abs(value / 10 - (expected[i] as number))).toBeLessThan(8);
  });

  test('names why nothing was read', async () => {
    const [white] = linesOf(await call(['recognize', 'white.png', '--json'], cwd)) as [Line];
    expect(white).toEqual({
      file: 'white.png',
      text: '',
      complete: false,
      confidence: 0,
      digits: [],
      others: [],
      reason: 'nothing-drawn',
    });
  });
});

describe('a form', () => {
  test('gives its cells in --json, with what stands in each', async () => {
    const [form, gap] = linesOf(await call(['recognize', 'form.png', 'gap.png', '--json'], cwd)) as [Line, Line];
    expect([form.text, gap.text]).toEqual(['2104', '204']);
    expect(form.cells?.map((row) => row.map(({ text }) => text))).toEqual([['2', '1', '0', '4']]);
    expect(gap.cells?.map((row) => row.map(({ text }) => text))).toEqual([['2', '', '0', '4']]);
    form.cells?.[0]?.forEach(({ box: [x = 0, y = 0, width = 0, height = 0] }, i) => {
      const off = [x - 58 - i * 204, y - 38, width - 196, height - 212].map(Math.abs);
      expect(Math.max(...off)).toBeLessThanOrEqual(4);
    });
  });

  test('is a table below the text, where that says more', async () => {
    const { stdout } = await call(['recognize', 'form.png', 'gap.png'], cwd);
    expect(stdout).toBe('form.png: 2104\ngap.png: 204\n  2  .  0  4\n');
  });
});

test('--single says on stderr where it left shapes aside, which stand in others; alone a digit needs no word', async () => {
  const several = await call(['recognize', '--single', '--json', 'several.jpg'], cwd);
  const [{ digits, others }] = linesOf(several) as [Line];
  expect([several.code, digits.length, others.length > 0]).toEqual([0, 1, true]);
  expect(several.stderr).toBe('several.jpg: --single took one shape for the digit and left others aside\n');
  const seven = await call(['recognize', '--single', 'seven.png'], cwd);
  expect(seven).toEqual({ code: 0, stdout: 'seven.png: 7\n', stderr: '' });
});

test('- reads standard input', async () => {
  const { code, stdout } = await withInput(['recognize', '-', '--json'], readFileSync(at('several.jpg')));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ file: '-', text: '2104' });
  const empty = await withInput(['recognize', '-'], new Uint8Array());
  expect(empty).toEqual({ code: 1, stdout: '', stderr: 'lenet5: standard input is empty: expected a picture.\n' });
});

test('a picture without ink is one clear sentence: white, all black, one pixel', async () => {
  const { code, stdout } = await call(['recognize', 'white.png', 'black.png', 'pixel.png'], cwd);
  expect(stdout).toBe('white.png: (nothing drawn)\nblack.png: (nothing drawn)\npixel.png: (nothing drawn)\n');
  expect(code).toBe(0);
});

describe('files that cannot be read', () => {
  const broken: [string, RegExp][] = [
    ['nothing.png', /^nothing\.png is empty: expected a picture\.$/],
    ['text.png', /^text\.png is no picture, whatever its name says: expected PNG, JPEG, [^\n]+\.$/],
    ['cut.jpg', /^cut\.jpg is a damaged JPEG picture \([^\n]+\.$/],
    ['none.png', /^none\.png cannot be read \(it does not exist\)\.$/],
    ['bomb.png', /^bomb\.png has 20,000 × 20,000 pixels, more than the 67 million that are read: scale it down\.$/],
  ];

  test('are one sentence each on stderr; the others are still read, and the exit code is 1', async () => {
    const { code, stdout, stderr } = await call(['recognize', ...broken.map(([file]) => file), 'seven.png'], cwd);
    expect([code, stdout]).toEqual([1, 'seven.png: 7\n']);
    const sentences = stderr.trimEnd().split('\n');
    expect(sentences).toHaveLength(broken.length);
    for (const [i, [, sentence]] of broken.entries()) expect(sentences[i]?.replace('lenet5: ', '')).toMatch(sentence);
  });

  test('keep their line in --json', async () => {
    const [cut, seven] = linesOf(await call(['recognize', 'cut.jpg', 'seven.png', '--json'], cwd)) as [Line, Line];
    expect(cut).toMatchObject({ file: 'cut.jpg', text: '', digits: [], error: expect.stringMatching(/damaged JPEG/) });
    expect(seven.text).toBe('7');
  });

  test('a bomb of 400 million pixels is refused in less than 250 MB', async () => {
    const probe = `process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS));
      await import(${JSON.stringify(pathToFileURL(BIN).href)});`;
    writeFileSync(at('probe.mjs'), probe);
    const { code, stderr } = await startNode(['probe.mjs', 'recognize', 'bomb.png'], cwd).ended;
    expect(code).toBe(1);
    expect(Number(/peak (\d+)/.exec(stderr)?.[1])).toBeLessThan(250_000);
  });
});

describe('how a picture is taken', () => {
  test('--invert yes and no override what is decided from the picture', async () => {
    const run = async (invert: string) =>
      linesOf(await call(['recognize', 'seven.png', '--single', '--json', '--invert', invert], cwd))[0];
    expect((await run('auto'))?.text).toBe('7');
    expect((await run('no'))?.text).toBe('7');
    expect((await run('yes'))?.digits[0]?.distances).not.toEqual((await run('no'))?.digits[0]?.distances);
  });

  test('light on dark, alpha alone, 16 bits, CMYK, a palette and a turned photograph read the same', async () => {
    const grey = await written('2104').png().toBuffer();
    const alpha = await written('2104').negate().toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    const { width, height } = alpha.info;
    const rgba = Buffer.alloc(width * height * 4);
    for (let i = 0; i < width * height; i++) rgba[i * 4 + 3] = alpha.data[i * alpha.info.channels] as number;
    await sharp(grey).negate().webp().toFile(at('light.webp'));
    await sharp(rgba, { raw: { width, height, channels: 4 } })
      .png()
      .toFile(at('alpha.png'));
    await sharp(grey).toColourspace('grey16').tiff().toFile(at('deep.tif'));
    await sharp(grey).toColourspace('cmyk').jpeg().toFile(at('cmyk.jpg'));
    await sharp(grey).png({ palette: true, colours: 16 }).toFile(at('palette.png'));
    await sharp(grey).rotate(90).withMetadata({ orientation: 8 }).jpeg().toFile(at('turned.jpg'));
    const files = ['light.webp', 'alpha.png', 'deep.tif', 'cmyk.jpg', 'palette.png', 'turned.jpg'];
    const { stdout } = await call(['recognize', ...files], cwd);
    expect(stdout).toBe(files.map((file) => `${file}: 2104\n`).join(''));
  });
});

describe('--trace', () => {
  test('adds lines, cuts and candidates to --json, in pixels of the file', async () => {
    const plain = linesOf(await call(['recognize', 'form.png', '--json', '--show', 'quiet'], cwd))[0] as Line;
    const { trace, ...rest } = linesOf(await call(['recognize', 'form.png', '--json', '--trace'], cwd))[0] as Line;
    expect(rest).toEqual(plain);
    expect(Object.keys(trace ?? {})).toEqual(['lines', 'cuts', 'candidates']);
    const path = trace?.candidates.filter(({ taken }) => taken === 'digit') ?? [];
    expect(path.map(({ digit, box }) => [digit, box])).toEqual(rest.digits.map(({ digit, box }) => [digit, box]));
    // Four boxes of 204 pixels, from 54, 34 on, share their uprights.
    const uprights = (trace?.lines ?? []).filter(({ from, to }) => Math.abs((from[0] ?? 0) - (to[0] ?? 0)) < 8);
    const places = uprights.map(({ from }) => from[0] ?? 0).sort((a, b) => a - b);
    expect(places).toHaveLength(5);
    for (const [i, x] of places.entries()) expect(Math.abs(x - 54 - 204 * i)).toBeLessThan(8);
    for (const { thickness } of uprights) expect(Math.abs(thickness - 8)).toBeLessThan(4);
  });

  test('alone it is refused: it would be seen nowhere', async () => {
    const { code, stdout, stderr } = await call(['recognize', 'form.png', '--trace'], cwd);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('lenet5: --trace adds to the output of --json: give both, or --show DIR to see it.\n');
  });
});

test('--show writes one picture a file, also where two have the same name', async () => {
  const finished = await call(
    ['recognize', 'seven.png', './seven.png', 'several.jpg', 'white.png', '--show', 'seen/deep'],
    cwd,
  );
  expect(finished.code).toBe(0);
  expect(readdirSync(at('seen/deep')).sort()).toEqual([
    'seven.png-2.png',
    'seven.png.png',
    'several.jpg.png',
    'white.png.png',
  ]);
  const { width = 0, height = 0 } = await sharp(at('seen/deep/several.jpg.png')).metadata();
  expect([width, height > 600]).toEqual([1936, true]);
  expect(finished.stderr).toContain('shown in seen/deep/several.jpg.png');
});

test('a model that is none, and a folder that cannot be made, end the command before any file', async () => {
  const model = await call(['recognize', 'seven.png', '--model', 'text.png'], cwd);
  expect([model.code, model.stdout]).toEqual([1, '']);
  const folder = await call(['recognize', 'seven.png', '--show', 'text.png/x'], cwd);
  expect(folder.stderr).toMatch(/^lenet5: The folder text\.png\/x for --show cannot be made \([^\n]+\n$/);
  expect([folder.code, folder.stdout, existsSync(at('text.png/x'))]).toEqual([1, '', false]);
});

test('a sheet of --show that cannot be written is one sentence, and one object in --json', async () => {
  mkdirSync(at('taken/seven.png.png/x'), { recursive: true });
  const { code, stdout, stderr } = await call(['recognize', 'seven.png', '--show', 'taken', '--json'], cwd);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^lenet5: taken\/seven\.png\.png cannot be written \([^\n]+\)\.\n$/);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(stdout)).toMatchObject({ file: 'seven.png', text: '' });
});

test.each([
  [
    ['--architecture', 'paper'],
    '--architecture and --set are those of a model file: name the file, or leave them out.',
  ],
  [
    ['--model', 'lenet5/weights', '--reader', 'displacement'],
    '--reader displacement reads with the shipped weights for strings: leave the model out.',
  ],
])('%j is refused and not passed over', async (options, sentence) => {
  const { code, stdout, stderr } = await call(['recognize', 'seven.png', ...options], cwd);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
});
