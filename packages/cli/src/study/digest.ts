import { createHash } from 'node:crypto';
import type { StudyResult } from './result.js';

type Unsealed = Omit<StudyResult, 'digest' | 'format'>;

/** From this form on a result has a digest: where one of it has none, somebody took it away. */
export const FORMAT = 2;

/** SHA-256 over everything else of a result, as its JSON has it. */
export function digestOf({ key, configuration, outcome, made }: Unsealed): string {
  return createHash('sha256')
    .update(JSON.stringify([key, configuration, outcome, made]))
    .digest('hex');
}

/** A result with the digest by which a later change of it is seen. */
export function sealed(result: Unsealed): StudyResult {
  return { ...result, format: FORMAT, digest: digestOf(result) };
}
