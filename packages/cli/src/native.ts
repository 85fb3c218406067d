import { CommandError, EXIT } from './errors.js';
import { type Phrase, phrase } from './texts/language.js';

/** A library whose part for this system is missing: npm passes over optional packages that do not install. */
export class MissingPartError extends CommandError {
  override name = 'MissingPartError';
}

/**
 * Loads what needs a library with a part of its own for each system.
 * @param what it is needed for, at the beginning of a sentence: "Pictures cannot be read"
 * @throws MissingPartError where that part is missing
 */
export async function withNative<T>(library: string, what: Phrase, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!(cause instanceof Error) || !/native binding|Unsupported|Could not load|Cannot find/.test(cause.message)) {
      throw cause;
    }
    throw new MissingPartError(
      phrase(
        '{{what}}, because the part of {{library}} for {{system}} is not installed: npm install --include=optional brings it where there is one.',
        { what, library, system: `${process.platform} ${process.arch}` },
      ),
      EXIT.failed,
      { cause },
    );
  }
}

/** For what needs sharp: everything that looks into picture files. */
export function withSharp<T>(load: () => Promise<T>): Promise<T> {
  return withNative('sharp', phrase('Pictures cannot be read'), load);
}
