/** The worker of live labs: an actor, on one memory with all others. */
import * as live from '../../pkg/wasm/live/speedup_lab.js';
import type { ActorOrder, FromActor, ToActor } from '../labs/protocol.js';
import { alarm } from './alarm.js';

/** The stack of an actor, bytes. */
const STACK = 1 << 20;

const tell = (message: FromActor) => postMessage(message);

alarm();
addEventListener(
  'message',
  ({ data: { module, memory } }: MessageEvent<ActorOrder>) => {
    live.initSync({ module, memory, thread_stack_size: STACK });
    addEventListener('message', ({ data }: MessageEvent<ToActor>) => act(data));
    tell({ type: 'ready' });
  },
  { once: true },
);

function act(order: ToActor): void {
  if (order.type === 'set') tell({ type: 'set', place: live.stage(order.lab, order.knobs, order.actors) });
  else tell({ type: 'played', results: Array.from(live.play(order.actor)) });
}
