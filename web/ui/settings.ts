import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { OptionInfo, Transport } from '../generated/types.js';
import { type Desk, dice, fixed, trouble } from './controls.js';
import { type Draft, TRANSPORTS, workloadOf } from './draft.js';
import { wholeText } from './format.js';
import { term } from './term.js';

const TRANSPORT_WORDS: Record<Transport, string> = {
  transfer: 'Transfer: the buffer changes hands',
  copy: 'Copy: both sides end up with the bytes',
  shared: 'Shared buffer: both sides see it, and copy in and out',
};

/** The workload's options, transports, repetitions and seed. */
export function settings(desk: Desk, open: boolean): TemplateResult {
  const info = workloadOf(desk.draft.workload);
  return html`<details class="panel" ?open=${open}>
    <summary>
      <h3>More settings</h3>
      <span class="small">${inShort(desk.draft)}</span>
    </summary>
    <div class="stack">
      ${info.options.map((option) => optionField(desk, option))}
      ${desk.draft.modes.includes('processes') ? transports(desk) : nothing}
      <div class="pair">
        ${wholeField(desk, 'samples', 'Samples', html`${term('sample', 'repetitions')} in each realm`)}
        ${wholeField(desk, 'realms', 'Realms', html`${term('realm', 'fresh starts')} for each point`)}
      </div>
      <div class="pair">
        ${wholeField(desk, 'precision', 'Precision, percent', html`goes on until every time’s ${term('interval', 'interval')} is this narrow; empty: does not go on`)}
        ${wholeField(desk, 'budget', 'Budget, seconds', 'limits only the extra realms that the precision asks for; counts from the start of the run')}
      </div>
      ${scaled(desk)}
      ${seed(desk)}
    </div>
  </details>`;
}

/** What the settings say, so that nobody need open them to know. */
function inShort(draft: Draft): string {
  const info = workloadOf(draft.workload);
  const words = info.options.map((option) => {
    const value = draft.options[option.name] ?? option.default;
    const choice =
      option.takes.kind === 'choice'
        ? option.takes.choices.find((one) => one.value === value)?.label
        : undefined;
    return choice ?? `${option.label.toLowerCase()} ${value}`;
  });
  const repeats = draft.samples && draft.realms ? [`${draft.samples} samples × ${draft.realms} realms`] : [];
  const precision = draft.precision ? [`${draft.precision} % precise`] : [];
  const sizes = draft.scaled ? ['growing sizes'] : [];
  const seed = draft.seed ? [`seed ${draft.seed}`] : [];
  return [...words, ...repeats, ...precision, ...sizes, ...seed].join(' · ');
}

/** Where an option's value stands, and whom its control tells. */
export interface OptionDesk extends Pick<Desk, 'problems' | 'noted' | 'locked'> {
  draft: Pick<Draft, 'options'>;
  change(part: Pick<Draft, 'options'>): void;
}

/** The control of an option, whatever it takes. */
export function optionField(desk: OptionDesk, option: OptionInfo): TemplateResult {
  const id = `option-${option.name}`;
  const { invalid, message, describedBy } = trouble(desk, option.name);
  const value = desk.draft.options[option.name] ?? option.default;
  const set = (event: Event) => {
    const typed = (event.target as HTMLInputElement | HTMLSelectElement).value;
    desk.change({
      options: {
        ...desk.draft.options,
        [option.name]: option.takes.kind === 'whole' ? wholeText(typed) : typed,
      },
    });
  };
  const field =
    option.takes.kind === 'choice'
      ? html`<select id=${id} ?disabled=${desk.locked(option.name)} aria-invalid=${invalid} aria-describedby=${describedBy} @change=${set}>
          ${option.takes.choices.map((choice) => html`<option value=${choice.value} .selected=${choice.value === value}>${choice.label}</option>`)}
        </select>`
      : html`<input id=${id} type="text" autocomplete="off" spellcheck="false" ?disabled=${desk.locked(option.name)} aria-invalid=${invalid} aria-describedby=${describedBy}
          .value=${live(value)} @change=${set} />`;
  return html`<div class="field">
    <label class="label" for=${id}>${option.label}</label>
    ${field}
    <small id="${option.name}-help">${option.help}${fixed(desk, option.name)}</small>
    ${message}
  </div>`;
}

function transports(desk: Desk): TemplateResult {
  const { invalid, message, describedBy } = trouble(desk, 'transports');
  return html`<fieldset class="field">
    <legend>${term('transport', 'How messages travel')}</legend>
    <ul class="modes" role="list">
      ${TRANSPORTS.map((transport) => {
        const toggle = (event: Event) => {
          const on = (event.target as HTMLInputElement).checked;
          desk.change({
            transports: TRANSPORTS.filter((other) =>
              other === transport ? on : desk.draft.transports.includes(other),
            ),
          });
        };
        const state = desk.capabilities?.transports[transport];
        const unavailable = state?.available === false;
        return html`<li class="mode ${unavailable ? 'unavailable' : ''}">
          <input type="checkbox" id="transport-${transport}" aria-invalid=${invalid} ?disabled=${unavailable || desk.locked('transports')}
            aria-describedby="${describedBy} ${unavailable ? `transport-${transport}-help` : ''}"
            .checked=${live(!unavailable && desk.draft.transports.includes(transport))} @change=${toggle} />
          <span></span>
          <label for="transport-${transport}">${TRANSPORT_WORDS[transport]}</label>
          ${unavailable ? html`<div class="words" id="transport-${transport}-help"><p>Not on this page. ${state.reason}</p><p>${state.cure}</p></div>` : nothing}
        </li>`;
      })}
    </ul>
    <span class="visually-hidden" id="transports-help">Processes mode: each is a line of its own on the chart.</span>
    ${desk.locked('transports') ? html`<small>${fixed(desk, 'transports')}</small>` : nothing}
    ${message}
  </fieldset>`;
}

/** Fields that take a whole number. */
type Whole = 'samples' | 'realms' | 'precision' | 'budget';

function wholeField(desk: Desk, name: Whole, label: string, help: unknown): TemplateResult {
  const { invalid, message, describedBy } = trouble(desk, name);
  return html`<div class="field">
    <label class="label" for=${name}>${label}</label>
    <input id=${name} type="text" inputmode="numeric" autocomplete="off" ?disabled=${desk.locked(name)} aria-invalid=${invalid} aria-describedby=${describedBy}
      .value=${live(desk.draft[name])}
      @change=${(event: Event) => desk.change({ [name]: wholeText((event.target as HTMLInputElement).value) })} />
    <small id="${name}-help">${help}${fixed(desk, name)}</small>
    ${message}
  </div>`;
}

function scaled(desk: Desk): TemplateResult {
  const { invalid, message, describedBy } = trouble(desk, 'scaled');
  return html`<div class="field">
    <ul class="modes" role="list">
      <li class="mode">
        <input type="checkbox" id="scaled" ?disabled=${desk.locked('scaled')} aria-invalid=${invalid} aria-describedby=${describedBy}
          .checked=${live(desk.draft.scaled)}
          @change=${(event: Event) => desk.change({ scaled: (event.target as HTMLInputElement).checked })} />
        <span></span>
        <label for="scaled">Growing sizes, too (weak scaling)</label>
      </li>
    </ul>
    <small id="scaled-help">Also measures every line on a size that grows with its workers, and the serial program on the same sizes. Takes a few times as long.${fixed(desk, 'scaled')}</small>
    ${message}
  </div>`;
}

function seed(desk: Desk): TemplateResult {
  const { invalid, message, describedBy } = trouble(desk, 'seed');
  const roll = () =>
    desk.change({ seed: String(crypto.getRandomValues(new Uint32Array(1))[0]! % 1_000_000) });
  return html`<div class="field">
    <label class="label" for="seed">Seed</label>
    <div class="with-button">
      <input id="seed" type="text" inputmode="numeric" autocomplete="off" ?disabled=${desk.locked('seed')} aria-invalid=${invalid} aria-describedby=${describedBy}
        .value=${live(desk.draft.seed)}
        @change=${(event: Event) => desk.change({ seed: wholeText((event.target as HTMLInputElement).value) })} />
      <button type="button" ?disabled=${desk.locked('seed')} aria-label="Another seed" title="Another seed" @click=${roll}>${dice}</button>
    </div>
    <small id="seed-help">${term('seed', 'The seed')} decides the data, and the order in which points are measured.${fixed(desk, 'seed')}</small>
    ${message}
  </div>`;
}
