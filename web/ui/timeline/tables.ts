import { html, type TemplateResult } from 'lit';
import { duration, percent } from '../format.js';
import { ACTIVITIES, type Lane, type Traced } from './lanes.js';
import { ACTIVITY_WORDS } from './words.js';

/** How long each worker did what. */
export function totalsTable(lanes: readonly Lane[], time: number, { line }: Traced): TemplateResult {
  const used = ACTIVITIES.filter((activity) => lanes.some(({ totals }) => totals[activity] > 0));
  const cell = (ms: number) => (ms > 0 ? html`${duration(ms)} <small>${percent(ms / time)}</small>` : '–');
  return html`<div class="scroll" role="region" aria-label="Time of each worker by activity, scrollable" tabindex="0"><table>
    <caption>Who did what for how long</caption>
    <thead><tr><th scope="col">${line.mode === 'async' ? 'Task' : 'Worker'}</th>
      ${used.map((activity) => html`<th scope="col">${ACTIVITY_WORDS[activity].title}</th>`)}<th scope="col">Waiting</th></tr></thead>
    <tbody>${lanes.map(
      ({ title, totals, waiting }) =>
        html`<tr><th scope="row">${title}</th>${used.map((activity) => html`<td>${cell(totals[activity])}</td>`)}<td>${cell(waiting)}</td></tr>`,
    )}</tbody>
  </table></div>`;
}

/** Every bar as a row. */
export function spanTable(lanes: readonly Lane[]): TemplateResult {
  return html`<div class="scroll tall" role="region" aria-label="Every bar, scrollable" tabindex="0"><table>
    <thead><tr><th scope="col">Who</th><th scope="col">What</th><th scope="col">From</th><th scope="col">To</th><th scope="col">How long</th></tr></thead>
    <tbody>${lanes.flatMap(({ title, spans }) =>
      spans.map(
        ({ activity, start, end }) =>
          html`<tr><th scope="row">${title}</th><td>${ACTIVITY_WORDS[activity].title}</td><td>${duration(start)}</td><td>${duration(end)}</td><td>${duration(end - start)}</td></tr>`,
      ),
    )}</tbody>
  </table></div>`;
}
