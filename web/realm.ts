/** A realm: a host worker with its own workers and memory, made for one cell and ended after it. */

import { Disturbances, isHidden, type Pressure } from './disturbances.js';
import type { Answer, Cell, Failure, Plan, Trial } from './generated/types.js';
import { compiled } from './modules.js';
import { startWorker } from './script.js';
import type { FromRealm, FromWorker, Go, Order, RealmOrder, Wanted, Workers } from './worker/protocol.js';

/** How long a worker may take to load and be ready, milliseconds. */
const START_TIMEOUT = 20_000;
/** How long a realm may say nothing, milliseconds, before it counts as hung. The longest batch must fit in. */
const SILENCE = 180_000;
/** How long a worker may go on computing after it was ended, milliseconds. */
const DYING = 2500;
const PAGE = 65_536;

export interface RealmOptions {
  signal?: AbortSignal | undefined;
  onRepetition?: ((number: number) => void) | undefined;
  /** Is told when the realm waits because the page is hidden, and when it goes on. */
  onPaused?: ((paused: boolean) => void) | undefined;
  /** The site whose service worker answers requests of the workers; the page's own where it is not said. */
  site?: string | undefined;
  /** The machine's pressure, where it counts as a disturbance. */
  pressure?: Pressure | undefined;
}

/** What is to be done in a realm. */
export type Task = Pick<RealmOrder, 'task' | 'plan' | 'cell' | 'input'>;

type Done = Extract<FromRealm, { type: 'measured' | 'ran' }>;

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
  await orAborted(
    Promise.all([quiet, compiled(buildFor(task))]).catch(refuse('not-started')),
    options.signal,
  );
  const order = await prepare(task, memoryNeeded, options.site ?? location.href);
  const realm = new Realm(order, options);
  try {
    return await realm.done;
  } catch (error) {
    // A worker that is ended while it computes has up to two seconds left in Chromium; the next realm is not to share
    // the machine with it.
    const began = !(error instanceof RealmError && error.failure.kind === 'not-started');
    if (began) quiet = new Promise((resolve) => setTimeout(resolve, DYING));
    throw error;
  } finally {
    realm.end();
  }
}

/** Resolves when no ended worker can still be at work. */
let quiet: Promise<unknown> = Promise.resolve();

/** A promise's value, unless the signal is aborted first. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const over = new AbortController();
  try {
    return await new Promise<T>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
      if (signal.aborted) reject(signal.reason);
      promise.then(resolve, reject);
    });
  } finally {
    over.abort();
  }
}

const buildFor = (task: Task) => (task.cell.mode === 'threads' ? 'shared' : 'isolated');

/** The program for an order, and for threads its memory. */
async function prepare(task: Task, memoryNeeded: number, site: string): Promise<RealmOrder> {
  const build = buildFor(task);
  const module = await compiled(build);
  const order: RealmOrder = { role: 'realm', ...task, module, site };
  if (build === 'isolated') return order;
  try {
    return { ...order, memory: sharedMemory(memoryNeeded, task) };
  } catch (error) {
    return refuse('out-of-memory')(error as Error);
  }
}

/** The workers of a realm, from the first to the last. */
class Realm {
  /** What comes of the order. */
  readonly done: Promise<Done>;
  readonly #order: RealmOrder;
  readonly #options: RealmOptions;
  readonly #disturbances: Disturbances;
  readonly #workers: Worker[] = [];
  /** Workers that load, or have loaded, and wait for their orders. */
  readonly #hired: Promise<Worker>[];
  readonly #over = new AbortController();
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #resolve!: (done: Done) => void;
  #reject!: (reason: unknown) => void;

  constructor(order: RealmOrder, options: RealmOptions) {
    const { signal, pressure } = options;
    this.#order = order;
    this.#options = options;
    this.#disturbances = new Disturbances(pressure);
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Taken off at the end: a signal outlives its realms, and would keep the memory of each.
    signal?.addEventListener('abort', () => this.#reject(signal.reason), { signal: this.#over.signal });
    if (signal?.aborted) this.#reject(signal.reason);
    this.#expect(START_TIMEOUT, 'not-started', 'the worker did not begin');
    // The host's own workers load while it does. Once it asks for them, they have only to take their orders.
    const { mode, workers } = order.cell;
    const others = mode === 'threads' || mode === 'processes' ? workers : 0;
    this.#hired = Array.from({ length: 1 + others }, () => this.#hire());
    const host = this.#start(order, (message: FromRealm) => {
      if (message.type === 'ready') this.#expect(SILENCE, 'timed-out', 'no repetition began');
      else if (message.type === 'repetition') {
        void host.then((worker) => this.#repetition(worker, message.number));
      } else if (message.type === 'wanted') {
        void host.then((worker) => this.#lend(worker, message));
      } else if (message.type === 'measured' || message.type === 'ran') this.#resolve(message);
    });
  }

  /** Ends every worker. */
  end(): void {
    this.#over.abort();
    this.#disturbances.end();
    clearTimeout(this.#watchdog);
    for (const worker of this.#workers) worker.terminate();
  }

  /** Lets a repetition begin; while the page is hidden, not yet. */
  async #repetition(host: Worker, number: number): Promise<void> {
    const { onRepetition, onPaused } = this.#options;
    // What befell the repetition that has just ended; nothing that happens from here on does.
    const disturbances = this.#disturbances.take();
    onRepetition?.(number);
    if (isHidden()) {
      clearTimeout(this.#watchdog);
      onPaused?.(true);
      await this.#disturbances.shown();
      onPaused?.(false);
    }
    this.#disturbances.take();
    this.#expect(SILENCE, 'timed-out', 'no repetition ended');
    host.postMessage({ disturbances } satisfies Go);
  }

  /** Starts the workers that the host asks for; when all are ready, tells it so. */
  async #lend(host: Worker, { count, threads }: Wanted): Promise<void> {
    this.#expect(START_TIMEOUT, 'not-started', 'the workers were not ready');
    const { module, cell, site } = this.#order;
    // An isolated worker is sent its share of the input; it has no use for the text that this was read from. Of addresses
    // it is sent only their numbers.
    const { plan: whole } = this.#order;
    const plan = whole.workload === 'pictures' ? whole : { ...whole, input: null };
    const lines: MessagePort[] = [];
    const ready = Array.from({ length: count }, () => {
      if (threads) return this.#ready({ role: 'thread', site, ...threads });
      const { port1, port2 } = new MessageChannel();
      lines.push(port2);
      return this.#ready({
        role: 'process',
        site,
        module,
        plan,
        transport: cell.transport ?? 'copy',
        port: port1,
      });
    });
    await Promise.all(ready);
    // From here on a sample may take its time.
    this.#expect(SILENCE, 'timed-out', 'no repetition began');
    host.postMessage({ lines } satisfies Workers, lines);
  }

  #ready(order: Order): Promise<void> {
    return new Promise((resolve) => {
      void this.#start(order, ({ type }: FromWorker) => type === 'ready' && resolve());
    });
  }

  /** Starts a worker. Whatever befalls it ends the realm, so the promise never rejects. */
  #hire(): Promise<Worker> {
    return startWorker().then(
      (worker) => {
        this.#workers.push(worker);
        // Its start may have outlasted the realm.
        if (this.#over.signal.aborted) worker.terminate();
        // A script that does not load gives an event with no message; a trap inside has been reported by itself before.
        worker.onerror = ({ message }) =>
          message
            ? this.#fail('crashed', message)
            : this.#fail('not-started', 'the worker script did not load');
        return worker;
      },
      (error) => {
        this.#fail('not-started', error.message);
        return new Promise<never>(() => undefined);
      },
    );
  }

  /** Gives a worker its order. */
  #start<M extends FromRealm>(order: Order, heard: (message: M) => unknown): Promise<Worker> {
    const worker = this.#hired.shift() ?? this.#hire();
    return worker.then((worker) => this.#employ(worker, order, heard));
  }

  #employ<M extends FromRealm>(worker: Worker, order: Order, heard: (message: M) => unknown): Worker {
    worker.onmessageerror = () => this.#fail('crashed', 'a message from the worker could not be read');
    worker.onmessage = ({ data }: MessageEvent<M>) => {
      if (data.type === 'failed') this.#reject(new RealmError(data.failure));
      else heard(data);
    };
    const moved = [
      ...('input' in order && order.input ? [order.input.buffer] : []),
      ...('port' in order ? [order.port] : []),
    ];
    try {
      worker.postMessage(order, moved);
    } catch (error) {
      this.#fail('not-started', (error as Error).message);
    }
    return worker;
  }

  #fail(kind: Failure['kind'], message: string): void {
    this.#reject(new RealmError({ kind, message }));
  }

  /** What must happen within a time, in milliseconds and while the page is awake, or else the realm has failed. */
  #expect(time: number, kind: Failure['kind'], otherwise: string): void {
    clearTimeout(this.#watchdog);
    if (this.#over.signal.aborted) return;
    this.#disturbances.excuse(); // from what was before
    this.#watchdog = setTimeout(() => {
      if (this.#disturbances.excuse()) this.#expect(time, kind, otherwise);
      else this.#fail(kind, `${otherwise} within ${time / 1000} s`);
    }, time);
  }
}

/**
 * The memory of a realm's threads. Its maximum is reserved when it is made, and small devices refuse much, so it is
 * chosen from the plan: twice what the program asks for (allocation wastes some), room for a batch of inputs and the
 * program itself, the visitor's own data as text, and the threads' stacks.
 */
function sharedMemory(needed: number, { plan, cell }: Task): WebAssembly.Memory {
  const text = 4 * (plan.input?.length ?? 0);
  const bytes = 2 * needed + text + (512 << 20) + cell.workers * (4 << 20);
  const maximum = Math.min(PAGE, Math.ceil(bytes / PAGE));
  return new WebAssembly.Memory({ initial: Math.min(256, maximum), maximum, shared: true });
}

function refuse(kind: Failure['kind']): (error: Error) => never {
  return (error) => {
    throw new RealmError({ kind, message: error.message });
  };
}
