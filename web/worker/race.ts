/** The race's one worker script: its host, or a thread of the host's pool. */
import * as isolated from '../../target/race/wasm/isolated/peers.js';
import * as shared from '../../target/race/wasm/shared/peers.js';
import { measure } from '../bench/measure.js';
import { OURS, OURS_ON_THREADS } from '../bench/protocol.js';
import { inScript, inWasm } from '../bench/runnables.js';
import type { FromRace, Order, RaceOrder, Ran, Ratio } from '../race/protocol.js';
import { alarm } from './alarm.js';
import { thread } from './thread.js';

/** The most that the copies of an input for one timing may take, bytes. */
const COPIES = 64 << 20;
/** Rounds before those that count, and how long they take at least, milliseconds: the compiler works meanwhile. */
const WARM_UP = { rounds: 2, time: 500 };

const tell = (message: FromRace) => postMessage(message);

alarm();
addEventListener(
  'message',
  async ({ data: order }: MessageEvent<Order>) => {
    if (order.role === 'thread') return thread(order, shared);
    try {
      tell({ type: 'done', ran: await race(order) });
    } catch (error) {
      const message = String((error as Error)?.message ?? error);
      tell({ type: 'failed', failure: { kind: 'crashed', message } });
    }
  },
  { once: true },
);

/** Sets everybody up, measures, and compares. Throws where somebody's output is wrong. */
async function race(order: RaceOrder): Promise<Ran[]> {
  const { link, workers, contenders, rounds } = order;
  isolated.initSync({ module: order.isolated });
  const alone = new isolated.Case(link, workers);
  const input = alone.input();
  let pooled: shared.Case | undefined;
  if (order.shared) {
    shared.initSync(order.shared);
    await shared.initThreadPool(workers);
    pooled = new shared.Case(link, workers, input);
  }
  const runnables = contenders.map((contender) => {
    if (contender.build === 'js') return inScript(contender, link, input, alone);
    return inWasm(contender, contender.build === 'shared' ? (pooled as shared.Case) : alone);
  });
  tell({ type: 'round', done: -1 });
  const most = Math.max(1, Math.floor(COPIES / input.length));
  const times = await measure(runnables, rounds, WARM_UP, most, (done) => tell({ type: 'round', done }));
  return compare(order, times);
}

/** Everybody against each of ours. */
function compare({ contenders }: RaceOrder, times: number[][]): Ran[] {
  const of = (program: string) => contenders.findIndex((contender) => contender.program === program);
  const ours = [OURS, OURS_ON_THREADS].map(of) as [number, number];
  return times.map((theirs, who) => {
    const [alone, pooled] = ours.map((mine) =>
      mine < 0 || mine === who ? null : ratio(theirs, times[mine]!),
    );
    return { time: median(theirs), alone: alone ?? null, pooled: pooled ?? null };
  });
}

/** By the core's own statistics. */
function ratio(theirs: number[], ours: number[]): Ratio {
  const [value, low, high] = figures(theirs, ours);
  return { value, low, high };
}

const median = (times: number[]): number => figures(times, times)[3];

function figures(above: number[], below: number[]): [number, number, number, number] {
  const values = isolated.ratio(Float64Array.from(above), Float64Array.from(below), 1);
  if (values.length === 0) throw new Error('the clock is too coarse: a time of 0 was measured');
  return [...values] as [number, number, number, number];
}
