import * as isolated from '../../pkg/wasm/isolated/speedup_lab.js';
import * as shared from '../../pkg/wasm/shared/speedup_lab.js';
import type { Cell, Disturbance } from '../generated/types.js';
import { ask } from './ask.js';
import { workersWanted } from './pool.js';
import type { FromRealm, Go, RealmOrder, ToProcess } from './protocol.js';

const tell = (message: FromRealm, transfer: Transferable[] = []) => postMessage(message, { transfer });

/** Carries one order out in this worker; the page ends the worker afterwards. */
export async function realm(order: RealmOrder): Promise<void> {
  const { plan, cell, module, memory } = order;
  const core = memory ? shared : isolated;
  core.initSync(memory ? { module, memory } : { module });
  tell({ type: 'ready' });
  const host = new Host(cell);
  try {
    if (order.task === 'cell') {
      tell({ type: 'measured', ...(await core.runCell(plan, cell, host)) });
    } else {
      const { bytes, answer } = await core.runOnce(plan, cell, host, order.input);
      tell({ type: 'ran', bytes, answer }, [bytes.buffer]);
    }
  } catch (error) {
    const known = typeof error === 'object' && error !== null && 'kind' in error;
    const failure = known ? error : { kind: 'crashed', message: String((error as Error)?.message ?? error) };
    tell({ type: 'failed', failure } as FromRealm);
  }
}

/** What the Rust runner needs of the world of workers. */
class Host {
  readonly #transfers: boolean;
  #lines: MessagePort[] = [];

  constructor(cell: Cell) {
    this.#transfers = cell.transport === 'transfer';
  }

  /** Has the cell's workers started. */
  async start({ mode, workers }: Cell): Promise<void> {
    if (mode === 'threads') await shared.initThreadPool(workers);
    else this.#lines = await workersWanted({ count: workers });
  }

  /** Sends a job to a worker that is idle; the promise is the event that brings its part. */
  call(worker: number, job: Uint8Array): Promise<MessageEvent<Uint8Array>> {
    return this.#send(worker, job, this.#transfers ? [job.buffer] : []);
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
