/** Runs one case: one input, all contenders, in the same worker. */
import * as isolated from '../../target/bench/wasm/isolated/peers.js';
import * as shared from '../../target/bench/wasm/shared/peers.js';
import { measure, type Runnable } from './measure.js';
import { program } from './programs.js';
import type { CaseOrder, Compared, Contender, FromCase } from './protocol.js';

type Case = isolated.Case | shared.Case;

/** The most that the copies of an input for one timing may take, bytes. */
const COPIES = 64 << 20;

/**
 * Sets everybody up, measures, and compares.
 *
 * @throws Error that names the contender whose output is wrong, or what could not be started
 */
export async function runCase(order: CaseOrder): Promise<FromCase> {
  const { link, workers, contenders, rounds, warmUp, before } = order;
  isolated.initSync({ module: await compiled('isolated') });
  const alone = new isolated.Case(link, workers);
  const input = alone.input();
  let pooled: shared.Case | undefined;
  if (contenders.some(({ build }) => build === 'shared')) {
    await startPool(workers);
    pooled = new shared.Case(link, workers, input);
  }
  const runnables = contenders.map((contender) => {
    if (contender.build === 'js') return inScript(contender, link, input, alone);
    return inWasm(contender, contender.build === 'shared' ? (pooled as shared.Case) : alone);
  });
  const most = Math.max(1, Math.floor(COPIES / input.length));
  const times = await measure(runnables, rounds, warmUp, most);
  return { type: 'done', times, compared: compare(contenders, [...before, times]) };
}

export async function compiled(build: 'isolated' | 'shared'): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(fetch(`/${build}.wasm`));
}

/** A memory of the largest size: these are benchmarks, and run on desktop machines. */
export async function startPool(workers: number): Promise<void> {
  const memory = new WebAssembly.Memory({ initial: 256, maximum: 65_536, shared: true });
  shared.initSync({ module: await compiled('shared'), memory });
  await shared.initThreadPool(workers);
}

function inWasm({ name, program }: Contender, on: Case): Runnable {
  return {
    name,
    prepare: (runs) => on.prepare(program, runs),
    run: () => on.run(),
    check: () => on.check(),
  };
}

/** Like `Prepared` in crate/peers: copies first, then the program on each, then a look at every output. */
function inScript(contender: Contender, link: string, input: Uint8Array, judge: isolated.Case): Runnable {
  const { take, solve, give } = program(contender.program, new URLSearchParams(link));
  let inputs: unknown[] = [];
  let outputs: unknown[] = [];
  return {
    name: contender.name,
    prepare: (runs) => {
      inputs = Array.from({ length: runs }, () => take(input));
    },
    run: () => {
      outputs = inputs.map(solve);
    },
    check: () => {
      for (const output of outputs) judge.checkOutput(give(output));
      const checked = outputs.length;
      inputs = [];
      outputs = [];
      return checked;
    },
  };
}

/** The first contender, ours, against each of the others, over all realms. */
function compare(contenders: Contender[], realms: number[][][]): Compared[] {
  const times = contenders.map((_, who) => realms.flatMap((realm) => realm[who] ?? []));
  const [ours, ...others] = times as [number[], ...number[][]];
  return others.map((theirs, index) => {
    return ratioOf((contenders[index + 1] as Contender).name, theirs, ours, realms.length);
  });
}

/** Their times over ours; both stand realm after realm, as many in each. */
export function ratioOf(peer: string, theirs: number[], ours: number[], realms: number): Compared {
  const values = isolated.ratio(Float64Array.from(theirs), Float64Array.from(ours), realms);
  if (values.length === 0) throw new Error('the clock is too coarse: a time of 0 was measured');
  const [ratio, low, high, peerTime, ourTime] = [...values] as [number, number, number, number, number];
  return { peer, ratio, low, high, ourTime, peerTime };
}
