/** Starting the worker script, also where the page that uses us is of another origin. */
import workerUrl from 'virtual:worker';

const addresses = new Map<string, Promise<string>>();

/** A new worker of ours. It waits for its order. */
export async function startWorker(script: string = workerUrl): Promise<Worker> {
  let address = addresses.get(script);
  if (!address) {
    address = reachable(script);
    addresses.set(script, address);
    address.catch(() => addresses.delete(script));
  }
  return new Worker(await address);
}

/**
 * A worker's script must be of the page's own origin (in a sandboxed frame, that is none at all). Ours is one file
 * without imports, so where it is not, its text serves as well: as a blob, it is.
 */
async function reachable(script: string): Promise<string> {
  if (new URL(script).origin === self.origin) return script;
  const response = await fetch(script).catch((error) => {
    throw new Error(`The worker script (${script}) did not load: ${error.message}`);
  });
  if (!response.ok)
    throw new Error(`The worker script (${script}) did not load: the server answered ${response.status}`);
  return URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
}
