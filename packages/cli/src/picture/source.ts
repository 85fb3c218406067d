import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CommandError, reasonOf } from '../errors.js';
import { integer } from '../output.js';
import { LIMITS } from './limits.js';

/** The FILE that stands for standard input. */
export const STANDARD_INPUT = '-';

/** How a FILE is called in sentences. */
export function nameOf(file: string): string {
  return file === STANDARD_INPUT ? 'standard input' : file;
}

/**
 * All bytes of a file, or of standard input for "-".
 * @throws CommandError where there are none, too many, or they cannot be read
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  const bytes = await collect(file, file === STANDARD_INPUT ? process.stdin : await openFile(file));
  if (bytes.length === 0) throw new CommandError(`${nameOf(file)} is empty: expected a picture.`);
  return bytes;
}

async function openFile(file: string): Promise<Readable> {
  const facts = await stat(file).catch((cause: unknown) => unreadable(file, cause));
  if (facts.isDirectory()) throw new CommandError(`${file} is a folder: name the pictures in it.`);
  if (facts.size > LIMITS.bytes) throw tooLong(file);
  return createReadStream(file);
}

/** Stops at the limit: a pipe or a device may never end. */
async function collect(file: string, source: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > LIMITS.bytes) throw tooLong(file);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    unreadable(file, cause);
  }
  return Buffer.concat(chunks);
}

function unreadable(file: string, cause: unknown): never {
  throw new CommandError(`${nameOf(file)} cannot be read (${reasonOf(cause)}).`, undefined, { cause });
}

function tooLong(file: string): CommandError {
  return new CommandError(
    `${nameOf(file)} holds more than ${integer(LIMITS.bytes / 1e6)} MB, the most that is read as a picture.`,
  );
}
