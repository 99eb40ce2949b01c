import { css, html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import type { Estimate, Phases, Plan, Point, Report, Series } from '../generated/types.js';
import { residual } from './chart/words.js';
import { swatch } from './controls.js';
import { duration, percent, range, times } from './format.js';
import { type Line, linesOf, seriesOf } from './lines.js';
import { base } from './styles/base.js';
import { term } from './term.js';

/** One row: a point of a line, measured or not yet. */
interface Row {
  line: Line;
  order: number;
  workers: number;
  point: Point | undefined;
  series: Series | undefined;
}

const PHASES = ['split', 'send', 'solve', 'receive', 'merge'] as const satisfies readonly (keyof Phases)[];

/** A column: its head, what it sorts by, what it shows. */
interface Column {
  id: string;
  title: string;
  width: string;
  key(row: Row): number;
  cell(row: Row): unknown;
}

/** How far each point is from the fitted laws. */
const LAWS = [
  { law: 'amdahl', title: 'Off Amdahl' },
  { law: 'usl', title: 'Off USL' },
] as const;

const offBy = (series: Series | undefined, law: 'amdahl' | 'usl', workers: number) =>
  series?.[law]?.residuals.find((one) => one.workers === workers)?.share;

const estimate = (of: Estimate | null | undefined, words: (value: number) => string) =>
  of ? html`${words(of.value)}<small>${range(of, words)}</small>` : '–';

const COLUMNS: readonly Column[] = [
  {
    id: 'mode',
    title: 'Mode',
    width: '11rem',
    key: (row) => row.order,
    cell: ({ line }) => html`<span class="mode">${swatch(line.key, line.marker, 14)}${line.title}</span>`,
  },
  {
    id: 'workers',
    title: 'Workers',
    width: '5.25rem',
    key: (row) => row.workers,
    cell: (row) => row.workers,
  },
  {
    id: 'time',
    title: 'Time',
    width: '8.75rem',
    key: ({ point }) => point?.time?.value ?? Infinity,
    cell: ({ point }) => estimate(point?.time, duration),
  },
  {
    id: 'speedup',
    title: 'Speedup',
    width: '7.25rem',
    key: ({ point }) => point?.speedup?.value ?? -Infinity,
    cell: ({ point }) => estimate(point?.speedup, times),
  },
  {
    id: 'efficiency',
    title: 'Efficiency',
    width: '6rem',
    key: ({ point }) => point?.efficiency?.value ?? -Infinity,
    cell: ({ point }) => (point?.efficiency ? percent(point.efficiency.value) : '–'),
  },
  {
    id: 'karp-flatt',
    title: 'Karp–Flatt',
    width: '7.25rem',
    key: ({ point }) => point?.karpFlatt?.value ?? Infinity,
    cell: ({ point }) => estimate(point?.karpFlatt, percent),
  },
  ...LAWS.map(
    ({ law, title }): Column => ({
      id: `off-${law}`,
      title,
      width: '6.5rem',
      key: ({ series, workers }) => offBy(series, law, workers) ?? Infinity,
      cell: ({ series, workers }) => residual(series?.[law]?.residuals, workers) ?? '–',
    }),
  ),
  {
    id: 'scaled',
    title: 'Scaled',
    width: '7.25rem',
    key: ({ point }) => point?.scaled?.speedup.value ?? -Infinity,
    cell: ({ point }) => estimate(point?.scaled?.speedup, times),
  },
  {
    id: 'start-up',
    title: 'Start-up',
    width: '5.5rem',
    key: ({ point }) => point?.startUp ?? Infinity,
    cell: ({ point }) => (point?.startUp != null ? duration(point.startUp) : '–'),
  },
  ...PHASES.map(
    (phase): Column => ({
      id: phase,
      title: phase.charAt(0).toUpperCase() + phase.slice(1),
      width: '5rem',
      key: ({ point }) => point?.phases?.[phase] ?? Infinity,
      cell: ({ point }) => (point?.phases ? duration(point.phases[phase]) : '–'),
    }),
  ),
  {
    id: 'samples',
    title: 'Samples',
    width: '5.5rem',
    key: ({ point }) => point?.dots.length ?? 0,
    cell: ({ point }) => point?.dots.length || '–',
  },
];

/** The terms in the columns' heads, which are there to sort by. */
const COLUMN_TERMS = [
  ['workers', 'workers'],
  ['time', 'time'],
  ['speedup', 'speedup'],
  ['efficiency', 'efficiency'],
  ['karp-flatt', 'Karp–Flatt'],
  ['residual', 'how far off a law is'],
  ['scaled-speedup', 'scaled'],
  ['start-up', 'start-up'],
  ...PHASES.map((phase) => [phase, phase] as const),
  ['sample', 'samples'],
] as const;

/** The chart's data as a table, sortable by every column. */
export class LabTable extends LitElement {
  static override properties = {
    plan: { attribute: false },
    report: { attribute: false },
    sortBy: { state: true },
    down: { state: true },
  };
  declare plan: Plan | null;
  declare report: Report | null;
  declare private sortBy: string;
  declare private down: boolean;

  static override styles = [
    base,
    css`
      :host { display: block; min-height: 20rem; }
      .scroll { overflow-x: auto; border-radius: 8px; container-type: inline-size; }
      table { border-collapse: collapse; table-layout: fixed; font-size: 0.875rem; line-height: 1.35; font-variant-numeric: tabular-nums; min-width: 100%; }
      .terms { margin-bottom: 0.5rem; }
      caption { text-align: start; }
      th, td { padding: 0.5rem 0.625rem; text-align: end; border-bottom: 1px solid var(--lab-line); vertical-align: top; white-space: nowrap; }
      th:first-child, td:first-child { text-align: start; padding-inline-start: 0; position: sticky; inset-inline-start: 0; background: var(--lab-panel); z-index: 1; }
      thead th { padding-block: 0; vertical-align: bottom; border-bottom-color: var(--lab-edge); }
      tbody tr { height: 3.25rem; }
      tbody th { font-weight: 500; }
      thead button { border: 0; background: none; padding: 0 0.125rem; min-height: 2.75rem; width: 100%; font-weight: 600; display: flex; gap: 0.25rem; align-items: center; justify-content: flex-end; }
      thead th:first-child button { justify-content: flex-start; }
      thead button span { width: 0.625rem; flex: none; }
      td small { display: block; white-space: nowrap; font-size: 0.75rem; }
      .mode { display: inline-flex; gap: 0.5rem; align-items: center; }
      .mode svg { flex: none; }
      ${unsafeCSS(COLUMNS.map(({ id, width }) => `col.${id} { width: ${width}; }`).join('\n'))}
      @container (max-width: 40rem) {
        th:first-child, td:first-child { position: static; }
        tbody th { white-space: normal; }
        col.mode { width: 6.75rem; }
        col.workers { width: 4.5rem; }
        col.time { width: 8.25rem; }
      }
      .failed td { white-space: normal; text-align: start; color: var(--lab-bad); }
    `,
  ];

  constructor() {
    super();
    this.plan = null;
    this.report = null;
    this.sortBy = 'mode';
    this.down = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.plan) return nothing;
    return html`<p class="small terms">More on ${COLUMN_TERMS.map(([name, text], at) => html`${at ? ', ' : ''}${term(name, text)}`)}.</p><div class="scroll" role="region" aria-label="Measurements, scrollable" tabindex="0">
      <table>
        <caption class="visually-hidden">Every point of the chart, with absolute times</caption>
        <colgroup>${COLUMNS.map(({ id }) => html`<col class=${id} />`)}</colgroup>
        <thead><tr>${COLUMNS.map((column) => this.#head(column))}</tr></thead>
        <tbody>${this.#rows().map((row) => this.#row(row))}</tbody>
      </table>
    </div>`;
  }

  #rows(): Row[] {
    const rows = linesOf(this.plan!).flatMap((line, order) => {
      const series = seriesOf(this.report, line);
      const counts = line.mode === 'serial' ? [1] : this.plan!.workers;
      return counts.map(
        (workers): Row => ({
          line,
          order,
          workers,
          series,
          point: series?.points.find((point) => point.workers === workers),
        }),
      );
    });
    const { key } = COLUMNS.find(({ id }) => id === this.sortBy)!;
    const sign = this.down ? -1 : 1;
    // Equal infinities differ by NaN, which `||` passes over.
    return rows.sort((a, b) => sign * (key(a) - key(b)) || a.order - b.order || a.workers - b.workers);
  }

  #head({ id, title }: Column): TemplateResult {
    const sorted = this.sortBy === id;
    const sort = () => {
      this.down = sorted && !this.down;
      this.sortBy = id;
    };
    return html`<th scope="col" aria-sort=${sorted ? (this.down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" @click=${sort}>${title}<span aria-hidden="true">${sorted ? (this.down ? '↓' : '↑') : ''}</span></button>
    </th>`;
  }

  #row(row: Row): TemplateResult {
    const [mode, workers, ...rest] = COLUMNS;
    const failures = row.point?.failures ?? [];
    if (failures.length && !row.point?.time) {
      return html`<tr class="failed"><th scope="row">${mode!.cell(row)}</th><td>${workers!.cell(row)}</td>
        <td colspan=${rest.length}>Failed: ${reasons(row.point!)}</td></tr>`;
    }
    return html`<tr><th scope="row">${mode!.cell(row)}</th><td>${workers!.cell(row)}</td>${rest.map((column) => html`<td>${column.cell(row)}</td>`)}</tr>
      ${failures.length ? html`<tr class="failed"><th scope="row">${mode!.cell(row)}</th><td>${workers!.cell(row)}</td><td colspan=${rest.length}>${failures.length === 1 ? 'One realm' : `${failures.length} realms`} failed: ${reasons(row.point!)}</td></tr>` : nothing}`;
  }
}

/** Why a point's realms failed, each reason once. */
export function reasons(point: Point): string {
  return [...new Set(point.failures.map(({ message }) => message))].join(' ');
}

customElements.define('speedup-lab-table', LabTable);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-table': LabTable;
  }
}
