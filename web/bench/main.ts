/** The bench's one worker script: the host of a case, or a thread of its pool. */
import * as shared from '../../target/bench/wasm/shared/peers.js';
import { alarm } from '../worker/alarm.js';
import { thread } from '../worker/thread.js';
import { runCase } from './case.js';
import type { FromCase, Order } from './protocol.js';

alarm();
addEventListener(
  'message',
  async ({ data: order }: MessageEvent<Order>) => {
    if (order.role === 'thread') return thread(order, shared);
    const failed = (error: unknown): FromCase => ({
      type: 'failed',
      failure: { kind: 'crashed', message: String((error as Error)?.message ?? error) },
    });
    postMessage(await runCase(order).catch(failed));
  },
  { once: true },
);
