import type { Redis } from 'ioredis';
import { z } from 'zod';
import { CommandError } from '../../errors.js';
import { warn } from '../../output.js';
import { firstProblem, STUDY, type StudyFile } from '../file.js';
import type { Surroundings } from '../result-key.js';
import { STUDIES } from './address.js';

/** A study that workers serve, as it is known to all of them. */
export interface OpenStudy extends Surroundings {
  readonly file: StudyFile;
  readonly only?: readonly string[] | undefined;
  readonly seeds?: number | undefined;
}

/** What this version cannot read; another one may have written it. */
export interface UnreadStudy {
  readonly name: string;
  readonly reason: string;
}

const OPEN_STUDY = z.object({
  file: STUDY,
  code: z.string(),
  data: z.string(),
  backend: z.enum(['simd', 'reference']),
  only: z.array(z.string()).optional(),
  seeds: z.int().min(1).optional(),
});

function readEntry(name: string, text: string): OpenStudy | UnreadStudy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { name, reason: 'it is no JSON' };
  }
  const { data, error } = OPEN_STUDY.safeParse(value);
  return data ?? { name, reason: firstProblem(error) };
}

/** Read one by one, so that none stands in the way of the others. */
export async function openStudies(client: Redis): Promise<{ studies: OpenStudy[]; unread: UnreadStudy[] }> {
  const entries = Object.entries(await client.hgetall(STUDIES)).map(([name, text]) => readEntry(name, text));
  return {
    studies: entries.filter((each) => 'file' in each),
    unread: entries.filter((each) => 'reason' in each),
  };
}

/** The study to attach to. @throws CommandError where there is none of that name, or the name is needed */
export async function studyInQueue(client: Redis, name: string | undefined, shown: string): Promise<OpenStudy> {
  const { studies, unread } = await openStudies(client);
  for (const each of unread) {
    const sentence = `The study ${each.name} at ${shown} cannot be read by this version (${each.reason})`;
    if (each.name === name) throw new CommandError(`${sentence}: attach to it with the version that opened it.`);
    warn(`${sentence}, and is passed over.`);
  }
  const names = studies.map(({ file }) => file.name).join(', ');
  if (studies.length === 0) {
    const which = unread.length > 0 ? 'No study that this version can read' : 'No study';
    throw new CommandError(`${which} is open at ${shown}: there is nothing to attach to.`);
  }
  if (name === undefined && studies.length > 1) {
    throw new CommandError(`Several studies are open at ${shown} (${names}): name the one to attach to.`);
  }
  const found = name === undefined ? studies[0] : studies.find(({ file }) => file.name === name);
  if (!found) throw new CommandError(`No study called "${name}" is open at ${shown}, expected one of: ${names}.`);
  return found;
}

/** Atomic: two studies may be opened at the same moment. */
const OPEN = "redis.call('hsetnx', KEYS[1], ARGV[1], ARGV[2]) return redis.call('hget', KEYS[1], ARGV[1])";
const FORGET = "if redis.call('hget', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('hdel', KEYS[1], ARGV[1]) end";

/**
 * Makes a study known under its name, unless it is already.
 * @returns its entry, for `forgetStudy`
 * @throws CommandError where another study is open under that name
 */
export async function openStudy(client: Redis, study: OpenStudy, shown: string): Promise<string> {
  const { name } = study.file;
  const entry = String(await client.eval(OPEN, 1, STUDIES, name, JSON.stringify(study)));
  const conflict = conflictBetween(study, readEntry(name, entry));
  if (conflict === null) return entry;
  throw new CommandError(
    `A study called ${name} is open at ${shown} already, and ${conflict}: let that one end first (--attach shows it), ` +
      'or give this one another name.',
  );
}

/** Another study may be open under that name by now: that one stays. */
export async function forgetStudy(client: Redis, name: string, entry: string): Promise<void> {
  await client.eval(FORGET, 1, STUDIES, name, entry);
}

function conflictBetween(mine: OpenStudy, there: OpenStudy | UnreadStudy): string | null {
  if ('reason' in there) return `this version cannot read it (${there.reason})`;
  const contentOf = ({ file, only, seeds }: OpenStudy) => JSON.stringify([file, only, seeds]);
  const same = contentOf(mine) === contentOf(there);
  return differenceBetween(mine, there) ?? (same ? null : 'it has other settings, rows or seeds');
}

/** Why runs of one side cannot be made by the other, in half a sentence; null where they can. */
export function differenceBetween(mine: Surroundings, theirs: Surroundings): string | null {
  if (mine.code !== theirs.code) return `it is of another version of the code (${theirs.code}, here ${mine.code})`;
  if (mine.data !== theirs.data) {
    return `it is about another data set (checksum ${theirs.data.slice(0, 12)}, here ${mine.data.slice(0, 12)})`;
  }
  if (mine.backend !== theirs.backend) return `it needs the backend ${theirs.backend}, here it is ${mine.backend}`;
  return null;
}
