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
