import type { ReactiveControllerHost } from 'lit';
import { canRun, capabilities } from '../capabilities.js';
import { type Core, core } from '../core.js';
import type { Mode, Plan, Problem, Report, View } from '../generated/types.js';
import { PlanError, READING } from '../run.js';
import { type Draft, draftOf, firstDraft, type Pairs, pairsOf } from './draft.js';
import { addressOf, pairsOfAddress, pairsOfAttributes } from './permalink.js';
import { NO_NOTICE, type Notice } from './status.js';

/** The element whose attributes, or whose page's address, the planner reads. */
export interface PlannerHost extends ReactiveControllerHost, HTMLElement {
  /** Whether the page's address is read and written. */
  permalink: boolean;
}

/** How a visitor looks at a lab that nobody has told otherwise. */
const FIRST_VIEW: View = {
  chart: 'speedup',
  reading: READING,
  predict: false,
  prediction: [],
  figures: 'none',
};

/**
 * What the visitor asks for: the controls' draft, the plan and the problems that the parser makes of it, and the view.
 * Reads the address or the attributes, and keeps the address up to date.
 */
export class Planner {
  /** What the controls say. */
  draft: Draft;
  /** The plan that they stand for, with defaults for bad values; `null` until the parser is there. */
  plan: Plan | null = null;
  /** The controls' bad values. */
  problems: Problem[] = [];
  /** Bad values that are not those of the controls. */
  notice: Notice = NO_NOTICE;
  /** How what is measured is looked at. */
  view: View = FIRST_VIEW;
  /** Whether the link asked for a run that has not begun: first the visitor has to say what they expect. */
  pending = false;

  readonly #host: PlannerHost;
  readonly #cores: number;
  #core: Core | null = null;
  /** Whether a control has changed before the parser was there. */
  #early = false;
  /** What each workload's controls last said. */
  #drafts = new Map<string, Draft>();
  #checked: { key: string; input: Draft['input']; problems: Problem[] } | null = null;

  constructor(host: PlannerHost, cores: number) {
    this.#host = host;
    this.#cores = cores;
    this.draft = firstDraft([], cores);
  }

  /** The parser and everything else in Rust; `null` until {@link load} has been awaited. */
  get core(): Core | null {
    return this.#core;
  }

  /** What can be shown before the parser is there. */
  sketch(): void {
    this.draft = firstDraft(this.#pairs(), this.#cores);
  }

  /** @throws Error where the program doesn't load */
  async load(): Promise<Core> {
    this.#core ??= await core();
    if (!this.plan) this.#settle();
    return this.#core;
  }

  /**
   * Reads the link or the attributes. Says whether to start at once. What the visitor has changed before the parser was
   * there stands.
   */
  arrive(): boolean {
    const { plan, problems, run, view } = this.#core!.parseQuery(this.#pairs(), this.#cores);
    this.notice = { why: 'arrived', problems };
    this.view = view;
    if (this.#early) {
      this.#early = false;
      this.put(this.draft);
      this.write();
    } else this.show(plan);
    // A link may fill in addresses; whether anything is asked of them is the visitor's to say.
    if (run && plan.workload === 'pictures' && plan.input && this.#host.permalink) {
      const takes = 'a press on Run here: this plan fetches pictures from addresses in the link';
      this.notice = { why: 'arrived', problems: [...problems, { field: 'run', value: '1', takes }] };
      return false;
    }
    return run;
  }

  /** A plan from outside, checked and shown on the controls. */
  async take(given: Partial<Plan>): Promise<Plan> {
    const { plan, problems } = (await this.load()).checkPlan(given, this.#cores);
    if (problems.length) throw new PlanError(problems);
    this.notice = NO_NOTICE;
    this.show(plan);
    this.write();
    return plan;
  }

  /**
   * The controls' plan, without the modes and transports that this page can't run.
   *
   * @throws PlanError where a control's value won't do, or no mode is left
   */
  async runnable(): Promise<Plan> {
    const can = await capabilities();
    await this.load();
    if (this.problems.length) throw new PlanError(this.problems);
    const plan = this.plan!;
    const transports = plan.transports.filter((transport) => can.transports[transport].available);
    const state = (mode: Mode) =>
      canRun(can, mode, mode === 'processes' && !transports.length ? plan.transports[0] : null);
    const modes = plan.modes.filter((mode) => state(mode).available);
    if (modes.length) return { ...plan, modes, transports: transports.length ? transports : plan.transports };
    const reasons = [...new Set(plan.modes.map((mode) => state(mode).reason))].join(' ');
    const takes = `a mode that this page can run. ${reasons.replace(/\.$/, '')}`;
    throw new PlanError([{ field: 'modes', value: plan.modes.join(','), takes }]);
  }

  /** A report as the view reads it: itself, or the same trials read anew. */
  read(report: Report): Report {
    const { reading } = this.view;
    const { baseline, counting } = report.reading;
    if (!this.#core || (reading.baseline === baseline && reading.counting === counting)) return report;
    const { plan, environment, trials, answer, ended } = report;
    // Own data can be long, and the report needs no look at it.
    const brief = { ...plan, input: null };
    return { ...this.#core.report(brief, environment, trials, answer, ended, reading), plan };
  }

  /** Puts a plan on the controls. */
  show(plan: Plan): void {
    this.put(draftOf(plan));
  }

  /** Puts what the controls said before on them again. */
  put(draft: Draft): void {
    this.draft = draft;
    this.#settle();
    this.#host.requestUpdate();
  }

  /** A control has changed. */
  change(part: Partial<Draft>): void {
    this.notice = NO_NOTICE;
    this.#early ||= !this.#core;
    this.put({ ...this.draft, ...part });
    this.write();
  }

  /**
   * Another workload: what its controls last said, or its defaults, with the modes, workers and repetitions of now. What
   * was expected was expected of another program.
   */
  choose(workload: string): void {
    const { modes, transports, workers, samples, realms, seed, precision, budget, scaled } = this.draft;
    const before = this.#drafts.get(workload) ?? firstDraft([['workload', workload]], this.#cores);
    if (this.view.prediction.length) this.view = { ...this.view, prediction: [] };
    const kept = { modes, transports, workers, samples, realms, seed, precision, budget, scaled };
    this.change({ ...before, ...kept });
  }

  /** Looks at it in another way. */
  look(view: View): void {
    this.view = view;
    this.write();
    this.#host.requestUpdate();
  }

  /** Says something about bad values that are not those of the controls. */
  say(notice: Notice): void {
    this.notice = notice;
    this.#host.requestUpdate();
  }

  /** The page's address for what is asked. */
  address(): string {
    if (!this.#core || !this.plan) return location.href;
    const pairs = [...this.#core.planPairs(this.plan), ...this.#core.viewPairs(this.view)];
    return addressOf(this.pending ? [...pairs, ['run', '']] : pairs, location.href);
  }

  /** A run has begun, so the link need not ask for it any more. */
  begun(): void {
    if (!this.pending) return;
    this.pending = false;
    this.write();
  }

  /** Writes the address, where the element keeps it. */
  write(): void {
    if (this.#host.permalink) history.replaceState(history.state, '', this.address());
  }

  #pairs(): Pairs {
    return this.#host.permalink ? pairsOfAddress(location.search) : pairsOfAttributes(this.#host);
  }

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
}
