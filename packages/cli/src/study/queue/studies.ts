import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { CommandError } from '../../errors.js';
import { warn } from '../../output.js';
import { type Phrase, phrase, t, type Value } from '../../texts/language.js';
import { STUDY, type StudyFile } from '../file.js';
import { firstProblem } from '../problem.js';
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
  readonly reason: Value;
}

const OPEN_STUDY = z.object({
  file: STUDY,
  code: z.string(),
  data: z.string(),
  backend: z.enum(['simd', 'reference']),
  only: z.array(z.string()).optional(),
  seeds: z.int().min(1).optional(),
});

export function readEntry(name: string, text: string): OpenStudy | UnreadStudy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { name, reason: phrase('it is no JSON') };
  }
  const { data, error } = OPEN_STUDY.safeParse(value);
  return data ?? { name, reason: firstProblem(error) };
}

/** Far more than a class room opens; all together they are read in a moment. */
const MOST_STUDIES = 1000;
/** Bytes of an open study, and letters of its name. */
const MOST_BYTES = 1024 * 1024;
const MOST_NAME = 100;

/** A page of the studies: where the next one begins, then of each its name, its size, and its text unless that is too long. */
const PAGE =
  "local page = redis.call('hscan', KEYS[1], ARGV[1], 'COUNT', 50) local told = {page[1]} for i = 1, #page[2], 2 do " +
  'local text = page[2][i + 1] told[#told + 1] = string.sub(page[2][i], 1, ARGV[3]) told[#told + 1] = tostring(#text) ' +
  "told[#told + 1] = #text > tonumber(ARGV[2]) and '' or text end return told";

/** Read page by page, each study by itself: none stands in the way of the others, and all of them do not fill the memory. */
async function* entriesIn(client: Redis): AsyncGenerator<OpenStudy | UnreadStudy> {
  const seen = new Set<string>();
  let cursor = '0';
  do {
    const page = (await client.eval(PAGE, 1, STUDIES, cursor, MOST_BYTES, MOST_NAME)) as string[];
    cursor = page[0] ?? '0';
    for (let i = 1; i + 2 < page.length; i += 3) {
      const [name = '', size, text = ''] = page.slice(i, i + 3);
      if (seen.has(name)) continue;
      if (seen.size === MOST_STUDIES) {
        yield { name, reason: phrase('more than {{most}} are open', { most: MOST_STUDIES }) };
        return;
      }
      seen.add(name);
      const tooLong = Number(size) > MOST_BYTES;
      yield tooLong
        ? { name, reason: phrase('it is larger than {{most}} bytes', { most: MOST_BYTES }) }
        : readEntry(name, text);
    }
  } while (cursor !== '0');
}

export async function openStudies(client: Redis): Promise<{ studies: OpenStudy[]; unread: UnreadStudy[] }> {
  const entries: (OpenStudy | UnreadStudy)[] = [];
  for await (const each of entriesIn(client)) entries.push(each);
  return {
    studies: entries.filter((each) => 'file' in each),
    unread: entries.filter((each) => 'reason' in each),
  };
}

/** The study to attach to. @throws CommandError where there is none of that name, or the name is needed */
export async function studyInQueue(client: Redis, name: string | undefined, shown: string): Promise<OpenStudy> {
  const { studies, unread } = await openStudies(client);
  for (const each of unread) {
    const values = { ...each, shown };
    if (each.name === name) {
      throw new CommandError(
        phrase(
          'The study {{name}} at {{shown}} cannot be read by this version ({{reason}}): attach to it with the version that opened it.',
          values,
        ),
      );
    }
    warn(t('The study {{name}} at {{shown}} cannot be read by this version ({{reason}}), and is passed over.', values));
  }
  const names = studies.map(({ file }) => file.name).join(', ');
  if (studies.length === 0) {
    throw new CommandError(
      unread.length > 0
        ? phrase('No study that this version can read is open at {{shown}}: there is nothing to attach to.', { shown })
        : phrase('No study is open at {{shown}}: there is nothing to attach to.', { shown }),
    );
  }
  if (name === undefined && studies.length > 1) {
    throw new CommandError(
      phrase('Several studies are open at {{shown}} ({{names}}): name the one to attach to.', { shown, names }),
    );
  }
  const found = name === undefined ? studies[0] : studies.find(({ file }) => file.name === name);
  if (!found) {
    throw new CommandError(
      phrase('No study called "{{name}}" is open at {{shown}}, expected one of: {{names}}.', {
        name: name ?? '',
        shown,
        names,
      }),
    );
  }
  return found;
}

/** Atomic: two studies may be opened at the same moment. */
const OPEN =
  "local there = redis.call('hget', KEYS[1], ARGV[1]) if there then return there end " +
  "redis.call('hset', KEYS[1], ARGV[1], ARGV[2]) return ARGV[2]";
const FORGET = "if redis.call('hget', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('hdel', KEYS[1], ARGV[1]) end";

/**
 * Makes a study known under its name, unless it is already. Its entry is another one each time that it is opened.
 * @returns its entry, for `forgetStudy`
 * @throws CommandError where another study is open under that name
 */
export async function openStudy(client: Redis, study: OpenStudy, shown: string): Promise<string> {
  const { name } = study.file;
  const entry = String(await client.eval(OPEN, 1, STUDIES, name, JSON.stringify({ ...study, opened: randomUUID() })));
  const conflict = conflictBetween(study, readEntry(name, entry));
  if (conflict === null) return entry;
  throw new CommandError(
    phrase(
      'A study called {{name}} is open at {{shown}} already, and {{conflict}}: let that one end first (--attach shows it, --withdraw takes it off), or give this one another name.',
      { name, shown, conflict },
    ),
  );
}

/** Another study may be open under that name by now: that one stays. */
export async function forgetStudy(client: Redis, name: string, entry: string): Promise<void> {
  await client.eval(FORGET, 1, STUDIES, name, entry);
}

function conflictBetween(mine: OpenStudy, there: OpenStudy | UnreadStudy): Phrase | null {
  if ('reason' in there) return phrase('this version cannot read it ({{reason}})', { reason: there.reason });
  const contentOf = ({ file, only, seeds }: OpenStudy) => JSON.stringify([file, only, seeds]);
  const same = contentOf(mine) === contentOf(there);
  return differenceBetween(mine, there) ?? (same ? null : phrase('it has other settings, rows or seeds'));
}

/** Why runs of one side cannot be made by the other, in half a sentence; null where they can. */
export function differenceBetween(mine: Surroundings, theirs: Surroundings): Phrase | null {
  if (mine.code !== theirs.code) {
    return phrase('it is of another version of the code ({{there}}, here {{here}})', {
      there: theirs.code,
      here: mine.code,
    });
  }
  if (mine.data !== theirs.data) {
    return phrase('it is about another data set (checksum {{there}}, here {{here}})', {
      there: theirs.data.slice(0, 12),
      here: mine.data.slice(0, 12),
    });
  }
  if (mine.backend !== theirs.backend) {
    return phrase('it needs the backend {{there}}, here it is {{here}}', { there: theirs.backend, here: mine.backend });
  }
  return null;
}
