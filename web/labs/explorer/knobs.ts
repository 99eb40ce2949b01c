import { html, nothing, type TemplateResult } from 'lit';
import type { LabInfo, Switching } from '../../generated/types.js';

/** Where control may switch, as the page says it. */
const MODE_WORDS: readonly { value: Switching; label: string }[] = [
  { value: 'threads', label: 'Anywhere (threads)' },
  { value: 'async', label: 'At await or yield only (async)' },
  { value: 'greenlets', label: 'At yield, and where one waits (greenlets)' },
  { value: 'processes', label: 'Anywhere, own memory (processes)' },
];

/** A list to choose from; none where the lab has no such knob. */
function field(
  name: string,
  label: string,
  choices: readonly { value: string; label: string }[],
  chosen: string | undefined,
  choose: (value: string) => void,
): TemplateResult | typeof nothing {
  if (!choices.length) return nothing;
  return html`<div class="field"><label class="label" for="option-${name}">${label}</label>
    <select id="option-${name}" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${choices.map(({ value, label }) => html`<option value=${value} .selected=${value === chosen}>${label}</option>`)}
    </select></div>`;
}

/** Which program, how far apart its yields are, and where control may switch. */
export function programFields(
  info: LabInfo,
  knobs: Readonly<Record<string, string>>,
  mode: Switching,
  choose: (part: Readonly<Record<string, string>>) => void,
): TemplateResult {
  const choices = (name: string) => {
    const takes = info.knobs.find((knob) => knob.name === name)?.takes;
    return takes?.kind === 'choice' ? takes.choices : [];
  };
  return html`
    ${field('program', 'Program', choices('program'), knobs.program, (program) => choose({ program, text: '', mode: 'own' }))}
    ${field('every', 'Yield every', choices('every'), knobs.every, (every) => choose({ every, text: '' }))}
    ${field('mode', 'Where control may switch', MODE_WORDS, mode, (mode) => choose({ mode }))}
    ${knobs.text ? html`<p class="small">Edited: this is your own text.</p>` : nothing}`;
}
