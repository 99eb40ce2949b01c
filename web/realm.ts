/** A realm: a host worker with its own workers and memory, made for one cell and ended after it. */
import type { Answer, Cell, Failure, Plan, Trial } from './generated/types.js';
import { compiled } from './modules.js';
import { startWorker } from './script.js';
import { type FromRealm, type RealmOrder, START_TIMEOUT } from './worker/protocol.js';

/** How long a realm may say nothing, milliseconds, before it counts as hung. The longest sample must fit in. */
const SILENCE = 180_000;
const PAGE = 65_536;

export interface RealmOptions {
  signal?: AbortSignal | undefined;
  onRepetition?: ((number: number) => void) | undefined;
}

/** What is to be done in a realm. */
export type Task = Pick<RealmOrder, 'task' | 'plan' | 'cell' | 'input'>;

type Done = Exclude<FromRealm, { type: 'repetition' | 'failed' }>;

/** A realm that failed; `failure` says how. */
export class RealmError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'RealmError';
    this.failure = failure;
  }
}

/** Measures one cell. A failure is a trial like any other; only an abort rejects. */
export async function measure(
  plan: Plan,
  cell: Cell,
  memory: number,
  options: RealmOptions,
): Promise<{ trial: Trial; answer: Answer | null }> {
  try {
    const done = await inRealm({ task: 'cell', plan, cell }, memory, options);
    if (done.type === 'measured') return done;
    throw new Error('a realm answered another question');
  } catch (error) {
    if (!(error instanceof RealmError)) throw error;
    return { trial: { cell, outcome: { status: 'failed', failure: error.failure } }, answer: null };
  }
}

/**
 * Carries a task out in a fresh realm, and ends the realm, whatever comes of it.
 *
 * @param memoryNeeded bytes for the input and a sample
 * @throws RealmError where the realm fails; the signal's reason where it is aborted
 */
export async function inRealm(task: Task, memoryNeeded: number, options: RealmOptions): Promise<Done> {
  const channel = `speedup-lab:${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  const order = await prepare({ role: 'realm', ...task, channel }, memoryNeeded);
  options.signal?.throwIfAborted();
  const worker = await startWorker().catch(refuse('not-started'));
  const alarm = new BroadcastChannel(channel);
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Done>((resolve, reject) => {
      const fail = (kind: Failure['kind'], message: string) => reject(new RealmError({ kind, message }));
      const expect = (time: number, kind: Failure['kind'], what: string) => {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => fail(kind, `${what} within ${time / 1000} s`), time);
      };
      expect(START_TIMEOUT * 2, 'not-started', 'nothing was heard from the worker');
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason), { once: true });
      options.signal?.throwIfAborted();
      alarm.onmessage = ({ data }) => reject(new RealmError(data));
      // A script that does not load gives an event with no message; a trap inside has reported on the alarm before.
      worker.onerror = (event) =>
        event.message
          ? fail('crashed', event.message)
          : fail('not-started', 'the worker script did not load');
      worker.onmessageerror = () => fail('crashed', 'a message from the worker could not be read');
      worker.onmessage = ({ data }: MessageEvent<FromRealm>) => {
        if (data.type === 'repetition') {
          expect(SILENCE, 'timed-out', 'no repetition ended');
          options.onRepetition?.(data.number);
        } else if (data.type === 'failed') reject(new RealmError(data.failure));
        else resolve(data);
      };
      worker.postMessage(order, order.input ? [order.input.buffer] : []);
    });
  } finally {
    clearTimeout(watchdog);
    alarm.close();
    worker.terminate(); // and with it every worker that it started
  }
}

/** Adds the program to an order, and for threads its memory. */
async function prepare(
  order: Omit<RealmOrder, 'module' | 'memory'>,
  memoryNeeded: number,
): Promise<RealmOrder> {
  if (order.cell.mode !== 'threads') {
    return { ...order, module: await compiled('isolated').catch(refuse('not-started')) };
  }
  const module = await compiled('shared').catch(refuse('not-started'));
  try {
    return { ...order, module, memory: sharedMemory(memoryNeeded, order.cell.workers) };
  } catch (error) {
    return refuse('out-of-memory')(error as Error);
  }
}

/**
 * The memory of a realm's threads. Its maximum is reserved when it is made, and small devices refuse much, so it is
 * chosen from the plan: four times what the program asks for (a batch of inputs, and what allocation wastes), some for
 * the program itself, and the threads' stacks.
 */
function sharedMemory(needed: number, workers: number): WebAssembly.Memory {
  const bytes = 4 * needed + (256 << 20) + workers * (4 << 20);
  const maximum = Math.min(PAGE, Math.ceil(bytes / PAGE));
  return new WebAssembly.Memory({ initial: Math.min(256, maximum), maximum, shared: true });
}

function refuse(kind: Failure['kind']): (error: Error) => never {
  return (error) => {
    throw new RealmError({ kind, message: error.message });
  };
}
