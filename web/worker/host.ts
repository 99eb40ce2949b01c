import type { Cell, Disturbance, Transport } from '../generated/types.js';
import { ask } from './ask.js';
import { workersWanted } from './pool.js';
import type { Go, ToProcess } from './protocol.js';

/** What the Rust runner needs of the world of workers. */
export class Host {
  readonly #transport: Transport;
  readonly #startPool: (threads: number) => Promise<unknown>;
  #lines: MessagePort[] = [];
  /** For each isolated worker, memory that came with a reply and can go with its next job. */
  readonly #kept: (ArrayBufferLike | undefined)[] = [];

  constructor(cell: Cell, startPool: (threads: number) => Promise<unknown>) {
    this.#transport = cell.transport ?? 'copy';
    this.#startPool = startPool;
  }

  /** Has the cell's workers started. */
  async start({ mode, workers }: Cell): Promise<void> {
    if (mode === 'threads') await this.#startPool(workers);
    else this.join(await workersWanted({ count: workers }));
  }

  /** Takes the lines to isolated workers. */
  join(lines: MessagePort[]): void {
    this.#lines = lines;
  }

  /** Bytes for a worker's next job. New memory is slow memory, so it is that of the last reply where there is enough. */
  sheet(worker: number, length: number): Uint8Array {
    const kept = this.#kept[worker];
    if (kept === undefined || kept.byteLength < length)
      return this.#transport === 'shared'
        ? new Uint8Array(new SharedArrayBuffer(length))
        : new Uint8Array(length);
    this.#kept[worker] = undefined;
    return new Uint8Array(kept, 0, length);
  }

  /** Takes a reply back that has been read. A clone takes the whole buffer along, so it has no use for a large one. */
  keep(worker: number, { buffer }: Uint8Array): void {
    if (this.#transport !== 'copy') this.#kept[worker] = buffer;
  }

  /** Sends a job to a worker that is idle; the promise is the event that brings its part. */
  call(worker: number, job: Uint8Array): Promise<MessageEvent<Uint8Array>> {
    return this.#send(worker, job, this.#transport === 'transfer' ? [job.buffer] : []);
  }

  /** Has every worker stamp the jobs that follow. */
  trace(): void {
    for (const line of this.#lines) line.postMessage('trace' satisfies ToProcess);
  }

  /** The stamps of a worker's jobs since then. */
  async told(worker: number): Promise<Float64Array> {
    return (await this.#send<Float64Array>(worker, 'tell')).data;
  }

  /**
   * Says which repetition begins, and waits until it may. That gives this worker's events a turn, too: a worker that
   * never does takes seconds to end. What it comes to is what has disturbed the realm since the last time.
   */
  async repetition(number: number): Promise<Disturbance[]> {
    return (await ask<Go>({ type: 'repetition', number })).disturbances;
  }

  #send<Reply>(worker: number, message: ToProcess, moved: Transferable[] = []): Promise<MessageEvent<Reply>> {
    const line = this.#lines[worker] as MessagePort;
    return new Promise((resolve, reject) => {
      line.onmessage = resolve;
      line.onmessageerror = () => reject(new Error('a reply could not be read'));
      line.postMessage(message, moved);
    });
  }
}
