// What is wrong with a foreign value, in words of our own: zod speaks of records and arrays.
import { suggestion } from 'lenet5/training';
import { z } from 'zod';
import { type Phrase, phrase, type Value } from '../texts/language.js';

/** Letters of a problem that are shown: what is wrong may be as long as a file. */
const MOST_WORDS = 500;

const NAMED_VALUES = phrase('names with values');
const NOTHING = phrase('nothing');
/** What zod calls a type. */
const KINDS: Readonly<Record<string, Phrase>> = {
  object: NAMED_VALUES,
  record: NAMED_VALUES,
  array: phrase('a list'),
  tuple: phrase('a list'),
  string: phrase('a text'),
  number: phrase('a number'),
  int: phrase('a whole number'),
  boolean: phrase('yes or no'),
  null: NOTHING,
  undefined: NOTHING,
};
const kindOf = (name: string): Value => KINDS[name] ?? name;

type Words = readonly [pattern: RegExp, say: (...found: readonly string[]) => Value];
const WORDS: readonly Words[] = [
  [
    /^Invalid input: expected (\w+), received (\w+)$/,
    (expected = '', found = '') =>
      phrase('expected {{expected}}, found {{found}}', { expected: kindOf(expected), found: kindOf(found) }),
  ],
  [
    /^Too small: expected array to have >=(\d+) items$/,
    (least = '') => phrase('expected {{least}} or more', { least }),
  ],
  [/^Too big: expected \w+ to have <=(\d+) \w+$/, (most = '') => phrase('expected {{most}} at most', { most })],
  [/^Too small: expected \w+ to be >=?(-?\d+)$/, (least = '') => phrase('expected more than {{least}}', { least })],
  [/^Too big: expected \w+ to be <=?(-?\d+)$/, (most = '') => phrase('expected {{most}} at most', { most })],
];

function inWords(message: string): Value {
  for (const [pattern, say] of WORDS) {
    const found = pattern.exec(message);
    if (found) return say(...found.slice(1));
  }
  // What a schema here says itself stands in Chinese under its English.
  return { english: message.slice(0, MOST_WORDS), values: {} };
}

/** An object of these fields alone; of another one it says which may be meant. */
export function only<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      const [stranger] = issue.code === 'unrecognized_keys' ? issue.keys : [];
      return (
        stranger &&
        `nothing is called "${stranger}" here: ${suggestion(stranger, Object.keys(shape)).replace(/\.$/, '')}`
      );
    },
  });
}

/** "rows.2.seeds: expected a range such as 1-5" */
export function firstProblem(error: z.ZodError): Value {
  const [issue] = error.issues;
  const reason = inWords(issue?.message ?? 'not understood');
  const path = issue?.path.join('.') ?? '';
  return path === '' ? reason : phrase('{{path}}: {{reason}}', { path: path.slice(0, MOST_WORDS), reason });
}
