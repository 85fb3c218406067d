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
