/** The bench's one worker script: the host of a case, or a thread of its pool. */
import * as shared from '../../target/bench/wasm/shared/peers.js';
import { alarm } from '../worker/alarm.js';
import { thread } from '../worker/thread.js';
import { runCase } from './case.js';
import type { FromCase, Order } from './protocol.js';

addEventListener(
  'message',
  async ({ data: order }: MessageEvent<Order>) => {
    alarm(order.channel);
    if (order.role === 'thread') return thread(order, shared);
    const failed = (error: unknown): FromCase => ({
      type: 'failed',
      message: String((error as Error)?.message ?? error),
    });
    postMessage(await runCase(order).catch(failed));
  },
  { once: true },
);
