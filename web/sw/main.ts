/**
 * The service worker: what it answers, route by route.
 *
 * It is one file, `sw.js`, at the root of the site, and all of the site is its scope. It takes a page over as soon as it
 * is there, so a new one must serve the pages of the one before, too.
 */
import { pictures } from './pictures.js';
import type { Ask } from './protocol.js';
import { keep, site } from './site.js';

declare const self: ServiceWorkerGlobalScope;

/** Answers a request for something under the site's root, or leaves it, `undefined`, to the routes after it. */
export type Route = (event: FetchEvent, url: URL) => Promise<Response> | undefined;

/** The first that answers does; what none answers goes to the network. */
const ROUTES: Route[] = [pictures, site];

self.addEventListener('install', () => void self.skipWaiting());

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (!url.href.startsWith(self.registration.scope)) return;
  for (const route of ROUTES) {
    const answer = route(event, url);
    if (answer) return event.respondWith(answer);
  }
});

self.addEventListener('message', (event) => {
  const { ask } = event.data as Ask;
  if (ask === 'serve') event.waitUntil(self.clients.claim());
  if (ask !== 'keep') return;
  const done = keep().then(
    () => true,
    () => false,
  );
  event.waitUntil(done.then((kept) => event.ports[0]?.postMessage(kept)));
});
