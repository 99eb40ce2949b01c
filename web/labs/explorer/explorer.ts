import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Core, core } from '../../core.js';
import type { Explored, Failing, LabInfo, ProgramProblem, Switching } from '../../generated/types.js';
import type { Pairs } from '../../ui/draft.js';
import { addressOf } from '../../ui/permalink.js';
import { faultNotice, NO_NOTICE, type Notice, problemList } from '../../ui/status.js';
import { base } from '../../ui/styles/base.js';
import { controls } from '../../ui/styles/controls.js';
import { lab as frame } from '../../ui/styles/lab.js';
import { Width } from '../../ui/width.js';
import type { LabEntry } from '../entries.js';
import { infoOf } from '../registry.js';
import { type ExplorerCore, explorerCore, type Program } from './core.js';
import { explorePanel, problemsOf } from './findings.js';
import { programFields } from './knobs.js';
import { actorButtons, codeList, history, memory, seedRow, stepper, waitFor } from './parts.js';
import { Stage } from './stage.js';
import { explorerStyles } from './styles.js';

/** From this width on, pixels, the program stands beside what it does. */
const WIDE = 960;

/**
 * Every schedule of a small program: stepped through, chosen by a seed, or explored to the last.
 * `<speedup-lab lab="explorer">` shows it.
 */
export class LabExplorer extends LitElement {
  static override properties = {
    entry: { attribute: false },
    pairs: { attribute: false },
    permalink: { attribute: false },
    knobs: { state: true },
    notice: { state: true },
    text: { state: true },
    mode: { state: true },
    textProblems: { state: true },
    editing: { state: true },
    stage: { state: true },
    explored: { state: true },
    exploring: { state: true },
    fault: { state: true },
    copied: { state: true },
  };
  static override styles = [base, frame, controls, explorerStyles];

  /** Which lab. */
  declare entry: LabEntry;
  /** What its link or its element's attributes say. */
  declare pairs: Pairs;
  /** Whether the page's address is kept up to date. */
  declare permalink: boolean;
  declare private knobs: Readonly<Record<string, string>>;
  /** The link's bad values. */
  declare private notice: Notice;
  /** The program's text, as it is being written. */
  declare private text: string;
  declare private mode: Switching;
  declare private textProblems: readonly ProgramProblem[];
  declare private editing: boolean;
  declare private stage: Stage | null;
  declare private explored: Explored | null;
  /** States visited so far; `null` while nothing is explored. */
  declare private exploring: number | null;
  declare private fault: string;
  declare private copied: string;

  readonly #width = new Width(this);
  #core: Core | null = null;
  #explorer: ExplorerCore | null = null;
  #program: Program | null = null;
  /** The text that runs: the last one in which nothing was wrong. */
  #running = '';
  #abort: AbortController | null = null;

  constructor() {
    super();
    this.knobs = {};
    this.notice = NO_NOTICE;
    this.text = '';
    this.mode = 'threads';
    this.textProblems = [];
    this.editing = false;
    this.stage = null;
    this.explored = null;
    this.exploring = null;
    this.fault = '';
    this.copied = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cancel();
  }

  /** Ends exploring, with what was found so far. */
  cancel(): void {
    this.#abort?.abort();
  }

  /**
   * Explores all schedules of the program, and resolves with what was found.
   *
   * @throws `InvalidStateError` while it does so already, or where the program's text won't do
   */
  async run(): Promise<Explored> {
    const program = this.#program;
    if (!program || this.textProblems.length || this.exploring !== null)
      throw new DOMException('It explores already, or the program needs mending.', 'InvalidStateError');
    const abort = new AbortController();
    this.#abort = abort;
    this.exploring = 0;
    try {
      const explored = await program.explore(abort.signal, (states) => {
        if (this.#abort === abort) this.exploring = states;
      });
      if (this.#abort !== abort) return explored;
      this.explored = explored;
      const detail = { lab: this.entry.id, knobs: { ...this.knobs }, result: explored };
      this.dispatchEvent(new CustomEvent('speedup-result', { detail, bubbles: true, composed: true }));
      return explored;
    } finally {
      if (this.#abort === abort) {
        this.#abort = null;
        this.exploring = null;
      }
    }
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('pairs')) void this.#arrive();
  }

  protected override updated(): void {
    // The step that was just taken stays in view within its list; the page itself does not move.
    const list = this.renderRoot.querySelector<HTMLElement>('.history');
    const now = list?.querySelector<HTMLElement>('tr.now');
    if (list && now) list.scrollTop = now.offsetTop - list.clientHeight / 2;
  }

  /** Reads the link or the attributes. */
  async #arrive(): Promise<void> {
    if (this.permalink) document.title = `${this.entry.title}: Speedup Lab`;
    try {
      [this.#core, this.#explorer] = await Promise.all([core(), explorerCore()]);
      const query = this.#core.parseLab(this.pairs);
      this.notice = { why: 'arrived', problems: query.problems };
      this.#open(query.values);
      if (query.run && this.#program) void this.run().catch(() => undefined);
    } catch (error) {
      this.fault = (error as Error).message;
    }
  }

  get #info(): LabInfo {
    return infoOf(this.entry.id);
  }

  /** Takes on the knobs, and plays the schedule or the seed that they name. */
  #open(knobs: Readonly<Record<string, string>>): void {
    if (!this.#explorer) return;
    this.knobs = knobs;
    const [text, mode] = this.#explorer.textOf(knobs.program ?? this.entry.id, Number(knobs.every ?? 1));
    const own = knobs.text ?? '';
    this.text = own === '' ? text : own;
    this.mode =
      knobs.mode && knobs.mode !== 'own' ? (knobs.mode as Switching) : own === '' ? mode : 'threads';
    this.editing = false;
    this.#read();
    if (!this.#program || this.textProblems.length) this.editing = this.textProblems.length > 0;
    else if (knobs.schedule) this.#play(knobs.schedule);
    else if (knobs.seed && knobs.seed !== 'none')
      this.stage = Stage.of(this.#program, this.#program.random(Number(knobs.seed)));
  }

  /** A schedule of the link; one that won't do is played as far as it goes, and named. */
  #play(schedule: string): void {
    const stage = Stage.of(this.#program!, schedule);
    this.stage = stage;
    if (!stage.problem) return;
    const problem = {
      field: 'schedule',
      value: schedule,
      takes: `a schedule of this program: ${stage.problem}`,
    };
    this.notice = { why: 'arrived', problems: [...this.notice.problems, problem] };
  }

  /** Makes the program of the text. Where that won't do, the last one stays. */
  #read(): void {
    const found = this.#explorer!.read(this.text, this.mode);
    if (!('play' in found)) {
      this.textProblems = found;
      return;
    }
    this.cancel();
    this.#abort = null;
    this.exploring = null;
    this.#program?.free();
    this.#program = found;
    this.#running = this.text;
    this.textProblems = [];
    this.explored = null;
    this.stage = Stage.of(found, '');
  }

  /** Changes knobs, and says so in the address. */
  #change(knobs: Readonly<Record<string, string>>): void {
    this.notice = NO_NOTICE;
    this.copied = '';
    this.knobs = knobs;
    const query = this.#core?.parseLab([['lab', this.entry.id], ...Object.entries(knobs)]);
    if (!query || !this.permalink || query.problems.length) return;
    globalThis.history.replaceState(
      globalThis.history.state,
      '',
      addressOf(this.#core!.labPairs(query), location.href),
    );
  }

  /** Another program or another rule: everything begins anew. */
  #choose(part: Readonly<Record<string, string>>): void {
    const knobs = { ...this.knobs, ...part, schedule: '', seed: 'none' };
    this.#change(knobs);
    this.#open(knobs);
  }

  /** The text was edited. */
  #write(text: string): void {
    this.text = text;
    this.#read();
    if (this.textProblems.length) return;
    this.#change({ ...this.knobs, text, mode: this.mode, schedule: '', seed: 'none' });
  }

  #to(stage: Stage | null, seed = 'none'): void {
    if (!stage) return;
    this.stage = stage;
    this.#change({ ...this.knobs, schedule: seed === 'none' ? stage.schedule : '', seed });
  }

  #forward = (): void => {
    const next = this.stage?.next;
    if (next !== undefined) this.#to(this.stage!.move(next));
  };

  #go = (at: number): void => this.#to(this.stage?.go(at) ?? null);

  #show = (failing: Failing): void => {
    if (!this.#program) return;
    this.#to(Stage.of(this.#program, failing.schedule));
    this.renderRoot.querySelector<HTMLElement>('.stage')?.focus();
  };

  #random = (): void => {
    const seed = this.knobs.seed === 'none' || !this.knobs.seed ? 0 : Number(this.knobs.seed);
    this.#seed(String((seed % 999_999) + 1));
  };

  #seed(seed: string): void {
    if (!this.#program || !/^\d{1,6}$/.test(seed)) return;
    this.#to(Stage.of(this.#program, this.#program.random(Number(seed))), String(Number(seed)));
  }

  #key = (event: KeyboardEvent): void => {
    const { stage } = this;
    const typing = event.target instanceof HTMLInputElement;
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !stage) return;
    const actor = stage.moment.actors.findIndex(({ letter }) => letter === event.key.toLowerCase());
    const moves: Record<string, () => void> = {
      ArrowRight: this.#forward,
      ArrowLeft: () => this.#go(stage.at - 1),
      Home: () => this.#go(0),
      End: () => this.#go(stage.steps.length),
    };
    const move =
      moves[event.key] ??
      (stage.moment.actors[actor]?.standing === 'ready' ? () => this.#to(stage.move(actor)) : undefined);
    if (!move) return;
    event.preventDefault();
    move();
  };

  /** The place of a problem, in the text. */
  #place = async ({ line, column }: ProgramProblem): Promise<void> => {
    this.editing = true;
    await this.updateComplete;
    const editor = this.renderRoot.querySelector<HTMLTextAreaElement>('textarea.editor');
    if (!editor) return;
    const before = editor.value.split('\n').slice(0, line - 1);
    const at = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    editor.focus();
    editor.setSelectionRange(at, at);
  };

  #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href);
      this.copied = 'Copied';
    } catch {
      this.copied = 'See the address bar';
    }
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.entry) return nothing;
    const { stage } = this;
    return html`<div class=${this.#width.value >= WIDE ? 'wide' : 'narrow'}>
      ${this.fault ? faultNotice('The explorer could not be loaded', this.fault) : nothing}
      ${problemList(
        this.notice,
        () => undefined,
        () => false,
        () => {
          this.notice = NO_NOTICE;
        },
      )}
      <div class="frame">
        <div class="column">${this.#programPanel()}${
          stage
            ? explorePanel({
                exploring: this.exploring,
                explored: this.explored,
                ready: !this.textProblems.length,
                run: () => void this.run().catch(() => undefined),
                stop: () => this.cancel(),
                show: this.#show,
              })
            : nothing
        }</div>
        <div class="column">
          ${stage ? this.#stagePanel(stage) : nothing}
          <section class="panel stack" aria-labelledby="notice-title">
            <h2 id="notice-title">What to try, and what to notice</h2>
            <p>${this.#info.notice}</p>
          </section>
        </div>
      </div>
    </div>`;
  }

  #programPanel(): TemplateResult {
    const own = (this.knobs.text ?? '') !== '';
    return html`<section class="panel stack" aria-labelledby="program-title">
      <div class="head"><h2 id="program-title">${this.entry.title}</h2>
        <div class="actions">
          <button type="button" aria-pressed=${this.editing} @click=${() => {
            this.editing = !this.editing;
          }}>${this.editing ? 'Done' : 'Edit'}</button>
          ${own ? html`<button type="button" @click=${() => this.#choose({ text: '', mode: 'own' })}>Original</button>` : nothing}
        </div>
      </div>
      ${programFields(this.#info, this.knobs, this.mode, (part) => this.#choose(part))}
      ${
        this.editing
          ? html`<label class="label" for="editor">The program’s text</label>
            <textarea id="editor" class="editor" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" aria-invalid=${this.textProblems.length > 0}
              .value=${live(this.text)} @input=${(event: Event) => this.#write((event.target as HTMLTextAreaElement).value)}></textarea>`
          : codeList(this.#running, this.stage?.moment.actors ?? [])
      }
      ${this.textProblems.length ? problemsOf(this.textProblems, this.#place) : nothing}
    </section>`;
  }

  #stagePanel(stage: Stage): TemplateResult {
    const { moment } = stage;
    return html`<section class="panel stack stage" tabindex="0" aria-labelledby="stage-title" aria-describedby="stage-keys" @keydown=${this.#key}>
      <div class="head"><h2 id="stage-title">Schedule</h2>
        <div class="actions">${this.permalink ? html`<button type="button" @click=${this.#copy}>${this.copied || 'Copy link'}</button>` : nothing}</div>
      </div>
      <p class="small" id="stage-keys">Choose who moves. Keys: right and left arrow step forward and back, Home and End go to the ends, a letter moves its actor.</p>
      ${actorButtons(moment, this.#running, (actor) => this.#to(stage.move(actor)))}
      ${stepper(stage, this.#go, this.#forward)}
      ${seedRow(this.knobs.seed ?? 'none', (seed) => this.#seed(seed), this.#random)}
      ${moment.faults.length ? html`<ul class="faults" role="list" aria-label="What has failed">${moment.faults.map((fault) => html`<li>${fault}</li>`)}</ul>` : nothing}
      ${moment.ended && !moment.faults.length ? html`<p><strong>${moment.ended}</strong> Nothing has failed.</p>` : nothing}
      <h3>Memory</h3>
      ${memory(moment)}
      <h3>Who waits for whom</h3>
      ${waitFor(moment)}
      <h3>Steps</h3>
      ${history(stage, this.#running, this.#go)}
    </section>`;
  }
}

customElements.define('speedup-lab-explorer', LabExplorer);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-explorer': LabExplorer;
  }
}
