import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { constants, copyFile, link, lstat, mkdir, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CommandError, isCode } from '../errors.js';
import { type Phrase, phrase } from '../texts/language.js';
import { OTHER, ownText } from '../whole-file.js';

const NAME = '.lock';
/** A live owner touches its lock this often. */
const BEAT_MS = 10_000;
/** Seen from another machine or container, an owner that has not touched its lock for so long is dead. */
const SILENCE_MS = 120_000;
/** Somebody else may take over the same dead lock at the same moment. */
const ATTEMPTS = 20;
const PAUSE_MS = 20;

/** Who holds a lock. */
interface Owner {
  readonly pid: number;
  /** Machine, boot and process namespace: only within one place do process numbers mean anything. */
  readonly place: string;
  /** When the process began, so that another one with the same number is not taken for it; null where unknown. */
  readonly since: string | null;
}

/** A live owner; null where the lock does not tell it yet. */
interface Holder {
  readonly owner: Owner | null;
  readonly here: boolean;
}

function linuxFile(read: () => string): string | null {
  try {
    return read().trim();
  } catch {
    return null;
  }
}

function placeOfThis(): string {
  const boot = linuxFile(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const namespace = linuxFile(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot ?? '', namespace ?? ''].join(' ');
}

/** Field 22 of /proc/PID/stat, in clock ticks since boot; the name in field 2 may itself hold spaces and brackets. */
function sinceOf(pid: number): string | null {
  const text = linuxFile(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function processLives({ pid, since }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false;
  }
  return since === null || sinceOf(pid) === since;
}

/** What every lock of ours begins with. */
const BEGINNING = '{"pid":';
/** Longer than any of ours. */
const MOST_BYTES = 4096;

/** Text of a lock; null where there is none. @throws CommandError where something else has its name: that is not ours to remove */
async function textOf(path: string): Promise<string | null> {
  const found = await lstat(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (!found) return null;
  // A link is none of ours, wherever it leads.
  const text = found.isFile() ? await contentOf(path) : OTHER;
  // One that is being written may be there in part.
  if (text === null || (text !== OTHER && (text.startsWith(BEGINNING) || BEGINNING.startsWith(text)))) return text;
  throw notOurs(path);
}

/** What stands in a lock now; null where there is none, or it cannot be read. */
function contentOf(path: string) {
  return ownText(path, MOST_BYTES).catch(() => null);
}

function notOurs(path: string): CommandError {
  return new CommandError(
    phrase(
      '{{path}} is no lock of lenet5: what made it may be at work here. Remove it where that is over, or take another folder.',
      { path },
    ),
  );
}

function ownerIn(text: string): Owner | null {
  try {
    const { pid, place, since } = JSON.parse(text) as Owner;
    const known = Number.isSafeInteger(pid) && pid > 0 && typeof place === 'string';
    return known ? { pid, place, since: typeof since === 'string' ? since : null } : null;
  } catch {
    return null;
  }
}

/** Makes `path` with the content of `from`, unless it is there: false then. Never half a file where links exist. */
async function appears(from: string, path: string): Promise<boolean> {
  try {
    await link(from, path).catch(async (error: unknown) => {
      if (isCode(error, 'EEXIST')) throw error;
      await copyFile(from, path, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * One process at a time works in a folder. The lock is a file that names its owner, so that one whose owner has died is
 * taken over: at once on the same machine, after two minutes of silence on another.
 */
export class FolderLock {
  private readonly beat: NodeJS.Timeout;

  private constructor(
    private readonly path: string,
    /** What stands in it: another content is the lock of one who took this for dead. */
    private readonly content: string,
  ) {
    this.beat = setInterval(async () => {
      const now = new Date();
      if (await this.holds()) await utimes(path, now, now).catch(() => undefined);
    }, BEAT_MS).unref();
  }

  /** Whether the lock is still this one's: who has stood still for too long, as a laptop asleep, may have lost it. */
  async holds(): Promise<boolean> {
    const found = await contentOf(this.path);
    return found === null || found === this.content;
  }

  /** @throws CommandError where a live process holds it; a system error where the folder cannot be written */
  static async take(folder: string): Promise<FolderLock> {
    const found = await FolderLock.at(join(folder, NAME));
    if (found instanceof FolderLock) return found;
    if (found) throw inUse(folder, found);
    throw new CommandError(phrase('{{folder}} is being opened by other runs at this moment: try again.', { folder }));
  }

  /**
   * The same for a single thing: the lock is the file `path`.
   * @returns null where somebody else has it
   * @throws CommandError where another program's file has that name; a system error where it cannot be written
   */
  static async claim(path: string): Promise<FolderLock | null> {
    const found = await FolderLock.at(path);
    return found instanceof FolderLock ? found : null;
  }

  /** Null where too many come at once. */
  private static async at(path: string): Promise<FolderLock | Holder | null> {
    const own = `${path}.${process.pid}.${randomUUID()}.tmp`;
    const me: Owner = { pid: process.pid, place: placeOfThis(), since: sinceOf(process.pid) };
    const content = JSON.stringify(me);
    try {
      await writeFile(own, content);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (await appears(own, path)) return new FolderLock(path, content);
        const holder = await removeDead(path, own);
        if (holder) return holder;
      }
    } finally {
      await unlink(own).catch(() => undefined);
    }
    return null;
  }

  async release(): Promise<void> {
    clearInterval(this.beat);
    if ((await contentOf(this.path)) === this.content) {
      await unlink(this.path).catch(() => undefined);
    }
  }
}

/** Removes the lock of a dead process. @returns who holds it, where that one lives */
async function removeDead(path: string, own: string): Promise<Holder | null> {
  const text = await textOf(path);
  if (text === null) return null;
  const owner = ownerIn(text);
  const here = owner?.place === placeOfThis();
  // Both times are those of the file's own machine, whose clock may differ from ours.
  const [theirs, ours] = await Promise.all([stat(path).catch(() => null), stat(own)]);
  const silent = theirs === null || ours.mtimeMs - theirs.mtimeMs > SILENCE_MS;
  const lives = owner && here ? processLives(owner) : !silent;
  if (lives) return { owner, here };
  // Nothing in it says that it is ours: many programs lock by an empty file.
  if (text === '') throw notOurs(path);
  await underGuard(`${path}.guard`, async () => {
    // Before the guard was ours, somebody may have taken over already: then the text is theirs.
    if ((await contentOf(path)) === text) await unlink(path);
  });
  return null;
}

/** Only one process at a time removes a dead lock, or a late one would remove that of a quicker one. */
async function underGuard(guard: string, remove: () => Promise<void>): Promise<void> {
  try {
    await mkdir(guard);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const made = await stat(guard).catch(() => null);
    if (made && Date.now() - made.mtimeMs > BEAT_MS) await rmdir(guard).catch(() => undefined);
    return setTimeout(PAUSE_MS);
  }
  await remove().finally(() => rmdir(guard));
}

function inUse(folder: string, { owner, here }: Holder): CommandError {
  const remedy = here
    ? phrase('wait for it, or end it')
    : phrase('wait for it; if it is dead, try again in two minutes');
  const who = whoIs(owner, here);
  return new CommandError(
    phrase('{{folder}} is in use by {{who}}, and two runs in one folder would spoil both: {{remedy}}.', {
      folder,
      who,
      remedy,
    }),
  );
}

function whoIs(owner: Owner | null, here: boolean): Phrase {
  if (!owner) return phrase('another process');
  const { pid, place } = owner;
  if (here) return phrase('process {{pid}}', { pid });
  return phrase('process {{pid}} on {{machine}}', { pid, machine: place.split(' ')[0] ?? '' });
}
