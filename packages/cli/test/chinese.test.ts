import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { afterEach, describe, expect, test } from 'vitest';
import { createProgram } from '../src/program.js';
import { builtInNames, findStudy } from '../src/study/file.js';
import { rowsOf } from '../src/study/rows.js';
import { CHINESE } from '../src/texts/chinese/index.js';
import { columnsOf, languageOf, speak, t, titled } from '../src/texts/language.js';
import { BIN, call, scratch, smallMnist } from './support.js';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const cwd = scratch();

/** The real command in an environment of its own. */
function inLanguage(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const { LENET5_LANG: _, LC_ALL: _all, LC_MESSAGES: _messages, LANG: _lang, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    env: { ...env, ...environment },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

const chinese = (...args: string[]) => call(args, cwd, 'zh');

afterEach(() => speak('en'));

test('of one thing English has the singular', () => {
  const said = (count: string) =>
    t('{{count}} pictures, {{read}} read whole, {{failed}} not readable', { count, read: '1', failed: '0' });
  expect(said('1')).toBe('1 picture, 1 read whole, 0 not readable');
  for (const count of ['0', '2', '21', '1,001']) expect(said(count)).toContain(`${count} pictures, `);
  expect(t('{{done}} of {{total}} pictures', { done: '1', total: '1' })).toBe('1 of 1 picture');
  expect(t('goes on after {{place}}; {{passes}} passes in all', { place: 'x', passes: 1 })).toBe(
    'goes on after x; 1 pass in all',
  );
});

describe('the language', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_TW' }, 'zh'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8', LC_ALL: 'C.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: '' }, 'zh'],
    [{ LANG: 'C', LC_ALL: 'C', LENET5_LANG: 'zh' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LENET5_LANG: 'en' }, 'en'],
  ] as const)('%j speaks %s', (environment, language) => {
    expect(languageOf(environment)).toBe(language);
  });

  test('is that of the environment: Chinese, or English in the C locale, to the letter', async () => {
    expect(inLanguage(['help', 'train'], { LANG: 'zh_CN.UTF-8' })).toEqual(await chinese('help', 'train'));
    const english = inLanguage(['help', 'train'], { LENET5_LANG: 'en' });
    expect(inLanguage(['help', 'train'], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' })).toEqual(english);
    expect(english.stdout).toContain('Usage: lenet5 train [options]');
    expect(english.stdout).not.toMatch(/\p{Script=Han}/u);
  });

  test('puts values and texts into texts', async () => {
    expect(t('{{path}}: {{reason}}', { path: 'a', reason: 3 })).toBe('a: 3');
    await speak('zh');
    expect(t('{{path}}: {{reason}}', { path: 'a', reason: 3 })).toBe('a：3');
    expect(columnsOf('第 1 轮')).toBe(7);
  });
});

/** The text of all files below a folder with that ending. */
function contentOf(folder: string, ending: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const chosen = names.filter((name) => name.endsWith(ending) && !name.includes('chinese'));
  return chosen.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

test('every Chinese text is said somewhere', () => {
  const studies = contentOf(join(SRC, '../studies'), '.yaml').replace(/(?<=title: )(.*)/g, '"$1"');
  const code = contentOf(SRC, '.ts') + studies;
  const quoted = (text: string) => [`'${text.replaceAll("'", "\\'")}'`, `"${text}"`];
  expect(Object.keys(CHINESE).filter((text) => !quoted(text).some((each) => code.includes(each)))).toEqual([]);
});

/** Everything that a program says about its commands, options and arguments. */
function descriptionsOf(program: Command): string[] {
  const commands = [program, ...program.commands];
  return commands.flatMap((command) => {
    const parts = [...command.createHelp().visibleOptions(command), ...command.registeredArguments];
    return [command.description(), ...parts.map(({ description }) => description)];
  });
}

describe('help in Chinese', () => {
  const english = createProgram(() => {});
  const names = english.commands.map((command) => command.name());
  const words = [
    'Usage',
    'Options',
    'Arguments',
    'Commands',
    'Examples',
    'default',
    'choices',
    '[options]',
    'Switches',
  ];

  test.each([[], ...names.map((name) => [name])])('of lenet5 %s has no English description', async (...name) => {
    const { code, stdout } = await chinese('help', ...name);
    expect(code).toBe(0);
    for (const text of [...descriptionsOf(english), ...words]) expect(stdout).not.toContain(text);
  });

  test('describes every command, option and argument, within 80 columns', async () => {
    await speak('zh');
    const program = createProgram(() => {});
    for (const text of descriptionsOf(program)) expect(text).toMatch(/\p{Script=Han}/u);
    for (const command of [program, ...program.commands]) {
      for (const line of command.helpInformation().split('\n')) {
        expect(columnsOf(line)).toBeLessThanOrEqual(80);
        expect(line).not.toMatch(/[（“]$|^\s*[，。：；、）”]/);
      }
    }
  });
});

test.each<[string[], number, RegExp]>([
  [['trian'], 2, /^lenet5: 没有 trian 这个命令（是不是 train？）\n$/],
  [['train', '--sed', '1'], 2, /^lenet5: 没有 --sed 这个选项（是不是 /],
  [['train', '--seed'], 2, /^lenet5: 选项 --seed <n> 后面缺少取值\n$/],
  [['train', '--seed', '-1'], 2, /^lenet5: 选项 --seed <n> 不能取“-1”。应为不小于 0 的整数。\n$/],
  [['train', '--recipe', 'slow'], 2, /^lenet5: 选项 --recipe <name> 不能取“slow”。可选：1989, distorted, fast,/],
  [['recognize'], 2, /^lenet5: 缺少参数 FILE\n$/],
  [['info', 'a', 'b'], 2, /^lenet5: info 的参数太多：应为 1 个，给了 2 个。\n$/],
  [['completion', 'tcsh'], 2, /^lenet5: 参数 SHELL 不能取“tcsh”。可选：bash, zsh, fish。\n$/],
  [['train', '--set', 'pooling=avg'], 2, /^lenet5: pooling 的值是 "avg"，应为其一：sum, average, max。\n$/],
  [['train', '--set', 'squash.c1=none'], 2, /^lenet5: 没有名为“squash.c1”的开关：是不是 squash.C1？\n$/],
  [['info', 'none.safetensors'], 1, /^lenet5: 模型 none.safetensors 无法读取（不存在）。\n$/],
])('a wrong call is explained in Chinese: %j', async (args, code, sentence) => {
  const ended = await chinese(...args);
  expect(ended.stderr).toMatch(sentence);
  expect([ended.code, ended.stdout]).toEqual([code, '']);
});

test('no text is in two rooms', async () => {
  const rooms = readdirSync(join(SRC, 'texts/chinese')).flatMap((name) =>
    name === 'index.ts' ? [] : name.slice(0, -3),
  );
  const modules = await Promise.all(
    rooms.map((name) => import(`../src/texts/chinese/${name}.ts`) as Promise<Record<string, object>>),
  );
  const texts = modules.flatMap((module) => Object.values(module).flatMap((room) => Object.keys(room)));
  expect(texts.filter((text, i) => texts.indexOf(text) < i)).toEqual([]);
  expect(texts.sort()).toEqual(Object.keys(CHINESE).sort());
});

test('the studies that come with the command have Chinese titles and notes', async () => {
  await speak('zh');
  for (const name of await builtInNames()) {
    const file = await findStudy(name);
    for (const text of [file.title, ...rowsOf(file).map(({ note }) => note)]) {
      if (text !== '') expect(titled(text)).toMatch(/\p{Script=Han}/u);
    }
  }
});

describe('bad input, in one Chinese sentence', () => {
  writeFileSync(join(cwd, 'notes.txt'), 'no picture');
  writeFileSync(join(cwd, 'broken.safetensors'), 'short');
  writeFileSync(join(cwd, 'broken.yaml'), 'name: [');
  writeFileSync(join(cwd, 'labels.tsv'), 'file\tlabel\n');

  test.each<[string[], number, RegExp]>([
    [['evaluate', 'none.pth'], 1, /^模型 none\.pth 无法读取（不存在）。$/],
    [['evaluate', 'broken.safetensors'], 1, /^broken\.safetensors 只有 5 字节，单是文件头的长度就应有 8 字节：请/],
    [['convert', 'broken.safetensors', 'x.foo'], 2, /^x\.foo 的扩展名是 \.foo，应为其一：/],
    [['convert', 'a.pth', 'notes.txt', '--batch', '2'], 2, /^notes\.txt 的扩展名是 \.txt/],
    [['info', 'notes.txt/x'], 1, /^模型 notes\.txt\/x 无法读取（它或其路径中的某一级不是目录）。$/],
    [['recognize', 'a.png', '--single', '--multi'], 2, /^--single 与 --multi 不能同时使用：请只给一个。$/],
    [['recognize', 'notes.txt'], 1, /^不管叫什么名字，notes\.txt 都不是图片：/],
    [['evaluate', '--pictures', '.'], 2, /^--pictures DIR 与 --labels FILE 要一起给出：请两个都给。$/],
    [['evaluate', '--pictures', '.', '--labels', 'labels.tsv'], 1, /^标签文件 labels\.tsv 缺少列 kind：/],
    [['train', '--data', 'notes.txt'], 1, /^notes\.txt 中没有认得出的数据集（notes\.txt）：/],
    [['train', '--data', '.'], 1, /^\. 中没有认得出的数据集（/],
    [['train', '--train-size', '99999'], 2, /^训练集有 60,000 个样本：从第 0 个起没有 99,999 个训练样本。$/],
    [['train', '--resume', 'none'], 1, /^none 中的运行无法继续（不存在）。$/],
    [['train', '--set', 'criterion=cross-entropy'], 2, /^准则 cross-entropy 不能配输出 rbf：/],
    [['study'], 2, /^study 需要一个 STUDY：/],
    [['study', 'broken.yaml'], 1, /^study broken\.yaml 不是 YAML（/],
    [['study', 'smok'], 2, /^没有名为“smok”的 study：是不是 smoke？/],
    [['study', 'smoke', '--only', 'x'], 2, /^没有哪一行的名字含有 "x"（用 --list 查看全部）。$/],
    [['worker'], 2, /^worker 需要 --queue redis:\/\/主机\[:端口\]。$/],
    [['worker', '--queue', 'http://x'], 2, /^--queue 给的(不是|是别种)地址，应为 redis:\/\//],
  ])('%j', async (args, code, sentence) => {
    const { stderr, ...ended } = await chinese(...args);
    const [line = '', ...more] = stderr.trimEnd().split('\n');
    expect(line.replace(/^lenet5: /, '')).toMatch(sentence);
    expect([ended.code, ...more]).toEqual([code]);
  });
});

describe('what programs read is the same in both languages', () => {
  const english = (...args: string[]) => call(args, cwd);

  test.each([
    [['recognize', 'notes.txt', 'none.png', '--json']],
    [['info', '--json']],
    [['study', '--list', '--json']],
    [['study', 'gap-from-blog', '--list', '--json']],
    [['completion', 'bash']],
  ])('%j', async (args) => {
    const [here, there] = [await chinese(...args), await english(...args)];
    expect(here.stdout).toBe(there.stdout);
    expect(here.stdout).not.toMatch(/\p{Script=Han}/u);
    expect(here.code).toBe(there.code);
  });

  test('metrics and settings of a run, whose lines are Chinese', async () => {
    const data = smallMnist(60, 20);
    const train = ['train', '--data', data, '--epochs', '2', '--json'];
    const { stderr, stdout } = await chinese(...train, '--out', 'zh');
    const there = await english(...train, '--out', 'en');
    expect(stderr).toMatch(
      /^轮 1\/2 {2}学习率 \S+ {2}损失 \S+ {2}训练 \S+ % {2}训练中 \S+ % {2}测试 \S+ % {2}\S+ 秒$/m,
    );
    expect(stderr).toMatch(/^测试错误率 \S+ %（20 个中错 \d+ 个），用时 \S+$/m);
    expect(stderr).not.toMatch(/\b(pass|samples|weights|folder)\b/);
    const told = ({ out: _, ...rest }: Record<string, unknown>) => rest;
    expect(told(JSON.parse(stdout))).toEqual(told(JSON.parse(there.stdout)));
    const columns = ['zh', 'en'].map((out) => readFileSync(join(cwd, out, 'metrics.csv'), 'utf8').split('\n')[0]);
    expect(columns[0]).toBe(columns[1]);
    for (const name of ['config.json', 'metrics.csv', 'metrics.jsonl']) {
      expect(readFileSync(join(cwd, 'zh', name), 'utf8')).not.toMatch(/\p{Script=Han}/u);
    }
    expect(readdirSync(join(cwd, 'zh')).sort()).toEqual(readdirSync(join(cwd, 'en')).sort());
  });
});
