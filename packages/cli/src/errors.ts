import type { CommanderError } from 'commander';
import { Lenet5Error } from 'lenet5';
import { inEnglish, type Phrase, phrase, problemOf, spoken, type Value } from './texts/language.js';

/** Exit codes of the command. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** A failure that the command explains itself, in one sentence that ends with a full stop; `message` has it in English. */
export class CommandError extends Error {
  override name = 'CommandError';

  constructor(
    readonly said: Phrase,
    readonly exitCode: number = EXIT.failed,
    options?: ErrorOptions,
  ) {
    super(inEnglish(said), options);
  }
}

/** The command was called in a way that makes no sense. */
export function usageError(said: Phrase): CommandError {
  return new CommandError(said, EXIT.usage);
}

/** Plain words for the usual system errors. */
const REASONS: Readonly<Record<string, Phrase>> = {
  ENOENT: phrase('it does not exist'),
  EACCES: phrase('no permission'),
  EPERM: phrase('it is not permitted'),
  EROFS: phrase('the file system is read-only'),
  ENOSPC: phrase('the disk is full'),
  EDQUOT: phrase('the quota of the disk is used up'),
  EEXIST: phrase('it exists already'),
  EISDIR: phrase('it is a folder'),
  ENOTDIR: phrase('it is no folder, or a part of its path is none'),
  ENAMETOOLONG: phrase('the name is too long'),
  EMFILE: phrase('too many files are open: raise the limit with ulimit -n'),
  ENFILE: phrase('too many files are open on this machine'),
  ELOOP: phrase('its links lead in a circle'),
  ENXIO: phrase('nothing answers there'),
  EADDRINUSE: phrase('it is taken: leave --port out, or give another'),
  EADDRNOTAVAIL: phrase('this machine has no such address: leave --host out, or give 0.0.0.0 for all that it has'),
  EIO: phrase('the disk reports an error'),
};

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** What a system error says, without path and jargon; the system's own text for unusual ones. */
export function reasonOf(error: unknown): Value {
  if (error instanceof CommandError) return error.said;
  if (isSystemError(error)) return REASONS[error.code ?? ''] ?? error.message;
  return error instanceof Error ? error.message : String(error);
}

/** A handler for `catch` that throws "WHAT (REASON).", the reason being that of what it caught, in plain words. */
export function because(what: Phrase): (cause: unknown) => never {
  return (cause) => {
    const said = phrase('{{what}} ({{reason}}).', { what, reason: reasonOf(cause) });
    throw new CommandError(said, EXIT.failed, { cause });
  };
}

/** What is read about anything that was thrown, and the exit code. */
export interface Explained {
  /** For people, in their language. */
  readonly sentence: string;
  /** The same in English, for programs. */
  readonly message: string;
  readonly exitCode: number;
}

export function explain(error: unknown): Explained {
  if (error instanceof Lenet5Error) {
    const { code, message } = error;
    const usage = code === 'switch-value' || code === 'switch-unknown';
    return { sentence: spoken(problemOf(error)), message, exitCode: usage ? EXIT.usage : EXIT.failed };
  }
  const { said, exitCode } = error instanceof CommandError ? error : { said: foreign(error), exitCode: EXIT.failed };
  return { sentence: spoken(said), message: inEnglish(said), exitCode };
}

/** What neither the command nor the library throws on purpose. */
function foreign(error: unknown): Phrase {
  const reason = reasonOf(error);
  if (!isSystemError(error)) return phrase('unexpected: {{reason}} (--debug shows where).', { reason });
  const { path, syscall = '' } = error;
  const what = path ?? phrase('The system call {{syscall}}', { syscall });
  return phrase('{{what}} failed ({{reason}}).', { what, reason });
}

/** Commander prints its own message; here only its exit code counts: help and version are no failure. */
export function commanderExitCode(error: CommanderError): number {
  return error.exitCode === 0 ? EXIT.done : EXIT.usage;
}
