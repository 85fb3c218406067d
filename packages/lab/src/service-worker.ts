import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';

declare const self: typeof globalThis & {
  readonly __PRECACHE__: { url: string; revision: string }[];
  readonly clients: { claim(): Promise<void> };
};

// The build puts the list of files here. MNIST joins once it has been fetched for the first time.
precacheAndRoute(self.__PRECACHE__);
cleanupOutdatedCaches();
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /\/data\/[\w-]+\.gz$/.test(url.pathname),
  new CacheFirst({ cacheName: 'mnist' }),
);
self.addEventListener('activate', () => void self.clients.claim());
