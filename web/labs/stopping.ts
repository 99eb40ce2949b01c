/** Stopping workers by a flag, and by ending them: what is left open. */
import { html } from 'lit';
import { count, duration, plural } from '../ui/format.js';
import { type Colours, type Lane, lanes, spansOf } from './figures/lanes.js';
import { type Knobs, type LiveLab, whole } from './lab.js';

/** What came of stopping in one way. */
export interface Stopped {
  by: string;
  /** Resources that each worker opened and closed. */
  opened: number[];
  closed: number[];
  /** What each was doing at the end. */
  states: string[];
  /** The worker that held the lock at the end, from 0; `null` where nobody did. */
  holder: number | null;
  /** From asking to the end of the last worker, milliseconds. */
  took: number;
  lanes: Lane[];
}

/** What the lab shows. */
export interface StoppingShown {
  stopped: Stopped[];
}

const COLOURS: Colours = {
  'open, at work': 'act-solve',
  'waiting for the lock': 'lost-imbalance',
  closed: 'lost-idle',
};
const TITLES: Record<string, string> = { flag: 'Asked by a flag', terminate: 'Ended from outside' };
const chosen = ({ by }: Knobs): string[] => (by === 'both' ? Object.keys(TITLES) : [by!]);
const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0);

export const lab: LiveLab<StoppingShown> = {
  first: () => ({ stopped: [] }),

  async run(knobs, { open, show, signal }) {
    let shown = this.first(knobs);
    const actors = whole(knobs, 'workers');
    const ways = chosen(knobs);
    show(shown, 0, `Starting ${plural(actors, 'worker')}`);
    for (const [index, by] of ways.entries()) {
      const session = await open(actors);
      const playing = await session.play({ lab: 'stopping', knobs, actors });
      const { board } = playing;
      while (board.now() < whole(knobs, 'after')) {
        show(shown, (index + board.now() / whole(knobs, 'after')) / ways.length, `${TITLES[by]}: at work`);
        await Promise.race([
          playing.done,
          new Promise((go) => setTimeout(go, Math.min(40, whole(knobs, 'after')))),
        ]);
        signal.throwIfAborted();
      }
      const asked = board.now();
      if (by === 'flag') {
        board.set(0, 1);
        await playing.done;
      }
      session.end();
      const end = board.now();
      const all = Array.from({ length: actors }, (_, actor) => actor);
      const [opened, closed] = [
        all.map((actor) => board.detail(actor)),
        all.map((actor) => board.count(actor)),
      ];
      const stopped: Stopped = {
        by,
        opened,
        closed,
        states: all.map((actor) => board.state(actor)),
        holder: board.head(1) ? board.head(1) - 1 : null,
        took: end - asked,
        lanes: all.map((actor) => ({
          title: `Worker ${actor + 1}`,
          words: `${count(opened[actor]!)} opened, ${count(closed[actor]!)} closed`,
          spans: spansOf(board.log(actor), end).filter(({ state }) => state !== 'stopped'),
        })),
      };
      shown = { stopped: [...shown.stopped, stopped] };
      show(shown, (index + 1) / ways.length, '');
    }
  },

  figure({ stopped }, width) {
    return html`${stopped.map(
      (one) => html`<h3>${TITLES[one.by]}</h3>
      ${lanes(one.lanes, [], COLOURS, width, TITLES[one.by]!)}
      <div class="scroll"><table>
        <caption>When it was over</caption>
        <thead><tr><th scope="col">Worker</th><th scope="col">Was</th><th scope="col">Left open</th></tr></thead>
        <tbody>${one.states.map((state, actor) => html`<tr><th scope="row">${actor + 1}</th><td>${state}</td><td>${one.opened[actor]! - one.closed[actor]!}${one.holder === actor ? ', and the lock' : ''}</td></tr>`)}</tbody>
      </table></div>`,
    )}`;
  },

  verdict({ stopped }) {
    return stopped
      .map(({ by, opened, closed, holder, took }) => {
        const open = sum(opened) - sum(closed);
        const lock = holder === null ? '' : `, and the lock locked for ever by worker ${holder + 1}`;
        return `${TITLES[by]}: all had ended ${duration(took)} later, with ${open ? plural(open, 'resource') : 'nothing'} left open${lock}; ${plural(sum(closed), 'piece')} done.`;
      })
      .join(' ');
  },
};
