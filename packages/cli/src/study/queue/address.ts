import { CommandError, usageError } from '../../errors.js';
import { phrase } from '../../texts/language.js';
import { wholeText } from '../../whole-file.js';
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

/** Scheme, what stands before the last "@", machine, port and database. A password may hold any letters, "@", "#" and "/" too. */
const ADDRESS = /^(rediss?):\/\/(?:(.*)@)?(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?(?:\/(\d*))?$/is;

/** Whether a text is meant as the address of a queue: it may hold a password, so no message repeats it. */
export function looksLikeAddress(text: string): boolean {
  return /^rediss?:\/\//i.test(text);
}

/** Percent signs are read where they can be; where they cannot, they are letters of the password. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads the value of `--queue`. Messages never repeat it: it may hold a password. @throws CommandError (usage) */
export function readAddress(text: string): QueueAddress {
  const found = ADDRESS.exec(text);
  const port = Number(found?.[4] ?? PORT);
  if (!found || port > 65_535) {
    throw usageError(
      /^[\w+.-]+:\/\//.test(text)
        ? phrase('--queue was given another kind of address, expected {{expected}}.', { expected: EXPECTED })
        : phrase('--queue was given no address, expected {{expected}}.', { expected: EXPECTED }),
    );
  }
  const [, scheme = '', secrets = '', machine = '', , database = ''] = found;
  const [name = '', ...password] = secrets.split(':');
  const host = machine.replace(/^\[|\]$/g, '');
  const options: ServerOptions = {
    host,
    port,
    ...(database === '' ? {} : { db: Number(database) }),
    ...(name === '' ? {} : { username: decoded(name) }),
    ...(password.length === 0 ? {} : { password: decoded(password.join(':')) }),
    ...(scheme.toLowerCase() === 'rediss' ? { tls: { servername: host } } : {}),
  };
  return { options, shown: `${scheme.toLowerCase()}://${machine}:${port}` };
}

/** How the command is told of a queue. */
export interface QueueOptions {
  readonly queue?: string;
  /** A file with the password, and nothing else. */
  readonly passwordFile?: string;
}

/** The way to give a password that stands in no list of processes, besides a file. */
const VARIABLE = 'LENET5_QUEUE_PASSWORD';
/** Redis itself takes no longer ones on its command line. */
const MOST_BYTES = 4096;

async function passwordIn(path: string): Promise<string> {
  const called = phrase('The password file {{path}}', { path });
  const text = await wholeText(path, { called, as: phrase('a password'), most: MOST_BYTES });
  const password = text.replace(/\r?\n$/, '');
  if (password !== '') return password;
  throw new CommandError(phrase('{{path}} holds no password, expected a file with one line.', { path }));
}

/** Reads the value of `--queue`, and the password from wherever it is. @throws CommandError */
export async function addressOf(queue: string, { passwordFile }: QueueOptions): Promise<QueueAddress> {
  const { options, shown } = readAddress(queue);
  if (options.password !== undefined) {
    if (passwordFile !== undefined) {
      throw usageError(phrase('The password stands in the address, so it does not go with --password-file.'));
    }
    // Everybody on a machine sees how each process was called; from here on that is not how.
    process.title = 'lenet5';
    return { options, shown };
  }
  const password = passwordFile === undefined ? process.env[VARIABLE] : await passwordIn(passwordFile);
  return { options: password ? { ...options, password } : options, shown };
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

/** A set: the runs of an open study. */
export const runsKey = (id: string) => `${PREFIX}:runs:${id}`;

/** There where an open study was withdrawn, so that those who watch it know it from one that was lost. */
export const withdrawnKey = (id: string) => `${PREFIX}:withdrawn:${id}`;

/** A hash: the studies that are not complete, by name. */
export const STUDIES = `${PREFIX}:studies`;

/** How long results and snapshots stay. */
export const KEEP_SECONDS = 30 * 24 * 3600;
