import { signal } from '@preact/signals';
import type { Seen } from 'lenet5/core';
import type { errorInChinese } from 'lenet5/training';
import { store, stored } from './stored.js';
import type { Key } from './texts/en.js';

export type { Key } from './texts/en.js';
export type Language = 'en' | 'zh';

/** The languages, each by its own name. */
export const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['en', 'English'],
  ['zh', '中文'],
];
const STORED = 'lenet5.language';

/** What the page speaks now; reading it in a component makes the component follow. */
export const language = signal<Language>('en');

/** The library's errors in Chinese, once Chinese was brought. */
let inChinese: typeof errorInChinese | null = null;

/** Brings the texts of a language, as a file of its own. */
const loaders: Record<Language, () => Promise<Readonly<Record<Key, string>>>> = {
  en: async () => (await import('./texts/en.js')).en,
  zh: async () => {
    const texts = await import('./texts/zh.js');
    inChinese = texts.errorInChinese;
    return texts.zh;
  },
};

function isLanguage(text: unknown): text is Language {
  return text === 'en' || text === 'zh';
}

/** The one that the address names, else the one chosen before, else the first of the browser's that we have. */
function preferred(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLanguage(asked)) return asked;
  const before = stored(STORED);
  if (isLanguage(before)) return before;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

/** The page's texts of each language that was brought. */
const brought = new Map<Language, Readonly<Record<Key, string>>>();

async function use(to: Language): Promise<void> {
  if (!brought.has(to)) brought.set(to, await loaders[to]());
  document.documentElement.lang = to === 'zh' ? 'zh-Hans' : 'en';
  language.value = to;
}

/** Loads the language that the page starts with. */
export function startLanguage(): Promise<void> {
  return use(preferred());
}

/** Changes the language for this visit and the next ones. */
export function chooseLanguage(to: Language): Promise<void> {
  store(STORED, to);
  return use(to);
}

type Values = Readonly<Record<string, string | number>>;

/** Puts values in the places of their names: "{{count}} seeds". No line begins with a sign of per cent. */
function withValues(text: string, values: Values): string {
  const whole = text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place));
  return whole.replaceAll(' %', '\u00a0%');
}

/** The text of a key in the page's language, with its values put in. */
export function t(key: Key, values: Values = {}): string {
  return withValues(brought.get(language.value)?.[key] ?? key, values);
}

/** Whole sentences, one behind the other: in Chinese without spaces. What has no full stop yet gets one. */
export function sentences(...texts: readonly (string | null | undefined | false)[]): string {
  const [stop, space] = language.value === 'zh' ? ['。', ''] : ['.', ' '];
  return texts.flatMap((text) => (text ? [/[.。]$/.test(text) ? text : text + stop] : [])).join(space);
}

/** The texts of a part that is loaded late, as `t`: both languages come with it. */
export function lateTexts<K extends string>(texts: Readonly<Record<Language, Readonly<Record<K, string>>>>) {
  return (key: K, values: Values = {}): string => withValues(texts[language.value][key], values);
}

/** What went wrong, with the code of the library's error, in the page's language as far as it has words for it. */
export function errorText(error: { code: string; message: string; seen: Seen | null }): string {
  return (language.value === 'zh' && inChinese?.(error)) || error.message;
}
