import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { duration, plural, range, times } from '../ui/format.js';
import { base } from '../ui/styles/base.js';
import type { Entrant } from './contenders.js';
import type { Ran, Ratio } from './protocol.js';

/** Everybody in a race, and what came of them where it is over. */
export interface RaceShown {
  entrants: readonly Entrant[];
  ran: readonly Ran[] | null;
}

/** The table of a race: a row and a bar for everybody, the quickest first once that is known. */
export class RaceTable extends LitElement {
  static override properties = { shown: { attribute: false } };
  declare shown: RaceShown;

  static override styles = [
    base,
    css`
      :host { display: block; overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
      caption { text-align: start; font-size: 0.875rem; color: var(--lab-muted); padding-bottom: 0.5rem; }
      th, td { padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--lab-line); text-align: start; vertical-align: top; font-weight: 400; }
      thead th { font-weight: 600; vertical-align: bottom; }
      tbody th small, td small { display: block; white-space: nowrap; }
      .time { min-width: 8.5rem; }
      .ours :is(th, td) { background: var(--lab-tint); }
      .ours th { font-weight: 650; }
      .behind { color: var(--lab-bad); }
      @media (max-width: 40rem) {
        table { font-size: 0.875rem; }
        th, td { padding-inline-end: 0.5rem; overflow-wrap: anywhere; }
        tbody th small, td small { white-space: normal; }
        td { min-width: 3.75rem; }
        .time { min-width: 4rem; }
      }
      svg { display: block; width: 100%; height: 6px; margin-top: 0.25rem; border-radius: 3px; background: var(--lab-shade); }
      rect { fill: var(--lab-edge); }
      .ours rect { fill: var(--lab-accent); }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    if (!this.shown) return nothing;
    const { entrants, ran } = this.shown;
    const rows = entrants.map((entrant, index) => ({ entrant, ran: ran?.[index] ?? null }));
    if (ran) rows.sort((a, b) => a.ran!.time - b.ran!.time);
    const slowest = Math.max(...rows.map((row) => row.ran?.time ?? 0));
    const pool = entrants.find(({ ours, workers }) => ours && workers > 1);
    return html`<table tabindex="0">
      <caption>
        Median times, and how many times as long as ours each took, with 95 % intervals. Below 1× it was quicker than ours.
      </caption>
      <thead>
        <tr>
          <th scope="col">Program</th>
          <th scope="col" class="time">Time</th>
          <th scope="col">Against ours, one worker</th>
          ${pool ? html`<th scope="col">Against ours, ${plural(pool.workers, 'thread')}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ entrant, ran }) => html`<tr class=${entrant.ours ? 'ours' : ''}>
            <th scope="row">${entrant.name}<small>${entrant.from}, ${plural(entrant.workers, entrant.build === 'shared' ? 'thread' : 'worker')}</small></th>
            <td class="time">${ran ? html`${duration(ran.time)}${bar(ran.time / slowest)}` : '–'}</td>
            ${ratioCell(ran?.alone)}
            ${pool ? ratioCell(ran?.pooled) : nothing}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

function ratioCell(ratio: Ratio | null | undefined): TemplateResult {
  if (!ratio) return html`<td>–</td>`;
  return html`<td class=${ratio.high < 1 ? 'behind' : ''}>${times(ratio.value)}<small>${range(ratio, times)}</small></td>`;
}

/** A bar of a share of the width. The number stands beside it. */
function bar(share: number): TemplateResult {
  return html`<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${100 * share} height="1" />`}</svg>`;
}

customElements.define('speedup-lab-race', RaceTable);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-race': RaceTable;
  }
}
