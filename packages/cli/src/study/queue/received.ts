// What others have left in Redis, before anything here goes by it.
import type { Redis } from 'ioredis';
import { checkArchitecture, checkRecipe } from 'lenet5';
import type { Progress } from 'lenet5/training';
import { z } from 'zod';
import { phrase, type Value } from '../../texts/language.js';
import { KEY, readResult } from '../integrity.js';
import { firstProblem } from '../problem.js';
import type { StudyResult } from '../result.js';
import { keyOf, type Task } from '../result-key.js';

/** An entry that is there: its text, or why that is not read. */
export type Entry = { readonly text: string } | { readonly reason: Value };

/** Reads texts, of each no more than `most` bytes; null where there is none. */
export async function readEntries(client: Redis, keys: readonly string[], most: number): Promise<(Entry | null)[]> {
  const sizes = await Promise.all(keys.map((key) => sizeOf(client, key)));
  const fitting = keys.filter((_, i) => typeof sizes[i] === 'number' && sizes[i] > 0 && sizes[i] <= most);
  const texts = fitting.length > 0 ? await client.mget(fitting) : [];
  const found = new Map(fitting.map((key, i) => [key, texts[i]]));
  return keys.map((key, i) => {
    const size = sizes[i] ?? 0;
    if (typeof size !== 'number') return { reason: size };
    if (size > most) return { reason: phrase('it is larger than {{most}} bytes', { most }) };
    const text = found.get(key);
    return typeof text === 'string' ? { text } : null;
  });
}

/** Bytes of an entry, 0 where there is none. */
async function sizeOf(client: Redis, key: string): Promise<number | Value> {
  try {
    const size = await client.strlen(key);
    // Nothing is as long as an empty text.
    return size === 0 && (await client.exists(key)) > 0 ? phrase('it is no JSON') : size;
  } catch (error) {
    if (isOfAnotherType(error)) return phrase('another program keeps something else there');
    throw error;
  }
}

/** Whether Redis holds a list or the like where a text should be. */
export function isOfAnotherType(error: unknown): boolean {
  return error instanceof Error && /^WRONGTYPE/.test(error.message);
}

/** Reads the JSON of the result of a run; also what decided it must be that of the run. */
export function readResultOf({ key }: Task, text: string): StudyResult | { readonly reason: Value } {
  const read = readResult(text, key);
  return 'key' in read && !isOwnKey(read) ? { reason: phrase('its key is not its own') } : read;
}

/** Whether the key is that of the configuration. */
function isOwnKey({ key, configuration }: StudyResult): boolean {
  try {
    return keyOf(configuration) === key;
  } catch {
    return false;
  }
}

const place = z.number().min(0);
const errorPercent = z.number().min(0).max(100).nullable();
const PROGRESS = z.object({
  samples: place,
  total: z.number().positive(),
  pass: place,
  passes: place,
  position: place,
  rate: z.number(),
  meanLoss: z.number().nullable(),
  runningErrorPercent: errorPercent,
  testErrorPercent: errorPercent,
});

/** How far a run is, by the worker that makes it; null where that is not what it says. */
export function readProgress(value: unknown): Progress | null {
  return PROGRESS.safeParse(value).data ?? null;
}

const MOST_LABEL = 500;
const whole = z.int().min(0);

const TASK = z.object({
  key: z.string().regex(KEY, 'expected a key'),
  label: z.string().max(MOST_LABEL),
  configuration: z.object({
    architecture: z.record(z.string(), z.unknown()),
    recipe: z.record(z.string(), z.unknown()),
    seed: whole,
    train: z.object({ offset: whole, count: z.int().min(1) }),
    drawn: z.object({ testSize: z.int().min(1).optional(), draw: whole.optional() }).optional(),
    backend: z.enum(['simd', 'reference']),
    data: z.string(),
    code: z.string(),
  }),
});

/** A run as a study puts it on the queue, or what is wrong with it. */
export function readTask(value: unknown): Task | { readonly reason: Value } {
  const { error } = TASK.safeParse(value);
  if (error) return { reason: firstProblem(error) };
  const task = value as Task;
  try {
    checkArchitecture(task.configuration.architecture);
    checkRecipe(task.configuration.recipe);
  } catch (cause) {
    return { reason: cause instanceof Error ? cause.message : String(cause) };
  }
  return task;
}
