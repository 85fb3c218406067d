import type { CommanderError } from 'commander';
import { Lenet5Error } from 'lenet5';

/** Exit codes of the command. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** A failure that the command explains itself, in one sentence that ends with a full stop. */
export class CommandError extends Error {
  override name = 'CommandError';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The command was called in a way that makes no sense. */
export function usageError(message: string): CommandError {
  return new CommandError(message, EXIT.usage);
}

/** Plain words for the usual system errors. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'no permission',
  EPERM: 'it is not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EEXIST: 'it exists already',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is no folder, or a part of its path is none',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports an error',
};

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** What a system error says, without path and jargon; the system's own text for unusual ones. */
export function reasonOf(error: unknown): string {
  if (isSystemError(error)) return REASONS[error.code ?? ''] ?? error.message;
  return error instanceof Error ? error.message : String(error);
}

/** A handler for `catch` that throws "WHAT (REASON).", the reason being that of what it caught, in plain words. */
export function because(what: string): (cause: unknown) => never {
  return (cause) => {
    throw new CommandError(`${what} (${reasonOf(cause)}).`, EXIT.failed, { cause });
  };
}

/** What the user reads about anything that was thrown, and the exit code. */
export function explain(error: unknown): { sentence: string; exitCode: number } {
  if (error instanceof CommandError) return { sentence: error.message, exitCode: error.exitCode };
  if (error instanceof Lenet5Error) {
    const usage = error.code === 'switch-value' || error.code === 'switch-unknown';
    return { sentence: error.message, exitCode: usage ? EXIT.usage : EXIT.failed };
  }
  if (isSystemError(error)) {
    const what = error.path === undefined ? `The system call ${error.syscall}` : error.path;
    return { sentence: `${what} failed (${reasonOf(error)}).`, exitCode: EXIT.failed };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { sentence: `unexpected: ${message} (--debug shows where).`, exitCode: EXIT.failed };
}

/** Commander prints its own message; here only its exit code counts: help and version are no failure. */
export function commanderExitCode(error: CommanderError): number {
  return error.exitCode === 0 ? EXIT.done : EXIT.usage;
}
