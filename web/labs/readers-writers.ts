/** Readers and writers under three rules: who waits how long, and who is overtaken. */
import { html } from 'lit';
import type { Estimate } from '../generated/types.js';
import { count, duration, plural, range } from '../ui/format.js';
import type { Colour } from '../ui/palette.js';
import { bars } from './figures/bars.js';
import { type Colours, type Lane, lanes, spansOf } from './figures/lanes.js';
import { type Knobs, type LiveLab, watched, whole } from './lab.js';

/** One kind of worker under one rule. */
export interface Waits {
  /** How long each entry was waited for, milliseconds. */
  waits: number[];
  wait: Estimate | null;
}

/** What came of one rule. */
export interface PolicyRun {
  policy: string;
  readers: Waits;
  writers: Waits;
  /** For each write, how many readers came later and entered earlier. */
  overtaken: number[];
  lanes: Lane[];
}

/** What the lab shows. */
export interface ReadersWritersShown {
  policies: PolicyRun[];
}

const TITLES: Record<string, string> = {
  readers: 'Readers first',
  writers: 'Writers first',
  fair: 'Whoever came first',
};
const COLOURS: Colours = { waiting: 'lost-imbalance', inside: 'act-solve', outside: 'lost-idle' };
const NOBODY: Waits = { waits: [], wait: null };

const chosen = ({ policy }: Knobs): string[] => (policy === 'all' ? Object.keys(TITLES) : [policy!]);

export const lab: LiveLab<ReadersWritersShown> = {
  first: (knobs) => ({
    policies: chosen(knobs).map((policy) => ({
      policy,
      readers: NOBODY,
      writers: NOBODY,
      overtaken: [],
      lanes: [],
    })),
  }),

  async run(knobs, { open, show, core }) {
    let shown = this.first(knobs);
    const [readers, writers, time] = ['readers', 'writers', 'time'].map((name) => whole(knobs, name)) as [
      number,
      number,
      number,
    ];
    const actors = readers + writers;
    show(shown, 0, `Starting ${plural(actors, 'worker')}`);
    const session = await open(actors);
    for (const [index, { policy }] of shown.policies.entries()) {
      const playing = await session.play({ lab: 'readers-writers', knobs: { ...knobs, policy }, actors });
      const { board } = playing;
      const results = await watched(playing, () =>
        show(shown, (index + Math.min(1, board.now() / time)) / shown.policies.length, TITLES[policy]!),
      );
      const column = (some: number[][], at: number) =>
        some.flatMap((one) => one.filter((_, place) => place % 2 === at));
      const waitsOf = (some: number[][]): Waits => ({
        waits: column(some, 0),
        wait: core.estimateOf(some.map((one) => column([one], 0))),
      });
      const one: PolicyRun = {
        policy,
        readers: waitsOf(results.slice(0, readers)),
        writers: waitsOf(results.slice(readers)),
        overtaken: column(results.slice(readers), 1),
        lanes: results.map((_, actor) => ({
          title: actor < readers ? `Reader ${actor + 1}` : `Writer ${actor - readers + 1}`,
          words: plural(board.count(actor), 'entry', 'entries'),
          spans: spansOf(board.log(actor), board.now())
            .filter(({ from }) => from < WINDOW)
            .map((span) => ({ ...span, to: Math.min(span.to, WINDOW) })),
        })),
      };
      shown = { policies: shown.policies.map((old, at) => (at === index ? one : old)) };
      show(shown, (index + 1) / shown.policies.length, '');
    }
  },

  figure({ policies }, width) {
    const rows = policies.flatMap(({ policy, readers, writers }) => [
      row(`${TITLES[policy]}: readers wait`, 'threads', readers),
      row(`${TITLES[policy]}: writers wait`, 'processes-copy', writers),
    ]);
    return html`${bars(rows, 'median wait', duration, width)}
      ${policies.map(({ policy, lanes: some }) =>
        some.length
          ? html`<details><summary><h3>${TITLES[policy]}: the first ${duration(WINDOW)}</h3></summary>${lanes(some, [], COLOURS, width, TITLES[policy]!)}</details>`
          : '',
      )}`;
  },

  verdict({ policies }) {
    return policies
      .filter(({ overtaken, readers }) => overtaken.length + readers.waits.length)
      .map(({ policy, overtaken, writers, readers }) => {
        const worst = overtaken.reduce((most, one) => Math.max(most, one), 0);
        const longest = Math.max(0, ...writers.waits);
        const words = worst
          ? `a waiting writer was overtaken by up to ${plural(worst, 'reader')}`
          : 'no waiting writer was overtaken';
        return `${TITLES[policy]}: ${words}, and waited ${duration(longest)} at most; ${plural(writers.waits.length, 'write')}, ${plural(readers.waits.length, 'read')}.`;
      })
      .join(' ');
  },
};

/** How much of the timeline is drawn, milliseconds. */
const WINDOW = 60;

function row(title: string, colour: Colour, { waits, wait }: Waits) {
  const longest = Math.max(0, ...waits);
  const words = wait
    ? `median ${duration(wait.value)} (${range(wait, duration)}), longest ${duration(longest)}, ${count(waits.length)} times`
    : waits.length
      ? ''
      : 'not yet';
  // Evenly picked, and the longest, which matters most.
  const step = Math.ceil(waits.length / 60);
  const dots = [...waits.filter((_, place) => place % step === 0), longest];
  return { title, colour, estimate: wait, dots: waits.length ? dots : [], words };
}
