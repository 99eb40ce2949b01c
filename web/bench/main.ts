/** The bench's one worker script: the host of a case or of costs, and whoever works for it. */
import * as isolated from '../../target/bench/wasm/isolated/peers.js';
import * as shared from '../../target/bench/wasm/shared/peers.js';
import { alarm } from '../worker/alarm.js';
import { processWorker } from '../worker/process.js';
import { thread } from '../worker/thread.js';
import { runCase } from './case.js';
import { runCosts } from './costs.js';
import type { EchoOrder, FromCase, Order } from './protocol.js';

alarm();
addEventListener(
  'message',
  async ({ data: order }: MessageEvent<Order>) => {
    if (order.role === 'thread') return thread(order, shared);
    if (order.role === 'process') return processWorker(order, isolated);
    if (order.role === 'echo') return echo(order);
    const failed = (error: unknown): FromCase => ({
      type: 'failed',
      failure: { kind: 'crashed', message: String((error as Error)?.message ?? error) },
    });
    const done = order.role === 'case' ? runCase(order) : runCosts(order);
    postMessage(await done.catch(failed));
  },
  { once: true },
);

/** Answers with what came. The first answer of all, to the page, is that it is ready. */
function echo({ port }: EchoOrder): void {
  port.onmessage = ({ data }) => port.postMessage(data, data instanceof Uint8Array ? [data.buffer] : []);
  postMessage({ type: 'ready' } satisfies FromCase);
}
