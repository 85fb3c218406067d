import { signal } from '@preact/signals';
import i18next from 'i18next';
import type { Seen, Switch } from 'lenet5/core';
import { errorInChinese, textsOf } from 'lenet5/training';
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

/** Brings the texts of a language, as a file of its own. */
const loaders: Record<Language, () => Promise<Readonly<Record<Key, string>>>> = {
  en: async () => (await import('./texts/en.js')).en,
  zh: async () => (await import('./texts/zh.js')).zh,
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

async function use(to: Language): Promise<void> {
  if (!i18next.hasResourceBundle(to, 'translation')) i18next.addResourceBundle(to, 'translation', await loaders[to]());
  await i18next.changeLanguage(to);
  document.documentElement.lang = to === 'zh' ? 'zh-Hans' : 'en';
  language.value = to;
}

/** Loads the language that the page starts with. */
export async function startLanguage(): Promise<void> {
  await i18next.init({
    resources: {},
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key) => {
      console.error(`No text for ${key} in ${i18next.language}.`);
      return key;
    },
  } as Parameters<typeof i18next.init>[0]);
  await use(preferred());
}

/** Changes the language for this visit and the next ones. */
export function chooseLanguage(to: Language): Promise<void> {
  store(STORED, to);
  return use(to);
}

/** The text of a key in the page's language, with its values put in. */
export function t(key: Key, values?: Readonly<Record<string, string | number>>): string {
  return i18next.t(key, { lng: language.value, ...values });
}

/** The texts of a part that is loaded late, as `t`: both languages come with it. */
export function lateTexts<K extends string>(
  name: string,
  texts: Readonly<Record<Language, Readonly<Record<K, string>>>>,
) {
  for (const [each] of LANGUAGES) i18next.addResourceBundle(each, name, texts[each]);
  return (key: K, values?: Readonly<Record<string, string | number>>): string =>
    i18next.t(key, { ns: name, lng: language.value, ...values });
}

/** What went wrong, with the code of the library's error, in the page's language as far as it has words for it. */
export function errorText(error: { code: string; message: string; seen: Seen | null }): string {
  return language.value === 'zh' ? errorInChinese(error) : error.message;
}

/** What a switch does, in one line. */
export function aboutSwitch(each: Switch): string {
  const { en, zh } = textsOf(each);
  return language.value === 'zh' ? zh : en;
}
