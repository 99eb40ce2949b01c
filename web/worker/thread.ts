import { initSync, wbg_rayon_start_worker } from '../../pkg/wasm/shared/speedup_lab.js';
import type { FromWorker, ThreadOrder } from './protocol.js';

/** The stack of a thread, bytes. Overflowing it is silent in wasm, so it is chosen, not left to a default. */
const STACK = 2 << 20;

/** Joins the pool, and works in it until the realm ends. */
export function thread({ module, memory, receiver }: ThreadOrder): void {
  initSync({ module, memory, thread_stack_size: STACK });
  postMessage({ type: 'ready' } satisfies FromWorker);
  wbg_rayon_start_worker(receiver);
}
