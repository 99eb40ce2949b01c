/** A race: everybody on the same input, in turns, in one worker, which ends with it whatever comes of it. */
import workerUrl from 'virtual:race-worker';
import { compiled } from '../modules.js';
import { orAborted } from '../realm.js';
import { startWorker } from '../script.js';
import type { Wanted, Workers } from '../worker/protocol.js';
import type { FromRace, Order, RaceOrder, Ran } from './protocol.js';

/** How long a race may say nothing, milliseconds: a round of the slowest must fit in. */
const SILENCE = 120_000;
/** The most memory that threads may share: 64 kB pages. */
const PAGES = 32_768;

/** What is asked for, and who wants to know. */
export interface Race extends Pick<RaceOrder, 'link' | 'workers' | 'contenders' | 'rounds'> {
  /** Whether the page has shared memory. */
  threads: boolean;
  signal: AbortSignal;
  /** How many timed rounds are over; -1 while everybody warms up. */
  onRound(done: number): void;
}

/**
 * Runs a race. Loads its programs the first time.
 *
 * @returns what came of the contenders, in their order
 * @throws Error that says what failed: a program did not load, an output is wrong, a worker crashed; the signal's reason
 */
export async function race({ threads, signal, onRound, ...asked }: Race): Promise<Ran[]> {
  const loaded = Promise.all([compiled('race-isolated'), threads ? compiled('race-shared') : null]);
  const [isolated, module] = await orAborted(loaded, signal);
  const memory = module && new WebAssembly.Memory({ initial: 256, maximum: PAGES, shared: true });
  const order: RaceOrder = {
    role: 'race',
    ...asked,
    isolated,
    ...(module && memory && { shared: { module, memory } }),
  };
  const stable = new Stable();
  try {
    return await orAborted(stable.run(order, onRound), signal);
  } finally {
    stable.end();
  }
}

/** The workers of a race, from the first to the last. */
class Stable {
  readonly #workers: Worker[] = [];
  #over = false;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #fail: (error: Error) => void = () => undefined;

  run(order: RaceOrder, onRound: (done: number) => void): Promise<Ran[]> {
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      const host = this.#start(order, (message) => {
        if (message.type === 'round') onRound(message.done);
        else if (message.type === 'done') resolve(message.ran);
        else if (message.type === 'wanted') void this.#lend(host, message);
      });
    });
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#silence);
    for (const worker of this.#workers) worker.terminate();
  }

  /** Starts the threads that the host asks for; when all are ready, tells it so. */
  async #lend(host: Promise<Worker>, { count, threads }: Wanted): Promise<void> {
    if (!threads) return;
    const ready = () =>
      new Promise<void>((resolve) => {
        void this.#start({ role: 'thread', ...threads }, ({ type }) => type === 'ready' && resolve());
      });
    await Promise.all(Array.from({ length: count }, ready));
    (await host).postMessage({ lines: [] } satisfies Workers);
  }

  /** Starts a worker. What befalls it ends the race, so the promise never rejects. */
  async #start(order: Order, heard: (message: FromRace) => unknown): Promise<Worker> {
    this.#expect();
    const worker = await startWorker(workerUrl).catch((error) => {
      this.#fail(error);
      return new Promise<never>(() => undefined);
    });
    this.#workers.push(worker);
    // Its start may have outlasted the race.
    if (this.#over) worker.terminate();
    worker.onerror = ({ message }) =>
      this.#fail(new Error(message || 'the race’s worker script did not load'));
    worker.onmessage = ({ data }: MessageEvent<FromRace>) => {
      this.#expect();
      if (data.type === 'failed') this.#fail(new Error(data.failure.message));
      else heard(data);
    };
    worker.postMessage(order);
    return worker;
  }

  /** Something must be heard within a time, or else the race has failed. */
  #expect(): void {
    clearTimeout(this.#silence);
    if (this.#over) return;
    const late = () => this.#fail(new Error(`nothing was heard of the race within ${SILENCE / 1000} s`));
    this.#silence = setTimeout(late, SILENCE);
  }
}
