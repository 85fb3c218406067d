import { FormatError, type FormatErrorCode } from '../errors.js';
import { mustFit, TEXT } from '../given/options.js';
import { isDetached, isMemory, shown } from '../given/shown.js';
import { decodeLatin1 } from './utf8.js';

/** Throws a {@link FormatError} about the file that is being read. */
export type Fail = (code: FormatErrorCode, problem: string, remedy?: string) => never;

/**
 * Makes the `Fail` of a file: "<name> <problem>: <remedy>."
 * @param name how messages call the file
 */
export function failFor(name: string): Fail {
  return (code, problem, remedy = 'download or copy it again') => {
    throw new FormatError(code, `${name} ${problem}: ${remedy}.`);
  };
}

/**
 * The bytes, without a copy.
 * @param refuse is called with a sentence where there are none, and must throw
 */
export function bytesGiven(given: unknown, owner: string, refuse: (message: string) => never): Uint8Array {
  if (isMemory(given) && !isDetached(given)) {
    return ArrayBuffer.isView(given)
      ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
      : new Uint8Array(given);
  }
  return refuse(
    `${owner} got ${shown(given)}, expected the bytes of a file: read it first and give the bytes, in Node ` +
      'await readFile(path), in a browser await file.arrayBuffer().',
  );
}

/** The bytes of a model file as it was given, and what refuses it. @throws FormatError `not-bytes` */
export function opened(file: unknown, name: string, owner: string): { bytes: Uint8Array; fail: Fail } {
  mustFit('name', name, TEXT);
  const refuse = (message: string): never => {
    throw new FormatError('not-bytes', message);
  };
  return { bytes: bytesGiven(file, owner, refuse), fail: failFor(name) };
}

/** A name out of a file, for messages: it can hold anything and be of any length. */
export function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}

/** For numbers of any size at any place. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What people have in place of a file: its first characters or a pattern of them, what it is, and what helps. */
export type Lookalike = readonly [start: string | RegExp, problem: string, remedy: string];

/** A download that went wrong. */
export function webPage(remedy: string): Lookalike {
  return [/^\s*(\xef\xbb\xbf)?\s*</, 'looks like a web page, so the download site sent a message', remedy];
}

/** A file that stands for another one in a git repository. */
export const LFS_POINTER: Lookalike = [
  'version https://git-lfs',
  'is a Git LFS pointer',
  'run "git lfs pull" to get the file itself',
];

/** The first of `known` that the file looks like. */
export function lookalikeOf(bytes: Uint8Array, known: readonly Lookalike[]): Lookalike | undefined {
  const text = decodeLatin1(bytes.subarray(0, 512));
  return known.find(([start]) => (typeof start === 'string' ? text.startsWith(start) : start.test(text)));
}
