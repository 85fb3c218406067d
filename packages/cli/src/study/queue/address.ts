import { Redis } from 'ioredis';
import { CommandError, usageError } from '../../errors.js';
import { type Phrase, phrase, t } from '../../texts/language.js';
import type { Surroundings } from '../result-key.js';

/** What a connection is made from. */
export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly db?: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly servername: string };
}

/** Where a queue is. */
export interface QueueAddress {
  readonly options: ServerOptions;
  /** For people: without name and password. */
  readonly shown: string;
}

const EXPECTED = phrase('redis://[[NAME]:PASSWORD@]HOST[:PORT][/DATABASE], or rediss:// for TLS');
const PORT = 6379;

/** Reads the value of `--queue`. Messages never repeat it: it may hold a password. @throws CommandError (usage) */
export function readAddress(text: string): QueueAddress {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw usageError(phrase('--queue was given no address, expected {{expected}}.', { expected: EXPECTED }));
  }
  const { protocol, hostname, port, username, password, pathname } = url;
  const database = /^\/?(\d*)$/.exec(pathname)?.[1];
  if (!['redis:', 'rediss:'].includes(protocol) || hostname === '' || database === undefined) {
    throw usageError(
      phrase('--queue was given another kind of address, expected {{expected}}.', { expected: EXPECTED }),
    );
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  const options: ServerOptions = {
    host,
    port: port === '' ? PORT : Number(port),
    ...(database === '' ? {} : { db: Number(database) }),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: { servername: host } } : {}),
  };
  return { options, shown: `${protocol}//${hostname}:${options.port}` };
}

/** What Redis or the network says, in plain words. */
const REASONS: readonly (readonly [pattern: RegExp, reason: Phrase])[] = [
  [/ECONNREFUSED/, phrase('nothing listens there: start redis-server, or check host and port')],
  [/ENOTFOUND|EAI_AGAIN/, phrase('no machine has that name')],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/, phrase('the machine does not answer')],
  [/WRONGPASS|invalid password|AUTH/, phrase('it wants a password, and the one in the address is wrong or missing')],
  [/certificate|SSL|TLS/i, phrase('the encrypted connection could not be made')],
];

function reasonOf(error: unknown): Phrase {
  const text = error instanceof Error ? `${error.message} ${'code' in error ? error.code : ''}` : String(error);
  return REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? phrase('it does not answer as Redis does');
}

/**
 * A connection that comes back by itself when it is lost; commands wait meanwhile.
 * @throws CommandError where there is no Redis to begin with, or it does not let us in
 */
export async function connect({ options, shown }: QueueAddress): Promise<Redis> {
  const errors: unknown[] = [];
  const first = new Redis({ ...options, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  first.on('error', (error) => errors.push(error));
  try {
    await first.connect();
    await first.ping();
  } catch (cause) {
    const reason = reasonOf(errors[0] ?? cause);
    throw new CommandError(phrase('The queue at {{shown}} cannot be used ({{reason}}).', { shown, reason }));
  } finally {
    first.disconnect();
  }
  const client = new Redis(patient(options));
  // Whoever wants to hear of losses listens to 'close' and 'ready'; without a listener an error would end the process.
  client.on('error', () => {});
  return client;
}

/** Options with which a command waits for the connection to come back, however long that takes. */
export function patient(options: ServerOptions) {
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

/** Everything that this program keeps in Redis begins with this. */
export const PREFIX = 'lenet5';

/**
 * The queue of runs that are comparable: those of one version of the code, one data set, one backend. A worker listens to
 * its own queue only, so it cannot take a run that it would compute otherwise.
 */
export function queueName({ code, data, backend }: Surroundings): string {
  return `runs-${code}-${data.slice(0, 12)}-${backend}`;
}

/** The result of a run, JSON; written before its job is done, so that a job that is gone has a result or is lost. */
export const resultKey = (key: string) => `${PREFIX}:result:${key}`;

/** Where a run can be taken up again. */
export const snapshotKey = (key: string) => `${PREFIX}:snapshot:${key}`;

/** A hash: the studies that are not complete, by name. */
export const STUDIES = `${PREFIX}:studies`;

/** How long results and snapshots stay. */
export const KEEP_SECONDS = 30 * 24 * 3600;
