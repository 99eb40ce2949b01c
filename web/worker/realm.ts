import * as isolated from '../../pkg/wasm/isolated/speedup_lab.js';
import * as shared from '../../pkg/wasm/shared/speedup_lab.js';
import { Host } from './host.js';
import type { FromRealm, RealmOrder } from './protocol.js';

const tell = (message: FromRealm, transfer: Transferable[] = []) => postMessage(message, { transfer });

/** Carries one order out in this worker; the page ends the worker afterwards. */
export async function realm(order: RealmOrder): Promise<void> {
  const { plan, cell, module, memory } = order;
  const core = memory ? shared : isolated;
  core.initSync(memory ? { module, memory } : { module });
  tell({ type: 'ready' });
  const host = new Host(cell, shared.initThreadPool);
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
