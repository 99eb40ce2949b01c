import { html, nothing, svg, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Capabilities } from '../capabilities.js';
import type { Mode, Problem } from '../generated/types.js';
import { type Draft, MODES, MOST_WORKERS, oneTo, WORKLOADS, workersIn, workloadOf } from './draft.js';
import { count, modeTitle, plural, short, wholeText } from './format.js';
import { lineOf, markerPath } from './lines.js';
import { cssColour } from './palette.js';

/** What the controls are drawn from, and whom they tell. */
export interface Desk {
  draft: Draft;
  /** The live problems of the controls. */
  problems: readonly Problem[];
  /** Ids of other elements that speak of a field, such as a broken link's message. */
  noted(field: string): string;
  /** Whether the page that shows the lab has fixed a field. */
  locked(field: string): boolean;
  /** Where the lab can be opened in a tab of its own, with this plan; `null` where there is no need. */
  elsewhere: string | null;
  cores: number;
  capabilities: Capabilities | null;
  /** A control has changed. */
  change(part: Partial<Draft>): void;
  /** Another workload was chosen. */
  open(workload: string): void;
}

/** What each mode is, in a line. */
const MODE_WORDS: Record<Mode, string> = {
  serial: 'The best program for one worker',
  threads: 'Workers on one shared memory',
  processes: 'Isolated workers that send messages',
  async: 'Tasks that take turns on one thread',
};

/** A legible swatch of a mode: its marker in its colour. */
export function swatch(
  key: Parameters<typeof cssColour>[0],
  marker: Parameters<typeof markerPath>[0],
  size = 16,
): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="-8 -8 16 16" aria-hidden="true">
    <path d=${markerPath(marker, 5)} fill=${cssColour(key)} />
  </svg>`;
}

/** The attributes of a field that may be wrong, and the message under it. */
export function trouble(
  desk: Pick<Desk, 'problems' | 'noted'>,
  field: string,
): { invalid: 'true' | 'false'; describedBy: string; message: TemplateResult | typeof nothing } {
  const found = desk.problems.filter((problem) => problem.field === field);
  const ids = [...(found.length ? [`${field}-error`] : []), desk.noted(field), `${field}-help`].filter(
    Boolean,
  );
  return {
    invalid: found.length ? 'true' : 'false',
    describedBy: ids.join(' '),
    message: found.length
      ? html`<p class="error" id="${field}-error">${found.map((problem) => html`${problem.value ? html`“${problem.value}” won’t do. ` : nothing}It takes ${problem.takes}. `)}</p>`
      : nothing,
  };
}

/** Workload, size, modes, workers: what every visitor touches. */
export function mainControls(desk: Desk): TemplateResult {
  return html`${workload(desk)} ${size(desk)} ${modes(desk)} ${workers(desk)}`;
}

function workload(desk: Desk): TemplateResult {
  const info = workloadOf(desk.draft.workload);
  const segments = html`<div class="segments">
    ${WORKLOADS.map(
      ({ id, title }) => html`<label class="segment">
        <input type="radio" name="workload" value=${id} ?disabled=${desk.locked('workload')} aria-describedby="workload-help ${desk.noted('workload')}"
          .checked=${live(info.id === id)} @change=${() => desk.open(id)} />
        <span>${title}</span>
      </label>`,
    )}
  </div>`;
  const list = html`<select id="workload" aria-label="Workload" ?disabled=${desk.locked('workload')} @change=${(event: Event) => desk.open((event.target as HTMLSelectElement).value)}>
    ${WORKLOADS.map(({ id, title }) => html`<option value=${id} .selected=${info.id === id}>${title}</option>`)}
  </select>`;
  return html`<fieldset class="field" id="workload-field">
    <legend>Workload</legend>
    ${WORKLOADS.length <= 4 ? segments : list}
    <small id="workload-help">${info.summary}${fixed(desk, 'workload')}</small>
  </fieldset>`;
}

function size(desk: Desk): TemplateResult {
  const { draft } = desk;
  const info = workloadOf(draft.workload);
  const { invalid, describedBy, message } = trouble(desk, 'size');
  const own = draft.input !== null;
  const off = own || desk.locked('size');
  const value = wholeText(draft.size);
  return html`<div class="field">
    <label class="label" for="size">Size</label>
    <div class="with-unit">
      <input id="size" type="text" inputmode="numeric" autocomplete="off" spellcheck="false" ?disabled=${off}
        aria-invalid=${invalid} aria-describedby=${describedBy}
        .value=${live(/^\d+$/.test(draft.size) ? count(Number(draft.size)) : draft.size)}
        @change=${(event: Event) => desk.change({ size: wholeText((event.target as HTMLInputElement).value) })} />
      <span aria-hidden="true">${info.unit}</span>
    </div>
    <div class="chips presets" role="group" aria-label="Usual sizes">
      ${info.size.presets.map(
        (
          preset,
        ) => html`<button type="button" class="chip" ?disabled=${off} aria-pressed=${value === String(preset) ? 'true' : 'false'}
          aria-label="${short(preset)} ${info.unit}" @click=${() => desk.change({ size: String(preset) })}>${short(preset)}</button>`,
      )}
    </div>
    <span class="visually-hidden" id="size-help">in ${info.unit}, from ${count(info.size.min)} to ${count(info.size.max)}</span>
    ${own ? html`<small>Your own data say how much there is.</small>` : message}
    ${desk.locked('size') ? html`<small>${fixed(desk, 'size')}</small>` : nothing}
  </div>`;
}

function modes(desk: Desk): TemplateResult {
  const { invalid, message } = trouble(desk, 'modes');
  return html`<fieldset class="field" id="modes-field">
    <legend>Modes</legend>
    <ul class="modes" role="list">${MODES.map((mode) => modeRow(desk, mode, invalid))}</ul>
    ${message}
    ${desk.locked('modes') ? html`<small>${fixed(desk, 'modes')}</small>` : nothing}
  </fieldset>`;
}

function modeRow(desk: Desk, mode: Mode, invalid: string): TemplateResult {
  const state = desk.capabilities?.modes[mode];
  const unavailable = state?.available === false;
  const { key, marker } = lineOf(
    mode,
    mode === 'processes' ? (desk.draft.transports[0] ?? 'transfer') : null,
  );
  const toggle = (event: Event) => {
    const on = (event.target as HTMLInputElement).checked;
    desk.change({ modes: MODES.filter((other) => (other === mode ? on : desk.draft.modes.includes(other))) });
  };
  return html`<li class="mode ${unavailable ? 'unavailable' : ''}">
    <input type="checkbox" id="mode-${mode}" aria-describedby="mode-${mode}-help ${invalid === 'true' ? 'modes-error' : ''} ${desk.noted('modes')}"
      aria-invalid=${invalid} ?disabled=${unavailable || desk.locked('modes')}
      .checked=${live(!unavailable && desk.draft.modes.includes(mode))} @change=${toggle} />
    ${swatch(key, marker)}
    <label for="mode-${mode}">${modeTitle(mode)}</label>
    <div class="words" id="mode-${mode}-help">
      ${
        unavailable
          ? html`<p>Not on this page. ${state.reason}</p>${state.cure ? html`<p>${state.cure}</p>` : nothing}${desk.elsewhere ? html`<p><a href=${desk.elsewhere} target="_blank" rel="noopener">Open this plan in a new tab</a></p>` : nothing}`
          : html`<p>${MODE_WORDS[mode]}</p>${mode === 'processes' ? notShared(desk) : nothing}`
      }
    </div>
  </li>`;
}

/** Says which of the chosen transports this page can't run. */
function notShared(desk: Desk): TemplateResult | typeof nothing {
  const state = desk.capabilities?.transports.shared;
  if (state?.available !== false || !desk.draft.transports.includes('shared')) return nothing;
  return html`<p>By a shared buffer: not on this page. ${state.reason}</p>`;
}

/** Worker counts to offer: each up to 16, then every fourth, up to twice the cores and what a plan takes. */
function offered(cores: number): number[] {
  return oneTo(Math.min(MOST_WORKERS, 2 * cores)).filter((workers) => workers <= 16 || workers % 4 === 0);
}

function workers(desk: Desk): TemplateResult {
  const { draft } = desk;
  const chosen = workersIn(draft.workers);
  const { invalid, describedBy, message } = trouble(desk, 'workers');
  const toggle = (workers: number, on: boolean) => {
    const rest = chosen.filter((other) => other !== workers);
    desk.change({ workers: [...rest, ...(on ? [workers] : [])].sort((a, b) => a - b).join(',') });
  };
  return html`<fieldset class="field">
    <legend>Workers</legend>
    <div class="worker-counts">
      ${offered(desk.cores).map(
        (workers) => html`<label class="chip">
          <input type="checkbox" ?disabled=${desk.locked('workers')} .checked=${live(chosen.includes(workers))}
            @change=${(event: Event) => toggle(workers, (event.target as HTMLInputElement).checked)} />
          <span>${workers}</span>
        </label>`,
      )}
    <label class="visually-hidden" for="workers">Worker counts, as a list</label>
    <input id="workers" type="text" autocomplete="off" spellcheck="false" ?disabled=${desk.locked('workers')} aria-invalid=${invalid} aria-describedby=${describedBy}
      .value=${live(draft.workers.replace(/\s*,\s*/g, ', '))}
      @change=${(event: Event) => desk.change({ workers: (event.target as HTMLInputElement).value })} />
    </div>
    <small id="workers-help">This browser claims ${plural(desk.cores, 'core')}. Any list from 1 to ${MOST_WORKERS}.${fixed(desk, 'workers')}</small>
    ${message}
  </fieldset>`;
}

/** What a field that can't be changed says. */
export const fixed = (desk: Pick<Desk, 'locked'>, field: string): string =>
  desk.locked(field) ? ' Fixed on this page.' : '';

/** The dice on the seed's button. */
export const dice = html`<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
  <rect x="2" y="2" width="16" height="16" rx="4" fill="none" stroke="currentColor" stroke-width="1.75" />
  ${[
    [6.5, 6.5],
    [13.5, 6.5],
    [10, 10],
    [6.5, 13.5],
    [13.5, 13.5],
  ].map(([x, y]) => svg`<circle cx=${x} cy=${y} r="1.4" fill="currentColor" />`)}
</svg>`;
