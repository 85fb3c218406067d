import { Lenet5Error, TrainingError } from 'lenet5';
import type { Seen } from 'lenet5/core';

/** Why something could not be done, as plain values. */
export interface Failure {
  /** The code of the library's error, else 'other'. */
  readonly code: string;
  readonly message: string;
  /** What was seen of a collapse. */
  readonly seen: Seen | null;
}

export function failureOf(error: unknown): Failure {
  const code = error instanceof Lenet5Error ? error.code : 'other';
  const message = error instanceof Error ? error.message : String(error);
  return { code, message, seen: error instanceof TrainingError ? error.seen : null };
}
