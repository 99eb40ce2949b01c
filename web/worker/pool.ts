/**
 * Starts rayon's threads, in place of wasm-bindgen-rayon's own script, which has no error path (a thread that fails
 * to load leaves the page waiting for ever) and loads several nested modules for each thread.
 */
import { spawnAll } from './spawn.js';

/** The part of wasm-bindgen-rayon's builder that starting needs. */
interface PoolBuilder {
  numThreads(): number;
  receiver(): number;
  build(): void;
}

let channel = '';

/** Names the channel that threads report their end on. */
export function reportTo(name: string): void {
  channel = name;
}

/** Called by wasm-bindgen-rayon: resolves when every thread waits for work. */
export async function startWorkers(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  builder: PoolBuilder,
): Promise<void> {
  const order = { role: 'thread', module, memory, receiver: builder.receiver(), channel } as const;
  await spawnAll(builder.numThreads(), order);
  builder.build();
}
