import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Desk, fixed, trouble } from './controls.js';
import { isLinked, type OwnData, workloadOf } from './draft.js';
import { bytes, plural } from './format.js';

/** Text longer than this is named and counted, not put into a field to edit. */
const EDITABLE = 20_000;

/** The most bytes of a file that are read. */
const READABLE = 256e6;

/** Own data pasted, dropped or chosen. `refuse` is told of a file that can't be read. */
export function ownData(
  desk: Desk,
  open: boolean,
  refuse: (name: string, why: string) => void,
): TemplateResult | typeof nothing {
  const info = workloadOf(desk.draft.workload).input;
  if (!info) return nothing;
  const { input } = desk.draft;
  const { invalid, message, describedBy } = trouble(desk, 'input');
  const locked = desk.locked('input');
  const take = async (file: File | null | undefined) => {
    if (!file || locked) return;
    if (file.size > READABLE)
      return refuse(file.name, `files of up to ${bytes(READABLE)}; this one has ${bytes(file.size)}`);
    try {
      desk.change({ input: { text: await file.text(), name: file.name } });
    } catch (error) {
      refuse(
        file.name,
        `a file that can be read (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  };
  const typed = (event: Event) => {
    const text = (event.target as HTMLTextAreaElement).value;
    desk.change({ input: text.trim() ? { text, name: '' } : null });
  };
  const long = input !== null && input.text.length > EDITABLE;
  return html`<details class="panel" id="own-data" ?open=${open}>
    <summary>
      <h3>${info.label}</h3>
      <span class="small">${input ? described(input) : 'Pasted, or from a file'}</span>
    </summary>
    <div class="field">
      <div class="drop" @dragover=${hover} @dragleave=${leave}
        @drop=${(event: DragEvent) => {
          leave(event);
          event.preventDefault();
          void take(event.dataTransfer?.files[0]);
        }}>
        <label class="visually-hidden" for="input">${info.label}</label>
        ${
          long
            ? html`<textarea id="input" rows="4" readonly aria-invalid=${invalid} aria-describedby=${describedBy} .value=${`${input.text.slice(0, 400)}…`}></textarea>`
            : html`<textarea id="input" rows="4" spellcheck="false" autocomplete="off" ?disabled=${locked} aria-invalid=${invalid} aria-describedby=${describedBy}
              placeholder=${info.example} .value=${live(input?.text ?? '')} @change=${typed}></textarea>`
        }
        <div class="actions">
          <label class="file"><input type="file" ?disabled=${locked} accept=${info.accept} aria-label="Choose a file"
            @change=${(event: Event) => {
              const field = event.target as HTMLInputElement;
              void take(field.files?.[0]);
              field.value = '';
            }} /><span aria-hidden="true">Choose a file</span></label>
          ${input ? html`<button type="button" ?disabled=${locked} @click=${() => desk.change({ input: null })}>Clear</button>` : html`<small>or drop one here</small>`}
        </div>
      </div>
      ${input ? html`<p class="data">${described(input)}</p>` : nothing}
      ${input && !isLinked(input.text) ? html`<small>Too long for a link: whoever opens yours must drop the file again.</small>` : nothing}
      ${message}
      <small id="input-help">${info.help}${fixed(desk, 'input')}</small>
    </div>
  </details>`;
}

const descriptions = new WeakMap<OwnData, string>();

/** `puzzles.txt: 49 lines, 4.0 kB`. Counted once: data may be long, and the page is drawn often. */
export function described(input: OwnData): string {
  let words = descriptions.get(input);
  if (words === undefined) {
    words = `${input.name || 'Pasted'}: ${plural(lines(input.text), 'line')}, ${bytes(input.text.length)}`;
    descriptions.set(input, words);
  }
  return words;
}

/** Lines with something on them. */
function lines(text: string): number {
  return text.match(/\S[^\n]*/g)?.length ?? 0;
}

function hover(event: DragEvent): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).classList.add('over');
}

function leave(event: DragEvent): void {
  (event.currentTarget as HTMLElement).classList.remove('over');
}
