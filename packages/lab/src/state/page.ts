import { signal } from '@preact/signals';
import { Lenet5Error } from 'lenet5';
import { errorText } from './language.js';

export const PANELS = ['train', 'unit', 'weights', 'misread', 'questions', 'files'] as const;
export type Panel = (typeof PANELS)[number];

/** The panel that is open. */
export const panel = signal<Panel>('train');

/** The step of the tour that is open, from 1 on; null outside the tour. */
export const tourStep = signal<number | null>(null);
/** Where the tour was left: there it goes on. */
export const tourLeft = signal(1);

/** The last thing that went wrong, one sentence; null after it was read. */
export const message = signal<string | null>(null);

/** What was thrown, as a sentence in the page's language. */
export function sentenceOf(error: unknown): string {
  const code = error instanceof Lenet5Error ? error.code : 'other';
  return errorText({ code, message: error instanceof Error ? error.message : String(error), seen: null });
}

/** Tells the visitor, whatever was thrown. */
export function report(error: unknown): void {
  message.value = sentenceOf(error);
}
