import { signal } from '@preact/signals';
import type { Unit } from './units.js';

/** The unit under the pointer or the keyboard's focus. */
export const pointed = signal<Unit | null>(null);
