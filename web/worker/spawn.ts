import type { Failure } from '../generated/types.js';
import { type Order, READY, START_TIMEOUT } from './protocol.js';

/** Thrown where a worker can't be started; the core turns it into a failed trial. */
export function notStarted(message: string): Failure {
  return { kind: 'not-started', message };
}

/** Starts this same script in another worker, and waits until that is ready. */
function spawn(order: Order): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const fail = (message: string) => {
      worker.terminate();
      reject(notStarted(message));
    };
    const late = setTimeout(fail, START_TIMEOUT, `a worker was not ready within ${START_TIMEOUT / 1000} s`);
    // The same address as ours: no second download, and no path to get wrong.
    const worker = new Worker(self.location.href, { type: 'module' });
    worker.onerror = (event) => {
      clearTimeout(late);
      fail(event.message || 'the worker script did not load');
    };
    worker.onmessage = ({ data }) => {
      if (data !== READY) return;
      clearTimeout(late);
      worker.onerror = null;
      resolve(worker);
    };
    worker.postMessage(order);
  });
}

/** In Firefox (153) now and then `new Worker` never returns in a worker whose other workers are still loading. */
const ONE_BY_ONE = navigator.userAgent.includes('Gecko/');

/** Starts workers with the same order, and waits until all are ready. Rejects with a `Failure`. */
export async function spawnAll(count: number, order: Order): Promise<Worker[]> {
  const orders = Array.from({ length: count }, () => order);
  if (!ONE_BY_ONE) return Promise.all(orders.map(spawn));
  const workers: Worker[] = [];
  for (const order of orders) workers.push(await spawn(order));
  return workers;
}
