/** Runs one case: one input, all contenders, in the same worker. */
import * as isolated from '../../target/bench/wasm/isolated/peers.js';
import * as shared from '../../target/bench/wasm/shared/peers.js';
import { measure } from './measure.js';
import type { CaseOrder, Ceiling, Compared, Contender, FromCase } from './protocol.js';
import { inScript, inWasm } from './runnables.js';

/** The most that the copies of an input for one timing may take, bytes. */
const COPIES = 64 << 20;

/**
 * Sets everybody up, measures, and compares.
 *
 * @throws Error that names the contender whose output is wrong, or what could not be started
 */
export async function runCase(order: CaseOrder): Promise<FromCase> {
  const { link, workers, contenders, ceilings, rounds, warmUp, before } = order;
  isolated.initSync({ module: await compiled('isolated') });
  const alone = new isolated.Case(link, workers);
  const input = alone.input();
  let pooled: shared.Case | undefined;
  if (contenders.some(({ build }) => build === 'shared')) {
    await startPool(workers);
    pooled = new shared.Case(link, workers, input);
  }
  const runnables = contenders.map((contender) => {
    const { build, link: own } = contender;
    if (build === 'js') return inScript(contender, link, input, alone);
    if (build === 'shared')
      return inWasm(contender, own ? new shared.Case(own, workers) : (pooled as shared.Case));
    return inWasm(contender, own ? new isolated.Case(own, workers) : alone);
  });
  const most = Math.max(1, Math.floor(COPIES / input.length));
  const times = await measure(runnables, rounds, warmUp, most);
  const realms = [...before, times];
  const compared = [...compare(contenders, realms), ...shares(contenders, ceilings, workers, realms)];
  return { type: 'done', times, compared };
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

/** A contender's times, realm after realm. */
const timesOf = (who: number, realms: number[][][]): number[] => realms.flatMap((realm) => realm[who] ?? []);

/** The first contender, ours, against each of the others, over all realms. */
function compare(contenders: Contender[], realms: number[][][]): Compared[] {
  const ours = timesOf(0, realms);
  return contenders.slice(1).map(({ name }, index) => {
    return ratioOf(name, timesOf(index + 1, realms), ours, realms.length);
  });
}

/**
 * The share of each ceiling that we reach: the time that we would take at it, over ours. On all workers the ceiling's
 * program does as much for each of them, so it gains k T(1) / T(k), and one worker's time over that is ours at the ceiling.
 */
function shares(
  contenders: Contender[],
  ceilings: Ceiling[],
  workers: number,
  realms: number[][][],
): Compared[] {
  const named = (wanted: string) =>
    timesOf(
      contenders.findIndex(({ name }) => name === wanted),
      realms,
    );
  const [ours, alone] = [timesOf(0, realms), timesOf(1, realms)];
  return ceilings.map(({ name, one, many }) => {
    const [single, all] = [named(one), named(many)];
    const at = alone.map(
      (time, round) => (time * (all[round] as number)) / (workers * (single[round] as number)),
    );
    return ratioOf(name, at, ours, realms.length);
  });
}

/** Their times over ours; both stand realm after realm, as many in each. */
export function ratioOf(peer: string, theirs: number[], ours: number[], realms: number): Compared {
  const values = isolated.ratio(Float64Array.from(theirs), Float64Array.from(ours), realms);
  if (values.length === 0) throw new Error('the clock is too coarse: a time of 0 was measured');
  const [ratio, low, high, peerTime, ourTime] = [...values] as [number, number, number, number, number];
  return { peer, ratio, low, high, ourTime, peerTime };
}
