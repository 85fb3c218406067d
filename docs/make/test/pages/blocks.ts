import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pagesIn } from '../../src/pages.js';
import { ROOT } from '../support.js';

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** Of its first fence, counted from 1. */
  readonly line: number;
  /** What stands behind the fence: the language, then why it is not run, if it is not. */
  readonly info: string;
  readonly code: string;
  /** Code in a comment `<!-- given … -->` right before it: what the reader is supposed to have. */
  readonly given: string;
}

const FENCED = /(?:<!-- given\n([\s\S]*?)-->\n)?^ *```(\S[^\n]*)\n([\s\S]*?)^ *```$/gm;

export const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');

export function blocksOf(page: string): Block[] {
  const text = textOf(page);
  return [...text.matchAll(FENCED)].map(({ index, 0: whole, 1: given = '', 2: info = '', 3: code = '' }) => {
    const line = text.slice(0, index + whole.indexOf('```')).split('\n').length;
    return { page, line, info, code, given };
  });
}

export const PAGES = pagesIn(ROOT);
export const isChinese = (page: string) => page.endsWith('.zh-CN.md');
export const placeOf = ({ page, line }: Block) => `${page}:${line}`;

/** Commands of a block: one a line, without comments. */
export function commandsOf(code: string): string[] {
  return code
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line);
}

/** Commands inside a line of prose or of a table. */
export function inlineCommands(page: string): string[] {
  const prose = textOf(page).replace(FENCED, '');
  return [...prose.matchAll(/`((?:npx lenet5|npm run|lenet5) [^`]*)`/g)].map(([, command = '']) => command);
}
