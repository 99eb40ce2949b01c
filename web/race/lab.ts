/** Race the peers: our programs and those that others would use, on the same input, in turns, on the visitor's machine. */
import { html } from 'lit';
import { capabilities, cores } from '../capabilities.js';
import type { Knobs, LiveLab } from '../labs/lab.js';
import { count, plural, range, times } from '../ui/format.js';
import { type Entrant, entrants, linkOf, type Settings } from './contenders.js';
import type { Ran, Ratio } from './protocol.js';
import { race } from './run.js';
import type { RaceShown } from './table.js';
import './table.js';

/** The most threads that a pool has here. */
const MOST = 64;

const threads = () => globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer === 'function';

function settingsOf(knobs: Knobs): Settings {
  const { program, size, type, difficulty, workers } = knobs;
  const sort = program !== 'sudoku';
  return {
    program: sort ? 'sort' : 'sudoku',
    size: Number(sort ? size : knobs.puzzles),
    type: type === 'float64' ? 'float64' : 'uint32',
    difficulty: difficulty ?? 'hard',
    workers: workers === 'auto' ? Math.min(MOST, cores()) : Number(workers),
  };
}

export const lab: LiveLab<RaceShown> = {
  anywhere: true,

  first: (knobs) => ({ entrants: entrants(settingsOf(knobs), threads()), ran: null }),

  async run(knobs, { signal, show }) {
    const settings = settingsOf(knobs);
    const isolated = (await capabilities()).modes.threads.available;
    const contenders = entrants(settings, isolated);
    const rounds = Number(knobs.rounds);
    show({ entrants: contenders, ran: null }, 0, 'Loading the programs');
    const onRound = (done: number) => {
      const words = done < 0 ? 'Everybody warms up' : `Round ${Math.min(done + 1, rounds)} of ${rounds}`;
      show({ entrants: contenders, ran: null }, (Math.max(0, done) + 0.5) / (rounds + 1), words);
    };
    const link = linkOf(settings);
    const ran = await race({
      link,
      workers: settings.workers,
      contenders: contenders.map(({ name, build, program }) => ({ name, build, program })),
      rounds,
      threads: isolated,
      signal,
      onRound,
    });
    show({ entrants: contenders, ran }, 1, 'Done');
  },

  figure: (shown) => html`<speedup-lab-race .shown=${shown}></speedup-lab-race>`,

  verdict({ entrants, ran }, knobs) {
    if (!ran) return '';
    const { program, size } = settingsOf(knobs);
    const what = program === 'sort' ? `${count(size)} numbers` : plural(size, 'puzzle');
    const rows = entrants.map((entrant, index) => ({ entrant, ran: ran[index] as Ran }));
    const sides = [
      { many: false, words: 'on one worker', ratio: (of: Ran) => of.alone },
      { many: true, words: 'on threads', ratio: (of: Ran) => of.pooled },
    ];
    const said = sides.flatMap(({ many, words, ratio }) => {
      const peers = rows.filter(({ entrant }) => !entrant.ours && (many || entrant.build !== 'shared'));
      const best = peers.reduce((a, b) => (a.ran.time <= b.ran.time ? a : b));
      const against = ratio(best.ran);
      return against ? [sentence(best.entrant, against, words)] : [];
    });
    return `${what}, every answer checked. ${said.join(' ')}`;
  },
};

/** How the best of the others did against ours. */
function sentence({ name, from }: Entrant, ratio: Ratio, words: string): string {
  const who = `the quickest of the others, ${name} (${from})`;
  const how = `${times(ratio.value)} as long (${range(ratio, times)})`;
  if (ratio.low > 1) return `Against ours ${words}, ${who}, took ${how}.`;
  if (ratio.high < 1) return `Ours ${words} was beaten: ${who}, took ${how}.`;
  return `Ours ${words} and ${who}, can’t be told apart: ${how}.`;
}
