import { signal } from '@preact/signals';

export const PANELS = ['train', 'weights', 'misread', 'questions', 'files'] as const;
export type Panel = (typeof PANELS)[number];

/** The panel that is open. */
export const panel = signal<Panel>('train');
