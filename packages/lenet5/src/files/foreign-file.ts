import { FormatError, type FormatErrorCode } from '../errors.js';

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

/** A name out of a file, for messages: it can hold anything and be of any length. */
export function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}

/** For numbers of any size at any place. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** UTF-8 as text; calls `damaged`, which must throw, where it is none. */
export function decodeUtf8(bytes: Uint8Array, damaged: () => never): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return damaged();
  }
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
  const text = String.fromCharCode(...bytes.subarray(0, 512));
  return known.find(([start]) => (typeof start === 'string' ? text.startsWith(start) : start.test(text)));
}
