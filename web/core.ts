/** The Rust core on the page: pure functions that parse, plan and summarise. Kernels never run here. */
import * as wasm from '../pkg/wasm/page/speedup_lab.js';
import type {
  Answer,
  Cell,
  Class,
  Ended,
  Environment,
  Estimate,
  Expected,
  LabQuery,
  Mode,
  Plan,
  Problem,
  Query,
  Reading,
  Report,
  Transport,
  Trial,
  View,
} from './generated/types.js';
import { compiled } from './modules.js';

/** A parameter of a permalink: its name and value. */
export type Pair = [name: string, value: string];

/** The core's pure functions. */
export interface Core {
  /** Reads a permalink's parameters. Never throws: bad values are in `problems`, with the default in their place. */
  parseQuery(pairs: Pair[], cores: number): Query;
  /** A plan as a permalink's parameters. Input of over 2,000 bytes is left out. */
  planPairs(plan: Plan): Pair[];
  /** How to look at a plan as a permalink's parameters, without what is the default. */
  viewPairs(view: View): Pair[];
  /** Reads the parameters of a lab that is no workload. Never throws, as {@link parseQuery}. */
  parseLab(pairs: Pair[]): LabQuery;
  /** What a lab's link says as its parameters, without what is the default. */
  labPairs(query: LabQuery): Pair[];
  /**
   * The median of values with its interval; `null` of no value.
   *
   * @param realms the values of each fresh start
   */
  estimateOf(realms: number[][]): Estimate | null;
  /** Completes and checks a plan that a program made. */
  checkPlan(partial: Partial<Plan>, cores: number): { plan: Plan; problems: Problem[] };
  /** The plan that a visitor finds. */
  defaultPlan(cores: number): Plan;
  /** The cells of a plan, in the order to run them. `available` are the modes that the page can run. */
  cells(plan: Plan, available: Mode[]): Cell[];
  /** The plan that a cell really runs: another size, or one of the programs that find the machine's ceiling. */
  cellPlan(plan: Plan, cell: Cell): Plan;
  /** The cells to run next for the plan's precision; none where no more are needed, or none would help. */
  more(plan: Plan, trials: Trial[], available: Mode[]): Cell[];
  /** How a run ended of which every cell was run, and that needs no more. */
  ended(plan: Plan, trials: Trial[]): Ended;
  /** Bytes that one instance needs for the plan's input and a sample. */
  memoryNeeded(plan: Plan): number;
  /** Trials so far, and what they mean. */
  report(
    plan: Plan,
    environment: Environment,
    trials: Trial[],
    answer: Answer | null,
    ended: Ended,
    reading: Reading,
  ): Report;
  /**
   * Opens the text of a saved report. What was measured is kept, what it means is made anew, read as `reading` says.
   *
   * @throws ReportError where it won't do: no report of ours, a version from the future, or a bad field, by its name
   */
  openReport(text: string, reading: Reading): Report;
  /** What was expected against what was measured, in a sentence or two; empty where nothing was expected. */
  predictionWords(report: Report, expected: Expected[]): string;
  /**
   * The same point on many machines, the highest speedup first. Reports without it, or of another program than the
   * first one's, are in `skipped`.
   *
   * @param transport how messages travel, in processes mode; else null
   * @param workers 1 to 64
   */
  classOf(reports: Report[], mode: Mode, transport: Transport | null, workers: number): Class;
  /** The programmed pictures of a plan of that program. Free it after use. */
  album(plan: Plan): Album;
  /** The pixels of a picture's file, as red, green, blue and alpha; empty where it is no picture. */
  pixels(file: Uint8Array): Uint8Array;
}

/** Programmed pictures, by their number from 0. */
export interface Album {
  /** A picture's name at the source, relative to the site. */
  name(number: number): string;
  /** Where to ask for it at this try, from 0, relative to the site. */
  address(number: number, attempt: number): string;
  /** It, as a file. */
  file(number: number): Uint8Array;
  free(): void;
}

/** A saved report that can't be opened; `problem` says why. */
export class ReportError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.field}: “${problem.value}” won't do; it takes ${problem.takes}`);
    this.name = 'ReportError';
    this.problem = problem;
  }
}

let loading: Promise<Core> | undefined;

/**
 * Loads the core, once.
 *
 * @throws Error where the program does not load or does not compile. A later call tries again.
 */
export function core(): Promise<Core> {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Core> {
  const module = await compiled('page');
  (globalThis as { speedupLabPanicked?: (message: string) => void }).speedupLabPanicked ??= console.error;
  wasm.initSync({ module });
  return {
    parseQuery: wasm.parseQuery,
    planPairs: wasm.planPairs,
    viewPairs: wasm.viewPairs,
    parseLab: wasm.parseLab,
    labPairs: wasm.labPairs,
    estimateOf: wasm.estimateOf,
    checkPlan: (partial, cores) => wasm.parseQuery(pairsOf(partial), cores),
    defaultPlan: (cores) => wasm.parseQuery([], cores).plan,
    cells: wasm.cells,
    cellPlan: wasm.cellPlan,
    more: wasm.more,
    ended: wasm.ended,
    memoryNeeded: wasm.memoryNeeded,
    // The core leaves the trials out of its answer: they are many, and here already.
    report: (plan, on, trials, answer, ended, reading) => ({
      ...wasm.report(plan, on, trials, answer, ended, reading),
      trials: [...trials],
    }),
    openReport,
    predictionWords: (report, expected) => wasm.predictionWords(bare(report), expected),
    album: (plan) => new wasm.Album(plan),
    pixels: wasm.Album.pixels,
    classOf: (reports, mode, transport, workers) => wasm.classOf(reports.map(bare), mode, transport, workers),
  };
}

/** A report without its trials, for functions that need no look at them. */
const bare = (report: Report): Report => ({ ...report, trials: [] });

function openReport(text: string, reading: Reading): Report {
  try {
    return wasm.openReport(text, reading);
  } catch (thrown) {
    // The core rejects with a plain Problem; all else is a fault of its own.
    throw thrown instanceof Error ? thrown : new ReportError(thrown as Problem);
  }
}

/**
 * A program's plan takes the same way in as a link, so there is one set of rules and messages. An option with the name
 * of a field is a parameter given twice, and named.
 */
function pairsOf(plan: Partial<Plan>): Pair[] {
  const { options, ...rest } = plan ?? {};
  const given = [...Object.entries(rest), ...Object.entries(options ?? {})].filter(
    ([, value]) => value != null,
  );
  return given.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]);
}
