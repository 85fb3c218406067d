// Taking an open study off its queue. What was made of it stays; runs that workers have begun are finished by them.
import { createHash } from 'node:crypto';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { CommandError } from '../../errors.js';
import { phrase } from '../../texts/language.js';
import type { Task } from '../result-key.js';
import { KEEP_SECONDS, queueName, runsKey, STUDIES, withdrawnKey } from './address.js';
import type { Connected } from './connection.js';
import { forgetStudy, readEntry } from './studies.js';

/** Names an open study for as long as it is open: opened again, the same study is another one. */
export function idOf(entry: string): string {
  return createHash('sha256').update(entry).digest('hex').slice(0, 16);
}

/** Makes known which runs an open study wants. */
export async function wantRuns(client: Redis, id: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await client.sadd(runsKey(id), ...keys);
  await client.expire(runsKey(id), KEEP_SECONDS);
}

/** Takes runs off a queue that no other open study wants and no worker has begun. @returns how many */
export async function takeOff(client: Redis, queue: Queue<Task>, id: string, keys: readonly string[]): Promise<number> {
  const others = (await client.hvals(STUDIES)).map(idOf).filter((each) => each !== id);
  const wanted = new Set(others.length > 0 ? await client.sunion(...others.map(runsKey)) : []);
  let taken = 0;
  for (const key of keys) {
    const job = wanted.has(key) ? undefined : await queue.getJob(key);
    if (!job || !NOT_BEGUN.has(await job.getState())) continue;
    // A worker may begin it at this moment.
    await job.remove().then(
      () => taken++,
      () => {},
    );
  }
  return taken;
}

/** States of a run that no worker is at, in BullMQ's words. */
const NOT_BEGUN: ReadonlySet<string> = new Set(['waiting', 'delayed', 'prioritized', 'failed']);

/**
 * Withdraws the study of that name, also one that this version cannot read: whoever watches it hears of it.
 * @returns runs taken off the queue; null where this version cannot tell which they are
 * @throws CommandError where none is open under that name
 */
export async function withdrawStudy(
  { client, queueOptions }: Connected,
  name: string,
  shown: string,
): Promise<number | null> {
  const entry = await client.hget(STUDIES, name);
  if (entry === null) throw nothingOpen(name, (await client.hkeys(STUDIES)).join(', '), shown);
  const id = idOf(entry);
  const study = readEntry(name, entry);
  const queue = 'file' in study ? new Queue<Task>(queueName(study), queueOptions) : null;
  queue?.on('error', () => {});
  try {
    const keys = await client.smembers(runsKey(id));
    // First: a full Redis has room for the word to those who watch then.
    const taken = queue && (await takeOff(client, queue, id, keys));
    await client.set(withdrawnKey(id), 1, 'EX', KEEP_SECONDS);
    await forgetStudy(client, name, entry);
    // Those who watch may have put back what was missing, before they heard of it.
    if (queue) await takeOff(client, queue, id, keys);
    await client.del(runsKey(id));
    return taken;
  } finally {
    await queue?.close();
  }
}

function nothingOpen(name: string, names: string, shown: string): CommandError {
  return new CommandError(
    names === ''
      ? phrase('No study is open at {{shown}}: there is nothing to withdraw.', { shown })
      : phrase('No study called "{{name}}" is open at {{shown}}, expected one of: {{names}}.', { name, shown, names }),
  );
}
