/** Dining philosophers: the table, and meals per second of each solution. */
import { html, nothing } from 'lit';
import type { Estimate } from '../generated/types.js';
import { count, plural, range } from '../ui/format.js';
import type { Colour } from '../ui/palette.js';
import type { Board } from './board.js';
import { bars } from './figures/bars.js';
import { type Colours, key } from './figures/lanes.js';
import { ring, type Seat } from './figures/ring.js';
import { type Bench, guarded, type Knobs, type LiveLab, whole } from './lab.js';
import type { Session } from './session.js';
import { circle } from './waiting.js';

/** What came of one solution. */
export interface SolutionRuns {
  solution: string;
  /** Meals per second of each dinner that ended. */
  rates: number[];
  rate: Estimate | null;
  /** Dinners that a deadlock ended. */
  deadlocks: number;
  /** Meals eaten in each dinner, also in those. */
  meals: number[];
}

/** What the lab shows. */
export interface PhilosophersShown {
  solutions: SolutionRuns[];
  /** The table as it was last seen. */
  seats: Seat[];
  /** Whose table it is. */
  at: string;
}

const LOOK: Record<string, { title: string; colour: Colour }> = {
  naive: { title: 'Naive', colour: 'processes-copy' },
  ordered: { title: 'Ordered forks', colour: 'threads' },
  footman: { title: 'Footman', colour: 'processes-transfer' },
  async: { title: 'Async', colour: 'async' },
};
const COLOURS: Colours = {
  thinking: 'lost-idle',
  hungry: 'lost-imbalance',
  'one fork': 'act-send',
  eating: 'act-solve',
  done: 'act-split',
};
/** How long nobody eats before the watchdog looks for a circle, milliseconds; longer than any meal and any thought. */
const PATIENCE = 500;

const chosen = ({ solution }: Knobs): string[] => (solution === 'all' ? Object.keys(LOOK) : [solution!]);

function seatOf(board: Board | null, seat: number, solution: string): Seat {
  const detail = board?.detail(seat) ?? 0;
  const [held, wanted] = [(detail & 255) - 1, (detail >> 8) - 1];
  const state = board?.state(seat) ?? 'thinking';
  const n = board?.actors ?? 2;
  const both = state === 'eating' || (solution === 'async' && held >= 0);
  const holds = held < 0 ? [] : both ? [seat, (seat + 1) % n] : [held];
  return {
    title: String(seat + 1),
    state,
    holds,
    wants: wanted < 0 ? null : wanted,
    words: plural(board?.count(seat) ?? 0, 'meal'),
  };
}

export const lab: LiveLab<PhilosophersShown> = {
  first: (knobs) => ({
    solutions: chosen(knobs).map((solution) => ({
      solution,
      rates: [],
      rate: null,
      deadlocks: 0,
      meals: [],
    })),
    seats: Array.from({ length: whole(knobs, 'philosophers') }, (_, seat) => ({
      ...seatOf(null, seat, ''),
      title: String(seat + 1),
    })),
    at: '',
  }),

  async run(knobs, bench) {
    let shown = this.first(knobs);
    const [seats, runs] = [whole(knobs, 'philosophers'), whole(knobs, 'runs')];
    const dinners = shown.solutions.length * runs;
    bench.show(shown, 0, 'Starting workers');
    let session: Session | null = null;
    for (const [index, { solution }] of shown.solutions.entries()) {
      for (let run = 0; run < runs; run++) {
        // A table that has come to a stop takes its workers along.
        session ??= await bench.open(seats);
        const words = `${LOOK[solution]!.title}, dinner ${run + 1} of ${runs}`;
        const look = (board: Board) => ({
          ...shown,
          seats: Array.from({ length: seats }, (_, seat) => seatOf(board, seat, solution)),
          at: LOOK[solution]!.title,
        });
        const dinner = await dine(session, solution, knobs, (board, share) =>
          bench.show(look(board), (index * runs + run + share) / dinners, words),
        );
        if (dinner.took === null) {
          session.end();
          session = null;
        }
        shown = {
          ...look(dinner.board),
          solutions: shown.solutions.map((one, at) => (at === index ? added(one, dinner, bench) : one)),
        };
        bench.show(shown, (index * runs + run + 1) / dinners, words);
      }
    }
  },

  figure({ solutions, seats, at }, width) {
    const rows = solutions.map((one) => ({
      ...LOOK[one.solution]!,
      estimate: one.rate,
      dots: one.rates,
      words: barWords(one),
    }));
    return html`${bars(rows, 'meals per second', (value) => count(Math.round(value)), width)}
      <h3>The table${at ? `: ${at}` : ''}</h3>
      ${ring(seats, 'fork', COLOURS, width)} ${key(COLOURS)}
      ${circle(seats) ? html`<p class="small">Red: everybody holds a fork and waits for the next one. Nobody will ever eat again.</p>` : nothing}`;
  },

  verdict({ solutions }) {
    return solutions.map((one) => `${LOOK[one.solution]!.title}: ${barWords(one)}.`).join(' ');
  },
};

interface Dinner {
  board: Board;
  meals: number;
  /** Milliseconds; `null` where it came to a stop. */
  took: number | null;
}

async function dine(
  session: Session,
  solution: string,
  knobs: Knobs,
  look: (board: Board, share: number) => void,
): Promise<Dinner> {
  const seats = whole(knobs, 'philosophers');
  const playing = await session.play({
    lab: 'philosophers',
    knobs: { ...knobs, solution },
    actors: solution === 'async' ? 1 : seats,
  });
  const { board } = playing;
  const each = Array.from({ length: seats }, (_, seat) => seat);
  const meals = () => each.reduce((sum, seat) => sum + board.count(seat), 0);
  let results: number[][] = [];
  void playing.done.then(
    (told) => {
      results = told;
    },
    () => undefined,
  );
  const stopped = await guarded(playing, {
    patience: PATIENCE,
    progress: meals,
    look: () => look(board, meals() / (seats * whole(knobs, 'servings'))),
    stuck: () => (circle(each.map((seat) => seatOf(board, seat, solution))) ? 'deadlock' : null),
  });
  return { board, meals: meals(), took: stopped ? null : Math.max(...results.map(([took]) => took!)) };
}

function added(
  one: SolutionRuns,
  { meals, took }: Dinner,
  { core }: Pick<Bench<unknown>, 'core'>,
): SolutionRuns {
  const all = [...one.meals, meals];
  if (took === null) return { ...one, meals: all, deadlocks: one.deadlocks + 1 };
  const rates = [...one.rates, meals / (took / 1000)];
  return { ...one, meals: all, rates, rate: core.estimateOf([rates]) };
}

function barWords({ rate, deadlocks, meals }: SolutionRuns): string {
  if (!meals.length) return 'not run yet';
  const whole = (value: number) => count(Math.round(value));
  const speed = rate ? `${whole(rate.value)} meals per second (${range(rate, whole)})` : '';
  const stops = deadlocks
    ? `deadlock in ${count(deadlocks)} of ${plural(meals.length, 'dinner')}, after ${meals.map(count).join(', ')} meals`
    : 'no deadlock';
  return [speed, stops].filter(Boolean).join('; ');
}
