import { computed, effect, signal } from '@preact/signals';
import { source, weightsMove } from '../state/model.js';
import { store, stored } from '../state/stored.js';
import { LiveRun } from './live-run.js';
import { keptRuns, loadRuns, type Run } from './run.js';
import { describe, type RunSettings, settingsOf } from './settings.js';
import { showStep, stopSlow } from './slow-motion.js';

const STORED = 'lenet5.open-runs';

/** One run, or two that are compared. */
export const openRuns = signal<readonly LiveRun[]>([new LiveRun(settingsOf('fast'), showStep)]);
/** The one that the controls act on. */
export const activeIndex = signal(0);
export const active = computed(() => openRuns.value[activeIndex.value] as LiveRun);

/** From now on the figure shows the weights of this run, and of no other. */
export function focusOn(live: LiveRun | null): void {
  for (const each of openRuns.peek()) each.inFigure = each === live;
  live?.show();
}

/** The run whose weights the figure shows, if they come from one. */
export function runInFigure(): Run | null {
  const from = source.value;
  const live = from.kind === 'training' ? openRuns.value.find(({ run }) => run.value.id === from.id) : undefined;
  return live?.run.value ?? null;
}

/** Puts another run beside the first: the blog's, unless the first is that. */
export function compare(): void {
  const preset = openRuns.peek()[0]?.run.peek().settings.preset === 'blog' ? 'fast' : 'blog';
  openRuns.value = [...openRuns.peek(), new LiveRun(settingsOf(preset), showStep)];
  activeIndex.value = 1;
}

/** Takes the second run away; it stays among the kept ones. */
export function stopComparing(): void {
  stopSlow();
  const [first, second] = openRuns.peek();
  second?.close();
  activeIndex.value = 0;
  if (first) openRuns.value = [first];
}

/** Opens a run in the place of the active one. */
export function openRun(from: RunSettings | Run): LiveRun {
  stopSlow();
  active.peek().close();
  const live = new LiveRun(from, showStep);
  openRuns.value = openRuns.peek().map((each, i) => (i === activeIndex.peek() ? live : each));
  return live;
}

/**
 * Brings back what was open when the page was left, and remembers it from now on.
 * @param asked what the address asks for: a new run, which goes first
 */
export async function restoreRuns(asked: RunSettings | null): Promise<void> {
  if (asked) openRun(asked);
  await loadRuns();
  const ids: unknown = JSON.parse(stored(STORED) ?? '[]');
  const found = Array.isArray(ids) ? ids.flatMap((id) => keptRuns.peek().filter((run) => run.id === id)) : [];
  const untouched = openRuns.peek().every(({ run }) => run.peek().status === 'new');
  const isAsked = !asked || (found[0] !== undefined && describe(asked) === describe(found[0].settings));
  if (found.length > 0 && untouched && isAsked)
    openRuns.value = found.slice(0, 2).map((run) => new LiveRun(run, showStep));
  const open = computed(() => {
    const begun = openRuns.value.map(({ run }) => run.value).filter(({ status }) => status !== 'new');
    return JSON.stringify(begun.map(({ id }) => id));
  });
  // Written when another run is opened, and not with each update of one.
  effect(() => store(STORED, open.value));
  effect(() => {
    weightsMove.value = openRuns.value.some(({ status }) => status.value === 'running');
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) for (const live of openRuns.peek()) live.save();
  });
}
