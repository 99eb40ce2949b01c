import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Report } from '../../generated/types.js';
import { machineTitle } from '../card.js';
import { save } from '../export.js';
import { plural } from '../format.js';
import { base } from '../styles/base.js';
import { fileStyles } from '../styles/file.js';
import { Width } from '../width.js';
import { machinesChart } from './machines.js';
import { fileButton } from './panels.js';
import { countsOfAll, type Group, groupsOf, linesOfAll, type Row } from './rows.js';
import type { Saved, Shelf } from './shelf.js';
import { styles } from './styles.js';

/** Two saved reports or more, side by side, and what each machine made of the same point. */
export class LabCompare extends LitElement {
  static override properties = {
    shelf: { attribute: false },
    entries: { attribute: false },
    own: { attribute: false },
    line: { state: true },
    workers: { state: true },
  };
  declare shelf: Shelf | null;
  declare entries: readonly Saved[];
  /** The lab's own report, where there is one to compare with. */
  declare own: Report | null;
  /** The line of the chart by machine. */
  declare private line: string;
  /** The worker count of that chart; 0 for the most that most of them have. */
  declare private workers: number;

  readonly #width = new Width(this);

  static override styles = [base, fileStyles, styles];

  constructor() {
    super();
    this.shelf = null;
    this.entries = [];
    this.own = null;
    this.line = '';
    this.workers = 0;
  }

  /** Brings the comparison into view as it comes: it stands above the lab. */
  protected override firstUpdated(): void {
    this.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { shelf, entries, own } = this;
    if (!shelf || entries.length < 2) return nothing;
    return html`<section aria-labelledby="compare-title">
      <div class="head">
        <div>
          <h2 id="compare-title">${plural(entries.length, 'report')} compared</h2>
          <p class="small">Each was measured on its own machine and is computed anew from its samples. What differs${entries.length > 2 ? ' from most of them' : ''} is marked.</p>
        </div>
        <div class="actions">
          ${fileButton(shelf)}
          ${own && !shelf.has(own) ? html`<button type="button" @click=${() => shelf.put('Measured here', own)}>Add my own</button>` : nothing}
          <button type="button" @click=${() => save(shelf.file())}>Save all as one file</button>
          <button type="button" @click=${() => shelf.close()}>Close all</button>
        </div>
      </div>
      ${this.#byMachine(shelf)}
      ${sideBySide(entries, (id) => shelf.remove(id))}
    </section>`;
  }

  #byMachine({ core }: Shelf): TemplateResult | typeof nothing {
    const { entries } = this;
    const lines = linesOfAll(entries).filter(({ mode }) => mode !== 'serial');
    const line = lines.find(({ key }) => key === this.line) ?? lines[0];
    if (!line || !core) return nothing;
    const counts = countsOfAll(entries, line);
    const workers = counts.includes(this.workers) ? this.workers : usual(entries, line.key, counts);
    const found = core.classOf(
      entries.map(({ report }) => report),
      line.mode,
      line.transport,
      workers,
    );
    return html`<section class="machines" aria-labelledby="machines-title">
      <h3 id="machines-title">Speedup by machine</h3>
      <div class="choice">
        <label>Line <select @change=${(event: Event) => {
          this.line = (event.target as HTMLSelectElement).value;
        }}>${lines.map(({ key, title }) => html`<option value=${key} .selected=${key === line.key}>${title}</option>`)}</select></label>
        <label>Workers <select @change=${(event: Event) => {
          this.workers = Number((event.target as HTMLSelectElement).value);
        }}>${counts.map((count) => html`<option value=${count} .selected=${count === workers}>${count}</option>`)}</select></label>
      </div>
      ${this.#width.value ? machinesChart(entries, found, line, this.#width.value) : nothing}
    </section>`;
  }
}

/** The most workers that at least half of the reports measured of a line. */
function usual(entries: readonly Saved[], key: string, counts: readonly number[]): number {
  const has = (workers: number) =>
    entries.filter(({ report }) =>
      report.series.some(
        ({ mode, transport, points }) =>
          (transport ? `${mode}-${transport}` : mode) === key &&
          points.some((point) => point.workers === workers && point.speedup),
      ),
    ).length;
  return counts.findLast((workers) => has(workers) * 2 >= entries.length) ?? counts.at(-1) ?? 1;
}

function sideBySide(entries: readonly Saved[], remove: (id: number) => void): TemplateResult {
  const groups = groupsOf(entries);
  return html`<div class="scroll" role="region" aria-label="Reports side by side, scrollable" tabindex="0"><table>
    <caption class="visually-hidden">The reports side by side</caption>
    <thead><tr><td></td>${entries.map(
      ({ id, name, report }) => html`<th scope="col"><span class="name">${name}</span>
        <small>${machineTitle(report.environment)}</small>
        <button type="button" class="link" aria-label="Remove ${name}" @click=${() => remove(id)}>Remove</button></th>`,
    )}</tr></thead>
    ${groups.map((group) => groupRows(group, entries.length))}
  </table></div>`;
}

function groupRows({ title, note, rows }: Group, columns: number): TemplateResult {
  return html`<tbody>
    <tr class="group"><th scope="rowgroup" colspan=${columns + 1}><span>${title}</span>${note ? html`<small class="note">${note}</small>` : nothing}</th></tr>
    ${rows.map(
      ({ name, differs, cells }: Row) => html`<tr class=${differs ? 'differs' : ''}>
        <th scope="row">${name}${differs ? html` <small class="tag">differs</small>` : nothing}</th>
        ${cells.map(({ text, interval, odd }) => html`<td class=${odd ? 'odd' : ''}>${text}${interval ? html`<small>${interval}</small>` : nothing}</td>`)}
      </tr>`,
    )}
  </tbody>`;
}

customElements.define('speedup-lab-compare', LabCompare);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-compare': LabCompare;
  }
}
