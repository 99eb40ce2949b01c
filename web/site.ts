/**
 * The page's side of the service worker: threads on hosts that send no isolation headers, and the lab without a network.
 * Where a browser refuses service workers (private windows, frames of other sites), the page is as it was.
 */
import address from 'virtual:service-worker';
import type { Ask } from './sw/protocol.js';

let registering: Promise<ServiceWorkerRegistration | null> | undefined;

/** Registers the service worker, once; `null` where the browser refuses. */
function register(): Promise<ServiceWorkerRegistration | null> {
  registering ??= (async () => {
    try {
      // Even asking for it throws in a sandboxed frame. Some blockers resolve with nothing.
      return (await navigator.serviceWorker.register(address)) ?? null;
    } catch {
      return null;
    }
  })();
  return registering;
}

/** Resolves with whether the service worker answers this page's requests; never, while it is still on its way. */
export async function served(): Promise<boolean> {
  const registration = await register();
  if (!registration) return false;
  if (navigator.serviceWorker.controller) return true;
  const taken = new Promise<boolean>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
  });
  // A new one takes pages over by itself; one that was there before a reload that bypassed it has to be asked.
  registration.active?.postMessage({ ask: 'serve' } satisfies Ask);
  return taken;
}

/** Sets the site up around the lab. Call once, as the page loads. */
export async function settle(): Promise<void> {
  tellReloaded();
  if (crossOriginIsolated || window.top !== window) await loaded();
  else if (await isolate()) return;
  if (await served()) void keep();
}

const loaded = () =>
  document.readyState === 'complete' ||
  new Promise((resolve) => addEventListener('load', resolve, { once: true }));

/** Stands in the tab's storage from a reload of ours until the page is back, and says so. */
const RELOADED = 'speedup-lab reloaded';

/**
 * Reloads, once, so that the service worker's headers isolate the page. A visitor who has begun to do something is asked
 * first. Says whether a reload is on its way.
 */
async function isolate(): Promise<boolean> {
  // A page that was served by it and is not isolated has a browser that isolates no page so.
  if (!isSecureContext || navigator.serviceWorker?.controller) return false;
  const begun = new AbortController();
  for (const event of ['pointerdown', 'keydown', 'dragenter'])
    addEventListener(event, () => begun.abort(), { once: true, capture: true, signal: begun.signal });
  if (!(await served())) return false;
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (begun.signal.aborted || entry?.type === 'reload') {
    note(
      'Threads need headers that this host does not send. The page can add them itself.',
      'Reload with threads',
    );
    return false;
  }
  note('This host does not send the headers that threads need: reloading once, to add them.');
  reload();
  return true;
}

function reload(): void {
  try {
    sessionStorage.setItem(RELOADED, 'yes');
  } catch {
    // Where nothing can be stored, the page comes back without a word.
  }
  location.reload();
}

/** After a reload of ours, says so. */
function tellReloaded(): void {
  try {
    if (!sessionStorage.getItem(RELOADED)) return;
    sessionStorage.removeItem(RELOADED);
  } catch {
    return;
  }
  note(
    crossOriginIsolated
      ? 'Reloaded once: this host does not send the headers that threads need, so the page added them.'
      : 'Reloaded once, to add the headers that threads need; this browser does not take them.',
  );
}

/** A line at the top of the page, and a button that reloads it. */
function note(text: string, action = ''): void {
  const line = document.createElement('p');
  line.className = 'page note';
  line.setAttribute('aria-live', 'polite');
  document.querySelector('header')?.after(line);
  line.textContent = text;
  if (!action) return;
  const button = document.createElement('button');
  button.textContent = action;
  button.addEventListener('click', reload);
  line.append(' ', button);
}

/** Keeps the site for when there is no network, as soon as nothing is being measured: that takes time from workers. */
async function keep(): Promise<void> {
  await idle();
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    if (data) document.documentElement.dataset.offline = 'ready';
  };
  active?.postMessage({ ask: 'keep' } satisfies Ask, [port2]);
}

let running = false;
const ended = new EventTarget();
addEventListener('speedup-progress', () => {
  running = true;
});
for (const end of ['speedup-report', 'speedup-error'])
  addEventListener(end, () => {
    running = false;
    ended.dispatchEvent(new Event('end'));
  });

const idle = () =>
  running && new Promise((resolve) => ended.addEventListener('end', resolve, { once: true }));
