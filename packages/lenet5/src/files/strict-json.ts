import { quoted } from './foreign-file.js';

/** JSON as it is written in a file: objects become maps, so no key (`__proto__`) is special and none hides another. */
export type StrictJson = string | number | boolean | null | StrictJson[] | Map<string, StrictJson>;

/** Deeper nesting has no use in a header and could exhaust the stack. */
const MAX_DEPTH = 16;
/** Values, inner ones too; a tensor has about eight, so 25,000 of them, where the largest models have some thousands. */
const MAX_VALUES = 200_000;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;

/**
 * Parses JSON and refuses duplicate keys, which `JSON.parse` resolves silently, and more values than a network can need.
 * @param fail is called with what is wrong and where, and must throw.
 */
export function parseStrictJson(text: string, fail: (problem: string) => never): StrictJson {
  return new Parser(text, fail).whole();
}

/**
 * An object of texts, as metadata are; it has no prototype.
 * @param noObject is called for anything but an object, and must throw
 * @param noText is called with the key of a value that is no text, and must throw
 */
export function textsOf(
  json: StrictJson,
  noObject: () => never,
  noText: (key: string) => never,
): Record<string, string> {
  const texts: Record<string, string> = Object.create(null);
  if (!(json instanceof Map)) return noObject();
  for (const [key, text] of json) texts[key] = typeof text === 'string' ? text : noText(key);
  return texts;
}

class Parser {
  private at = 0;
  private values = 0;

  constructor(
    private readonly text: string,
    private readonly fail: (problem: string) => never,
  ) {}

  whole(): StrictJson {
    const parsed = this.value(0);
    this.take(SPACE);
    return this.at === this.text.length ? parsed : this.fail(`something follows its end at character ${this.at}`);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.at += match.length;
    return match;
  }

  private takeSign(sign: string): boolean {
    this.take(SPACE);
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  private expected(what: string): never {
    return this.fail(`${what} was expected at character ${this.at}`);
  }

  private value(depth: number): StrictJson {
    if (depth > MAX_DEPTH) return this.fail(`it is nested more than ${MAX_DEPTH} deep`);
    if (++this.values > MAX_VALUES) return this.fail(`it holds more than ${MAX_VALUES} values, as no network has`);
    if (this.takeSign('{')) return this.object(depth);
    if (this.takeSign('[')) return this.list(depth);
    if (this.text[this.at] === '"') return this.string();
    const token = this.take(NUMBER) ?? this.take(WORD) ?? this.expected('a JSON value');
    return JSON.parse(token) as number | boolean | null;
  }

  /** Finds the closing quote by a loop (a pattern would need stack for every character); JSON.parse decodes and checks. */
  private string(): string {
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    let decoded: string;
    try {
      decoded = JSON.parse(this.text.slice(this.at, end + 1)) as string;
    } catch {
      return this.fail(`the string at character ${this.at} is damaged`);
    }
    this.at = end + 1;
    return decoded;
  }

  private object(depth: number): Map<string, StrictJson> {
    const entries = new Map<string, StrictJson>();
    if (this.takeSign('}')) return entries;
    do {
      this.take(SPACE);
      const key = this.text[this.at] === '"' ? this.string() : this.expected('a key in double quotes');
      if (entries.has(key)) return this.fail(`the key ${quoted(key)} occurs twice`);
      if (!this.takeSign(':')) return this.expected('":"');
      entries.set(key, this.value(depth + 1));
    } while (this.takeSign(','));
    return this.takeSign('}') ? entries : this.expected('"," or "}"');
  }

  private list(depth: number): StrictJson[] {
    const items: StrictJson[] = [];
    if (this.takeSign(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.takeSign(','));
    return this.takeSign(']') ? items : this.expected('"," or "]"');
  }
}
