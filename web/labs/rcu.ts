/** Readers of a network that is rebuilt meanwhile: reads per second against readers, and torn reads. */
import { html, nothing } from 'lit';
import type { Estimate } from '../generated/types.js';
import { count, plural, short, times } from '../ui/format.js';
import { type Axes, lines } from './figures/lines.js';
import { type Knobs, type LiveLab, whole } from './lab.js';

/** One way with so many readers. */
export interface RcuPoint {
  readers: number;
  /** Reads per second of all readers together, for each sample. */
  rates: number[];
  rate: Estimate;
  reads: number;
  /** Reads that saw a torn network, and a station where it was torn. */
  torn: number;
  station: number | null;
  updates: number;
}

/** What the lab shows. */
export interface RcuShown {
  ways: { way: string; points: RcuPoint[] }[];
}

const LINES = {
  lock: { key: 'processes-copy', marker: 'triangle', title: 'Behind a lock' },
  rcu: { key: 'threads', marker: 'circle', title: 'Snapshots (RCU)' },
  neither: { key: 'serial', marker: 'square', title: 'Neither' },
} as const;
type Way = keyof typeof LINES;
const SAMPLES = 5;

const chosen = ({ network }: Knobs): string[] => (network === 'all' ? Object.keys(LINES) : [network!]);

export const lab: LiveLab<RcuShown> = {
  first: (knobs) => ({ ways: chosen(knobs).map((way) => ({ way, points: [] })) }),

  async run(knobs, { open, show, core }) {
    let shown = this.first(knobs);
    const [most, writers] = [whole(knobs, 'readers'), whole(knobs, 'writers')];
    show(shown, 0, `Starting ${plural(most + writers, 'worker')}`);
    const session = await open(most + writers);
    const steps = most * shown.ways.length;
    for (let readers = 1; readers <= most; readers++) {
      for (const [index, { way }] of shown.ways.entries()) {
        const share = ((readers - 1) * shown.ways.length + index) / steps;
        show(shown, share, `${LINES[way as Way].title}, ${plural(readers, 'reader')}`);
        const samples: number[][][] = [];
        while (samples.length < SAMPLES) {
          const act = {
            lab: 'rcu',
            knobs: { ...knobs, network: way, readers: String(readers) },
            actors: readers + writers,
          };
          samples.push(await (await session.play(act)).done);
        }
        const point = pointOf(readers, samples, (rates) => core.estimateOf([rates])!);
        shown = {
          ways: shown.ways.map((old, at) => (at === index ? { way, points: [...old.points, point] } : old)),
        };
      }
      show(shown, readers / most, '');
    }
  },

  figure({ ways }, width, knobs) {
    const axes: Axes = {
      title: 'Reads per second against readers',
      along: 'readers',
      most: whole(knobs, 'readers'),
      axis: 'reads per second',
      words: (value) => short(rounded(value)),
    };
    const series = ways.map(({ way, points }) => ({
      line: LINES[way as Way],
      points: points.map(({ readers, rate, rates }) => ({ at: readers, estimate: rate, dots: rates })),
    }));
    const rows = ways.flatMap(({ way, points }) => (points.length ? [{ way, points }] : []));
    return html`${lines(series, axes, width)}
      ${
        rows.length
          ? html`<div class="scroll"><table>
        <caption>Torn reads: a station’s line ended at one that knew nothing of it.</caption>
        <thead><tr><th scope="col">Network</th><th scope="col">Reads</th><th scope="col">Torn</th><th scope="col">Updates</th></tr></thead>
        <tbody>${rows.map(({ way, points }) => {
          const sum = (of: (point: RcuPoint) => number) => points.reduce((all, point) => all + of(point), 0);
          const station = points.find((point) => point.station !== null)?.station;
          return html`<tr><th scope="row">${LINES[way as Way].title}</th><td>${count(sum(({ reads }) => reads))}</td>
            <td>${count(sum(({ torn }) => torn))}${station == null ? nothing : html` <span class="small">one of them at station ${station + 1}</span>`}</td>
            <td>${count(sum(({ updates }) => updates))}</td></tr>`;
        })}</tbody>
      </table></div>`
          : nothing
      }`;
  },

  verdict({ ways }) {
    const last = (way: string) => ways.find((one) => one.way === way)?.points.at(-1);
    const torn = (way: string) =>
      ways.find((one) => one.way === way)?.points.reduce((sum, point) => sum + point.torn, 0);
    const [lock, rcu] = [last('lock'), last('rcu')];
    const words = [];
    if (lock && rcu && lock.readers === rcu.readers)
      words.push(
        `With ${plural(rcu.readers, 'reader')}, snapshots give ${times(rcu.rate.value / lock.rate.value)} the reads of the lock.`,
      );
    if (rcu)
      words.push(
        `No snapshot was torn in ${count(ways.find(({ way }) => way === 'rcu')!.points.reduce((sum, { reads }) => sum + reads, 0))} reads${torn('rcu') ? `, but for ${count(torn('rcu')!)}` : ''}.`,
      );
    if (last('neither')) words.push(`With neither, ${plural(torn('neither')!, 'read')} saw a torn network.`);
    return words.join(' ');
  },
};

/** Three significant digits: what `10.4 k` takes. */
function rounded(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.round(value / step) * step;
}

function pointOf(readers: number, samples: number[][][], estimate: (rates: number[]) => Estimate): RcuPoint {
  const reading = samples.map((sample) => sample.slice(0, readers));
  const rates = reading.map((some) =>
    some.reduce((sum, [reads, , took]) => sum + (1000 * reads!) / took!, 0),
  );
  const all = reading.flat();
  const sum = (some: number[][], at: number) => some.reduce((total, one) => total + one[at]!, 0);
  const found = all.find((one) => one[3]! >= 0);
  return {
    readers,
    rates,
    rate: estimate(rates),
    reads: sum(all, 0),
    torn: sum(all, 1),
    station: found ? found[3]! : null,
    updates: sum(
      samples.flatMap((sample) => sample.slice(readers)),
      0,
    ),
  };
}
