import { signal } from '@preact/signals';
import { sentenceOf } from './reasons.js';

/** The last thing that went wrong, one sentence; null after it was read. */
export const message = signal<string | null>(null);

/** Tells the visitor, whatever was thrown. */
export function report(error: unknown): void {
  message.value = sentenceOf(error);
}
