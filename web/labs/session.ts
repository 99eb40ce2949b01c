/** The actors of a live lab: workers on one shared memory, which can be ended whatever they do. */
import liveWorkerUrl from 'virtual:live-worker';
import { compiled } from '../modules.js';
import { startWorker } from '../script.js';
import { Board } from './board.js';
import type { ActorOrder, FromActor, Place, ToActor } from './protocol.js';

/** How long workers may take to load and be ready, milliseconds. */
const START_TIMEOUT = 20_000;
/** The memory's pages, at first and at most: 16 MB, and 64. */
const PAGES = { initial: 256, maximum: 1024 };

/** What is to be played. */
export interface Act {
  lab: string;
  knobs: Record<string, string>;
  /** How many of the session's workers play. */
  actors: number;
}

/** An act under way. */
export interface Playing {
  /** What the page sees of it. */
  board: Board;
  /** What each actor returned; rejects where one fails. An act that is blocked for ever never ends by itself. */
  done: Promise<number[][]>;
}

/** Workers that have loaded, and play one act after another. */
export class Session {
  /** When each worker was spawned, and when it had loaded and was ready, milliseconds since 1970. */
  readonly starts: { spawned: number; ready: number }[] = [];
  readonly #workers: Worker[] = [];
  readonly #memory: WebAssembly.Memory;
  #ended = false;
  #reject: (reason: unknown) => void = () => undefined;
  /** Rejects where anything fails. */
  readonly #failed: Promise<never>;

  private constructor() {
    this.#memory = new WebAssembly.Memory({ ...PAGES, shared: true });
    this.#failed = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.#failed.catch(() => undefined);
  }

  /**
   * Starts workers.
   *
   * @throws Error where they do not start; the signal's reason where it is aborted, by when they have ended
   */
  static async open(actors: number, signal: AbortSignal): Promise<Session> {
    const module = await compiled('live');
    signal.throwIfAborted();
    const session = new Session();
    signal.addEventListener('abort', () => session.end(signal.reason));
    const late = setTimeout(
      () => session.end(new Error(`the workers were not ready within ${START_TIMEOUT / 1000} s`)),
      START_TIMEOUT,
    );
    try {
      const order = { module, memory: session.#memory };
      await session.#orFailed(Promise.all(Array.from({ length: actors }, () => session.#hire(order))));
      return session;
    } catch (error) {
      session.end(error);
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  /** Sets a stage and has it played. */
  async play({ lab, knobs, actors }: Act): Promise<Playing> {
    const [first] = this.#workers as [Worker];
    const place = await this.#answer<Place>(first, { type: 'set', lab, knobs, actors }, (message) =>
      message.type === 'set' ? message.place : undefined,
    );
    const parts = this.#workers
      .slice(0, actors)
      .map((worker, actor) =>
        this.#answer<number[]>(worker, { type: 'play', actor }, (message) =>
          message.type === 'played' ? message.results : undefined,
        ),
      );
    const done = Promise.all(parts);
    done.catch(() => undefined);
    return { board: new Board(this.#memory, place), done };
  }

  /** Ends every worker, also one that is blocked or never stops. */
  end(reason: unknown = new DOMException('The session has ended.', 'AbortError')): void {
    this.#ended = true;
    for (const worker of this.#workers) worker.terminate();
    this.#reject(reason);
  }

  async #hire(order: ActorOrder): Promise<void> {
    const spawned = performance.timeOrigin + performance.now();
    const worker = await startWorker(liveWorkerUrl);
    if (this.#ended) return worker.terminate();
    const start = { spawned, ready: 0 };
    this.starts.push(start);
    this.#workers.push(worker);
    worker.onerror = ({ message }) => this.end(new Error(message || 'the worker script did not load'));
    worker.onmessageerror = () => this.end(new Error('a message from a worker could not be read'));
    worker.addEventListener('message', ({ data }: MessageEvent<FromActor>) => {
      if (data.type === 'failed') this.end(new Error(data.failure.message));
    });
    await this.#answer(worker, order, ({ type }) => type === 'ready' || undefined);
    start.ready = performance.timeOrigin + performance.now();
  }

  /** Tells a worker something, and waits for the message that answers it. */
  #answer<T>(
    worker: Worker,
    message: ActorOrder | ToActor,
    read: (message: FromActor) => T | undefined,
  ): Promise<T> {
    const answered = new Promise<T>((resolve) => {
      const listen = ({ data }: MessageEvent<FromActor>) => {
        const answer = read(data);
        if (answer === undefined) return;
        worker.removeEventListener('message', listen);
        resolve(answer);
      };
      worker.addEventListener('message', listen);
    });
    worker.postMessage(message);
    return this.#orFailed(answered);
  }

  #orFailed<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#failed]);
  }
}
