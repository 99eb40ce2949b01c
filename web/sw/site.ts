/**
 * The site's own files: with the headers that allow threads, whatever the host sends, and without a network.
 *
 * A file with a hash in its name never changes: what is kept of it serves for ever. All others come from the network as
 * long as there is one. Files of the build before this one are kept as well: a page that was open when a new build took
 * over still loads parts of its own.
 */
import { BUILD, FILES, ISOLATION } from 'virtual:site';
import type { Route } from './main.js';

declare const self: ServiceWorkerGlobalScope;

const scope = self.registration.scope;
/** Several copies of the lab may be on one origin. */
const ours = `speedup-lab ${scope} `;
const name = ours + BUILD;

const isHashed = (url: URL) => url.pathname.startsWith(`${new URL(scope).pathname}assets/`);

export const site: Route = ({ request }, url) => {
  // While developing there is no list of files, and nothing must be kept.
  if (FILES.length === 0 || request.method !== 'GET' || request.headers.has('range')) return undefined;
  return (isHashed(url) ? kept(request, url) : fresh(request, url)).then(isolated);
};

/** A file that never changes: from what is kept, or else from the network, and kept. */
async function kept(request: Request, url: URL): Promise<Response> {
  const found = await find(url);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) await put(url, response.clone());
  return response;
}

/** From the network, whatever a cache on the way has of it; from what is kept where there is none. */
async function fresh(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request, { cache: 'no-cache' });
  } catch (error) {
    const found = await find(url);
    if (found) return found;
    throw error;
  }
}

/** What is kept under an address, of this build first. Queries are the lab's own business; a folder is its index. */
async function find(url: URL): Promise<Response | undefined> {
  const address = url.origin + url.pathname.replace(/\/$/, '/index.html');
  for (const cache of (await caches.keys()).filter((key) => key.startsWith(ours)).reverse()) {
    const found = await (await caches.open(cache)).match(address);
    if (found) return found;
  }
  return undefined;
}

/** Keeps a file. A full disk is no reason not to answer. */
async function put(url: URL, response: Response): Promise<void> {
  try {
    await (await caches.open(name)).put(url.origin + url.pathname, response);
  } catch {
    // It comes from the network the next time.
  }
}

/**
 * Keeps every file of this build, and lets go of all builds but this one and the one before.
 *
 * @throws where a file can't be had; what is there stays, and the next call goes on from it
 */
export async function keep(): Promise<void> {
  const cache = await caches.open(name);
  await Promise.all(
    FILES.map(async (path) => {
      const url = new URL(path, scope);
      if (await cache.match(url.href)) return;
      const had = isHashed(url) && (await find(url));
      const response = had || (await fetch(url, { cache: isHashed(url) ? 'default' : 'no-cache' }));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await cache.put(url.href, response);
    }),
  );
  // In the order in which they were made.
  const builds = (await caches.keys()).filter((key) => key.startsWith(ours) && key !== name);
  await Promise.all(builds.slice(0, -1).map((build) => caches.delete(build)));
}

/** A response with the headers that allow threads. */
function isolated(response: Response): Response {
  if (response.type === 'error' || response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  for (const [header, value] of Object.entries(ISOLATION)) headers.set(header, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
