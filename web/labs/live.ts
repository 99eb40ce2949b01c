import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type Capability, capabilities } from '../capabilities.js';
import { type Core, core } from '../core.js';
import type { LabInfo, Problem } from '../generated/types.js';
import { HOME } from '../home.js';
import { queued } from '../run.js';
import type { Pairs } from '../ui/draft.js';
import { addressOf } from '../ui/permalink.js';
import { type OptionDesk, optionField } from '../ui/settings.js';
import { faultNotice, NO_NOTICE, type Notice, problemList } from '../ui/status.js';
import { base } from '../ui/styles/base.js';
import { controls } from '../ui/styles/controls.js';
import { lab as frame } from '../ui/styles/lab.js';
import { Width } from '../ui/width.js';
import type { LabEntry } from './entries.js';
import type { Knobs, LiveLab } from './lab.js';
import { infoOf, programOf } from './registry.js';
import { Session } from './session.js';
import { liveStyles } from './styles.js';

/** What the lab is doing. */
type Phase = 'idle' | 'running' | 'complete' | 'cancelled' | 'failed';

/** From this width on, pixels, controls and figure stand side by side. */
const WIDE = 960;

const STATUS: Record<Phase, string> = {
  idle: 'Ready',
  running: 'Running',
  complete: 'Done',
  cancelled: 'Cancelled; every worker has ended',
  failed: 'The experiment broke down',
};

/** A live lab: its knobs, its experiment on real workers, and what came of it. `<speedup-lab lab="…">` shows it. */
export class LabLive extends LitElement {
  static override properties = {
    entry: { attribute: false },
    pairs: { attribute: false },
    permalink: { attribute: false },
    knobs: { state: true },
    problems: { state: true },
    notice: { state: true },
    phase: { state: true },
    progress: { state: true },
    shown: { state: true },
    fault: { state: true },
    threads: { state: true },
    program: { state: true },
    copied: { state: true },
  };
  static override styles = [base, frame, controls, liveStyles];

  /** Which lab. */
  declare entry: LabEntry;
  /** What its link or its element's attributes say. */
  declare pairs: Pairs;
  /** Whether the page's address is kept up to date. */
  declare permalink: boolean;
  declare private knobs: Knobs;
  /** The controls' bad values. */
  declare private problems: readonly Problem[];
  /** The link's bad values. */
  declare private notice: Notice;
  declare private phase: Phase;
  declare private progress: { share: number; words: string };
  /** What is known so far, and the knobs that it is of; `null` before the first run. */
  declare private shown: { result: unknown; knobs: Knobs } | null;
  declare private fault: string;
  declare private threads: Capability | null;
  declare private program: LiveLab<unknown> | null;
  declare private copied: string;

  readonly #width = new Width(this);
  #core: Core | null = null;
  #abort: AbortController | null = null;

  constructor() {
    super();
    this.knobs = {};
    this.problems = [];
    this.notice = NO_NOTICE;
    this.phase = 'idle';
    this.progress = { share: 0, words: '' };
    this.shown = null;
    this.fault = '';
    this.threads = null;
    this.program = null;
    this.copied = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cancel();
  }

  /** Ends the experiment under way, and every worker of it. */
  cancel(): void {
    this.#abort?.abort();
  }

  /**
   * Runs the experiment that the controls say, and resolves with its result.
   *
   * @throws `InvalidStateError` while it runs, or where a control's value won't do; `NotSupportedError` where the page
   * has no shared memory; `AbortError` when cancelled, by which time the workers are gone
   */
  async run(): Promise<unknown> {
    const { program, knobs } = this;
    if (this.#barred) throw new DOMException(this.#barred.reason, 'NotSupportedError');
    if (this.phase === 'running' || this.problems.length || !program || !this.#core)
      throw new DOMException('The lab is running, or a value needs mending.', 'InvalidStateError');
    const abort = new AbortController();
    this.#abort = abort;
    this.notice = NO_NOTICE;
    this.fault = '';
    this.phase = 'running';
    this.progress = { share: 0, words: 'Starting workers' };
    const sessions: Session[] = [];
    const bench = {
      signal: abort.signal,
      core: this.#core,
      open: async (actors: number) => {
        const session = await Session.open(actors, abort.signal);
        sessions.push(session);
        return session;
      },
      show: (result: unknown, share: number, words: string) => {
        this.shown = { result, knobs };
        this.progress = { share, words };
      },
    };
    try {
      await queued(() => program.run(knobs, bench), abort.signal);
      this.phase = 'complete';
      const result = this.shown!.result;
      const detail = { lab: this.entry.id, knobs: { ...knobs }, result };
      this.dispatchEvent(new CustomEvent('speedup-result', { detail, bubbles: true, composed: true }));
      return result;
    } catch (error) {
      const aborted = abort.signal.aborted;
      this.phase = aborted ? 'cancelled' : 'failed';
      if (!aborted) this.fault = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      for (const session of sessions) session.end();
      this.#abort = null;
    }
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('pairs')) void this.#arrive(changed.has('entry'));
  }

  /** Reads the link or the attributes; starts at once where they say so. */
  async #arrive(other: boolean): Promise<void> {
    if (other) {
      this.cancel();
      this.shown = this.program = null;
      this.phase = 'idle';
      const given = new Map(this.pairs);
      this.knobs = Object.fromEntries(
        this.#info.knobs.map((knob) => [knob.name, given.get(knob.name) ?? knob.default]),
      );
      if (this.permalink) document.title = `${this.entry.title}: Speedup Lab`;
    }
    try {
      const [rust, can, program] = await Promise.all([core(), capabilities(), programOf(this.entry.id)]);
      this.#core = rust;
      this.threads = can.modes.threads;
      const query = rust.parseLab(this.pairs);
      this.knobs = query.values;
      this.problems = [];
      this.notice = { why: 'arrived', problems: query.problems };
      this.program = program;
      if (query.run && !this.#barred) void this.run().catch(() => undefined);
    } catch (error) {
      this.fault = (error as Error).message;
    }
  }

  /** Why the lab can't run on this page, if it can't. */
  get #barred(): Capability | null {
    return this.threads?.available === false && !this.program?.anywhere ? this.threads : null;
  }

  get #info(): LabInfo {
    return infoOf(this.entry.id);
  }

  #change(knobs: Knobs): void {
    this.notice = NO_NOTICE;
    this.knobs = knobs;
    this.copied = '';
    if (!this.#core) return;
    const query = this.#core.parseLab([['lab', this.entry.id], ...Object.entries(knobs)]);
    this.problems = query.problems;
    if (this.permalink && !query.problems.length) {
      const pairs = this.#core.labPairs(query);
      history.replaceState(history.state, '', addressOf(pairs, location.href));
    }
  }

  #control(field: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(`option-${field}`)}`);
  }

  #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.problems.length) this.#control(this.problems[0]!.field)?.focus();
    else if (this.phase !== 'running') void this.run().catch(() => undefined);
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.entry) return nothing;
    const wide = this.#width.value >= WIDE;
    return html`<div class=${wide ? 'wide' : 'narrow'}>
      ${this.fault ? faultNotice('The experiment broke down', this.fault) : nothing}
      ${problemList(
        this.notice,
        (field) => this.#control(field)?.focus(),
        (field) => this.#control(field) !== null,
        () => {
          this.notice = NO_NOTICE;
        },
      )}
      <div class="frame">
        <form class="column" novalidate @submit=${this.#submit}>
          <div class="panel stack">
            <h2>${this.entry.title}</h2>
            <p class="small">${this.#info.summary}</p>
            ${this.#barred ? unavailable(this.entry.id, this.#barred) : nothing}
            ${this.#info.knobs.map((knob) => optionField(this.#desk(), knob))}
          </div>
          <div class="panel run-panel">${this.#runBar()}</div>
        </form>
        <div class="column">${this.#picture()}
          <section class="panel stack" aria-labelledby="notice-title">
            <h2 id="notice-title">What to try, and what to notice</h2>
            <p>${this.#info.notice}</p>
            ${EXPLORED[this.entry.id] ? html`<p><a href=${explorer(this.entry.id)}>Go through every schedule of a program like this one</a>, step by step, in the explorer.</p>` : nothing}
          </section>
        </div>
      </div>
    </div>`;
  }

  #desk(): OptionDesk {
    return {
      draft: { options: { ...this.knobs } },
      problems: this.problems as Problem[],
      locked: () => false,
      noted: (field) => {
        const index = this.notice.problems.findIndex((problem) => problem.field === field);
        return index < 0 ? '' : `problem-${index}`;
      },
      change: ({ options }) => this.#change(options),
    };
  }

  #runBar(): TemplateResult {
    const { phase, progress } = this;
    const running = phase === 'running';
    const off = running || this.#barred !== null || !this.program;
    const words = this.problems.length ? 'A value needs mending first' : STATUS[phase];
    return html`<div class="run">
      <div class="buttons">
        <button type="submit" class="primary" aria-disabled=${off}>Run</button>
        <button type="button" aria-disabled=${!running} @click=${() => this.cancel()}>Cancel</button>
      </div>
      <div class="progress">
        <p>${running ? progress.words : words}</p>
        <progress max="1" .value=${phase === 'complete' ? 1 : running ? progress.share : 0} aria-label="Progress of the experiment"></progress>
      </div>
      <p class="visually-hidden" role="status">${phase === 'idle' ? '' : words}</p>
    </div>`;
  }

  /** The figure of the last run, or of what a run would be. */
  #picture(): TemplateResult {
    const { program, shown } = this;
    const knobs = shown?.knobs ?? this.knobs;
    const width = Math.max(240, this.#width.value - (this.#width.value >= WIDE ? 444 : 34));
    const stale = shown && this.phase !== 'running' && !same(shown.knobs, this.knobs);
    const result = shown?.result ?? (this.problems.length ? null : program?.first(this.knobs));
    return html`<section class="panel stack" aria-labelledby="figure-title">
      <div class="head">
        <h2 id="figure-title">What happened</h2>
        <div class="actions" role="group" aria-label="Share and save">
          ${this.permalink ? html`<button type="button" class="wide-button" @click=${this.#copy}>${this.copied || 'Copy link'}</button>` : nothing}
          <button type="button" aria-disabled=${!shown || this.phase === 'running'} aria-label="Save the result as JSON" @click=${this.#save}>JSON</button>
        </div>
      </div>
      ${stale ? html`<p class="small">The controls have changed since; this is the last run.</p>` : nothing}
      <div class="figure">${program && result ? program.figure(result, width, knobs) : nothing}</div>
      <p class="verdict" aria-live="polite">${program && shown && this.phase !== 'running' ? program.verdict(shown.result, knobs) : 'Press Run: real workers on one shared memory, here and now.'}</p>
    </section>`;
  }

  #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href);
      this.copied = 'Copied';
    } catch {
      this.copied = 'See the address bar';
    }
  };

  #save = async (): Promise<void> => {
    if (!this.shown || this.phase === 'running') return;
    const { save } = await import('../ui/export.js');
    const { knobs, result } = this.shown;
    const text = JSON.stringify({ lab: this.entry.id, knobs, result }, null, 2);
    save(new File([text], `speedup-lab-${this.entry.id}.json`, { type: 'application/json' }));
  };
}

/** The program of the explorer that is nearest to a lab. */
const EXPLORED: Readonly<Record<string, string>> = {
  race: 'lost-update',
  counter: 'lost-update-lock',
  rcu: 'readers-first',
  deadlock: 'deadlock',
  philosophers: 'philosophers',
  'readers-writers': 'readers-first',
  coordination: 'one-slot',
};

/** The explorer, at the program that is nearest to a lab. */
function explorer(id: string): string {
  const program = EXPLORED[id] ? `&program=${EXPLORED[id]}` : '';
  return `${HOME}?lab=explorer${program}`;
}

/** Why the lab can't run on this page, what would help, and what shows the same without shared memory. */
function unavailable(id: string, { reason, cure }: Capability): TemplateResult {
  return html`<div class="notice caution off" role="note">
    <h3>Not on this page</h3>
    <p>${reason}</p>
    ${cure ? html`<p>${cure}</p>` : nothing}
    <p>The explorer needs none of it: <a href=${explorer(id)}>go through every schedule of a program like this one, step by step</a>.</p>
  </div>`;
}

const same = (some: Knobs, others: Knobs): boolean =>
  Object.keys(some).every((name) => some[name] === others[name]);

customElements.define('speedup-lab-live', LabLive);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-live': LabLive;
  }
  interface HTMLElementEventMap {
    /** A live lab's experiment has ended: which, its knobs, and its result. */
    'speedup-result': CustomEvent<{ lab: string; knobs: Record<string, string>; result: unknown }>;
  }
}
