import * as isolated from '../../pkg/wasm/isolated/speedup_lab.js';
import * as shared from '../../pkg/wasm/shared/speedup_lab.js';
import type { Cell } from '../generated/types.js';
import { workersWanted } from './pool.js';
import type { FromRealm, RealmOrder } from './protocol.js';

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

  /** Sends a job to a worker that is idle; the promise is its part. */
  call(worker: number, job: Uint8Array): Promise<Uint8Array> {
    const line = this.#lines[worker] as MessagePort;
    return new Promise((resolve, reject) => {
      line.onmessage = ({ data }) => resolve(data);
      line.onmessageerror = () => reject(new Error('a reply could not be read'));
      line.postMessage(job, this.#transfers ? [job.buffer] : []);
    });
  }

  /** Tells the page, and lets this worker's events have a turn: a worker that never does takes seconds to end. */
  repetition(number: number): Promise<void> {
    tell({ type: 'repetition', number });
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(port1.close());
      port2.postMessage(null);
    });
  }
}
