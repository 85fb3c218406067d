import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { CommandError } from '../../errors.js';
import { printable, warn } from '../../output.js';
import { type Phrase, phrase, t } from '../../texts/language.js';
import { PREFIX, type QueueAddress, type ServerOptions } from './address.js';

/** What Redis or the network says, in plain words. */
const REASONS: readonly (readonly [pattern: RegExp, reason: Phrase])[] = [
  [/ECONNREFUSED/, phrase('nothing listens there: start redis-server, or check host and port')],
  [/ENOTFOUND|EAI_AGAIN/, phrase('no machine has that name')],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/, phrase('the machine does not answer')],
  [/WRONGPASS|invalid password|AUTH/, phrase('it wants a password, and the one in the address is wrong or missing')],
  [
    /DB index|SELECT|out of range/,
    phrase('it has no database of that number: leave it out, or raise databases in its redis.conf'),
  ],
  [/OOM/, phrase('it is full: raise its maxmemory, or make room')],
  [/MOVED|CROSSSLOT|CLUSTER/, phrase('it is a Redis Cluster: a queue needs a Redis of its own')],
  [/READONLY/, phrase('it is a replica, which takes no runs: name the Redis that it copies')],
  [/MISCONF/, phrase('it cannot write to its disk, and takes nothing new until it can')],
  [/NOPERM/, phrase('the user in the address may not do what a queue needs')],
  [/WRONGTYPE/, phrase('another program keeps something else under the names of the queue')],
  [/certificate|SSL|TLS/i, phrase('the encrypted connection could not be made')],
];

function reasonOf(error: unknown): Phrase {
  const text = error instanceof Error ? `${error.message} ${'code' in error ? error.code : ''}` : String(error);
  return REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? phrase('it does not answer as Redis does');
}

/** Whether a command failed because Redis has no memory left. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && /OOM/.test(error.message);
}

/** What Redis answered, instead of doing what it was asked, as one sentence; everything else as it is. */
export function explained(error: unknown, shown: string): unknown {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return error;
  const said = phrase('The queue at {{shown}} cannot be used ({{reason}}).', { shown, reason: reasonOf(error) });
  return new CommandError(said, undefined, { cause: error });
}

/** What a Redis says about itself, as far as it matters here; nothing where it may not be asked. */
async function describe(client: Redis): Promise<{ cluster: boolean; eviction: string }> {
  const text = await client.info().catch(() => '');
  const said = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(text)?.[1];
  return { cluster: said('cluster_enabled') === '1', eviction: said('maxmemory_policy') ?? KEEPS_ALL };
}

/** The policy under which Redis drops nothing by itself. */
const KEEPS_ALL = 'noeviction';

/** A connection, and how BullMQ is to make its own ones. */
export interface Connected {
  readonly client: Redis;
  readonly queueOptions: {
    readonly connection: ReturnType<typeof patient>;
    readonly prefix: string;
    readonly skipVersionCheck: boolean;
  };
}

/**
 * A connection that comes back by itself when it is lost; commands wait meanwhile.
 * @throws CommandError where there is no Redis to begin with, or it does not let us in
 */
export async function connect({ options, shown }: QueueAddress): Promise<Connected> {
  const errors: unknown[] = [];
  let eviction = KEEPS_ALL;
  const first = new Redis({ ...options, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  first.on('error', (error) => errors.push(error));
  try {
    await first.connect();
    await first.ping();
    // A database that is not there is no error on connecting: everything would go to number 0.
    if (options.db !== undefined) await first.select(options.db);
    const server = await describe(first);
    if (server.cluster) throw new Error('CLUSTER');
    eviction = server.eviction;
  } catch (cause) {
    const reason = reasonOf(errors[0] ?? cause);
    throw new CommandError(phrase('The queue at {{shown}} cannot be used ({{reason}}).', { shown, reason }));
  } finally {
    first.disconnect();
  }
  if (eviction !== KEEPS_ALL) {
    warn(
      t(
        'The Redis at {{shown}} drops runs and results when it is full (maxmemory-policy {{policy}}): set that to noeviction.',
        { shown, policy: printable(eviction) },
      ),
    );
  }
  const client = new Redis(patient(options));
  // Whoever wants to hear of losses listens to 'close' and 'ready'; without a listener an error would end the process.
  client.on('error', () => {});
  // BullMQ has its own words about eviction, on every connection: not after ours.
  const queueOptions = { connection: patient(options), prefix: PREFIX, skipVersionCheck: eviction !== KEEPS_ALL };
  return { client, queueOptions };
}

/** Options with which a command waits for the connection to come back, however long that takes. */
function patient(options: ServerOptions) {
  return { ...options, maxRetriesPerRequest: null, retryStrategy: (times: number) => Math.min(1000, 100 * times) };
}

/** Says once when the connection is lost and once when it is back. */
export function reportLosses(client: Redis, shown: string, say: (line: string) => void): void {
  let lost = false;
  client.on('close', () => {
    if (!lost && client.status !== 'end') say(t('the connection to {{shown}} is lost; trying again', { shown }));
    lost = true;
  });
  client.on('ready', () => {
    if (lost) say(t('connected to {{shown}} again', { shown }));
    lost = false;
  });
}

/** Between two calls, and how long an answer may take. */
const CALL_MS = 500;
const ANSWER_MS = 2000;

/** Resolves when the connection is lost, or nobody answers any more. */
export async function untilAway(client: Redis, signal: AbortSignal): Promise<void> {
  while (client.status === 'ready') {
    const called = client.ping().then(
      () => true,
      () => false,
    );
    const options = { signal };
    const answered = await Promise.race([called, wait(ANSWER_MS, false, options).catch(() => false)]);
    if (!answered) return;
    await wait(CALL_MS, undefined, options).catch(() => {});
  }
}
