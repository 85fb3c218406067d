// Results as they come from a file or a queue: foreign until they are looked at.
import { z } from 'zod';
import { phrase, type Value } from '../texts/language.js';
import { digestOf, FORMAT } from './digest.js';
import type { Examination } from './examine.js';
import { firstProblem, only } from './problem.js';
import { type FinalError, finalPass, type StudyResult } from './result.js';

/** The form of every key: it names files and entries of a queue. */
export const KEY = /^[0-9a-f]{32}$/;

/** Bytes of the JSON of a result; the largest known has 100,000 passes and takes 15 MB. */
export const MOST_RESULT_BYTES = 64 * 1024 * 1024;
const MOST_LETTERS = 1000;
/** Of a network that this program makes. */
const MOST_CLASSES = 100;
const MOST_MISREAD = 1000;
const MOST_UNITS = 100_000;

/** Words that go into tables and onto terminals. */
const words = z
  .string()
  .max(MOST_LETTERS)
  .regex(/^\P{Cc}*$/u, 'expected words without control characters');
const count = z.int().min(0);
/** What has overflowed is null in JSON. */
const measured = z.number().nullable();

const finalError = z.object({ errors: count, count, errorPercent: z.number().min(0).max(100), meanLoss: measured });

const examination = z.object({
  count,
  confusion: z.array(z.array(count).max(MOST_CLASSES)).max(MOST_CLASSES),
  misread: z
    .array(z.tuple([count, count, count, count]))
    .max(MOST_MISREAD)
    .nullable(),
  codes: z.array(z.array(z.number()).max(MOST_UNITS)).max(MOST_CLASSES),
});

/** Of a training that collapsed. */
const seen = z.object({
  samples: count,
  window: count,
  answer: count,
  answerShare: measured,
  errorShare: measured,
  meanLoss: measured,
  saturatedShare: measured,
  cause: z.enum(['too-large', 'too-little-gradient']),
});

const outcome = z.object({
  passes: z.array(
    z.object({
      runningErrorPercent: measured,
      meanLoss: measured,
      testErrorPercent: z.number(),
      validationErrorPercent: measured,
      validationLoss: measured,
    }),
  ),
  kept: z.int().min(1).optional(),
  train: finalError.nullable(),
  test: finalError.nullable(),
  examination: examination.nullable(),
  weightsSha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256'),
  stopped: words.nullable(),
  seen: seen.optional(),
});

const RESULT = only({
  key: z.string().regex(KEY, 'expected a key'),
  configuration: z.record(z.string(), z.unknown()),
  outcome,
  made: z.object({
    seconds: z.number().min(0),
    machine: words,
    versions: z.record(words, words),
    at: words,
  }),
  format: z.literal(FORMAT, `expected ${FORMAT}, the form that this version knows`).optional(),
  digest: z.string().optional(),
});

/** Null for what is nested so deeply that no JSON can be made of it. */
function digestFound(result: StudyResult): string | null {
  try {
    return digestOf(result);
  } catch {
    return null;
  }
}

/** What a text is in place of the result that it should be. */
export interface Refused {
  readonly reason: Value;
  /** It is a result, but not what was once written. */
  readonly edited: boolean;
}

type Parts = Pick<StudyResult, 'configuration' | 'outcome'>;

/** Whether the numbers of a result say the same: who changes one, mostly leaves the others. */
function agreesWithItself({ configuration, outcome }: Parts): boolean {
  const { train, test, examination, stopped } = outcome;
  const percents = [train, test].every((each) => !each || each.errorPercent === (100 * each.errors) / each.count);
  const samples = !train || train.count === configuration.train?.count;
  if (!percents || !samples || stopped !== null || !test) return percents && samples;
  const last = finalPass(outcome);
  return (!last || last.testErrorPercent === test.errorPercent) && (!examination || isThatOf(test, examination));
}

/** Whether the errors of the confusion matrix, and the misread digits one by one, are those that were counted. */
function isThatOf({ errors, count }: FinalError, { count: read, confusion, misread }: Examination): boolean {
  const wrong = confusion.map((row, label) => row.map((times, answer) => (answer === label ? 0 : times)));
  const sum = (table: readonly (readonly number[])[]) => table.flat().reduce((total, each) => total + each, 0);
  if (read !== count || sum(confusion) !== count || sum(wrong) !== errors) return false;
  for (const [, label, answer] of misread ?? []) {
    const left = wrong[label]?.[answer];
    if (!left) return false;
    (wrong[label] as number[])[answer] = left - 1;
  }
  return misread === null || sum(wrong) === 0;
}

/** Reads the JSON of a result. One without a digest, as earlier versions wrote them, is taken where it agrees with itself. */
export function readResult(text: string, key: string): StudyResult | Refused {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: phrase('it is no JSON'), edited: false };
  }
  const { error } = RESULT.safeParse(value);
  if (error) return { reason: firstProblem(error), edited: false };
  const result = value as StudyResult;
  if (result.key !== key) return { reason: phrase('it is that of another run'), edited: false };
  if (result.digest === undefined && result.format !== undefined) {
    return { reason: phrase('its digest is gone'), edited: true };
  }
  if (result.digest !== undefined && result.digest !== digestFound(result)) {
    return { reason: phrase('it does not agree with its digest'), edited: true };
  }
  if (!agreesWithItself(result)) return { reason: phrase('its numbers contradict each other'), edited: true };
  return result;
}
