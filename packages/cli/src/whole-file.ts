import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { because, CommandError, EXIT, reasonOf } from './errors.js';
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

/** All bytes of a stream. It stops at the limit: a pipe or a device may never end. @throws CommandError */
export async function wholeStream(source: AsyncIterable<Buffer>, reading: Reading): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of source) {
      length += chunk.length;
      if (length > reading.most) throw tooLong(reading);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    throw unreadable(reading, reasonOf(cause), cause);
  }
  return Buffer.concat(chunks);
}

function unreadable({ called }: Reading, reason: Value, cause?: unknown): CommandError {
  return new CommandError(phrase('{{file}} cannot be read ({{reason}}).', { file: called, reason }), EXIT.failed, {
    cause,
  });
}

function tooLong({ called, as, most }: Reading): CommandError {
  return new CommandError(
    phrase('{{file}} holds more than {{most}} MB, the most that is read as {{as}}.', {
      file: called,
      most: integer(most / 1e6),
      as,
    }),
  );
}
