/** Rounds in which everybody runs, timed here and nowhere else. */

/** A program on an input. */
export interface Runnable {
  name: string;
  /** Copies the input for this many runs. Not timed. */
  prepare(runs: number): void;
  /** Runs on every copy. Timed. */
  run(): void;
  /** Checks every output, says how many there were, and lets go of them. Not timed. Throws where one is wrong. */
  check(): number;
}

/** A timing is at least this many grains of the clock long, so that the grain is below 0.1 % of it. */
const GRAINS = 1000;

/**
 * Measures everybody in interleaved rounds: what disturbs the machine for a while disturbs all alike.
 *
 * @param most the most runs that one timing may cover
 * @param over is told how many timed rounds are over, after each
 * @returns for each runnable its times of one run, milliseconds, a round each
 * @throws Error that names whose output is wrong
 */
export async function measure(
  runnables: Runnable[],
  rounds: number,
  warmUp: { rounds: number; time: number },
  most: number,
  over: (rounds: number) => void = () => undefined,
): Promise<number[][]> {
  for (const runnable of runnables) once(runnable, 1); // cold: says nothing of its time
  const first = runnables.map((runnable) => once(runnable, 1));
  const least = GRAINS * grain();
  // Each as many as it needs itself: the slow need not be repeated because others are quick.
  const counts = new Map(
    runnables.map((runnable, who) => {
      const wanted = Math.ceil(least / (first[who] as number));
      return [runnable, Math.min(most, Math.max(1, wanted))];
    }),
  );
  const timed = (runnable: Runnable) => once(runnable, counts.get(runnable) as number);
  const end = performance.now() + warmUp.time;
  for (let round = 1; round < warmUp.rounds || performance.now() < end; round++) {
    for (const runnable of turns(runnables, round)) timed(runnable);
    await pause();
  }
  const times = new Map(runnables.map((runnable): [Runnable, number[]] => [runnable, []]));
  for (let round = 0; round < rounds; round++) {
    for (const runnable of turns(runnables, round)) times.get(runnable)?.push(timed(runnable));
    over(round + 1);
    await pause();
  }
  return [...times.values()];
}

/** Time of one run, milliseconds. */
function once(runnable: Runnable, runs: number): number {
  try {
    runnable.prepare(runs);
    const start = performance.now();
    runnable.run();
    const time = performance.now() - start;
    const checked = runnable.check();
    if (checked !== runs) throw new Error(`${checked} outputs of ${runs} runs`);
    return time / runs;
  } catch (error) {
    throw new Error(`${runnable.name}: ${(error as Error)?.message ?? error}`);
  }
}

/** Who follows whom changes: there and back, each time from another on. */
export function turns<T>(all: T[], round: number): T[] {
  const start = (round >> 1) % all.length;
  const order = [...all.slice(start), ...all.slice(0, start)];
  return round % 2 === 0 ? order : order.reverse();
}

/** The clock's smallest step, milliseconds: the least of five seen. */
function grain(): number {
  let now = performance.now();
  const step = () => {
    for (;;) {
      const next = performance.now();
      if (next > now) {
        const step = next - now;
        now = next;
        return step;
      }
    }
  };
  return Math.min(...Array.from({ length: 5 }, step));
}

/** A turn of the event loop: what the browser has put off, it does now. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });
}
