/** From spawn to join: what a worker goes through, and what its start costs, on a shared memory and on its own. */
import { html } from 'lit';
import type { Estimate } from '../generated/types.js';
import { duration, range } from '../ui/format.js';
import type { Colour } from '../ui/palette.js';
import { bars } from './figures/bars.js';
import { type Colours, type Lane, lanes } from './figures/lanes.js';
import { type Bench, type LiveLab, whole } from './lab.js';

/** One worker's life, milliseconds since the first was spawned. */
export interface Life {
  spawned: number;
  ready: number;
  began: number;
  ended: number;
  joined: number;
  terminated: number;
}

/** All lives of one kind. */
export interface Kind {
  kind: string;
  /** For each run, each worker's. */
  runs: Life[][];
  start: Estimate | null;
}

/** What the lab shows. */
export interface LifeCycleShown {
  kinds: Kind[];
}

const LOOK: Record<string, { title: string; colour: Colour }> = {
  threads: { title: 'Threads: one memory', colour: 'threads' },
  processes: { title: 'Processes: a memory each', colour: 'processes-transfer' },
};
const COLOURS: Colours = {
  starting: 'act-send',
  ready: 'lost-imbalance',
  running: 'act-solve',
  finished: 'act-split',
  joined: 'lost-idle',
};

export const lab: LiveLab<LifeCycleShown> = {
  first: () => ({ kinds: Object.keys(LOOK).map((kind) => ({ kind, runs: [], start: null })) }),

  async run(knobs, bench) {
    let shown = this.first(knobs);
    const runs = whole(knobs, 'runs');
    for (let run = 0; run < runs; run++) {
      for (const [index, { kind }] of shown.kinds.entries()) {
        bench.show(shown, (run * 2 + index) / (runs * 2), `${LOOK[kind]!.title}, run ${run + 1} of ${runs}`);
        const lives = await live(kind, knobs, bench);
        const all = [...shown.kinds[index]!.runs, lives];
        const start = bench.core.estimateOf(
          all.map((some) => some.map(({ ready, spawned }) => ready - spawned)),
        );
        shown = { kinds: shown.kinds.map((old, at) => (at === index ? { kind, runs: all, start } : old)) };
        bench.show(shown, (run * 2 + index + 1) / (runs * 2), '');
      }
    }
  },

  figure({ kinds }, width) {
    const rows = kinds.map(({ kind, runs, start }) => ({
      ...LOOK[kind]!,
      estimate: start,
      dots: runs.flat().map(({ ready, spawned }) => ready - spawned),
      words: start ? `ready ${duration(start.value)} after the spawn (${range(start, duration)})` : 'not yet',
    }));
    return html`${bars(rows, 'from spawn to ready', duration, width)}
      ${kinds.map(({ kind, runs }) =>
        runs.length
          ? html`<h3>${LOOK[kind]!.title}: the last run</h3>${lanes(runs.at(-1)!.map(laneOf), [], COLOURS, width, LOOK[kind]!.title)}`
          : '',
      )}`;
  },

  verdict({ kinds }) {
    const words = kinds.flatMap(({ kind, start, runs }) => {
      if (!start) return [];
      const work = runs.flat().map(({ began, ended }) => ended - began);
      const mean = work.reduce((sum, one) => sum + one, 0) / work.length;
      return [`${LOOK[kind]!.title}: ${duration(start.value)} to start, ${duration(mean)} at work.`];
    });
    return words.join(' ');
  },
};

function laneOf({ spawned, ready, began, ended, joined, terminated }: Life, worker: number): Lane {
  const steps = [spawned, ready, began, ended, joined, terminated];
  return {
    title: `Worker ${worker + 1}`,
    words: `spawned at ${duration(spawned)}, ready ${duration(ready - spawned)} later`,
    spans: Object.keys(COLOURS).map((state, index) => ({
      from: steps[index]!,
      to: Math.max(steps[index]!, steps[index + 1]!),
      state,
    })),
  };
}

/** Spawns workers, has each do its work, joins them and ends them. */
async function live(
  kind: string,
  knobs: Readonly<Record<string, string>>,
  { open }: Bench<LifeCycleShown>,
): Promise<Life[]> {
  const workers = whole(knobs, 'workers');
  const groups = kind === 'threads' ? [workers] : Array.from({ length: workers }, () => 1);
  const act = { lab: 'life-cycle', knobs: { ...knobs } };
  const sessions = await Promise.all(groups.map((actors) => open(actors)));
  const lives = await Promise.all(
    sessions.map(async (session, index) => {
      const playing = await session.play({ ...act, actors: groups[index]! });
      const results = await playing.done;
      const joined = now();
      session.end();
      const terminated = now();
      return results.map(([began, ended], actor) => ({
        ...session.starts[actor]!,
        began: began!,
        ended: ended!,
        joined,
        terminated,
      }));
    }),
  );
  const all = lives.flat();
  const first = Math.min(...all.map(({ spawned }) => spawned));
  return all.map((life) => {
    const since = Object.entries(life).map(([name, at]) => [name, at - first]);
    return Object.fromEntries(since) as unknown as Life;
  });
}

/** On the axis that all workers share. */
const now = (): number => performance.timeOrigin + performance.now();
