import type { Transport } from '../generated/types.js';
import type { FromWorker, ProcessOrder, ToProcess } from './protocol.js';

/** The part of an isolated build's module that a process needs. */
interface Core {
  initSync(start: { module: WebAssembly.Module }): unknown;
  Process: new (
    plan: unknown,
    transport: Transport,
  ) => { solve(job: Uint8Array, stamps?: Float64Array): Uint8Array };
}

/** An isolated worker: its own instance, its own memory; bytes in, bytes out. */
export function processWorker({ module, plan, transport, port }: ProcessOrder, core: Core): void {
  core.initSync({ module });
  // What is transferred to us, or shared with us, is ours to write on until it goes back with the part in it.
  const program = new core.Process(plan, transport);
  const answer = (part: Uint8Array) => port.postMessage(part, transport === 'transfer' ? [part.buffer] : []);
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
