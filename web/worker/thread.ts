import type { FromWorker, ThreadOrder } from './protocol.js';

/** The stack of a thread, bytes. Overflowing it is silent in wasm, so it is chosen, not left to a default. */
const STACK = 2 << 20;

/** The part of a shared build's module that a thread needs. */
interface Program {
  initSync(start: {
    module: WebAssembly.Module;
    memory: WebAssembly.Memory;
    thread_stack_size: number;
  }): unknown;
  wbg_rayon_start_worker(receiver: number): void;
}

/** Joins the pool, and works in it until the realm ends. */
export function thread({ module, memory, receiver }: ThreadOrder, program: Program): void {
  program.initSync({ module, memory, thread_stack_size: STACK });
  postMessage({ type: 'ready' } satisfies FromWorker);
  program.wbg_rayon_start_worker(receiver);
}
