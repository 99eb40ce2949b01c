/** Two workers and two locks; the watchdog, and who waits for whom. */
import { html } from 'lit';
import { count, duration, plural } from '../ui/format.js';
import type { Board } from './board.js';
import { type Colours, key, type Lane, lanes, spansOf } from './figures/lanes.js';
import { ring, type Seat } from './figures/ring.js';
import { guarded, type LiveLab, whole } from './lab.js';
import { circle } from './waiting.js';

/** What the lab shows. */
export interface DeadlockShown {
  /** `done`, or why the watchdog ended it; empty while it goes on. */
  ended: '' | 'done' | 'deadlock' | 'livelock';
  /** Rounds of each worker. */
  rounds: number[];
  /** Steps back, or how often the right of way was given away. */
  retreats: number;
  /** From the start to the end, or to the last round before the watchdog, milliseconds. */
  took: number;
  seats: Seat[];
  lanes: Lane[];
}

const COLOURS: Colours = {
  waiting: 'lost-imbalance',
  holding: 'act-send',
  working: 'act-solve',
  'between rounds': 'lost-idle',
};
const NAMES = ['Worker A', 'Worker B'];
const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0);

const seatOf = (board: Board | null, seat: number): Seat => {
  const detail = board?.detail(seat) ?? 0;
  const held = [0, 1].filter((lock) => (detail >> lock) & 1);
  const wanted = (detail >> 8) - 1;
  return {
    title: NAMES[seat]!,
    state: board?.state(seat) ?? 'between rounds',
    holds: held,
    wants: wanted < 0 ? null : wanted,
    words: plural(board?.count(seat) ?? 0, 'round'),
  };
};

export const lab: LiveLab<DeadlockShown> = {
  first: () => ({
    ended: '',
    rounds: [0, 0],
    retreats: 0,
    took: 0,
    seats: [0, 1].map((seat) => seatOf(null, seat)),
    lanes: [],
  }),

  async run(knobs, { open, show }) {
    const session = await open(2);
    const playing = await session.play({ lab: 'deadlock', knobs, actors: 2 });
    const { board } = playing;
    const rounds = () => [0, 1].map((actor) => board.count(actor));
    const total = 2 * whole(knobs, 'rounds');
    let [last, since] = [0, board.now()];
    const seen = (ended: DeadlockShown['ended']): DeadlockShown => ({
      ended,
      rounds: rounds(),
      retreats: board.head(1),
      took: ended === 'done' ? board.now() : since,
      seats: [0, 1].map((seat) => seatOf(board, seat)),
      lanes: [0, 1].map((actor) => ({
        title: NAMES[actor]!,
        spans: spansOf(board.log(actor), board.now()),
        words: 'its first 64 steps',
      })),
    });
    const done = (): number => sum(rounds());
    let before = 0;
    const verdict = await guarded(playing, {
      patience: whole(knobs, 'patience'),
      progress: done,
      look: () => {
        if (done() !== last) [last, since] = [done(), board.now()];
        show(seen(''), done() / total, `${count(done())} of ${count(total)} rounds`);
      },
      // Both blocked in a circle is for ever. Steps back without a round are a livelock, as long as it lasts.
      stuck: () => {
        if (circle([0, 1].map((seat) => seatOf(board, seat))) && knobs.order !== 'polite') return 'deadlock';
        const retreats = board.head(1);
        const moving = retreats > before;
        before = retreats;
        return moving ? 'livelock' : null;
      },
    });
    const shown = seen(verdict ?? 'done');
    session.end();
    show(shown, 1, '');
  },

  figure({ seats, lanes: rows }, width) {
    return html`${ring(seats, 'lock', { ...COLOURS, done: 'act-split' }, width)}
      ${rows.length ? lanes(rows, [], COLOURS, width, 'The first steps of each worker') : key(COLOURS)}`;
  },

  verdict({ ended, rounds, retreats, took }, knobs) {
    const back = knobs.order === 'polite' ? 'gave way' : 'stepped back';
    switch (ended) {
      case 'deadlock':
        return `Deadlock after ${plural(sum(rounds), 'round')}, ${duration(took)} from the start: each worker holds one lock and waits for the other’s. The watchdog ended both.`;
      case 'livelock':
        return `Livelock: the workers ${back} ${count(retreats)} times and finished ${plural(sum(rounds), 'round')}. The watchdog ended both.`;
      case 'done':
        return `All ${plural(sum(rounds), 'round')} done in ${duration(took)}${retreats ? `; the workers ${back} ${count(retreats)} times` : ''}. No deadlock.`;
      default:
        return '';
    }
  },
};
