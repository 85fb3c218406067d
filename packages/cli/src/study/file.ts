import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { nearest } from 'lenet5/training';
import { isScalar, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { CommandError, usageError } from '../errors.js';
import { isArchitectureName, isRecipeName, MOST_PASSES } from '../settings.js';
import { withoutControls } from '../texts/controls.js';
import { phrase, type Value } from '../texts/language.js';
import { wholeText } from '../whole-file.js';
import { firstProblem, only } from './problem.js';

/** Values that aliases of YAML may stand for; the library's own measure. */
const MOST_ALIASES = 100;
/** Letters of the name of a study, which names its table too. */
const MOST_NAME = 100;
/** Names that Windows keeps for devices, whatever their endings. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Letters of the name of a row, a title or a note. */
const MOST_LINE = 300;

/** Each value of a choice is a training. */
const MOST_VALUES = 100;
/** More seeds than anybody waits for; keeps a slip of the finger from filling the memory. */
const MOST_SEEDS = 1000;

const fromZero = 'expected a whole number, 0 or more';
const seed = z.int(fromZero).min(0, fromZero);

/** A line for people: it comes onto terminals and into tables. */
const line = z.string().max(MOST_LINE, `expected ${MOST_LINE} letters at most`).transform(withoutControls);

function repeated(list: readonly number[]): number | undefined {
  return list.find((each, i) => list.indexOf(each) < i);
}

/** A seed, a list of seeds, or "1-5". */
const seeds = z.union(
  [
    seed.transform((value) => [value]),
    z
      .array(seed)
      .min(1)
      .refine((list) => repeated(list) === undefined, {
        error: ({ input }) => `${repeated(input as number[])} is there twice, expected each seed once`,
      }),
    z
      .string()
      .regex(/^\d{1,9}-\d{1,9}$/, 'expected a range such as 1-5')
      .transform((text) => text.split('-').map(Number) as [number, number])
      .refine(([first, last]) => last >= first && last - first < MOST_SEEDS, 'expected a range such as 1-5')
      .transform(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
  ],
  'expected a seed such as 3, a list such as [1, 4], or a range such as 1-5',
);

const single = z.union([z.string(), z.number()]);
const BY_PASS = /^\d+$/;

/** What `--set` takes, as YAML writes it: 1e-3, max, [0.125, 0.375], or rates by pass, { 1: 1e-3, 7: 5e-4 }. */
const switchValue = z
  .union(
    [single, z.array(single).min(1), z.record(z.string().regex(BY_PASS), single)],
    'expected a number, a text, or a list of them; rates also by pass, such as { 1: 1e-3, 7: 5e-4 }',
  )
  .transform((value) => {
    if (Array.isArray(value)) return value.join(',');
    if (typeof value !== 'object') return String(value);
    return Object.entries(value)
      .map(([pass, rate]) => `${pass}:${rate}`)
      .join(',');
  });

const fromOne = 'expected a whole number, 1 or more';
const count = z.int(fromOne).min(1, fromOne);
const passes = count.max(MOST_PASSES, `expected ${MOST_PASSES} passes at most`);

const settings = {
  architecture: z.string().refine(isArchitectureName, 'no architecture has that name').optional(),
  recipe: z.string().refine(isRecipeName, 'no recipe has that name').optional(),
  epochs: passes.optional(),
  trainSize: count.optional(),
  trainOffset: seed.optional(),
  testSize: count.optional(),
  draw: seed.optional(),
  set: z.record(z.string(), switchValue).default({}),
} as const;

/** One switch whose value is chosen on validation samples, by shorter trainings, before the runs of a row. */
const choose = only({
  switch: z.string().refine((name) => name !== 'validation', {
    error: 'validation is the same in all these trainings (choose.validation says which), expected another switch',
  }),
  values: z.array(switchValue).min(2).max(MOST_VALUES, `expected at most ${MOST_VALUES} values`),
  seed: seed.default(1),
  /** Digits at the end of the training set, kept out of these trainings to judge them on. */
  validation: count.default(5000),
  epochs: passes.optional(),
  trainSize: count.optional(),
}).refine((each) => each.switch !== 'passes' || each.epochs === undefined, {
  path: ['epochs'],
  error: 'it says how many passes, and so does the switch passes: leave one of them out',
});

const row = only({
  name: line.refine((text) => text !== '', 'expected a name'),
  /** Explains the row where its name cannot. */
  note: line.optional(),
  ...settings,
  seeds: seeds.optional(),
  /** null: nothing is chosen for this row. */
  choose: choose.nullable().optional(),
});

/** A study as it stands in a file; what comes out of it goes in again unchanged. */
export const STUDY = only({
  name: z
    .string()
    .regex(/^[\w.-]+$/, 'expected letters, digits, ".", "-" and "_" only')
    .refine((name) => !name.endsWith('.'), 'a file cannot be called that everywhere: expected no "." at the end')
    .refine(
      (name) => !DEVICE.test(name),
      'a file cannot be called that everywhere: Windows keeps the name for a device',
    )
    .max(MOST_NAME, `expected ${MOST_NAME} letters at most`),
  title: line.default(''),
  seeds: seeds.default([1]),
  /** What every row starts from. */
  base: only(settings).default({ set: {} }),
  /** For every row that has none of its own. */
  choose: choose.optional(),
  rows: z.array(row).min(1).optional(),
  /** Each row keeps the settings of those above it and adds its own. */
  stairs: z.boolean('expected true or false').default(false),
  /** Any of architecture, recipe, epochs, trainSize, trainOffset, testSize, draw and the switches of `--set`, with its values. */
  grid: z.record(z.string(), z.array(switchValue).min(1)).default({}),
});

export type StudyFile = z.infer<typeof STUDY>;
export type StudyRow = z.infer<typeof row>;
export type Choice = z.infer<typeof choose>;

/** Bytes of a study: a thousand rows take a tenth of that. */
const MOST_BYTES = 1024 * 1024;

/** A name that JavaScript keeps for itself: what stands under it would be gone without a word. */
const KEPT_NAME = '__proto__';

const TOO_DEEP = phrase('it is nested far deeper than any study');

/** What the YAML holds. @throws CommandError for what is none, or YAML that no study needs */
function plainValue(text: string, path: string): unknown {
  const refused = (reason: Value, cause?: unknown) =>
    new CommandError(phrase('The study {{path}} is not understood ({{reason}}).', { path, reason }), undefined, {
      cause,
    });
  if (text.length > MOST_BYTES) throw refused(phrase('it is larger than {{most}} bytes', { most: MOST_BYTES }));
  const document = parseDocument(text, { logLevel: 'error', resolveKnownTags: false });
  const [error] = document.errors;
  const tag = document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (error?.code === 'MULTIPLE_DOCS') throw refused(phrase('it holds several documents, expected one without "---"'));
  if (error?.code === 'TAG_RESOLVE_FAILED' || tag) {
    throw refused(phrase('it has tags such as !!map or !mine, which mean nothing here: leave them out'));
  }
  if (error && /call stack/.test(error.message)) throw refused(TOO_DEEP, error);
  if (error) {
    const [first = ''] = error.message.split('\n');
    const said = phrase('The study {{path}} is no YAML (its reader says: {{reason}}).', {
      path,
      reason: first.replace(/:$/, ''),
    });
    throw new CommandError(said, undefined, { cause: error });
  }
  try {
    visit(document, {
      Pair(_, { key }) {
        const kept = isScalar(key) && key.value === KEPT_NAME;
        if (kept) throw refused(phrase('nothing is called "{{name}}" here', { name: KEPT_NAME }));
      },
    });
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    if (cause instanceof ReferenceError) {
      throw refused(
        phrase('its aliases (*name) stand for too much, or for nothing: write out what they stand for'),
        cause,
      );
    }
    throw refused(cause instanceof RangeError ? TOO_DEEP : phrase('its keys are no names'), cause);
  }
}

/**
 * Reads the text of a study, YAML or JSON (which is YAML too).
 * @throws CommandError that says what is wrong and where
 */
export function parseStudy(text: string, path: string): StudyFile {
  const value = plainValue(text, path);
  const result = STUDY.safeParse(value);
  if (!result.success) {
    const reason = firstProblem(result.error);
    throw new CommandError(phrase('The study {{path}} is not understood ({{reason}}).', { path, reason }));
  }
  return result.data;
}

/** @throws CommandError where it cannot be read or understood */
async function readStudy(path: string): Promise<StudyFile> {
  const called = phrase('The study {{path}}', { path });
  const text = await wholeText(path, { called, as: phrase('a study'), most: MOST_BYTES });
  return parseStudy(text, path);
}

/** The studies that come with the command, as files like any other. */
const FOLDER = new URL('../../studies/', import.meta.url);
const ENDING = '.yaml';

export async function builtInNames(): Promise<string[]> {
  const names = await readdir(FOLDER);
  return names
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

/** A built-in study by its name, or the study in a file. @throws CommandError */
export async function findStudy(given: string): Promise<StudyFile> {
  const names = await builtInNames();
  if (names.includes(given)) return readStudy(fileURLToPath(new URL(`${given}${ENDING}`, FOLDER)));
  if (/[./\\]/.test(given)) return readStudy(given);
  const meant = nearest(given, names);
  throw usageError(
    meant === null
      ? phrase(
          'No study is called "{{given}}": lenet5 study --list names all; a file needs its ending, such as my-study.yaml.',
          { given },
        )
      : phrase(
          'No study is called "{{given}}": did you mean {{nearest}}? (lenet5 study --list names all; a file needs its ending, such as my-study.yaml.)',
          { given, nearest: meant },
        ),
  );
}
