// Errors of the library's readers in Chinese, by the form of their sentences: "NAME PROBLEM: REMEDY.", each part by itself.
import type { Lenet5Error } from 'lenet5';
import { errorInChinese } from 'lenet5/training';
import { data } from './data.js';
import { modelFiles } from './models.js';
import { details, remedies, sentences } from './remedies.js';

interface Pattern {
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly text: string;
}

const PLACE = /\{\{(\w+)\}\}/g;

/** The texts as patterns, those that say most first: a shorter one may fit, too, with the rest of the words as a value. */
function patternsOf(texts: Readonly<Record<string, string>>, head = ''): Pattern[] {
  const said = (english: string) => english.replace(PLACE, '').length;
  return Object.entries(texts)
    .sort(([a], [b]) => said(b) - said(a))
    .map(([english, text]) => ({
      pattern: new RegExp(`^${head}${expressionOf(english)}$`, 's'),
      names: [...english.matchAll(PLACE)].map(([, name = '']) => name),
      text,
    }));
}

const expressionOf = (english: string) =>
  english
    .split(PLACE)
    .map((part, i) => (i % 2 === 1 ? '(.*?)' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');

const PROBLEMS = patternsOf({ ...data, ...modelFiles }, '(.+?) ');
const REMEDIES = patternsOf(remedies, '(.+?): ');
const [DETAILS, WHOLE] = [patternsOf(details), patternsOf(sentences)];
const INNER = [...DETAILS, ...patternsOf(remedies)];

/** What a text says, with what stands before it; null where no pattern fits. */
function translated(text: string, patterns: readonly Pattern[]): { before: string; said: string } | null {
  for (const { pattern, names, text: chinese } of patterns) {
    const found = pattern.exec(text);
    if (!found) continue;
    const values = found.slice(-names.length || found.length);
    const before = found.length - 1 > names.length ? (found[1] ?? '') : '';
    return { before, said: chinese.replace(PLACE, (_, name: string) => inner(values[names.indexOf(name)] ?? '')) };
  }
  return null;
}

const inner = (value: string): string => translated(value, INNER)?.said ?? value;

/** A sentence of the library in Chinese; null where its words are not known. */
function sentenceInChinese(message: string): string | null {
  const text = message.replace(/\.$/, '');
  const whole = translated(text, WHOLE);
  if (whole) return `${whole.said}。`;
  const remedy = translated(text, REMEDIES);
  const problem = remedy && translated(remedy.before, PROBLEMS);
  if (!remedy || !problem) return null;
  const name = inner(problem.before);
  return `${name}${/[\p{Script=Han}）]$/u.test(name) ? '' : ' '}${problem.said}：${remedy.said}。`;
}

/** An error of the library, or a sentence of its own that has no code. */
export type Told = Lenet5Error | { readonly message: string };

/** What the library says, in Chinese as far as its words are known. */
export function libraryInChinese(told: Told): string {
  return sentenceInChinese(told.message) ?? ('code' in told ? errorInChinese(told) : told.message);
}
