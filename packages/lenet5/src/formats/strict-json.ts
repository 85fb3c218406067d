/** JSON as it is written in a file: objects become maps, so no key (`__proto__`) is special and none hides another. */
export type StrictJson = string | number | boolean | null | StrictJson[] | Map<string, StrictJson>;

/** Deeper nesting has no use in a header and could exhaust the stack. */
const MAX_DEPTH = 16;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;

/**
 * Parses JSON and refuses duplicate keys, which `JSON.parse` resolves silently.
 * @param fail is called with what is wrong and where, and must throw.
 */
export function parseStrictJson(text: string, fail: (problem: string) => never): StrictJson {
  let at = 0;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) at += match.length;
    return match;
  };
  const takeSign = (sign: string): boolean => {
    take(SPACE);
    if (text[at] !== sign) return false;
    at++;
    return true;
  };
  const expected = (what: string): never => fail(`${what} was expected at character ${at}`);

  function value(depth: number): StrictJson {
    if (depth > MAX_DEPTH) return fail(`it is nested more than ${MAX_DEPTH} deep`);
    if (takeSign('{')) return object(depth);
    if (takeSign('[')) return list(depth);
    if (text[at] === '"') return string();
    const token = take(NUMBER) ?? take(WORD);
    return token === undefined ? expected('a JSON value') : (JSON.parse(token) as number | boolean | null);
  }

  // Finds the closing quote by a loop (a pattern would need stack for every character); JSON.parse decodes and checks.
  function string(): string {
    let end = at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    let decoded: string;
    try {
      decoded = JSON.parse(text.slice(at, end + 1)) as string;
    } catch {
      return fail(`the string at character ${at} is damaged`);
    }
    at = end + 1;
    return decoded;
  }

  function object(depth: number): Map<string, StrictJson> {
    const entries = new Map<string, StrictJson>();
    if (takeSign('}')) return entries;
    do {
      take(SPACE);
      const key = text[at] === '"' ? string() : expected('a key in double quotes');
      if (entries.has(key)) return fail(`the key ${JSON.stringify(key)} occurs twice`);
      if (!takeSign(':')) return expected('":"');
      entries.set(key, value(depth + 1));
    } while (takeSign(','));
    return takeSign('}') ? entries : expected('"," or "}"');
  }

  function list(depth: number): StrictJson[] {
    const items: StrictJson[] = [];
    if (takeSign(']')) return items;
    do items.push(value(depth + 1));
    while (takeSign(','));
    return takeSign(']') ? items : expected('"," or "]"');
  }

  const parsed = value(0);
  take(SPACE);
  return at === text.length ? parsed : fail(`something follows its end at character ${at}`);
}
