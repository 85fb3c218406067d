import { signal } from '@preact/signals';

/** Whether the server has another build of the page than this one. */
export const isOutdated = signal(false);

const MINUTES = 10;

async function look(): Promise<void> {
  const own = document.querySelector<HTMLMetaElement>('meta[name=build]')?.content;
  // Without a network, or with another program at this address, there is nothing to say.
  const answer = await fetch(new URL('build.json', document.baseURI), { cache: 'no-store' }).catch(() => null);
  const found = answer?.ok ? await answer.json().catch(() => null) : null;
  isOutdated.value = typeof found?.build === 'string' && found.build !== own;
}

/** Keeps the page for use without a network. Where the browser forbids it, nothing is lost but that. */
function keepOffline(): void {
  try {
    navigator.serviceWorker?.register(new URL('sw.js', document.baseURI)).catch(() => {});
  } catch {
    // In a frame with the attribute sandbox there is not even the question.
  }
}

/** From now on the page opens without a network, and says when there is a new build of it. */
export function followBuilds(): void {
  if (!import.meta.env.PROD) return;
  keepOffline();
  setInterval(look, MINUTES * 60_000);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void look();
  });
}
