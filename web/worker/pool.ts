/**
 * Starts rayon's threads, in place of wasm-bindgen-rayon's own script, which has no error path (a thread that fails
 * to load leaves the page waiting for ever) and loads several nested modules for each thread.
 */
import { ask } from './ask.js';
import type { Wanted, Workers } from './protocol.js';

/** The part of wasm-bindgen-rayon's builder that starting needs. */
interface PoolBuilder {
  numThreads(): number;
  receiver(): number;
  build(): void;
}

/** Has the page start workers, and waits until all are ready. Where one fails, the page ends this worker too. */
export async function workersWanted(wanted: Omit<Wanted, 'type'>): Promise<MessagePort[]> {
  return (await ask<Workers>({ type: 'wanted', ...wanted })).lines;
}

/** Called by wasm-bindgen-rayon: resolves when every thread waits for work. */
export async function startWorkers(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  builder: PoolBuilder,
): Promise<void> {
  const threads = { module, memory, receiver: builder.receiver() };
  await workersWanted({ count: builder.numThreads(), threads });
  builder.build();
}
