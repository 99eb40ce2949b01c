import { initSync, Process } from '../../pkg/wasm/isolated/speedup_lab.js';
import { type ProcessOrder, READY } from './protocol.js';

/** An isolated worker: its own instance, its own memory; bytes in, bytes out. */
export function processWorker({ module, plan, transfer }: ProcessOrder): void {
  initSync({ module });
  const program = new Process(plan);
  addEventListener('message', ({ data: job }: MessageEvent<Uint8Array>) => {
    const part = program.solve(job);
    postMessage(part, transfer ? { transfer: [part.buffer] } : {});
  });
  postMessage(READY);
}
