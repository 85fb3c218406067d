// Every file that the command reads is opened here: a pipe or a device in its place waits or ends never.
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { because, CommandError, EXIT, isCode, reasonOf } from './errors.js';
import { integer } from './output.js';
import { type Phrase, phrase, type Value } from './texts/language.js';

/** What is read of a file that somebody names. */
export interface Reading {
  /** How sentences call the file. */
  readonly called: Value;
  /** What it should be: 'a picture'. */
  readonly as: Phrase;
  /** Bytes. */
  readonly most: number;
}

/**
 * All bytes of a file, device or pipe of the shell.
 * @throws CommandError for what is there but is no file, for more than `most`, and where the system refuses
 */
export async function wholeFile(path: string, reading: Reading): Promise<Uint8Array> {
  const facts = await stat(path).catch(because(phrase('{{file}} cannot be read', { file: reading.called })));
  // A pipe of the shell, as of <(…), has a writer and no path; a named one may wait for a writer for ever.
  const named = facts.isFIFO() && (await realpath(path).catch(() => null)) !== null;
  if (named) throw unreadable(reading, phrase('it is a named pipe, where a file was expected'));
  if (facts.isSocket()) throw unreadable(reading, phrase('it is a socket, where a file was expected'));
  if (facts.isDirectory()) throw unreadable(reading, phrase('it is a folder'));
  if (facts.size > reading.most) throw tooLong(reading);
  return wholeStream(createReadStream(path), reading);
}

/** The text of a file that somebody names, which is UTF-8, without the mark of its order of bytes. @throws CommandError */
export async function wholeText(path: string, reading: Reading): Promise<string> {
  return new TextDecoder().decode(await wholeFile(path, reading));
}

/** All bytes of a stream. @throws CommandError */
export async function wholeStream(source: AsyncIterable<Buffer>, reading: Reading): Promise<Uint8Array> {
  const bytes = await upTo(reading.most, source).catch((cause: unknown) => {
    throw unreadable(reading, reasonOf(cause), cause);
  });
  if (bytes === null) throw tooLong(reading);
  return bytes;
}

/** Null as soon as there are more: a pipe or a device may never end. */
async function upTo(most: number, source: AsyncIterable<Buffer>): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What stands in the place of a file that is none of ours. */
export const OTHER = Symbol('no file, or too large');
/** The same in words. */
export const NOT_OURS = phrase('it is no file, or larger than any that lenet5 writes there');

/**
 * All bytes of a file that this program wrote itself, if that is what is there: it is not waited for, whatever it is.
 * @returns null where there is nothing; OTHER for a folder, a pipe, a device, or more than `most` bytes
 * @throws Error of the system
 */
export async function ownFile(path: string, most: number): Promise<Uint8Array | typeof OTHER | null> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    // A socket, and on Windows a folder.
    if (isCode(error, 'ENXIO') || isCode(error, 'EISDIR')) return OTHER;
    throw error;
  }
  try {
    const facts = await file.stat();
    if (!facts.isFile() || facts.size > most) return OTHER;
    return (await upTo(most, file.createReadStream({ autoClose: false }))) ?? OTHER;
  } finally {
    await file.close();
  }
}

/** Its text. */
export async function ownText(path: string, most: number): Promise<string | typeof OTHER | null> {
  const bytes = await ownFile(path, most);
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8') : bytes;
}

function unreadable({ called }: Reading, reason: Value, cause?: unknown): CommandError {
  return new CommandError(phrase('{{file}} cannot be read ({{reason}}).', { file: called, reason }), EXIT.failed, {
    cause,
  });
}

function tooLong({ called, as, most }: Reading): CommandError {
  const size =
    most < 1e6
      ? phrase('{{count}} bytes', { count: integer(most) })
      : phrase('{{count}} MB', { count: integer(most / 1e6) });
  return new CommandError(
    phrase('{{file}} holds more than {{most}}, the most that is read as {{as}}.', { file: called, most: size, as }),
  );
}
