import { computed, effect, signal } from '@preact/signals';
import { settingsOf } from './presets.js';
import type { Settings } from './protocol.js';
import type { Run } from './run.js';
import { Session } from './session.js';
import { playStep, stopSlow } from './slow.js';
import { keptRuns, loadRuns } from './store.js';

const STORED = 'lenet5.open-runs';

function open(from: Settings | Run): Session {
  const session: Session = new Session(from, (step) => playStep(session, step));
  return session;
}

/** One run, or two that are compared. */
export const sessions = signal<readonly Session[]>([open(settingsOf('fast'))]);
/** The one that the controls act on. */
export const activeIndex = signal(0);
export const active = computed(() => sessions.value[activeIndex.value] as Session);

/** From now on the figure shows the weights of this run, and of no other. */
export function focusOn(session: Session | null): void {
  for (const each of sessions.peek()) each.live.value = each === session;
  session?.show();
}

/** Puts another run beside the first: the blog's, unless the first is that. */
export function compare(): void {
  const preset = sessions.peek()[0]?.run.peek().settings.preset === 'blog' ? 'fast' : 'blog';
  sessions.value = [...sessions.peek(), open(settingsOf(preset))];
  activeIndex.value = 1;
}

/** Takes the second run away; it stays among the kept ones. */
export function stopComparing(): void {
  stopSlow();
  const [first, second] = sessions.peek();
  second?.close();
  activeIndex.value = 0;
  if (first) sessions.value = [first];
}

/** Opens a run in the place of the active one. */
export function openRun(from: Settings | Run): Session {
  stopSlow();
  active.peek().close();
  const session = open(from);
  sessions.value = sessions.peek().map((each, i) => (i === activeIndex.peek() ? session : each));
  return session;
}

/**
 * Brings back what was open when the page was left, and remembers it from now on.
 * @param asked what the address asks for: a new run, which goes first
 */
export async function restoreSessions(asked: Settings | null): Promise<void> {
  if (asked) openRun(asked);
  await loadRuns();
  const ids: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
  const found = Array.isArray(ids) ? ids.flatMap((id) => keptRuns.peek().filter((run) => run.id === id)) : [];
  const untouched = sessions.peek().every(({ run }) => run.peek().status === 'new');
  if (found.length > 0 && untouched && !asked) sessions.value = found.slice(0, 2).map(open);
  effect(() => {
    const open = sessions.value.map(({ run }) => run.value).filter(({ status }) => status !== 'new');
    localStorage.setItem(STORED, JSON.stringify(open.map(({ id }) => id)));
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) for (const session of sessions.peek()) session.save();
  });
}
