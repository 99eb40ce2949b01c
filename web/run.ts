/** A plan becomes a report: cell after cell, each in a fresh realm, one run at a time on a page. */
import { type Capabilities, canRun, capabilities } from './capabilities.js';
import { type Core, core } from './core.js';
import { Disturbances, Pressure } from './disturbances.js';
import { environment, watchPressure } from './environment.js';
import type {
  Answer,
  Cell,
  Ended,
  Environment,
  Mode,
  Plan,
  Problem,
  Reading,
  Report,
  Trial,
} from './generated/types.js';
import { measure, orAborted, type RealmOptions } from './realm.js';
import type { Source } from './source.js';

/** How far a run is. */
export interface Progress {
  /** The cell under way. */
  cell: Cell;
  /** Cells ended. */
  done: number;
  /** Cells in all, as far as is known: each round for the precision adds some. */
  cells: number;
  /** Whether the plan's cells are done, and this one narrows intervals that are wider than the plan wants them. */
  forPrecision: boolean;
  /** The repetition under way; 0 is the warm-up. */
  repetition: number;
  /** Repetitions in a cell, without the warm-up. */
  repetitions: number;
  /** Whether the run waits for the page to be shown: browsers slow hidden pages down. */
  paused: boolean;
  elapsedMs: number;
  /** An estimate from the cells ended so far; null before the first. For the precision: what is left of the budget. */
  remainingMs: number | null;
}

/** Who wants to know, and who may end it. */
export interface RunHandlers {
  /** Ends the run; by the time the promise rejects, its workers are ended. */
  signal?: AbortSignal;
  /** How the reports on the way and the last one are read; asked for each anew. */
  reading?(): Reading;
  onProgress?(progress: Progress): void;
  onTrial?(trial: Trial): void;
  /** After every trial: what is known so far. After a cancel, what was known then. */
  onReport?(report: Report): void;
}

/** What a cell runs, and the bytes that an instance of it needs. */
interface Program {
  plan: Plan;
  memory: number;
}

/** How often a cell is started again whose start the page was hidden or suspended in. */
const RESTARTS = 2;

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
  // The next run wants to know the pressure before it, too.
  const job = () => new Sweep(rust, can, plan, handlers).run().finally(watchPressure);
  return queued(job, handlers.signal);
}

class Sweep {
  readonly #core: Core;
  readonly #can: Capabilities;
  readonly #plan: Plan;
  /** The plan without its own data, which can be long, for functions that need no look at them. */
  readonly #brief: Plan;
  readonly #available: Mode[];
  readonly #handlers: RunHandlers;
  readonly #programs = new Map<string, Program>();
  readonly #trials: Trial[] = [];
  readonly #pressure = new Pressure();
  readonly #began = performance.now();
  #environment: Environment | null = null;
  #todo: Cell[] = [];
  #forPrecision = false;
  /** Where pictures come from, in a plan of that program. */
  #source: Source | null = null;
  #answer: Answer | null = null;
  /** How much the run that the answer is of had to tell. */
  #told = 0;

  constructor(rust: Core, can: Capabilities, plan: Plan, handlers: RunHandlers) {
    this.#core = rust;
    this.#can = can;
    this.#plan = plan;
    this.#brief = { ...plan, input: null };
    this.#available = (Object.keys(can.modes) as Mode[]).filter((mode) => can.modes[mode].available);
    this.#handlers = handlers;
  }

  async run(): Promise<Report> {
    const { signal } = this.#handlers;
    try {
      if (this.#plan.workload === 'pictures') this.#source = await orAborted(source(this.#plan), signal);
      this.#environment = await orAborted(environment(this.#can), signal);
      this.#todo = this.#core.cells(this.#brief, this.#available);
      for (let cell = this.#todo.shift(); cell; cell = this.#todo.shift()) {
        signal?.throwIfAborted();
        const { trial, answer } = await this.#trial(cell);
        this.#trials.push(trial);
        if (cell.role === 'work' && answer) this.#hear(cell, answer);
        this.#handlers.onTrial?.(trial);
        const ended = this.#next();
        const report = this.#report(this.#environment, ended);
        this.#handlers.onReport?.(report);
        if (ended !== 'running') return report;
        await settled();
      }
    } catch (error) {
      if (signal?.aborted && this.#environment)
        this.#handlers.onReport?.(this.#report(this.#environment, 'cancelled'));
      throw error;
    } finally {
      this.#pressure.end();
      await this.#source?.close();
    }
    throw new Error('a plan has no cells');
  }

  /** All answers are the same result. What is told in words may tell of the run, too, and many threads have most to tell. */
  #hear(cell: Cell, answer: Answer): void {
    const much = (cell.mode === 'threads' ? 1000 : 0) + (cell.mode === 'serial' ? 0 : cell.workers);
    if (this.#answer && (answer.kind !== 'words' || much <= this.#told)) return;
    this.#answer = answer;
    this.#told = much;
  }

  /** Finds what to do next: `running` where there is something, or else how the run ended. */
  #next(): Ended {
    const late = performance.now() - this.#began >= this.#plan.budget * 1000;
    // The baseline is the last of each round, and closes it even then.
    if (this.#forPrecision && late) this.#todo.splice(0, this.#todo.length - 1);
    if (this.#todo.length > 0) return 'running';
    const more = this.#core.more(this.#brief, this.#trials, this.#available);
    if (more.length === 0) return this.#core.ended(this.#brief, this.#trials);
    if (late) return 'budget';
    this.#forPrecision = true;
    this.#todo = more;
    return 'running';
  }

  async #trial(cell: Cell) {
    const { available, reason = '' } = canRun(this.#can, cell.mode, cell.transport);
    if (available) {
      const program = this.#program(cell);
      const { plan } = program;
      let at = 0;
      const tell = (paused: boolean) => this.#progress(cell, plan, at, paused);
      const onRepetition = (repetition: number) => {
        at = repetition;
        tell(false);
      };
      tell(false);
      const { signal } = this.#handlers;
      // Where the measurement itself takes every core, pressure is no disturbance.
      const pressure = cell.workers < this.#can.hardwareConcurrency ? this.#pressure : undefined;
      return started(program, cell, {
        signal,
        onRepetition,
        onPaused: tell,
        pressure,
        site: this.#source?.site,
      });
    }
    this.#progress(cell, this.#plan, 0, false);
    const trial: Trial = {
      cell,
      outcome: { status: 'failed', failure: { kind: 'unavailable', message: reason } },
    };
    return { trial, answer: null };
  }

  /** What a cell runs. Kept for cells that run the same: the visitor's own data may take long to look at. */
  #program(cell: Cell): Program {
    const { role, mode, workers } = cell;
    const own = role === 'work' || role === 'graph';
    const key = own ? role : `${role} ${mode} ${workers}`;
    let program = this.#programs.get(key);
    if (!program) {
      const plan = this.#core.cellPlan(this.#plan, cell);
      program = { plan, memory: this.#core.memoryNeeded(plan) };
      this.#programs.set(key, program);
    }
    return program;
  }

  #progress(cell: Cell, { samples: repetitions }: Plan, repetition: number, paused: boolean): void {
    const done = this.#trials.length;
    const cells = done + 1 + this.#todo.length;
    const elapsedMs = performance.now() - this.#began;
    const forPrecision = this.#forPrecision;
    const parts = done + repetition / (repetitions + 1);
    const rest = done > 0 ? (elapsedMs / parts) * (cells - parts) : null;
    const remainingMs = forPrecision ? Math.max(0, this.#plan.budget * 1000 - elapsedMs) : rest;
    this.#handlers.onProgress?.({
      cell,
      done,
      cells,
      forPrecision,
      repetition,
      repetitions,
      paused,
      elapsedMs,
      remainingMs,
    });
  }

  #report(on: Environment, ended: Ended): Report {
    const reading = this.#handlers.reading?.() ?? READING;
    const report = this.#core.report(this.#brief, on, this.#trials, this.#answer, ended, reading);
    return { ...report, plan: this.#plan };
  }
}

/**
 * Opens the source of a plan's pictures.
 *
 * @throws PlanError where this page has none
 */
async function source(plan: Plan): Promise<Source> {
  const { NO_SOURCE, openSource } = await import('./source.js');
  const most = plan.scaled ? Math.max(...plan.workers) : 1;
  const opened = await openSource({ ...plan, size: plan.size * most });
  if (!opened) throw new PlanError([NO_SOURCE]);
  return opened;
}

/** Measures a cell; again, a few times, where it did not start because the page was hidden or suspended meanwhile. */
async function started({ plan, memory }: Program, cell: Cell, options: RealmOptions) {
  for (let restarts = RESTARTS; ; restarts -= 1) {
    const watch = new Disturbances();
    try {
      const done = await measure(plan, cell, memory, options);
      const { outcome } = done.trial;
      const failed = outcome.status === 'failed' && outcome.failure.kind === 'not-started';
      if (!(failed && watch.heldUp) || restarts === 0) return done;
    } finally {
      watch.end();
    }
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
