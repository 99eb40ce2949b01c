import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Capabilities, capabilities, cores } from './capabilities.js';
import { type Core, core } from './core.js';
import type { Plan, Problem, Report, View } from './generated/types.js';
import { PlanError, type Progress, READING, run } from './run.js';
import { type Desk, mainControls } from './ui/controls.js';
import { type Draft, draftOf, firstDraft, type Pairs, pairsOf, sketchOf } from './ui/draft.js';
import type { SpeedupEvents } from './ui/events.js';
import { ownData } from './ui/own-data.js';
import { addressOf, controlOf, NAMES, pairsOfAddress, pairsOfAttributes } from './ui/permalink.js';
import { environmentCard, warningList } from './ui/reading.js';
import { answerPanel, chartPanel } from './ui/results.js';
import { settings } from './ui/settings.js';
import { isStale } from './ui/stale.js';
import { faultNotice, NO_NOTICE, type Notice, type Phase, problemList, runBar } from './ui/status.js';
import { base } from './ui/styles/base.js';
import { controls } from './ui/styles/controls.js';
import { lab } from './ui/styles/lab.js';
import { reading } from './ui/styles/reading.js';

export type { SpeedupError, SpeedupEvents } from './ui/events.js';

/** From this width on, pixels, controls and results stand side by side. */
const WIDE = 960;

/**
 * `<speedup-lab>`: the lab, on any page.
 *
 * Attributes have the permalink's names (`workload`, `size`, `modes`, `workers`, …, and each workload's options);
 * `run` starts it on load. With `permalink` it reads and writes the page's address instead.
 * Events: see {@link SpeedupEvents}.
 */
export class SpeedupLab extends LitElement {
  static override properties = {
    permalink: { type: Boolean },
    draft: { state: true },
    plan: { state: true },
    problems: { state: true },
    notice: { state: true },
    can: { state: true },
    phase: { state: true },
    progress: { state: true },
    report: { state: true },
    fault: { state: true },
    wide: { state: true },
    copied: { state: true },
    view: { state: true },
  };
  static override styles = [base, lab, controls, reading];

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit's own getter must run on this class
    return [...super.observedAttributes, ...NAMES];
  }

  /** Whether the page's address is read and written. */
  declare permalink: boolean;
  /** The report of the last run, or of the one under way; `null` before the first. */
  declare report: Report | null;
  declare private draft: Draft;
  declare private plan: Plan | null;
  declare private problems: Problem[];
  /** Bad values that are not those of the controls. */
  declare private notice: Notice;
  declare private can: Capabilities | null;
  declare private phase: Phase;
  declare private progress: Progress | null;
  declare private fault: { title: string; message: string } | null;
  declare private wide: boolean;
  declare private copied: string;
  declare private view: View;

  #core: Core | null = null;
  #abort: AbortController | null = null;
  /** What the report is of. */
  #ran: Plan | null = null;
  /** What each workload's controls last said. */
  #drafts = new Map<string, Draft>();
  #checked: { key: string; input: Draft['input']; problems: Problem[] } | null = null;
  #size = new ResizeObserver(([entry]) => {
    this.wide = entry!.contentRect.width >= WIDE;
  });
  #cores = cores();

  constructor() {
    super();
    this.permalink = false;
    this.draft = firstDraft([], this.#cores);
    this.plan = null;
    this.problems = [];
    this.notice = NO_NOTICE;
    this.can = null;
    this.phase = 'idle';
    this.progress = null;
    this.report = null;
    this.fault = null;
    this.wide = false;
    this.copied = '';
    this.view = { chart: 'speedup', reading: READING, predict: false, prediction: [] };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.wide = this.clientWidth >= WIDE;
    this.#size.observe(this);
    addEventListener('popstate', this.#back);
    this.draft = firstDraft(this.#pairs(), this.#cores);
    void this.#open();
    void capabilities().then((can) => {
      this.can = can;
    });
    void import('./ui/chart/chart.js');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
    removeEventListener('popstate', this.#back);
    this.cancel();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (this.#core && !this.permalink && name !== 'run' && old !== value) this.#arrive();
  }

  /**
   * Measures what the controls say, or the given plan (with defaults for what it leaves out), which the controls then
   * show. Resolves with the report.
   *
   * @throws PlanError where a value won't do; `InvalidStateError` while another run is under way; `AbortError` when
   * cancelled, by which time the workers are gone.
   */
  async run(plan?: Partial<Plan>): Promise<Report> {
    if (this.phase === 'running')
      throw new DOMException('A run is under way. Cancel it first.', 'InvalidStateError');
    const abort = new AbortController();
    const began = performance.now();
    this.#abort = abort;
    this.phase = 'running';
    this.progress = null;
    this.fault = null;
    if (this.notice.why !== 'arrived') this.notice = NO_NOTICE;
    try {
      const checked = plan ? await this.#take(plan) : await this.#own();
      this.plan = this.#ran = checked;
      this.report = null;
      const report = await run(checked, {
        signal: abort.signal,
        onProgress: (progress) => {
          this.progress = progress;
          this.#tell('speedup-progress', progress);
        },
        onTrial: (trial) => this.#tell('speedup-trial', trial),
        onReport: (partial) => {
          this.report = partial;
        },
      });
      this.report = report;
      this.phase = 'complete';
      this.#took = performance.now() - began;
      this.#tell('speedup-report', report);
      return report;
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      this.#abort = null;
      this.progress = null;
    }
  }

  /** Ends the run under way, and every worker of it. */
  cancel(): void {
    this.#abort?.abort();
  }

  #took = 0;

  #failed(thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    // A report that is saved must not say that its run goes on.
    if (this.report?.ended === 'running') this.report = { ...this.report, ended: 'cancelled' };
    if (error.name === 'AbortError') {
      this.phase = 'cancelled';
      if (this.report) this.#tell('speedup-report', this.report);
      return;
    }
    const problems = error instanceof PlanError ? error.problems : [];
    this.phase = problems.length ? 'refused' : 'failed';
    if (!problems.length) this.fault = { title: 'The run broke down', message: error.message };
    // Those of the controls are said there.
    else if (problems !== this.problems) this.notice = { why: 'refused', problems };
    this.#tell('speedup-error', { error, problems });
  }

  #tell<Name extends keyof SpeedupEvents>(name: Name, detail: SpeedupEvents[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** The controls' plan, without the modes that this page can't run. */
  async #own(): Promise<Plan> {
    const can = await capabilities();
    await this.#load();
    if (this.problems.length) {
      this.#go(this.problems[0]!.field);
      throw new PlanError(this.problems);
    }
    const plan = this.plan!;
    const modes = plan.modes.filter((mode) => can.modes[mode].available);
    if (modes.length) return { ...plan, modes };
    const reasons = [...new Set(plan.modes.map((mode) => can.modes[mode].reason))].join(' ');
    const takes = `a mode that this page can run. ${reasons.replace(/\.$/, '')}`;
    throw new PlanError([{ field: 'modes', value: plan.modes.join(','), takes }]);
  }

  /** A plan from outside, checked and shown on the controls. */
  async #take(given: Partial<Plan>): Promise<Plan> {
    const { plan, problems } = (await this.#load()).checkPlan(given, this.#cores);
    if (problems.length) throw new PlanError(problems);
    this.notice = NO_NOTICE;
    this.draft = draftOf(plan);
    this.#settle();
    this.#write();
    return plan;
  }

  async #load(): Promise<Core> {
    this.#core ??= await core();
    if (!this.plan) this.#settle();
    return this.#core;
  }

  /** Loads the parser, reads the link or the attributes with it, and starts a run where they say so. */
  async #open(): Promise<void> {
    try {
      await this.#load();
      if (this.#arrive()) void this.run().catch(() => undefined);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.fault = { title: 'The program could not be loaded', message: error.message };
      this.#tell('speedup-error', { error, problems: [] });
    }
  }

  #pairs(): Pairs {
    return this.permalink ? pairsOfAddress(location.search) : pairsOfAttributes(this);
  }

  /** Reads the link or the attributes. Says whether to start at once. */
  #arrive(): boolean {
    const { plan, problems, run } = this.#core!.parseQuery(this.#pairs(), this.#cores);
    this.notice = { why: 'arrived', problems };
    this.draft = draftOf(plan);
    this.#settle();
    return run;
  }

  #back = (): void => {
    if (this.permalink && this.#core) this.#arrive();
  };

  /** Makes plan and problems of what the controls say. */
  #settle(): void {
    const parser = this.#core;
    if (!parser) return;
    const { plan, problems } = parser.parseQuery(pairsOf(this.draft), this.#cores);
    const { input } = this.draft;
    this.plan = input ? { ...plan, input: input.text } : plan;
    this.problems = input ? [...problems, ...this.#inputProblems(parser, plan)] : problems;
    this.#drafts.set(this.draft.workload, this.draft);
  }

  /** What is wrong with own data. Asked anew only when the data or their reading change: they may be long. */
  #inputProblems(parser: Core, plan: Plan): Problem[] {
    const { input } = this.draft;
    const key = JSON.stringify([plan.workload, plan.options, plan.scaled]);
    if (this.#checked?.key !== key || this.#checked.input !== input) {
      const { problems } = parser.checkPlan({ ...plan, input: input!.text }, this.#cores);
      this.#checked = { key, input, problems };
    }
    return this.#checked.problems;
  }

  #change(part: Partial<Draft>): void {
    this.draft = { ...this.draft, ...part };
    this.notice = NO_NOTICE;
    this.#settle();
    if (this.phase === 'refused' && !this.problems.length) this.phase = 'idle';
    this.#write();
  }

  /** Another workload: what its controls last said, or its defaults, with the modes, workers and repetitions of now. */
  #choose(workload: string): void {
    const { modes, transports, workers, samples, realms, seed, precision, budget, scaled } = this.draft;
    const before = this.#drafts.get(workload) ?? firstDraft([['workload', workload]], this.#cores);
    const kept = { modes, transports, workers, samples, realms, seed, precision, budget, scaled };
    this.#change({ ...before, ...kept });
  }

  #write(): void {
    if (this.permalink) history.replaceState(history.state, '', this.#address());
  }

  #address(): string {
    return this.#core && this.plan
      ? addressOf(this.#core.planPairs(this.plan), location.href)
      : location.href;
  }

  /** Brings a field's control into view, opened and focused. */
  #go(field: string): void {
    const control = this.#control(field);
    control?.closest('details')?.setAttribute('open', '');
    (control instanceof HTMLFieldSetElement ? control.querySelector('input') : control)?.focus();
  }

  #control(field: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(controlOf(field))}`);
  }

  async #copy(): Promise<void> {
    const address = this.#address();
    try {
      await navigator.clipboard.writeText(address);
      this.copied = 'Copied';
    } catch {
      this.copied = 'See the address bar';
    }
  }

  protected override render(): TemplateResult {
    const desk: Desk = {
      draft: this.draft,
      problems: this.problems,
      cores: this.#cores,
      capabilities: this.can,
      noted: (field) => {
        const index = this.notice.problems.findIndex((problem) => problem.field === field);
        return index < 0 ? '' : `problem-${index}`;
      },
      change: (part) => this.#change(part),
      open: (workload) => this.#choose(workload),
    };
    const more = html`${ownData(desk, this.wide || this.draft.input !== null, (value, takes) => {
      this.notice = { why: 'unread', problems: [{ field: 'input', value, takes }] };
    })}${settings(desk, this.wide)}`;
    const plan = this.report?.plan ?? this.plan ?? sketchOf(this.draft);
    return html`<div class=${this.wide ? 'wide' : 'narrow'}>
      ${this.fault ? faultNotice(this.fault.title, this.fault.message) : nothing}
      ${problemList(
        this.notice,
        (field) => this.#go(field),
        (field) => this.#control(field) !== null,
        () => {
          this.notice = NO_NOTICE;
        },
      )}
      <div class="frame">
        <form class="column" novalidate @submit=${this.#submit}>
          <h2 class="visually-hidden">What to measure</h2>
          <div class="panel stack">${mainControls(desk)}</div>
          <div class="panel run-panel">${runBar({ phase: this.phase, progress: this.progress, took: this.#took, cancel: () => this.cancel() })}</div>
          ${this.wide ? more : nothing}
        </form>
        <div class="column">
          ${chartPanel({
            plan,
            report: this.report,
            phase: this.phase,
            view: this.view,
            onView: (part) => {
              this.view = { ...this.view, ...part };
            },
            stale: this.#stale(),
            link: this.permalink ? () => void this.#copy() : null,
            copied: this.copied,
            failed: (message) => {
              this.fault = { title: 'The file could not be made', message };
            },
          })}
          ${this.wide ? nothing : more}
          ${warningList(this.report)} ${answerPanel(this.report)} ${environmentCard(this.report)}
        </div>
      </div>
    </div>`;
  }

  /** Whether the controls no longer say what the report shows. */
  #stale(): boolean {
    if (!this.report || !this.plan || !this.#ran || this.phase === 'running') return false;
    return isStale(this.plan, this.#ran, this.can);
  }

  #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.phase === 'running') return;
    void this.run().catch(() => undefined);
  };
}

customElements.define('speedup-lab', SpeedupLab);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab': SpeedupLab;
  }
}
