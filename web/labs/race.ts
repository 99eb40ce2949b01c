/** The race on a counter: final values of many runs. */
import { html } from 'lit';
import type { Estimate } from '../generated/types.js';
import { count, duration, percent, plural, range } from '../ui/format.js';
import type { Colour } from '../ui/palette.js';
import { histograms } from './figures/histogram.js';
import { type Knobs, type LiveLab, watched, whole } from './lab.js';

/** What came of one kind of counter. */
export interface CounterRuns {
  counter: string;
  /** The final value of each run. */
  values: number[];
  /** How long each took, milliseconds. */
  times: number[];
  /** The share of additions that were lost, and the time of a run. */
  lost: Estimate | null;
  time: Estimate | null;
}

/** What the lab shows. */
export interface RaceShown {
  /** Additions in a run: the final value, were none lost. */
  expected: number;
  counters: CounterRuns[];
}

const LOOK: Record<string, { title: string; colour: Colour }> = {
  unsynchronised: { title: 'Unsynchronised', colour: 'processes-copy' },
  mutex: { title: 'Behind a lock', colour: 'threads' },
  atomic: { title: 'One atomic step', colour: 'async' },
};

const chosen = ({ counter }: Knobs): string[] => (counter === 'all' ? Object.keys(LOOK) : [counter!]);

export const lab: LiveLab<RaceShown> = {
  first: (knobs) => ({
    expected: whole(knobs, 'workers') * whole(knobs, 'increments'),
    counters: chosen(knobs).map((counter) => ({ counter, values: [], times: [], lost: null, time: null })),
  }),

  async run(knobs, { open, show, core }) {
    let shown = this.first(knobs);
    const [actors, runs] = [whole(knobs, 'workers'), whole(knobs, 'runs')];
    show(shown, 0, `Starting ${plural(actors, 'worker')}`);
    const session = await open(actors);
    for (const [index, { counter }] of shown.counters.entries()) {
      const playing = await session.play({ lab: 'race', knobs: { ...knobs, counter }, actors });
      const [results] = await watched(playing, () => {
        const done = playing.board.head(0);
        const share = (index + done / runs) / shown.counters.length;
        show(shown, share, `${LOOK[counter]!.title}, run ${Math.min(runs, done + 1)} of ${runs}`);
      });
      const values = results!.filter((_, at) => at % 2 === 0);
      const times = results!.filter((_, at) => at % 2 === 1);
      const lost = core.estimateOf([values.map((value) => 1 - value / shown.expected)]);
      const one = { counter, values, times, lost, time: core.estimateOf([times]) };
      shown = { ...shown, counters: shown.counters.map((old, at) => (at === index ? one : old)) };
      show(shown, (index + 1) / shown.counters.length, '');
    }
  },

  figure({ expected, counters }, width) {
    const groups = counters.map((one) => ({
      ...LOOK[one.counter]!,
      values: one.values,
      words: words(one, expected),
    }));
    const mark = { value: expected, word: `nothing lost: ${count(expected)}` };
    return html`${histograms(groups, { most: expected, word: 'final value', mark }, width)}`;
  },

  verdict({ expected, counters }) {
    return counters
      .map(({ counter, values, lost }) => {
        const wrong = values.filter((value) => value !== expected).length;
        const { title } = LOOK[counter]!;
        if (!wrong) return `${title}: no addition was lost in any of ${plural(values.length, 'run')}.`;
        return `${title}: ${count(wrong)} of ${plural(values.length, 'run')} lost additions; the median run lost ${percent(lost!.value)} of ${count(expected)}.`;
      })
      .join(' ');
  },
};

function words({ values, lost, time }: CounterRuns, expected: number): string {
  if (!lost || !time) return '';
  const right = values.filter((value) => value === expected).length;
  const least = Math.min(...values);
  return `${plural(values.length, 'run')}, ${count(right)} right. Lost: median ${percent(lost.value)} (${range(lost, percent)}), at most ${percent(1 - least / expected)}. A run took ${duration(time.value)} (${range(time, duration)}).`;
}
