/**
 * The source of pictures: `pictures/SEED/SIDE/NUMBER.qoi?after=MS&status=STATUS` is answered after so many milliseconds
 * with that status, and with the picture if it is 200. Everything it does is in the request, so that the one who asks
 * decides, and it makes no difference if the browser ends this worker in between and starts it again.
 *
 * The pictures themselves are made by the page beforehand; see `web/source.ts`.
 */
import type { Route } from './main.js';
import { SHELF } from './shelf.js';

/** The longest that an answer is held back, milliseconds. */
const LONGEST = 120_000;

declare const self: ServiceWorkerGlobalScope;

export const pictures: Route = ({ request }, url) => {
  const path = url.href.slice(self.registration.scope.length);
  if (request.method !== 'GET' || !path.startsWith('pictures/')) return undefined;
  return serve(url);
};

async function serve(url: URL): Promise<Response> {
  const number = (name: string) => Number(url.searchParams.get(name) ?? Number.NaN);
  const [after, status] = [number('after'), number('status')];
  if (!(after >= 0) || !(status >= 200 && status < 600)) return new Response(null, { status: 400 });
  const shelf = caches.open(SHELF).then((cache) => cache.match(url.origin + url.pathname));
  const [picture] = await Promise.all([
    shelf,
    new Promise((resolve) => setTimeout(resolve, Math.min(after, LONGEST))),
  ]);
  if (status !== 200) return new Response(null, { status });
  return picture ?? new Response(null, { status: 404 });
}
