import { initSync, Process } from '../../pkg/wasm/isolated/speedup_lab.js';
import type { FromWorker, ProcessOrder, ToProcess } from './protocol.js';

/** An isolated worker: its own instance, its own memory; bytes in, bytes out. */
export function processWorker({ module, plan, transfer, port }: ProcessOrder): void {
  initSync({ module });
  const program = new Process(plan);
  const answer = (part: Uint8Array) => port.postMessage(part, transfer ? [part.buffer] : []);
  const timed = ({ data }: MessageEvent<ToProcess>) => {
    if (data instanceof Uint8Array) answer(program.solve(data));
    else port.onmessage = traced;
  };

  let told: number[] = [];
  const traced = (event: MessageEvent<ToProcess>) => {
    const stamps = new Float64Array(4);
    stamps[0] = now();
    if (event.data instanceof Uint8Array) {
      answer(program.solve(event.data, stamps));
      stamps[3] = now();
      told.push(...stamps);
    } else if (event.data === 'tell') {
      port.postMessage(Float64Array.from(told));
      told = [];
      port.onmessage = timed;
    }
  };

  port.onmessage = timed;
  port.onmessageerror = () => {
    throw new Error('a job could not be read');
  };
  postMessage({ type: 'ready' } satisfies FromWorker);
}

/** On an axis that all workers share. */
const now = () => performance.timeOrigin + performance.now();
