import { html, nothing, type TemplateResult } from 'lit';
import type { Report } from '../../generated/types.js';
import { machineTitle, startedAt } from '../card.js';
import type { Shelf } from './shelf.js';

/** Where saved reports are opened. */
export function openPanel(shelf: Shelf): TemplateResult {
  return html`<section class="panel stack open-reports" aria-labelledby="open-title">
    <div>
      <h2 id="open-title">Saved reports</h2>
      <p class="small">Drop report files anywhere on the lab, or open them here. One is shown as it was measured; several are compared. They are read on this page and sent nowhere.</p>
    </div>
    ${fileButton(shelf)}
    <p class="small reading" aria-live="polite">${shelf.reading}</p>
  </section>`;
}

/** The button that opens files. */
export function fileButton(shelf: Shelf): TemplateResult {
  return html`<label class="file"><input type="file" multiple accept=".json,application/json" aria-label="Open reports"
    @change=${(event: Event) => {
      const field = event.target as HTMLInputElement;
      void shelf.open([...(field.files ?? [])]);
      field.value = '';
    }} /><span aria-hidden="true">Open reports…</span></label>`;
}

/** What stands above the lab while one saved report is open, shown or standing aside. */
export function savedLine(shelf: Shelf, own: Report | null): TemplateResult | typeof nothing {
  const [entry] = shelf.entries;
  if (!entry || shelf.entries.length > 1) return nothing;
  const { shown } = shelf;
  const { environment } = entry.report;
  return html`<section class="notice saved" aria-label="Saved report">
    <p>${shown ? html`<strong>A saved report:</strong> ` : html`A saved report is open: `}<span class="name">${entry.name}</span>,
      measured on ${startedAt(environment)} with ${machineTitle(environment)}.${shelf.known ? nothing : ' This page doesn’t have that program, so the controls stay as they were.'}</p>
    <div class="actions">
      ${shown ? nothing : html`<button type="button" @click=${() => shelf.show()}>Show it</button>`}
      ${own ? html`<button type="button" @click=${() => shelf.put('Measured here', own)}>Compare with my own</button>` : nothing}
      <button type="button" @click=${() => shelf.close()}>${shown ? 'Back to my own' : 'Close it'}</button>
    </div>
  </section>`;
}

/** The files that could not be opened, each with the reason. */
export function unopenedNotice(shelf: Shelf): TemplateResult | typeof nothing {
  const { unopened } = shelf;
  if (!unopened.length) return nothing;
  return html`<section class="notice bad" role="alert" aria-labelledby="unopened-title">
    <h2 id="unopened-title">${unopened.length === 1 ? 'A report was not opened' : `${unopened.length} reports were not opened`}</h2>
    <ul>${unopened.map(({ name, why }) => html`<li><strong>${name}</strong> ${why}</li>`)}</ul>
    <button type="button" class="dismiss" @click=${() => shelf.dismiss()}>Dismiss</button>
  </section>`;
}

/** Two reports or more, side by side; `own` is the lab's. Its program is loaded when there are. */
export function comparePanel(shelf: Shelf, own: Report | null): TemplateResult | typeof nothing {
  if (shelf.entries.length < 2) return nothing;
  void import('./compare.js');
  return html`<speedup-lab-compare class="panel" .shelf=${shelf} .entries=${shelf.entries} .own=${own}></speedup-lab-compare>`;
}
