import { signal } from '@preact/signals';

/** The weight whose cell was clicked: it can be edited. */
export const cell = signal<{ readonly parameter: string; readonly index: number } | null>(null);
