/** What the modes cost with nothing to do: each cost is repeated until its time can be told, in interleaved rounds. */
import * as isolated from '../../target/bench/wasm/isolated/peers.js';
import * as shared from '../../target/bench/wasm/shared/peers.js';
import type { Cell, Plan } from '../generated/types.js';
import { ask } from '../worker/ask.js';
import { Host } from '../worker/host.js';
import type { Workers } from '../worker/protocol.js';
import { compiled, ratioOf, startPool } from './case.js';
import { turns } from './measure.js';
import type { Compared, Cost, CostsOrder, FromCase } from './protocol.js';

/** A timing is at least this long, milliseconds: a thousand grains of the clock. */
const LONG = 5;
const QUICK = 0.5;
/** What is moved to and fro, bytes. */
const BULK = 16e6;

/** What the isolated worker is set up for. */
const PLAN: Plan = {
  version: 1,
  workload: 'mergesort',
  size: 1,
  options: {},
  modes: ['processes'],
  transports: ['transfer'],
  workers: [1],
  samples: 1,
  realms: 1,
  seed: 1,
  budget: 60,
  scaled: false,
};

/** Does something this many times. */
type Repeated = (times: number) => unknown;

/** Sets everybody up, measures, and compares: each cost with a goal, or with another. */
export async function runCosts(order: CostsOrder): Promise<FromCase> {
  const { costs, rounds, before, quick } = order;
  const programs = await prepare(order);
  const repeated = costs.map(({ program }) => {
    const found = programs[program];
    if (!found) throw new Error(`there is no cost ${program}`);
    return found;
  });
  const counts: number[] = [];
  for (const program of repeated) counts.push(await enough(program, quick ? QUICK : LONG));
  const times: number[][] = costs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const who of turns([...costs.keys()], round)) {
      const count = counts[who] as number;
      times[who]?.push((await timed(repeated[who] as Repeated, count)) / count);
    }
  }
  return { type: 'done', times, compared: compare(costs, [...before, times]) };
}

/** How often something must be done for its time to be told; it is warm then. */
async function enough(program: Repeated, least: number): Promise<number> {
  for (let count = 1; ; count *= 2) if ((await timed(program, count)) >= least) return count;
}

/** Milliseconds. */
async function timed(program: Repeated, count: number): Promise<number> {
  const start = performance.now();
  await program(count);
  return performance.now() - start;
}

async function prepare({ workers }: CostsOrder): Promise<Record<string, Repeated>> {
  const module = await compiled('isolated');
  isolated.initSync({ module });
  await startPool(workers);
  const pooled =
    (what: string): Repeated =>
    (times) => {
      if (!shared.pooledCost(what, times, workers)) throw new Error(`there is no cost ${what}`);
    };
  const host = await process(module);
  const echo = await line({ echo: true });
  const here = new MessageChannel();
  here.port2.onmessage = () => here.port2.postMessage(null);
  let bulk = new Uint8Array(BULK);
  return {
    ...Object.fromEntries(
      ['call-outside', 'call-inside', 'items', 'blocks', 'blocks-default'].map((what) => [
        what,
        pooled(what),
      ]),
    ),
    turns: (times) => isolated.turnsCost(Math.ceil(times / 2)), // by each of two tasks
    'event-loop': async (times) => {
      for (let left = times; left > 0; left--) await heard(here.port1, null);
    },
    'round-trip': async (times) => {
      for (let left = times; left > 0; left--) {
        const { data } = await host.call(0, host.sheet(0, 0));
        host.keep(0, data);
      }
    },
    'bare-round-trip': async (times) => {
      for (let left = times; left > 0; left--) await heard(echo, null);
    },
    'bulk-transfer': async (times) => {
      for (let left = times; left > 0; left--) bulk = await heard(echo, bulk, [bulk.buffer]);
    },
    'bulk-copy': async (times) => {
      for (let left = times; left > 0; left--) bulk = await heard(echo, bulk);
    },
  };
}

/** What the other end of a line answers. */
function heard<T>(port: MessagePort, message: T, moved: Transferable[] = []): Promise<T> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }) => resolve(data);
    port.postMessage(message, moved);
  });
}

/** A realm's host with one isolated worker, which sorts nothing. */
async function process(module: WebAssembly.Module): Promise<Host> {
  const cell: Cell = { id: 0, mode: 'processes', transport: 'transfer', workers: 1, realm: 0, role: 'work' };
  const host = new Host(cell, async () => undefined);
  host.join([await line({ process: { module, plan: PLAN, transport: 'transfer' } })]);
  return host;
}

/** Has the page start a worker, and gives the line to it. */
async function line(what: object): Promise<MessagePort> {
  const { lines } = await ask<Workers>({ type: 'wanted', count: 1, ...what });
  return lines[0] as MessagePort;
}

/** Each cost against its goal, or against the cost that it names. */
function compare(costs: Cost[], realms: number[][][]): Compared[] {
  const times = costs.map((_, who) => realms.flatMap((realm) => realm[who] ?? []));
  return costs.flatMap(({ name, goal, against }, who) => {
    const ours = times[who] as number[];
    const rival = costs.findIndex((cost) => cost.name === against);
    const rows = against ? [ratioOf(against, times[rival] as number[], ours, realms.length)] : [];
    if (goal !== undefined) {
      const goals = ours.map(() => goal);
      rows.push(ratioOf(`goal: ${goal * 1000} µs`, goals, ours, realms.length));
    }
    return rows.map((row) => ({ ...row, ours: name }));
  });
}
