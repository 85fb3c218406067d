import { existsSync } from 'node:fs';
import { mkdir, open, opendir, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CommandError, isCode, reasonOf } from '../errors.js';
import { type Phrase, phrase } from '../texts/language.js';

/** So that two writes of one file at the same time do not meet in one temporary file. */
let nextNumber = 0;

/**
 * Writes a file so that a reader sees the old one or the new one, whole, whatever happens: under a temporary name beside
 * it, synced to the disk, then renamed.
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${nextNumber++}.tmp`);
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** What a user names is not ours to replace where it is a pipe that somebody reads from, or a device. @throws CommandError */
async function refuseDevice(path: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (!there || there.isFile() || there.isDirectory()) return;
  throw new CommandError(phrase('it is a pipe, a socket or a device, where a file was expected'));
}

/** `writeAtomic` of a run's own file, in whose place nothing else belongs. @param more see `explained` @throws CommandError */
export async function writeOfRun(path: string, content: string | Uint8Array, more: Phrase | string): Promise<void> {
  await explained(path, writeAtomic(path, content), more);
}

/** `writeAtomic` for what the user has named. @throws CommandError that says why not */
export async function writeForUser(path: string, content: string | Uint8Array): Promise<void> {
  const write = refuseDevice(path).then(() => writeAtomic(path, content));
  await explained(path, write, '');
}

/** @param more what else the sentence says where it fails, from its punctuation mark on */
async function explained(path: string, write: Promise<void>, more: Phrase | string): Promise<void> {
  await write.catch((cause: unknown) => {
    const folder = dirname(path);
    const missing = existsSync(folder)
      ? phrase('no file can be made in {{folder}}', { folder })
      : phrase('the folder {{folder}} does not exist', { folder });
    const reason = isCode(cause, 'ENOENT') ? missing : reasonOf(cause);
    const said = phrase('{{path}} cannot be written ({{reason}}){{more}}.', { path, reason, more });
    throw new CommandError(said, undefined, { cause });
  });
}

/**
 * A table goes into a file of its own, or in the place of a table of its kind: a slip of the finger costs no weights, no data
 * and no picture.
 * @param head what a table of that kind begins with
 * @throws CommandError for a file with anything else in it
 */
export async function refuseToReplace(path: string, head: string): Promise<void> {
  const facts = await stat(path).catch(() => null);
  if (!facts?.isFile() || facts.size === 0) return;
  const file = await open(path).catch(() => null);
  try {
    const { buffer, bytesRead } = (await file?.read(Buffer.alloc(head.length), 0, head.length, 0)) ?? {
      buffer: Buffer.alloc(0),
      bytesRead: 0,
    };
    if (buffer.toString('latin1', 0, bytesRead) === head) return;
  } finally {
    await file?.close();
  }
  throw new CommandError(
    phrase('{{path}} is there already and is no table that begins with {{head}}: give another name, or remove it.', {
      path,
      head,
    }),
  );
}

/**
 * Makes a folder with its parents; one that is there is taken. Not by Node's `recursive`: that says of whatever stands in the
 * way that it does not exist, and where the current folder was deleted it tries for ever.
 */
export async function makeDeep(path: string): Promise<void> {
  await mkdir(path).catch(async (error: unknown) => {
    if (isCode(error, 'EEXIST')) return (await opendir(path)).close();
    if (!isCode(error, 'ENOENT') || dirname(path) === path) throw error;
    await makeDeep(dirname(path));
    // Meanwhile another process may have made it.
    await mkdir(path).catch((again: unknown) => {
      if (!isCode(again, 'EEXIST')) throw again;
    });
  });
}

/** `writeForUser` into a folder that is made where there is none. @throws CommandError that says why not */
export async function writeIntoFolder(path: string, content: string | Uint8Array): Promise<void> {
  // Where it cannot be made, the write says why.
  await makeDeep(dirname(path)).catch(() => undefined);
  await writeForUser(path, content);
}

/** What `writeAtomic` leaves where the process was killed in it. */
const TEMPORARY = /^\..+\.\d+\.\d+\.tmp$/;

/** Removes the temporary files of dead processes; only for a folder in which nobody else writes. */
export async function removeTemporary(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => TEMPORARY.test(name));
  await Promise.all(left.map((name) => unlink(join(folder, name)).catch(() => undefined)));
}

/** Makes the new name itself durable; not every system can do that to a folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  if (!folder) return;
  await folder.sync().catch(() => undefined);
  await folder.close();
}
