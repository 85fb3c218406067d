import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MnistFolder } from 'lenet5/node';
import { type Example, makeExample } from './guide/example.js';
import { guideFigures } from './guide/figures.js';
import { stopText } from './guide/stops.js';
import { type Filler, fillPage, quotationMarkdown, quoteLines } from './markdown.js';
import { readRoofline, rooflineSvg, rooflineText } from './roofline.js';
import { switchesMarkdown } from './switches.js';

/** Every page of the repository that people read, by its path from the root. Templates are filled elsewhere. */
export function pagesIn(root: string): string[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`);
  const others = ['examples', 'packages/cli', 'packages/lenet5'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  return [...readdirSync(root), ...docs, ...others]
    .filter((name) => /^(?!docs\/make\/|.*\/template\.).*\.md$/.test(name))
    .sort();
}

/** The way from a page to the root of the repository. */
function wayUp(page: string): string {
  return '../'.repeat(page.split('/').length - 1);
}

/** `quote FILE "from" "to"`: lines of a source, one line without "to". */
function quoteFiller(root: string, page: string): Filler {
  return ([file = '', from = '', to = from]) => {
    const source = readFileSync(join(root, file), 'utf8');
    return quotationMarkdown(file, quoteLines(source, from, to), wayUp(page));
  };
}

/** `walk STOP…`: what `npm run walk -- STOP…` prints. */
function walkFiller(example: Example): Filler {
  return (names) => {
    const texts = names.map((name) => stopText(name, example));
    return ['`npm run walk -- ', names.join(' '), '`\n\n```text\n', texts.join('\n\n'), '\n```'].join('');
  };
}

/** `roofline WHAT`: what bench/roofline.json and bench/results.json hold. */
function rooflineFiller(root: string, page: string): Filler {
  const language = page.endsWith('.zh-CN.md') ? 'zh-CN' : 'en';
  return ([what = '']) => rooflineText(root, language, what);
}

/** Every page with its marks filled, and every figure, by its path from the root of the repository. */
export function buildPages(root: string, data: MnistFolder): Map<string, string> {
  const example = makeExample(data);
  const walk = walkFiller(example);
  const files = new Map<string, string>();
  for (const page of pagesIn(root)) {
    const text = readFileSync(join(root, page), 'utf8');
    try {
      const quote = quoteFiller(root, page);
      const roofline = rooflineFiller(root, page);
      files.set(
        page,
        fillPage(text, {
          walk,
          quote,
          roofline,
          switches: ([of = '']) => switchesMarkdown(of, page.endsWith('.zh-CN.md')),
        }),
      );
    } catch (error) {
      throw new Error(`${page}: ${error instanceof Error ? error.message : error}`);
    }
  }
  for (const [name, svg] of guideFigures(example)) files.set(`docs/guide/figures/${name}`, svg);
  files.set('docs/kernels/roofline.svg', rooflineSvg(readRoofline(root)));
  return files;
}
