import { signal } from '@preact/signals';
import { Lenet5Error } from 'lenet5';
import { introduction } from './language.js';

export const PANELS = ['train', 'weights', 'misread', 'questions', 'files'] as const;
export type Panel = (typeof PANELS)[number];

/** The panel that is open. */
export const panel = signal<Panel>('train');

/** The last thing that went wrong, one sentence; null after it was read. */
export const message = signal<string | null>(null);

/** The library's sentence about an error, introduced in the page's language. */
export function sentenceFor(code: string | null, sentence: string): string {
  return `${introduction(code ?? '')}${sentence}`;
}

/** Tells the visitor, whatever was thrown. */
export function report(error: unknown): void {
  const sentence = error instanceof Error ? error.message : String(error);
  message.value = sentenceFor(error instanceof Lenet5Error ? error.code : null, sentence);
}
