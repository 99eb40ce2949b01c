import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Core } from '../../core.js';
import type { Embedding, Part, Plan, Problem, View } from '../../generated/types.js';
import { copyText } from '../clipboard.js';
import { type Pairs, workloadOf } from '../draft.js';
import { PARTS } from '../embedding.js';
import { planTitle } from '../reading.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { frameAddress, type Recipe, snippet, WAYS, type Way } from './snippets.js';
import { styles } from './styles.js';

/** What can be fixed of every plan, in the order of the page, with how it is called there. */
const FIELDS: readonly [name: string, title: string][] = [
  ['workload', 'Workload'],
  ['size', 'Size'],
  ['modes', 'Modes'],
  ['workers', 'Workers'],
  ['input', 'Own data'],
  ['transports', 'Transports'],
  ['samples', 'Samples'],
  ['realms', 'Realms'],
  ['precision', 'Precision'],
  ['budget', 'Budget'],
  ['scaled', 'Growing sizes'],
  ['seed', 'Seed'],
];

/** How long a change rests before the preview shows it, milliseconds: each is a lab that loads. */
const REST = 300;

/** What is chosen in the builder. */
interface Choices {
  way: Way;
  lock: readonly string[];
  hide: readonly Part[];
  predict: boolean;
  run: boolean;
  fits: boolean;
  allowOrigin: string;
}

/**
 * The embed builder, a dialog: what to show and what to fix, a preview, and the code to paste. Opens when it is put on
 * the page, and tells `done` when it is closed.
 */
export class EmbedBuilder extends LitElement {
  static override properties = {
    core: { attribute: false },
    plan: { attribute: false },
    view: { attribute: false },
    way: { state: true },
    lock: { state: true },
    hide: { state: true },
    predict: { state: true },
    run: { state: true },
    fits: { state: true },
    allowOrigin: { state: true },
    height: { state: true },
    copied: { state: true },
    preview: { state: true },
  };
  static override styles = [base, controls, styles];

  declare core: Core;
  declare plan: Plan;
  declare view: View;
  /** What the page itself hides and fixes: where the builder begins. */
  from: Embedding = { lock: [], hide: [], allowOrigin: [] };
  /** Is told when the dialog has been closed. */
  done: () => void = () => undefined;
  declare private way: Way;
  declare private lock: readonly string[];
  declare private hide: readonly Part[];
  declare private predict: boolean;
  declare private run: boolean;
  declare private fits: boolean;
  declare private allowOrigin: string;
  declare private height: number;
  declare private copied: string;
  /** The address that the preview shows. */
  declare private preview: string;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.way = 'frame';
    this.lock = [];
    this.hide = [];
    this.predict = false;
    this.run = false;
    this.fits = true;
    this.allowOrigin = '';
    this.height = 900;
    this.copied = '';
    this.preview = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.lock = this.from.lock;
    this.hide = this.from.hide;
    this.predict = this.view.predict;
    addEventListener('message', this.#heard);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#resting);
    removeEventListener('message', this.#heard);
  }

  protected override firstUpdated(): void {
    this.preview = frameAddress(this.#recipe(false));
    this.renderRoot.querySelector('dialog')!.showModal();
  }

  protected override updated(): void {
    const address = frameAddress(this.#recipe(false));
    if (address === this.preview) return;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.preview = address;
    }, REST);
  }

  /** The preview says how tall it is. */
  #heard = ({ data, source }: MessageEvent): void => {
    const frame = this.renderRoot.querySelector('iframe');
    if (!frame || source !== frame.contentWindow || data?.type !== 'speedup-lab:resize') return;
    this.height = data.height;
  };

  protected override render(): TemplateResult {
    const problems = this.#problems();
    return html`<dialog aria-labelledby="title" @close=${() => this.done()}>
      <div class="top">
        <h2 id="title">Embed this lab</h2>
        <form method="dialog"><button>Close</button></form>
      </div>
      <div class="sides">
        <div class="choices">
          <fieldset class="field">
            <legend>As</legend>
            <div class="segments">${WAYS.map(
              ({
                way,
                title,
              }) => html`<label class="segment"><input type="radio" name="way" value=${way} .checked=${this.way === way}
                @change=${() => this.#set({ way })} /><span>${title}</span></label>`,
            )}</div>
            <small>${WAYS.find(({ way }) => way === this.way)!.help}</small>
          </fieldset>
          ${this.#code(problems)}
          ${this.#behaviour()}
          ${this.#checks(
            'Fix',
            'What visitors see and can’t change',
            [
              ...FIELDS,
              ...workloadOf(this.plan.workload).options.map(({ name, label }) => [name, label] as const),
            ],
            this.lock,
            (lock) => this.#set({ lock }),
          )}
          ${this.#checks(
            'Hide',
            'What visitors don’t see',
            PARTS.map(({ part, title }) => [part, title] as const),
            this.hide,
            (hide) => this.#set({ hide: hide as Part[] }),
          )}
        </div>
        <section class="field" aria-labelledby="preview-title">
          <h3 id="preview-title">Preview</h3>
          <iframe src=${this.preview || 'about:blank'} title="Preview of the embedded lab" height=${this.height}></iframe>
        </section>
      </div>
    </dialog>`;
  }

  #code(problems: readonly Problem[]): TemplateResult {
    const text = snippet(this.way, this.#recipe(this.run));
    const copy = async () => {
      this.copied = (await copyText(text, this.renderRoot.querySelector('dialog')!))
        ? 'Copied'
        : 'Select the text, and copy it';
    };
    return html`<div class="field">
      <label class="label" for="code">To paste</label>
      <textarea id="code" rows="6" readonly spellcheck="false" .value=${text}
        @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>
      <button type="button" class="primary" @click=${copy}>Copy</button>
      <p class="small" role="status">${this.copied}</p>
      ${problems.map(({ field, value, takes }) => html`<p class="error" id="${field}-error">${field}: “${value}” won’t do. It takes ${takes}.</p>`)}
      ${this.plan.input && !this.core.planPairs(this.plan).some(([name]) => name === 'input') ? html`<small>Your own data are too long for a link, so they are not in it.</small>` : nothing}
    </div>`;
  }

  #behaviour(): TemplateResult {
    const framed = this.way === 'frame';
    return html`<fieldset class="field">
      <legend>How it behaves</legend>
      <ul class="modes" role="list">
        ${this.#check('predict', 'Visitors have to say what they expect before the run', this.predict, (predict) => this.#set({ predict }))}
        ${this.#check('run', 'The run starts by itself', this.run, (run) => this.#set({ run }))}
        ${framed ? this.#check('fits', 'The frame fits its height (with a script in the page)', this.fits, (fits) => this.#set({ fits })) : nothing}
      </ul>
      ${
        framed
          ? html`<label class="label" for="allow-origin">Pages that may send it plans</label>
        <input id="allow-origin" type="text" autocomplete="off" spellcheck="false" placeholder="https://courses.example.org"
          aria-invalid=${this.#problems().some(({ field }) => field === 'allow-origin') ? 'true' : 'false'} aria-describedby="allow-origin-help allow-origin-error"
          .value=${this.allowOrigin} @change=${(event: Event) => this.#set({ allowOrigin: (event.target as HTMLInputElement).value.trim() })} />
        <small id="allow-origin-help">Their origins, with commas. Empty: none may. Every page that shows the frame gets its reports.</small>`
          : nothing
      }
    </fieldset>`;
  }

  #checks(
    title: string,
    help: string,
    all: readonly (readonly [name: string, title: string])[],
    chosen: readonly string[],
    change: (chosen: string[]) => void,
  ): TemplateResult {
    const toggle = (name: string, on: boolean) =>
      change(all.map(([one]) => one).filter((one) => (one === name ? on : chosen.includes(one))));
    return html`<fieldset class="field">
      <legend>${title}</legend>
      <small>${help}</small>
      <div class="picks">${all.map(
        ([
          name,
          label,
        ]) => html`<label class="chip"><input type="checkbox" name=${title} value=${name} .checked=${chosen.includes(name)}
          @change=${(event: Event) => toggle(name, (event.target as HTMLInputElement).checked)} /><span>${label}</span></label>`,
      )}</div>
    </fieldset>`;
  }

  #check(id: string, label: string, on: boolean, change: (on: boolean) => void): TemplateResult {
    return html`<li class="mode"><input type="checkbox" id=${id} .checked=${on}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)} /><span></span><label for=${id}>${label}</label></li>`;
  }

  #set(part: Partial<Choices>): void {
    Object.assign(this, part, { copied: '' });
  }

  /** What is to be pasted; the preview never starts by itself. */
  #recipe(run: boolean): Recipe {
    const { predict, lock, hide } = this;
    const view = { ...this.view, predict, prediction: predict ? [] : this.view.prediction };
    const own: Pairs = [
      ['lock', lock.join(',')],
      ['hide', hide.join(',')],
    ];
    return {
      site: new URL('./', location.href).href,
      title: `Speedup Lab: ${planTitle(this.plan)}`,
      pairs: [
        ...this.core.planPairs(this.plan),
        ...this.core.viewPairs(view),
        ...own.filter(([, value]) => value !== ''),
        ...(run ? [['run', ''] satisfies Pairs[number]] : []),
      ],
      allowOrigin: this.way === 'frame' ? this.allowOrigin : '',
      height: this.height,
      fits: this.fits,
    };
  }

  /** What the parser says to it. */
  #problems(): readonly Problem[] {
    const { pairs, allowOrigin } = this.#recipe(this.run);
    const origins: Pairs = allowOrigin === '' ? [] : [['allow-origin', allowOrigin]];
    return this.core.parseQuery([...pairs, ...origins], navigator.hardwareConcurrency || 1).problems;
  }
}

customElements.define('speedup-lab-embed', EmbedBuilder);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-embed': EmbedBuilder;
  }
}
