/** The one worker script: a realm's host, a thread of its pool, or an isolated worker. */
import * as isolated from '../../pkg/wasm/isolated/speedup_lab.js';
import * as shared from '../../pkg/wasm/shared/speedup_lab.js';
import { alarm } from './alarm.js';
import { processWorker } from './process.js';
import type { Order } from './protocol.js';
import { realm } from './realm.js';
import { lendRequests } from './requests.js';
import { thread } from './thread.js';

alarm();
addEventListener(
  'message',
  ({ data: order }: MessageEvent<Order>) => {
    lendRequests(order.site);
    if (order.role === 'realm') void realm(order);
    else if (order.role === 'thread') thread(order, shared);
    else processWorker(order, isolated);
  },
  { once: true },
);
