import { initSync, Process } from '../../pkg/wasm/isolated/speedup_lab.js';
import type { FromWorker, ProcessOrder } from './protocol.js';

/** An isolated worker: its own instance, its own memory; bytes in, bytes out. */
export function processWorker({ module, plan, transfer, port }: ProcessOrder): void {
  initSync({ module });
  const program = new Process(plan);
  port.onmessage = ({ data: job }: MessageEvent<Uint8Array>) => {
    const part = program.solve(job);
    port.postMessage(part, transfer ? [part.buffer] : []);
  };
  port.onmessageerror = () => {
    throw new Error('a job could not be read');
  };
  postMessage({ type: 'ready' } satisfies FromWorker);
}
