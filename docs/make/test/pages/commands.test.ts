import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { createProgram } from 'lenet5-cli/program';
import { readAssignment } from 'lenet5-cli/study';
import { describe, expect, test } from 'vitest';
import { STOPS } from '../../src/guide/stops.js';
import { ROOT } from '../support.js';
import { blocksOf, commandsOf, inlineCommands, isChinese, PAGES, placeOf, textOf } from './blocks.js';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Programs of others that the documents start. */
const FOREIGN = ['sudo apt-get install redis-server', 'redis-server', 'git clone', 'gcc -std=c99 '];

/** Words of a command as a shell would see them; placeholders of a number become one. */
function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
  return words.map((word) => (/^[NPJ]$/.test(word) ? '1' : word));
}

/** The command's own parser, with nothing behind it. @returns what is wrong, or null */
function problemOfLenet5(args: readonly string[]): string | null {
  const program = createProgram(() => {}).configureOutput({ writeOut: () => {}, writeErr: () => {} });
  for (const command of program.commands) {
    command.configureOutput({ writeOut: () => {}, writeErr: () => {} }).exitOverride();
    command.action(() => {
      for (const text of command.opts<{ set?: string[] }>().set?.flat() ?? []) readAssignment(text);
    });
  }
  try {
    program.parse(args, { from: 'user' });
    return null;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return null;
    return error instanceof Error ? error.message : String(error);
  }
}

function problemOfNpm([verb = '', script = '', dashes, ...args]: readonly string[]): string | null {
  if (verb === 'ci' || verb === 'test') return null;
  if (verb !== 'run') return `npm ${verb} is not known here`;
  if (!scripts[script]) return `there is no script ${script}`;
  if (dashes !== undefined && dashes !== '--') return `npm keeps ${dashes} for itself: write -- before it`;
  const unknown = script === 'walk' ? args.filter((stop) => !STOPS[stop] && stop !== 'STOP') : [];
  return unknown.length > 0 ? `the walk has no stop ${unknown}` : null;
}

function problemOfNode(args: readonly string[]): string | null {
  const file = args.find((word) => !word.startsWith('-')) ?? '';
  return existsSync(join(ROOT, file)) ? null : `there is no file ${file}`;
}

/** What keeps one command from running, or null. */
function problemOf(command: string): string | null {
  if (FOREIGN.some((known) => command.startsWith(known))) return null;
  const [program = '', ...args] = wordsOf(command.replace(/\s(<|>)\s\S+/g, '').replace(/&$/, ''));
  if (program === 'lenet5') return problemOfLenet5(args);
  if (program === 'npx' && args[0] === 'lenet5') return problemOfLenet5(args.slice(1));
  if (program === 'npx' && args[0] === 'vitest') return problemOfNode(args.slice(2));
  if (program === 'npm') return problemOfNpm(args);
  if (program === 'node') return problemOfNode(args);
  return `${program} is not known here`;
}

const shellBlocks = PAGES.flatMap(blocksOf).filter(({ info }) => info.split(' ')[0] === 'sh');

describe('every command in the documents exists and takes its options', () => {
  test.each(shellBlocks.map((block) => [placeOf(block), block] as const))('%s', (_, { info, code }) => {
    if (info !== 'sh') return expect(info).toMatch(/^sh no-run: \S/);
    const commands = commandsOf(code).flatMap((line) => line.split('&&').map((part) => part.trim()));
    const problems = commands.flatMap((command) => problemOf(command) ?? []);
    return expect(problems).toEqual([]);
  });

  test.each(PAGES)('in the prose of %s', (page) => {
    const problems = inlineCommands(page).flatMap((command) => {
      const problem = problemOf(command);
      return problem ? [`${command}: ${problem}`] : [];
    });
    expect(problems).toEqual([]);
  });

  test.each([
    ['lenet5 trian', /unknown command/],
    ['npx lenet5 train --recipe slow', /Allowed choices/],
    ['npx lenet5 train --set pooling=avg', /pooling is "avg"/],
    ['npm run nothing', /there is no script nothing/],
    ['npm run walk -- C9', /no stop C9/],
    ['rm -rf runs', /rm is not known here/],
  ])('a wrong one is found: %s', (command, problem) => {
    expect(problemOf(command)).toMatch(problem);
  });
});

describe('English and Chinese pages are level', () => {
  const pairs = PAGES.filter(isChinese).map((page) => [page.replace('.zh-CN', ''), page] as const);
  const shapeOf = (page: string) => {
    const blocks = blocksOf(page);
    const prose = blocks.reduce((text, { code }) => text.replace(code, ''), textOf(page));
    return {
      headings: prose.match(/^#+ /gm),
      rows: prose.match(/^\|/gm)?.length,
      pictures: prose.match(/\]\([^)]*\.(svg|png|webp)\)/g)?.map((link) => link.replace('-zh.', '-en.')),
      marks: prose.match(/^<!-- \w+ .*-->$/gm),
      languages: blocks.map(({ info }) => info),
      commands: blocks.filter(({ info }) => info.startsWith('sh')).flatMap(({ code }) => commandsOf(code)),
    };
  };

  test.each(pairs)('%s and %s: headings, tables, pictures, blocks, commands', (english, chinese) => {
    expect(shapeOf(chinese)).toEqual(shapeOf(english));
  });

  test('every page has its other language', () => {
    const alone = ['CHANGELOG.md', 'SECURITY.md', 'THIRD-PARTY.md'];
    const missing = PAGES.filter((page) => !isChinese(page) && !PAGES.includes(page.replace(/\.md$/, '.zh-CN.md')));
    expect(missing).toEqual(alone);
  });
});
