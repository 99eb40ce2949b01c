/** Workers that wait for each other in six ways: what each did when, and which token went where. */
import { html, nothing } from 'lit';
import { count, duration, plural } from '../ui/format.js';
import { type Colours, type Lane, lanes, spansOf, type Token } from './figures/lanes.js';
import { type Knobs, type LiveLab, watched, whole } from './lab.js';

/** Something an actor told: what it means depends on what they are coordinated with. */
export interface Told {
  actor: number;
  kind: number;
  token: number;
  at: number;
}

/** What the lab shows. */
export interface CoordinationShown {
  with: string;
  lanes: Lane[];
  tokens: Token[];
  told: Told[];
  took: number;
}

const COLOURS: Colours = { working: 'act-solve', waiting: 'lost-imbalance', done: 'lost-idle' };
/** More tokens than this can't be told apart. */
const MOST_TOKENS = 60;

const passed = ({ with: way }: Knobs) => way === 'queue' || way === 'condition';

export const lab: LiveLab<CoordinationShown> = {
  first: (knobs) => ({
    with: knobs.with!,
    lanes: namesOf(knobs).map((title) => ({ title, spans: [] })),
    tokens: [],
    told: [],
    took: 0,
  }),

  async run(knobs, { open, show }) {
    const first = this.first(knobs);
    const names = namesOf(knobs);
    show(first, 0, `Starting ${plural(names.length, 'worker')}`);
    const session = await open(names.length);
    const playing = await session.play({ lab: 'coordination', knobs, actors: names.length });
    const { board } = playing;
    const all = passed(knobs) ? 2 * whole(knobs, 'items') : names.length * whole(knobs, 'items');
    const rows = (end: number): Lane[] =>
      names.map((title, actor) => ({
        title,
        spans: spansOf(board.log(actor), end).filter(({ state }) => state !== 'done'),
        words: plural(board.count(actor), 'piece of work', 'pieces of work'),
      }));
    const results = await watched(playing, () => {
      const done = names.reduce((sum, _, actor) => sum + board.count(actor), 0);
      show(
        { ...first, lanes: rows(board.now()) },
        done / all,
        `${count(done)} of ${count(all)} pieces of work`,
      );
    });
    const told = results.flatMap((some, actor) =>
      Array.from({ length: some.length / 3 }, (_, index): Told => {
        const [kind, token, at] = some.slice(3 * index, 3 * index + 3) as [number, number, number];
        return { actor, kind, token, at };
      }),
    );
    const took = Math.max(...names.flatMap((_, actor) => board.log(actor).map(({ at }) => at)));
    show({ with: knobs.with!, lanes: rows(took), tokens: tokensOf(knobs, told), told, took }, 1, '');
  },

  figure({ lanes: rows, tokens, told, with: way }, width) {
    const drawn = tokens.slice(0, MOST_TOKENS);
    return html`${lanes(rows, drawn, COLOURS, width, 'What each worker did when')}
      ${drawn.length < tokens.length ? html`<p class="small">The first ${MOST_TOKENS} of ${count(tokens.length)} tokens are drawn.</p>` : nothing}
      ${way === 'thread-local' && told.length ? ownCounts(rows, told) : nothing}`;
  },

  verdict({ with: way, lanes: rows, told, took }, knobs) {
    if (!told.length) return '';
    const taken = told.filter(({ kind }) => kind === 1);
    const waited = rows.map(({ spans }) =>
      spans.reduce((sum, { from, to, state }) => sum + (state === 'waiting' ? to - from : 0), 0),
    );
    const waiting = `Workers waited ${duration(waited.reduce((sum, one) => sum + one, 0) / rows.length)} of ${duration(took)} on average.`;
    const distinct = new Set(taken.map(({ token }) => token)).size;
    switch (way) {
      case 'queue':
      case 'condition':
        return `${plural(taken.length, 'item')} went through, ${taken.length === distinct ? 'each exactly once' : 'some twice'}. ${waiting}`;
      case 'event':
        return `In each of ${plural(distinct, 'round')}, nobody went on before the event was set, and then all did. ${waiting}`;
      case 'barrier':
        return `In each of ${plural(distinct, 'round')}, nobody passed the barrier before all had come. ${waiting}`;
      case 'semaphore':
        return `At most ${count(Math.max(...told.map(({ token }) => token)))} of ${plural(rows.length, 'worker')} were inside at once; there are ${plural(whole(knobs, 'capacity'), 'permit')}. ${waiting}`;
      default:
        return `Every worker’s own count ended at ${count(whole(knobs, 'items'))}, the shared one at ${count(Math.max(...taken.map(({ token }) => token)))}.`;
    }
  },
};

function namesOf(knobs: Knobs): string[] {
  const [producers, consumers] = [whole(knobs, 'producers'), whole(knobs, 'consumers')];
  if (!passed(knobs))
    return Array.from({ length: producers + consumers }, (_, actor) => `Worker ${actor + 1}`);
  const named = (word: string, many: number) =>
    Array.from({ length: many }, (_, one) => `${word} ${one + 1}`);
  return [...named('Producer', producers), ...named('Consumer', consumers)];
}

/** From who gave to who took; from who set the event to who went on. */
function tokensOf(knobs: Knobs, told: readonly Told[]): Token[] {
  if (!passed(knobs) && knobs.with !== 'event') return [];
  const given = new Map(told.filter(({ kind }) => kind === 0).map((one) => [one.token, one]));
  return told
    .filter(({ kind }) => kind === 1)
    .sort((a, b) => a.at - b.at)
    .flatMap(({ actor, token, at }) => {
      const from = given.get(token);
      return from
        ? [
            {
              from: { lane: from.actor, at: Math.min(from.at, at) },
              to: { lane: actor, at },
              title: String(token + 1),
            },
          ]
        : [];
    });
}

function ownCounts(rows: readonly Lane[], told: readonly Told[]) {
  const last = (actor: number, kind: number) =>
    Math.max(...told.filter((one) => one.actor === actor && one.kind === kind).map(({ token }) => token));
  return html`<div class="scroll"><table>
    <caption>The last count that each worker saw: its own, and the one that all share.</caption>
    <thead><tr><th scope="col">Worker</th><th scope="col">Own</th><th scope="col">Shared</th></tr></thead>
    <tbody>${rows.map(({ title }, actor) => html`<tr><th scope="row">${title}</th><td>${last(actor, 0)}</td><td>${last(actor, 1)}</td></tr>`)}</tbody>
  </table></div>`;
}
