import { computed, effect, signal } from '@preact/signals';

export type Theme = 'light' | 'dark';
const STORED = 'lenet5.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const system = signal<Theme>(dark.matches ? 'dark' : 'light');
const chosen = signal<Theme | null>(null);

/** What the page shows now: the visitor's choice, else the system's. */
export const theme = computed<Theme>(() => chosen.value ?? system.value);

export function startTheme(): void {
  const stored = localStorage.getItem(STORED);
  if (stored === 'light' || stored === 'dark') chosen.value = stored;
  dark.addEventListener('change', () => {
    system.value = dark.matches ? 'dark' : 'light';
  });
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
}

export function chooseTheme(to: Theme): void {
  localStorage.setItem(STORED, to);
  chosen.value = to;
}
