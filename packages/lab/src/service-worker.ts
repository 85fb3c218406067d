import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';

interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}

declare const self: typeof globalThis & {
  readonly __PRECACHE__: { url: string; revision: string }[];
  readonly clients: { claim(): Promise<void> };
  readonly registration: ServiceWorkerRegistration;
};

const MNIST = 'mnist';
/** What tells the page of the lab from any other: it stands in index.html, right after the encoding. */
const MARK = '<meta name="application-name" content="LeNet-5 lab"';
/** So many characters of a page have the mark; no more are awaited, since another page may come slowly. */
const MARKED = 200;

const scope = new URL(self.registration.scope);
/** Whether another program has come to this address since, as it happens to ports of one's own machine. */
let isGone = false;

// Before the routes below: they answer from the cache, whoever serves this address by now.
self.addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent;
  if (request.mode === 'navigate') (event as FetchEvent).respondWith(page(event as FetchEvent));
  if (request.mode === 'navigate' || isGone) event.stopImmediatePropagation();
});

/** A page is asked of the network first. Without a network, the lab's own is there; beside another program, nothing is. */
async function page(event: FetchEvent): Promise<Response> {
  const { pathname } = new URL(event.request.url);
  const isOwn = [scope.pathname, `${scope.pathname}index.html`].includes(pathname);
  let answer: Response;
  try {
    // What the browser has kept of the address may be the lab's too, where its server did not say for how long.
    answer = await fetch(event.request, isOwn ? { cache: 'no-cache' } : {});
  } catch (error) {
    const kept = await matchPrecache(isOwn ? 'index.html' : event.request.url);
    if (kept) return kept;
    throw error;
  }
  const isHtml = /^text\/html\b/i.test(answer.headers.get('Content-Type') ?? '');
  // A server in trouble may still be that of the lab; other files below it are no pages, or not found.
  if (isOwn ? answer.status < 500 : answer.ok && isHtml) isGone = !(isHtml && (await isMarked(answer.clone())));
  if (isGone) event.waitUntil(leave());
  return answer;
}

async function isMarked(answer: Response): Promise<boolean> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let start = '';
  for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
    start += piece.value;
    if (start.length >= MARKED) break;
  }
  void reader?.cancel();
  return start.includes(MARK);
}

/** Takes the worker and its files away. The lab brings them back when it is opened here again; kept runs stay. */
async function leave(): Promise<void> {
  await self.registration.unregister();
  const own = (name: string) => name === MNIST || (name.startsWith('workbox-') && name.endsWith(scope.href));
  await Promise.all((await caches.keys()).filter(own).map((name) => caches.delete(name)));
}

// The build puts the list of files here. MNIST joins once it has been fetched for the first time.
precacheAndRoute(self.__PRECACHE__);
cleanupOutdatedCaches();
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /\/data\/[\w-]+\.gz$/.test(url.pathname),
  new CacheFirst({ cacheName: MNIST }),
);
self.addEventListener('activate', () => void self.clients.claim());
