/** A locked counter against an approximate one: time, and error, against workers. */
import { html } from 'lit';
import type { Estimate } from '../generated/types.js';
import { count, duration, plural, times } from '../ui/format.js';
import { type Axes, lines, type Series } from './figures/lines.js';
import { type LiveLab, watched, whole } from './lab.js';

/** One point: a counter with so many workers. */
export interface CounterPoint {
  workers: number;
  /** Milliseconds of each run. */
  times: number[];
  time: Estimate;
  /** How much what it says was too low: the most seen in each run. */
  errors: number[];
  error: Estimate;
}

/** What the lab shows. */
export interface CounterShown {
  locked: CounterPoint[];
  approximate: CounterPoint[];
}

const KINDS = ['locked', 'approximate'] as const;
const LINES = {
  locked: { key: 'processes-copy', marker: 'triangle', title: 'Behind one lock' },
  approximate: { key: 'threads', marker: 'circle', title: 'Approximate' },
} as const;

export const lab: LiveLab<CounterShown> = {
  first: () => ({ locked: [], approximate: [] }),

  async run(knobs, { open, show, core }) {
    let shown = this.first(knobs);
    const [most, runs] = [whole(knobs, 'workers'), whole(knobs, 'runs')];
    show(shown, 0, `Starting ${plural(most, 'worker')}`);
    const session = await open(most);
    for (let actors = 1; actors <= most; actors++) {
      for (const [index, kind] of KINDS.entries()) {
        const playing = await session.play({ lab: 'counter', knobs: { ...knobs, kind }, actors });
        const before = shown;
        const [results] = await watched(playing, () => {
          const share = (2 * (actors - 1) + index + playing.board.head(0) / runs) / (2 * most);
          show(before, share, `${LINES[kind].title}, ${plural(actors, 'worker')}`);
        });
        const column = (at: number) => results!.filter((_, place) => place % 3 === at);
        const [times, errors] = [column(0), column(1)];
        const point = {
          workers: actors,
          times,
          time: core.estimateOf([times])!,
          errors,
          error: core.estimateOf([errors])!,
        };
        shown = { ...shown, [kind]: [...shown[kind], point] };
      }
      show(shown, actors / most, '');
    }
  },

  figure(shown, width, knobs) {
    const most = whole(knobs, 'workers');
    const series = (of: (point: CounterPoint) => [Estimate, number[]]): Series[] =>
      KINDS.map((kind) => ({
        line: LINES[kind],
        points: shown[kind].map((point) => {
          const [estimate, dots] = of(point);
          return { at: point.workers, estimate, dots };
        }),
      }));
    const time: Axes = {
      title: 'Time of a run against workers',
      along: 'workers',
      most,
      axis: 'time',
      words: duration,
    };
    const threshold = whole(knobs, 'threshold');
    const error: Axes = {
      title: 'How much the counter is too low, at most, in a run',
      along: 'workers',
      most,
      axis: 'error',
      words: (value) => count(Math.round(value)),
      limit: { at: (workers) => threshold * workers, word: 'threshold × workers' },
    };
    return html`${lines(
      series(({ time, times }) => [time, times]),
      time,
      width,
    )}
      ${lines(
        series(({ error, errors }) => [error, errors]),
        error,
        width,
      )}`;
  },

  verdict({ locked, approximate }, knobs) {
    const [slow, quick] = [locked.at(-1), approximate.at(-1)];
    if (!slow || !quick) return '';
    const bound = whole(knobs, 'threshold') * quick.workers;
    const one = locked[0]!;
    return `With ${plural(slow.workers, 'worker')} the approximate counter is ${times(slow.time.value / quick.time.value)} as quick as the locked one, and was too low by ${count(Math.max(...quick.errors))} at most; the bound is ${count(bound)}. The same work for each worker took the locked counter ${times(slow.time.value / one.time.value)} its time with one.`;
  },
};
