import { basename } from 'node:path';

/** Makes what stands between the marks of one kind, from the words of the opening mark. */
export type Filler = (args: readonly string[]) => string;

const MARKED = /(<!-- (\w+)(.*?) -->\n)[\s\S]*?(<!-- \/\2 -->)/g;

/** Words, or several words between double quotes. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/**
 * Fills the marked parts of a page: `<!-- quote FILE "from" "to" -->` … `<!-- /quote -->`, and the like.
 * @throws Error that names the mark, where it is unknown or cannot be filled
 */
export function fillPage(page: string, fillers: Readonly<Record<string, Filler>>): string {
  return page.replace(MARKED, (_, open: string, name: string, args: string, close: string) => {
    const filler = fillers[name];
    if (!filler) throw new Error(`No mark is called "${name}".`);
    try {
      return `${open}${filler(wordsOf(args))}\n${close}`;
    } catch (error) {
      throw new Error(`<!-- ${name}${args} -->: ${error instanceof Error ? error.message : error}`);
    }
  });
}

/** Lines of a file, with the place where they stand. */
export interface Quotation {
  readonly text: string;
  /** Counted from 1. */
  readonly first: number;
  readonly last: number;
}

/**
 * The lines of a source from the one that holds `from`, which only one line may, to the next that holds `to`, or that
 * begins with it where `to` is written `^…`.
 * @throws Error where `from` is in no line or in several, or `to` in none after it
 */
export function quoteLines(source: string, from: string, to: string): Quotation {
  const lines = source.split('\n');
  const starts = lines.flatMap((line, i) => (line.includes(from) ? [i] : []));
  const [start] = starts;
  if (start === undefined || starts.length > 1) {
    throw new Error(`"${from}" stands in ${starts.length} lines, expected exactly one.`);
  }
  const ends = (line: string) => (to.startsWith('^') ? line.startsWith(to.slice(1)) : line.includes(to));
  const end = lines.findIndex((line, i) => i >= start && ends(line));
  if (end < 0) throw new Error(`No line with "${to}" follows the one with "${from}".`);
  return { text: withoutIndent(lines.slice(start, end + 1)), first: start + 1, last: end + 1 };
}

function withoutIndent(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(common)).join('\n');
}

/**
 * A quotation as Markdown: the lines, and a link to where they stand. The info string tells that they are a part of a
 * file, which the tests compare with the file and do not run.
 * @param path of the source, from the root of the repository
 * @param root the way to the root from the page, such as "../../"
 */
export function quotationMarkdown(path: string, { text, first, last }: Quotation, root: string): string {
  const range = first === last ? `L${first}` : `L${first}-L${last}`;
  const numbers = first === last ? `${first}` : `${first}-${last}`;
  return `\`\`\`ts quoted\n${text}\n\`\`\`\n\n[${basename(path)}:${numbers}](${root}${path}#${range})`;
}

/** A bar or a line break would end the cell. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A table as Markdown; the columns for which `right` says so stand to the right. */
export function tableMarkdown(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: (column: number) => boolean,
): string {
  const rule = head.map((_, column) => (right(column) ? '---:' : '---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
}
