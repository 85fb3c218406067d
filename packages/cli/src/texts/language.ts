// What the command says to people, in English and Chinese: `t('{{count}} rows', { count })`. The English sentence stands
// where it is said and is the key of the Chinese one in chinese/; a sentence without one does not compile. `t` is never
// called at the top of a module, where the language is not chosen yet; there, and in errors, stands a `phrase`. What the
// library itself says in Chinese (switches, errors, why a digit is refused) comes from there, for the lab too.
import type { CHINESE } from './chinese/index.js';
import { withoutControls } from './controls.js';
import type { Told } from './library/index.js';
import type { Phrase, Value, Values, ValuesOf } from './phrase.js';

export type { Phrase, Value } from './phrase.js';

export type Language = 'en' | 'zh';

/** A text that there is in Chinese. */
export type Sentence = keyof typeof CHINESE;

/** What Chinese takes, loaded only where it is spoken. */
interface Chinese {
  readonly texts: Readonly<Record<string, string>>;
  readonly width: (text: string) => number;
  readonly ofLibrary: (told: Told) => string;
}

let chinese: Chinese | null = null;

/** Chooses what is spoken from now on; without a call it is English. */
export async function speak(language: Language): Promise<void> {
  if (language === 'en') chinese = null;
  else {
    const [{ CHINESE: texts }, { default: width }, { libraryInChinese: ofLibrary }] = await Promise.all([
      import('./chinese/index.js'),
      import('string-width'),
      import('./library/index.js'),
    ]);
    chinese = { texts, width, ofLibrary };
  }
}

export function language(): Language {
  return chinese ? 'zh' : 'en';
}

/**
 * The language of an environment: LENET5_LANG where it is set, else that of the messages as POSIX has it, the first of
 * LC_ALL, LC_MESSAGES and LANG that is set. Chinese of any country is Chinese, everything else English.
 */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LENET5_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  return /^zh/i.test(LENET5_LANG || LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en';
}

/** A place for a number, and the noun behind it: of one it is that of one. */
const COUNTED =
  /\{\{(\w+)\}\}( (?:passes|runs|pictures|samples|classes|bytes|rows|times|threads|shapes|seeds|pixels|files|answers)\b)?/g;

const ofOne = (noun: string) => noun.replace(/(?<=ss)es$|s$/, '');

function worded(said: Phrase, texts: Readonly<Record<string, string>> | undefined): string {
  const { english, values, chinese: own } = said;
  // A value may be a name from anywhere: whatever sentence it comes into, it is words there and no orders to a terminal.
  const wordsOf = (value: Value) => (typeof value === 'object' ? worded(value, texts) : withoutControls(String(value)));
  const text = texts ? (own ?? texts[english]) : undefined;
  return (text ?? english).replace(COUNTED, (place, name: string, noun = '') => {
    const value = values[name];
    if (value === undefined) return place;
    const words = wordsOf(value);
    return words + (words === '1' ? ofOne(noun) : noun);
  });
}

/** A text with its values, before anybody asks for a language. */
export function phrase<English extends Sentence>(english: English, ...given: ValuesOf<English>): Phrase {
  const [values = {}]: readonly Values[] = given;
  return { english, values };
}

/** What an error of the library says, or a sentence of its own without a code, to stand in a sentence. */
export function problemOf(told: Told): Phrase {
  return { english: told.message, values: {}, ...(chinese && { chinese: chinese.ofLibrary(told) }) };
}

/** 'a and b and c' of at least one. */
export function joined([first = '', ...others]: readonly string[]): Value {
  return others.reduce<Value>((before, last) => phrase('{{before}} and {{last}}', { before, last }), first);
}

/** A text with its values, in the language that is spoken. */
export function t<English extends Sentence>(english: English, ...values: ValuesOf<English>): string {
  return spoken(phrase(english, ...values));
}

/** A text out of a file that comes with the command: as it stands there where it is not known. */
export function titled(text: string): string {
  return chinese && Object.hasOwn(chinese.texts, text) ? spoken({ english: text, values: {} }) : text;
}

/** What `say` returns where English is spoken. */
export function inEnglishWords<T>(say: () => T): T {
  const before = chinese;
  chinese = null;
  try {
    return say();
  } finally {
    chinese = before;
  }
}

/** The words for a value that may be a text. */
export function spoken(said: Value): string {
  return typeof said === 'object' ? worded(said, chinese?.texts) : String(said);
}

/** The same in English, for programs and traces. */
export function inEnglish(said: Value): string {
  return typeof said === 'object' ? worded(said, undefined) : String(said);
}

/** Columns that a text takes on a terminal: a Chinese character takes two. */
export function columnsOf(text: string): number {
  return chinese ? chinese.width(text) : text.length;
}
