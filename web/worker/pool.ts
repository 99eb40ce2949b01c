/**
 * Starts rayon's threads, in place of wasm-bindgen-rayon's own script, which has no error path (a thread that fails
 * to load leaves the page waiting for ever) and loads several nested modules for each thread.
 */
import type { Wanted, Workers } from './protocol.js';

/** The part of wasm-bindgen-rayon's builder that starting needs. */
interface PoolBuilder {
  numThreads(): number;
  receiver(): number;
  build(): void;
}

/** Has the page start workers, and waits until all are ready. Where one fails, the page ends this worker too. */
export function workersWanted(wanted: Omit<Wanted, 'type'>): Promise<MessagePort[]> {
  return new Promise((resolve) => {
    addEventListener('message', ({ data }: MessageEvent<Workers>) => resolve(data.lines), { once: true });
    postMessage({ type: 'wanted', ...wanted } satisfies Wanted);
  });
}

/** Called by wasm-bindgen-rayon: resolves when every thread waits for work. The page has the module and the memory. */
export async function startWorkers(
  _module: WebAssembly.Module,
  _memory: WebAssembly.Memory,
  builder: PoolBuilder,
): Promise<void> {
  await workersWanted({ count: builder.numThreads(), receiver: builder.receiver() });
  builder.build();
}
