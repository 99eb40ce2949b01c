/** Starting the worker script, also where the page that uses us is of another origin. */
import workerUrl from 'virtual:worker';

let address: Promise<string> | undefined;

/** A new worker of ours. It waits for its order. */
export async function startWorker(): Promise<Worker> {
  address ??= reachable().catch((error) => {
    address = undefined;
    throw error;
  });
  return new Worker(await address, { type: 'module' });
}

/**
 * A worker's script must be of the page's own origin. Ours is one file without imports, so where it is not, its text
 * serves as well: as a blob, it is.
 */
async function reachable(): Promise<string> {
  if (new URL(workerUrl).origin === location.origin) return workerUrl;
  const response = await fetch(workerUrl).catch((error) => {
    throw new Error(`The worker script (${workerUrl}) did not load: ${error.message}`);
  });
  if (!response.ok)
    throw new Error(`The worker script (${workerUrl}) did not load: the server answered ${response.status}`);
  return URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
}
