/** The page's side of the source of pictures: puts them where the service worker finds them, and takes them away again. */
import { core } from './core.js';
import type { Plan, Problem } from './generated/types.js';
import { SHELF } from './sw/shelf.js';

/** How long the service worker may take until it answers this page, milliseconds. */
const PATIENCE = 10_000;

/** A source that is open. */
export interface Source {
  /** The address that pictures' names are relative to. */
  site: string;
  /** Takes the pictures away. */
  close(): Promise<void>;
}

/** Why this page has no source of its own. */
export const NO_SOURCE: Problem = {
  field: 'workload',
  value: 'pictures',
  takes:
    'a page on which the lab’s service worker answers requests, and this is none: the browser refuses it, as in private windows and on pages of other sites. Your own addresses work here',
};

/** The address of the site whose service worker answers this page's requests; `null` where none does. */
export async function served(): Promise<string | null> {
  try {
    const { serviceWorker } = navigator;
    const patience = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
    const ready = await Promise.race([serviceWorker.ready, patience]);
    if (!ready) return null;
    if (!serviceWorker.controller) {
      const taken = new Promise((resolve) =>
        serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
      ready.active?.postMessage({ ask: 'serve' });
      await Promise.race([taken, patience]);
    }
    return serviceWorker.controller ? ready.scope : null;
  } catch {
    // Even asking for it throws in a sandboxed frame.
    return null;
  }
}

/** How many sources of the same pictures are open: the last to close takes them away. */
const open = new Map<string, number>();

/**
 * Opens the source of a plan's pictures; `null` where no service worker answers this page. The visitor's own addresses
 * need none.
 */
export async function openSource(plan: Plan): Promise<Source | null> {
  if (plan.input) return { site: location.href, close: async () => undefined };
  const site = await served();
  if (!site) return null;
  const album = (await core()).album(plan);
  const shelf = await caches.open(SHELF);
  const names = Array.from({ length: plan.size }, (_, number) => new URL(album.name(number), site).href);
  // One by one: the page stays alive meanwhile, however many there are.
  for (const [number, name] of names.entries()) {
    open.set(name, (open.get(name) ?? 0) + 1);
    const headers = { 'Content-Type': 'image/qoi', 'Cache-Control': 'no-store' };
    const file = album.file(number) as Uint8Array<ArrayBuffer>;
    await shelf.put(name, new Response(file, { headers }));
  }
  album.free();
  return {
    site,
    async close() {
      await Promise.all(
        names.map(async (name) => {
          const others = (open.get(name) ?? 1) - 1;
          if (others > 0) open.set(name, others);
          else {
            open.delete(name);
            await shelf.delete(name);
          }
        }),
      );
    },
  };
}
