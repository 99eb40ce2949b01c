/** A plan becomes a report: cell after cell, each in a fresh realm, one run at a time on a page. */
import { type Capabilities, capabilities } from './capabilities.js';
import { type Core, core } from './core.js';
import type {
  Answer,
  Cell,
  Ended,
  Environment,
  Plan,
  Problem,
  Reading,
  Report,
  Trial,
} from './generated/types.js';
import { measure, orAborted } from './realm.js';

/** How far a run is. */
export interface Progress {
  /** The cell under way. */
  cell: Cell;
  /** Cells ended. */
  done: number;
  /** Cells in all. */
  cells: number;
  /** The repetition under way; 0 is the warm-up. */
  repetition: number;
  /** Repetitions in a cell, without the warm-up. */
  repetitions: number;
  elapsedMs: number;
  /** An estimate from the cells ended so far; null before the first. */
  remainingMs: number | null;
}

/** Who wants to know, and who may end it. */
export interface RunHandlers {
  /** Ends the run; by the time the promise rejects, its workers are ended. */
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
  onTrial?(trial: Trial): void;
  /** After every trial: what is known so far. After a cancel, what was known then. */
  onReport?(report: Report): void;
}

/** A plan with values that won't do; `problems` names each. */
export class PlanError extends Error {
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(
      problems
        .map(({ field, value, takes }) => `${field}: “${value}” won't do; it takes ${takes}`)
        .join('\n'),
    );
    this.name = 'PlanError';
    this.problems = problems;
  }
}

/** How a report is read where nobody says otherwise. */
export const READING: Reading = { baseline: 'serial', counting: 'run' };

let queue: Promise<unknown> = Promise.resolve();

/**
 * Lets one measurement at a time run on this page: two at once would spoil both.
 *
 * @throws the signal's reason where it is aborted while the job waits for its turn
 */
export function queued<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const before = queue;
  const mine = orAborted(before, signal).then(job);
  queue = before.then(() => mine).catch(() => undefined);
  return mine;
}

/**
 * Runs a plan. What it leaves out takes its default.
 *
 * @throws PlanError where a value won't do; the signal's reason (an AbortError) where it is aborted
 */
export async function run(partial: Partial<Plan> = {}, handlers: RunHandlers = {}): Promise<Report> {
  const [rust, can] = await Promise.all([core(), capabilities()]);
  const { plan, problems } = rust.checkPlan(partial, can.hardwareConcurrency);
  if (problems.length > 0) throw new PlanError(problems);
  return queued(() => new Sweep(rust, can, plan, handlers).run(), handlers.signal);
}

class Sweep {
  readonly #core: Core;
  readonly #can: Capabilities;
  readonly #plan: Plan;
  readonly #handlers: RunHandlers;
  readonly #environment: Environment;
  readonly #trials: Trial[] = [];
  readonly #began = performance.now();
  #answer: Answer | null = null;

  constructor(rust: Core, can: Capabilities, plan: Plan, handlers: RunHandlers) {
    this.#core = rust;
    this.#can = can;
    this.#plan = plan;
    this.#handlers = handlers;
    this.#environment = {
      userAgent: navigator.userAgent,
      browser: '',
      system: '',
      crossOriginIsolated: can.crossOriginIsolated,
      hardwareConcurrency: can.hardwareConcurrency,
      timerResolutionMs: can.timerResolutionMs,
      build: import.meta.env.VITE_BUILD,
      started: new Date().toISOString(),
    };
  }

  async run(): Promise<Report> {
    const { signal } = this.#handlers;
    const cells = this.#core.cells(this.#plan);
    const memory = this.#core.memoryNeeded(this.#plan);
    try {
      for (const cell of cells) {
        signal?.throwIfAborted();
        const onRepetition = (repetition: number) => this.#progress(cell, cells.length, repetition);
        onRepetition(0);
        const { trial, answer } = await this.#trial(cell, memory, onRepetition);
        this.#trials.push(trial);
        this.#answer ??= answer;
        this.#handlers.onTrial?.(trial);
        const last = this.#trials.length === cells.length;
        const report = this.#report(last ? 'complete' : 'running');
        this.#handlers.onReport?.(report);
        if (last) return report;
        await settled();
      }
    } catch (error) {
      if (signal?.aborted) this.#handlers.onReport?.(this.#report('cancelled'));
      throw error;
    }
    throw new Error('a plan has no cells');
  }

  async #trial(cell: Cell, memory: number, onRepetition: (number: number) => void) {
    const { available, reason = '' } = this.#can.modes[cell.mode];
    if (available) return measure(this.#plan, cell, memory, { signal: this.#handlers.signal, onRepetition });
    const trial: Trial = {
      cell,
      outcome: { status: 'failed', failure: { kind: 'unavailable', message: reason } },
    };
    return { trial, answer: null };
  }

  #progress(cell: Cell, cells: number, repetition: number): void {
    const done = this.#trials.length;
    const repetitions = this.#plan.samples;
    const elapsedMs = performance.now() - this.#began;
    const parts = done + repetition / (repetitions + 1);
    const remainingMs = done > 0 ? (elapsedMs / parts) * (cells - parts) : null;
    this.#handlers.onProgress?.({ cell, done, cells, repetition, repetitions, elapsedMs, remainingMs });
  }

  #report(ended: Ended): Report {
    // Own data can be long, and the report needs no look at it.
    const report = this.#core.report(
      { ...this.#plan, input: null },
      this.#environment,
      this.#trials,
      this.#answer,
      ended,
      READING,
    );
    return { ...report, plan: this.#plan };
  }
}

/**
 * Resolves once the page has drawn what it was told, so that drawing does not compete with the next realm. A page that
 * isn't shown (another tab, a frame scrolled away) draws nothing, and does not wait for long.
 */
function settled(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 250);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
}
