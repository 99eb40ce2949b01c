import type { Estimate, Plan, Point } from '../../generated/types.js';
import { environmentRows, repetitionsOf } from '../card.js';
import { readingWords } from '../chart/switches.js';
import { workloadOf } from '../draft.js';
import { count, duration, modeTitle, plural, range, times } from '../format.js';
import { type Line, linesOf, seriesOf } from '../lines.js';
import type { Saved } from './shelf.js';

/** A row of the comparison: what is compared, and what each report says. */
export interface Row {
  name: string;
  /** In the order of the reports. */
  cells: Cell[];
  /** Whether reports differ here. */
  differs: boolean;
}

/** What one report says in a row. */
export interface Cell {
  text: string;
  /** The interval, where the text is a value with one. */
  interval: string;
  /** Whether most of the reports say something else. */
  odd: boolean;
}

/** Rows that belong together. */
export interface Group {
  title: string;
  /** What the rows mean together; empty where nothing needs saying. */
  note: string;
  rows: Row[];
}

/** What was asked, on what, and the speedups, side by side. */
export function groupsOf(entries: readonly Saved[]): Group[] {
  return [plans(entries), machines(entries), serials(entries), ...speedups(entries)];
}

/** Marks what differs from what most reports say; where two are equally many, from the first. */
function row(name: string, texts: readonly string[]): Row {
  const votes = new Map<string, number>();
  for (const text of texts) votes.set(text, (votes.get(text) ?? 0) + 1);
  const most = Math.max(...votes.values());
  const usual = texts.find((text) => votes.get(text) === most);
  return {
    name,
    differs: votes.size > 1,
    cells: texts.map((text) => ({ text, interval: '', odd: text !== usual })),
  };
}

function plans(entries: readonly Saved[]): Group {
  const all = entries.map(({ report }) => planRows(report.plan));
  const names = [...new Set(all.flatMap((rows) => [...rows.keys()]))];
  const rows = names.map((name) =>
    row(
      name,
      all.map((one) => one.get(name) ?? '–'),
    ),
  );
  // The order of the cells follows from the seed, and so do the data; repetitions say how sure the numbers are.
  const unlike = rows.filter(({ name, differs }) => differs && !['Seed', 'Repetitions'].includes(name));
  const other = unlike.some(({ name }) => !['Modes', 'Workers'].includes(name));
  const where = unlike.map(({ name }) => name.toLowerCase()).join(', ');
  const so = other ? ', so their speedups are not of the same thing' : '';
  const note = unlike.length ? `The plans differ in ${where}${so}.` : '';
  return { title: 'What was asked', note, rows };
}

function planRows(plan: Plan): Map<string, string> {
  const { title, unit, options } = workloadOf(plan.workload);
  const known = title && workloadOf(plan.workload).id === plan.workload;
  return new Map([
    ['Workload', known ? title : plan.workload],
    ['Size', plan.input ? `own ${unit}` : `${count(plan.size)} ${unit}`],
    ...Object.entries(plan.options).map(([name, value]): [string, string] => [
      options.find((option) => option.name === name)?.label ?? name,
      value,
    ]),
    [
      'Modes',
      linesOf(plan)
        .map((line) => line.title)
        .join(', '),
    ],
    ['Workers', plan.workers.join(', ')],
    ['Repetitions', repetitionsOf(plan)],
    ['Seed', String(plan.seed)],
  ]);
}

/** A machine's moment differs always, and says nothing. */
function machines(entries: readonly Saved[]): Group {
  const all = entries.map(({ report }) => new Map(environmentRows(report.environment)));
  const rows = [...all[0]!.keys()].map((name) => {
    const made = row(
      name,
      all.map((one) => one.get(name) ?? '–'),
    );
    return name === 'Started' ? unmarked(made) : made;
  });
  return { title: 'On what', note: '', rows };
}

function unmarked(made: Row): Row {
  return { ...made, differs: false, cells: made.cells.map((cell) => ({ ...cell, odd: false })) };
}

/** The lines of any of the reports, in the order in which they first occur. */
export function linesOfAll(entries: readonly Saved[]): Line[] {
  const lines = entries.flatMap(({ report }) => linesOf(report.plan));
  return [...new Map(lines.map((line) => [line.key, line])).values()];
}

/** The worker counts that any report measured of a line, ascending. */
export function countsOfAll(entries: readonly Saved[], line: Line): number[] {
  const counts = entries.flatMap(({ report }) =>
    (seriesOf(report, line)?.points ?? []).map(({ workers }) => workers),
  );
  return [...new Set(counts)].sort((a, b) => a - b);
}

/** What the speedups are against. The reading is one for all: that of the page. */
function serials(entries: readonly Saved[]): Group {
  const cells = entries.map(({ report }) => measured(report.baseline, duration, false));
  const note = readingWords(entries[0]!.report.reading);
  return { title: 'Baseline', note, rows: [{ name: 'Serial program', differs: false, cells }] };
}

function speedups(entries: readonly Saved[]): Group[] {
  return linesOfAll(entries)
    .filter(({ mode }) => mode !== 'serial')
    .map((line) => ({
      title: `Speedup, ${modeTitle(line.mode, line.transport)}`,
      note: '',
      rows: countsOfAll(entries, line).flatMap((workers): Row[] => {
        const cells = (of: (point: Point) => Estimate | null | undefined, words: (value: number) => string) =>
          entries.map(({ report }): Cell => {
            const point = seriesOf(report, line)?.points.find((one) => one.workers === workers);
            return point ? measured(of(point), words, point.failures.length > 0) : cellOf('–');
          });
        const name = plural(workers, 'worker');
        return [
          { name, differs: false, cells: cells(({ speedup }) => speedup, times) },
          { name: `Time, ${name}`, differs: false, cells: cells(({ time }) => time, duration) },
        ];
      }),
    }));
}

const cellOf = (text: string, interval = ''): Cell => ({ text, interval, odd: false });

function measured(of: Estimate | null | undefined, words: (value: number) => string, failed: boolean): Cell {
  if (of) return cellOf(words(of.value), range(of, words));
  return cellOf(failed ? 'failed' : '–');
}
