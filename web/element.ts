import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Capabilities, capabilities, cores } from './capabilities.js';
import type { Part, Plan, Problem, Report, View } from './generated/types.js';
import { framed } from './home.js';
import { labNamed } from './labs/entries.js';
import { type LabElement, type Opened, openLab } from './labs/open.js';
import { busy, PlanError, type Progress, run } from './run.js';
import { endedWords, environmentCard } from './ui/card.js';
import { type Desk, mainControls } from './ui/controls.js';
import { sketchOf } from './ui/draft.js';
import type { SpeedupEvents } from './ui/events.js';
import { ownData } from './ui/own-data.js';
import { controlOf, NAMES, pairsOfAddress, pairsOfAttributes } from './ui/permalink.js';
import { Planner } from './ui/planner.js';
import { isMade } from './ui/predict/curve.js';
import { predictPanel } from './ui/predict/panel.js';
import { warningList } from './ui/reading.js';
import { DropZone } from './ui/reports/drop.js';
import { comparePanel, openPanel, savedLine, unopenedNotice } from './ui/reports/panels.js';
import { Shelf } from './ui/reports/shelf.js';
import { answerPanel, chartPanel } from './ui/results.js';
import { settings } from './ui/settings.js';
import { Share } from './ui/share.js';
import { isStale } from './ui/stale.js';
import { faultNotice, NO_NOTICE, type Phase, problemList, runBar } from './ui/status.js';
import { base } from './ui/styles/base.js';
import { controls } from './ui/styles/controls.js';
import { fileStyles } from './ui/styles/file.js';
import { lab } from './ui/styles/lab.js';
import { reading } from './ui/styles/reading.js';
import { reports } from './ui/styles/reports.js';

export type { SpeedupError, SpeedupEvents } from './ui/events.js';

/** From this width on, pixels, controls and results stand side by side. */
const WIDE = 960;

/**
 * `<speedup-lab>`: the lab, on any page.
 *
 * Attributes have the permalink's names (`workload`, `size`, `modes`, `workers`, …, and each workload's options; `lock`
 * fixes controls, `hide` leaves parts out); `run` starts it on load. With `permalink` it reads and writes the page's address instead.
 * Events: see {@link SpeedupEvents}.
 */
export class SpeedupLab extends LitElement {
  static override properties = {
    permalink: { type: Boolean },
    opened: { state: true },
    can: { state: true },
    phase: { state: true },
    progress: { state: true },
    report: { state: true },
    fault: { state: true },
    wide: { state: true },
  };
  static override styles = [base, lab, controls, fileStyles, reading, reports];

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit's own getter must run on this class
    return [...super.observedAttributes, ...NAMES];
  }

  /** Whether the page's address is read and written. */
  declare permalink: boolean;
  /** The report of the last run, or of the one under way; `null` before the first. */
  declare report: Report | null;
  /** The lab that is shown in place of the workloads; `null` where it is them. */
  declare private opened: Opened | null;
  declare private can: Capabilities | null;
  declare private phase: Phase;
  declare private progress: Progress | null;
  declare private fault: { title: string; message: string } | null;
  declare private wide: boolean;

  #cores = cores();
  #planner = new Planner(this, this.#cores);
  #shelf = new Shelf(this, this.#planner, () => this.phase === 'running');
  #share = new Share(this, this.#planner, (title, message) => {
    this.fault = { title, message };
  });
  #drop = new DropZone(this, (files) => {
    if (!this.#planner.embedding.hide.includes('reports')) void this.open(files);
  });
  #abort: AbortController | null = null;
  /** Whether the run has to wait for another lab's. */
  #waits = false;
  /** Settles with the last run. */
  #latest: Promise<unknown> = Promise.resolve();
  /** What the report is of. */
  #ran: Plan | null = null;
  /** How long the last complete run took, milliseconds. */
  #took = 0;
  /** The prediction that the last run began with. */
  #foretold: View['prediction'] | null = null;
  #size = new ResizeObserver(([entry]) => {
    this.wide = entry!.contentRect.width >= WIDE;
  });

  constructor() {
    super();
    this.permalink = false;
    this.opened = null;
    this.can = null;
    this.phase = 'idle';
    this.progress = null;
    this.report = null;
    this.fault = null;
    this.wide = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.wide = this.clientWidth >= WIDE;
    this.#size.observe(this);
    addEventListener('popstate', this.#back);
    this.#aim();
    void capabilities().then((can) => {
      this.can = can;
    });
    if (!this.opened) void import('./ui/chart/chart.js');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
    removeEventListener('popstate', this.#back);
    this.cancel();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    const aims = name === 'lab' || (this.opened && name !== 'run');
    if (aims && this.isConnected && !this.permalink && old !== value) this.#aim();
    else if (this.#planner.core && !this.permalink && name !== 'run' && old !== value) this.#planner.arrive();
  }

  /**
   * Measures what the controls say, or the given plan (with defaults for what it leaves out), which the controls then
   * show. Resolves with the report.
   *
   * @throws PlanError where a value won't do; `InvalidStateError` while another run is under way; `AbortError` when
   * cancelled, by which time the workers are gone.
   */
  async run(plan?: Partial<Plan>): Promise<Report> {
    if (this.opened) {
      const message = 'This element shows a lab that takes no plan. Its own Run starts it.';
      throw new DOMException(message, 'InvalidStateError');
    }
    if (this.phase === 'running')
      throw new DOMException('A run is under way. Cancel it first.', 'InvalidStateError');
    const report = this.#run(plan);
    this.#latest = report.catch(() => undefined);
    return report;
  }

  /** Resolves when no run of this lab is under way. */
  async idle(): Promise<void> {
    await this.#latest;
  }

  /** Says why a plan from outside was not run, as for one with bad values. */
  refuse(problems: Problem[]): void {
    if (this.phase === 'running') this.#planner.say({ why: 'refused', problems });
    else this.#failed(new PlanError(problems));
  }

  async #run(plan?: Partial<Plan>): Promise<Report> {
    const abort = new AbortController();
    const began = performance.now();
    this.#abort = abort;
    this.#planner.begun();
    this.phase = 'running';
    this.progress = null;
    this.fault = null;
    if (this.#planner.notice.why !== 'arrived') this.#planner.say(NO_NOTICE);
    try {
      const checked = plan ? await this.#planner.take(plan) : await this.#planner.runnable();
      this.#ran = checked;
      this.#shelf.standAside();
      this.#foretold = this.#planner.view.prediction;
      this.report = null;
      this.#waits = busy();
      const report = await run(checked, {
        signal: abort.signal,
        reading: () => this.#planner.view.reading,
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
      // Whoever heard of its end may have begun another.
      if (this.#abort === abort) {
        this.#abort = null;
        this.progress = null;
      }
    }
  }

  /** Ends the run under way, and every worker of it. */
  cancel(): void {
    this.#abort?.abort();
    // An attribute is told of before the element has a root.
    this.renderRoot?.querySelector<LabElement>('speedup-lab-live, speedup-lab-explorer')?.cancel();
  }

  /** The lab that the link or the attributes name, if they name one that is no workload. */
  #asked(): Opened | null {
    const { permalink } = this;
    const pairs = permalink ? pairsOfAddress(location.search) : pairsOfAttributes(this);
    const entry = labNamed(pairs.find(([name]) => name === 'lab')?.[1] ?? null);
    return entry ? { entry, pairs, permalink } : null;
  }

  /** Shows what is asked for now: a lab, or the workloads. */
  #aim(): void {
    this.cancel();
    this.opened = this.#asked();
    if (this.opened) return;
    this.#planner.sketch();
    void this.#start();
  }

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
    if (problems.length && problems === this.#planner.problems) this.#go(problems[0]!.field);
    this.phase = problems.length ? 'refused' : 'failed';
    if (!problems.length) this.fault = { title: 'The run broke down', message: error.message };
    // Those of the controls are said there.
    else if (problems !== this.#planner.problems) this.#planner.say({ why: 'refused', problems });
    this.#tell('speedup-error', { error, problems });
  }

  #tell<Name extends keyof SpeedupEvents>(name: Name, detail: SpeedupEvents[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Loads the parser, reads the link or the attributes with it, and starts a run where they say so. */
  async #start(): Promise<void> {
    try {
      await this.#planner.load();
      const asked = this.#planner.arrive();
      this.#planner.pending = asked && this.#withheld() !== '';
      if (asked && !this.#planner.pending) void this.run().catch(() => undefined);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.fault = { title: 'The program could not be loaded', message: error.message };
      this.#tell('speedup-error', { error, problems: [] });
    }
  }

  #back = (): void => {
    if (this.permalink && (this.opened || this.#asked())) this.#aim();
    else if (this.permalink && this.#planner.core) this.#planner.arrive();
  };

  /** Lets the planner change something. */
  #change(make: () => void): void {
    make();
    if (this.phase === 'refused' && !this.#planner.problems.length) this.phase = 'idle';
  }

  /**
   * Opens saved reports: files with one, or with an array of them. One stands in place of the lab's own, several are
   * compared. What is wrong with a file is said on the page. Says how many reports were opened.
   */
  open(files: Iterable<File>): Promise<number> {
    return this.#shelf.open(files);
  }

  /** Brings a field's control into view, opened and focused. */
  #go(field: string): void {
    const control = this.#control(field);
    control?.closest('details')?.setAttribute('open', '');
    (control instanceof HTMLFieldSetElement ? control.querySelector('input') : control)?.focus();
  }

  #control(field: string): HTMLElement | null {
    // A parameter's name may be empty.
    return field === ''
      ? null
      : this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(controlOf(field))}`);
  }

  /** Reports are read as the view says, however it came to say so. */
  protected override willUpdate(): void {
    if (this.report) this.report = this.#planner.read(this.report);
    this.#shelf.read();
  }

  protected override render(): TemplateResult {
    if (this.opened) return html`<div class="root"><div>${openLab(this.opened)}</div></div>`;
    const { notice, draft } = this.#planner;
    const report = this.#shelf.shown?.report ?? this.report;
    const plan = report?.plan ?? this.#planner.plan ?? sketchOf(draft);
    const desk = this.#desk();
    const { hide } = this.#planner.embedding;
    const shown = <T>(part: Part, made: () => T) => (hide.includes(part) ? nothing : made());
    const more = shown(
      'controls',
      () =>
        html`${shown('data', () =>
          ownData(desk, this.wide || draft.input !== null, (value, takes) => {
            this.#planner.say({ why: 'unread', problems: [{ field: 'input', value, takes }] });
          }),
        )}${shown('settings', () => settings(desk, this.wide))}`,
    );
    return html`<div class="root"><div class="${this.wide ? 'wide' : 'narrow'} ${this.#drop.over ? 'dropping' : ''}">
      ${this.fault ? faultNotice(this.fault.title, this.fault.message) : nothing}
      ${problemList(
        notice,
        (field) => this.#go(field),
        (field) => this.#control(field) !== null,
        () => this.#planner.say(NO_NOTICE),
      )}
      ${unopenedNotice(this.#shelf)}
      ${comparePanel(this.#shelf, this.#own)}
      <div class="frame">
        <form class="column" novalidate @submit=${this.#submit}>
          <h2 class="visually-hidden">What to measure</h2>
          ${shown('controls', () => html`<div class="panel stack">${mainControls(desk)}</div>`)}
          ${shown('prediction', () => this.#predict(report))}
          <div class="panel run-panel">${runBar({ phase: this.phase, progress: this.progress, waiting: this.#waits, took: this.#took, ended: this.#ended(), withheld: this.#withheld(), cancel: () => this.cancel() })}</div>
          ${this.wide ? more : nothing}
        </form>
        <div class="column">
          ${savedLine(this.#shelf, this.#own)}
          ${chartPanel({
            plan,
            report,
            phase: this.phase,
            view: { ...this.#planner.view, prediction: this.#expected() },
            onView: (part) => this.#planner.look({ ...this.#planner.view, ...part }),
            stale: this.#stale(),
            hide,
            link: this.permalink ? () => void this.#share.copy() : null,
            embed: this.permalink && !framed() ? () => void this.#share.build() : null,
            copied: this.#share.copied,
            failed: (message) => {
              this.fault = { title: 'The file could not be made', message };
            },
          })}
          ${this.wide ? nothing : more}
          ${warningList(report)} ${shown('answer', () => answerPanel(report))} ${shown('environment', () => environmentCard(report))}
          ${shown('reports', () => openPanel(this.#shelf))}
        </div>
      </div>
    </div>${this.#share.builder()}</div>`;
  }

  /** What the visitor expects, before a run; beside what came of it, after. */
  #predict(report: Report | null): TemplateResult {
    const { view, plan, draft, core } = this.#planner;
    return predictPanel({
      plan: plan ?? sketchOf(draft),
      view,
      report: this.#shelf.shown ? null : report,
      running: this.phase === 'running',
      foretold: this.#foretold === view.prediction,
      core,
      change: (prediction) => this.#planner.look({ ...this.#planner.view, prediction }),
      said: this.#resume,
    });
  }

  /** How the last run ended, where that was left to the precision. */
  #ended(): string {
    return this.report && this.report.plan.precision != null
      ? endedWords(this.report.ended, this.report.plan)
      : '';
  }

  /** What is drawn beside the points: what was said before them, and of no other report. */
  #expected(): View['prediction'] {
    const { prediction } = this.#planner.view;
    const said = !this.#shelf.shown && (!this.report || this.#foretold === prediction);
    return said ? prediction : [];
  }

  /** Starts the run that the link asked for, once what is expected has been said. */
  #resume = (): void => {
    if (this.#planner.pending && !this.#withheld()) void this.run().catch(() => undefined);
  };

  /** Why Run has to wait; empty where it hasn't. */
  #withheld(): string {
    const { view, plan } = this.#planner;
    if (!view.predict || !plan || isMade(plan, view.prediction)) return '';
    return 'First say what you expect';
  }

  /** What the controls are drawn from. */
  #desk(): Desk {
    const { draft, problems, notice } = this.#planner;
    return {
      draft,
      problems,
      cores: this.#cores,
      capabilities: this.can,
      locked: (field) => this.#planner.embedding.lock.includes(field),
      elsewhere: this.#planner.elsewhere(),
      noted: (field) => {
        const index = notice.problems.findIndex((problem) => problem.field === field);
        return index < 0 ? '' : `problem-${index}`;
      },
      change: (part) => this.#change(() => this.#planner.change(part)),
      open: (workload) => this.#change(() => this.#planner.choose(workload)),
    };
  }

  /** The lab's own report, where it can be compared with others. */
  get #own(): Report | null {
    return this.report?.trials.length && this.phase !== 'running' ? this.report : null;
  }

  /** Whether the controls no longer say what the report shows. */
  #stale(): boolean {
    const { plan } = this.#planner;
    const then = this.#shelf.shown ? this.#shelf.plan : this.report && this.#ran;
    if (!plan || !then || this.phase === 'running') return false;
    return isStale(plan, then, this.can);
  }

  #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.phase === 'running') return;
    if (this.#withheld()) this.renderRoot.querySelector('speedup-lab-predict')?.focus();
    else void this.run().catch(() => undefined);
  };
}

customElements.define('speedup-lab', SpeedupLab);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab': SpeedupLab;
  }
}
