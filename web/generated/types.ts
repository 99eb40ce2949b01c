// Generated from crate/src/plan.rs by `npm run generate`: change it there.

/**
 * The result itself, for the visitor to see; long ones are cut, and say so.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Answer".
 */
export type Answer =
  | {
      /**
       * The first few.
       */
      head: string[];
      kind: 'numbers';
      /**
       * How many there are.
       */
      length: number;
      /**
       * The last few, without those in the head.
       */
      tail: string[];
    }
  | {
      /**
       * Puzzles with more than one solution.
       */
      ambiguous: number;
      /**
       * The first ones.
       */
      answers: SudokuAnswer[];
      kind: 'sudoku';
      /**
       * How many there are.
       */
      total: number;
      /**
       * Puzzles with no solution.
       */
      unsolvable: number;
    };
/**
 * How a message travels between isolated workers.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Transport".
 */
export type Transport = 'copy' | 'transfer';
/**
 * How a sweep ended.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Ended".
 */
export type Ended = 'running' | 'complete' | 'cancelled';
/**
 * Kinds of failure.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "FailureKind".
 */
export type FailureKind =
  'wrong-answer' | 'crashed' | 'timed-out' | 'out-of-memory' | 'not-started' | 'unavailable';
/**
 * How a workload's parallel part is carried out.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Mode".
 */
export type Mode = 'serial' | 'threads' | 'processes' | 'async';
/**
 * The end of a cell: an error is a row like any other.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Outcome".
 */
export type Outcome =
  | {
      /**
       * The repetitions, in order.
       */
      samples: Sample[];
      /**
       * Time until the mode's workers were ready, milliseconds. Not part of a sample.
       */
      startUp: number;
      status: 'done';
      warmUp: Sample1;
    }
  | {
      failure: Failure1;
      status: 'failed';
    };
/**
 * What an option takes.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Takes".
 */
export type Takes =
  | {
      /**
       * The list.
       */
      choices: Choice[];
      kind: 'choice';
    }
  | {
      kind: 'whole';
      /**
       * The most.
       */
      max: number;
      /**
       * The least.
       */
      min: number;
      /**
       * The word that leaves it to the program, such as `auto`.
       */
      word: string | null;
    };
/**
 * Kinds of warning.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "WarningKind".
 */
export type WarningKind = 'drift' | 'oversubscribed' | 'coarse-clock' | 'no-baseline' | 'failures';

export interface Types {
  [k: string]: unknown;
}
/**
 * Amdahl's law fitted to one line: T(p) = T(1) (s + (1 - s) / p).
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Amdahl".
 */
export interface Amdahl {
  /**
   * The speedup that the curve approaches with ever more workers; absent where s is 0.
   */
  limit: Estimate | null;
  /**
   * The best serial time over T(1): the speedup of one worker. The curve starts here.
   */
  oneWorkerSpeedup: number;
  /**
   * T(1) of the fit, milliseconds.
   */
  oneWorkerTime: number;
  /**
   * Root mean square of the residuals, as a share of the measured times.
   */
  residual: number;
  serialFraction: Estimate1;
}
/**
 * A value with its 95 % interval.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Estimate".
 */
export interface Estimate {
  /**
   * The interval's upper end.
   */
  high: number;
  /**
   * The interval's lower end.
   */
  low: number;
  /**
   * The median.
   */
  value: number;
}
/**
 * A value with its 95 % interval.
 */
export interface Estimate1 {
  /**
   * The interval's upper end.
   */
  high: number;
  /**
   * The interval's lower end.
   */
  low: number;
  /**
   * The median.
   */
  value: number;
}
/**
 * A solved puzzle.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "SudokuAnswer".
 */
export interface SudokuAnswer {
  /**
   * The puzzle, 81 characters, `.` for blank.
   */
  puzzle: string;
  /**
   * The solution, if there is one; the first found, if there are several.
   */
  solution: string | null;
  /**
   * Solutions counted, up to the limit.
   */
  solutions: number;
}
/**
 * One realm's worth of a plan: a mode at a worker count.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Cell".
 */
export interface Cell {
  /**
   * Where the cell stands in the order of the sweep, from 0.
   */
  id: number;
  /**
   * The mode.
   */
  mode: 'serial' | 'threads' | 'processes' | 'async';
  /**
   * Which of the point's realms this is, from 0.
   */
  realm: number;
  /**
   * How messages travel; only in processes mode.
   */
  transport?: Transport | null;
  /**
   * Threads, processes or tasks; 1 in serial mode.
   */
  workers: number;
}
/**
 * One value of an option.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Choice".
 */
export interface Choice {
  /**
   * Its name for people.
   */
  label: string;
  /**
   * Its name in the permalink.
   */
  value: string;
}
/**
 * What the numbers were measured on.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Environment".
 */
export interface Environment {
  /**
   * Which build of the program.
   */
  build: string;
  /**
   * Whether the page is cross-origin isolated (threads need it).
   */
  crossOriginIsolated: boolean;
  /**
   * Cores that the browser claims.
   */
  hardwareConcurrency: number;
  /**
   * When the run began, ISO 8601.
   */
  started: string;
  /**
   * The smallest step of the clock seen, milliseconds.
   */
  timerResolutionMs: number;
  /**
   * The browser's own name for itself.
   */
  userAgent: string;
}
/**
 * Why a cell has no samples.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Failure".
 */
export interface Failure {
  /**
   * The kind of failure.
   */
  kind: 'wrong-answer' | 'crashed' | 'timed-out' | 'out-of-memory' | 'not-started' | 'unavailable';
  /**
   * What happened, in words; for a wrong answer, the first difference.
   */
  message: string;
}
/**
 * How a workload takes the visitor's own data.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "InputInfo".
 */
export interface InputInfo {
  /**
   * File endings to offer.
   */
  accept: string;
  /**
   * A short example.
   */
  example: string;
  /**
   * What it takes.
   */
  help: string;
  /**
   * Its name for people.
   */
  label: string;
}
/**
 * An option of a workload: a name in the permalink and a control on the page.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "OptionInfo".
 */
export interface OptionInfo {
  /**
   * The value taken where none is named.
   */
  default: string;
  /**
   * What it does.
   */
  help: string;
  /**
   * Its name for people.
   */
  label: string;
  /**
   * Its name in the permalink.
   */
  name: string;
  /**
   * What it takes.
   */
  takes:
    | {
        /**
         * The list.
         */
        choices: Choice[];
        kind: 'choice';
      }
    | {
        kind: 'whole';
        /**
         * The most.
         */
        max: number;
        /**
         * The least.
         */
        min: number;
        /**
         * The word that leaves it to the program, such as `auto`.
         */
        word: string | null;
      };
}
/**
 * One timed repetition.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Sample".
 */
export interface Sample {
  /**
   * Runs timed together, so that the clock's grain stays below a thousandth of the time.
   */
  batch: number;
  phases: Phases;
  /**
   * Time of one run of the program, milliseconds: the batch's time divided by its runs.
   */
  total: number;
}
/**
 * The same time by phase.
 */
export interface Phases {
  /**
   * Putting the parts together.
   */
  merge: number;
  /**
   * Reading replies.
   */
  receive: number;
  /**
   * Writing jobs into messages and posting them.
   */
  send: number;
  /**
   * The parallel part, and waiting for it.
   */
  solve: number;
  /**
   * Cutting the input into jobs (serial).
   */
  split: number;
}
/**
 * One timed repetition.
 */
export interface Sample1 {
  /**
   * Runs timed together, so that the clock's grain stays below a thousandth of the time.
   */
  batch: number;
  phases: Phases;
  /**
   * Time of one run of the program, milliseconds: the batch's time divided by its runs.
   */
  total: number;
}
/**
 * Why.
 */
export interface Failure1 {
  /**
   * The kind of failure.
   */
  kind: 'wrong-answer' | 'crashed' | 'timed-out' | 'out-of-memory' | 'not-started' | 'unavailable';
  /**
   * What happened, in words; for a wrong answer, the first difference.
   */
  message: string;
}
/**
 * Where the time of one sample went; the parts add up to its total. Milliseconds.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Phases".
 */
export interface Phases1 {
  /**
   * Putting the parts together.
   */
  merge: number;
  /**
   * Reading replies.
   */
  receive: number;
  /**
   * Writing jobs into messages and posting them.
   */
  send: number;
  /**
   * The parallel part, and waiting for it.
   */
  solve: number;
  /**
   * Cutting the input into jobs (serial).
   */
  split: number;
}
/**
 * What to measure. The whole of it fits in a permalink.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Plan".
 */
export interface Plan {
  /**
   * The visitor's own data as text; without it, data are generated from the seed.
   */
  input?: string | null;
  /**
   * The modes to run, without repeats.
   */
  modes: Mode[];
  /**
   * The workload's own options, by name; each value as it stands in the permalink.
   */
  options: {
    [k: string]: string;
  };
  /**
   * Fresh realms for each point; 1 to 100.
   */
  realms: number;
  /**
   * Repetitions inside each realm, after one warm-up run; 1 to 1000.
   */
  samples: number;
  /**
   * Decides the input, and the order of the cells.
   */
  seed: number;
  /**
   * How much work, in the workload's unit (elements, puzzles).
   */
  size: number;
  /**
   * How messages travel in processes mode; each one is a line of its own on the chart.
   */
  transports: Transport[];
  /**
   * The version of this format: 1.
   */
  version: number;
  /**
   * Worker counts, 1 to 64, ascending, without repeats.
   */
  workers: number[];
  /**
   * A workload's id in the catalogue, such as `mergesort`.
   */
  workload: string;
}
/**
 * One point of a line: a mode at a worker count.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Point".
 */
export interface Point {
  /**
   * One speedup for each sample: the median serial time over the sample's time.
   */
  dots: number[];
  /**
   * Speedup over workers.
   */
  efficiency: Estimate | null;
  /**
   * Failures of the point's realms.
   */
  failures: Failure[];
  /**
   * Mean phases over the samples, milliseconds.
   */
  phases: Phases1 | null;
  /**
   * Time of the best serial program over this time; absent until both are known.
   */
  speedup: Estimate | null;
  /**
   * Median start-up of the workers, milliseconds.
   */
  startUp: number | null;
  /**
   * Time of one run, milliseconds; absent where every realm failed.
   */
  time: Estimate | null;
  /**
   * Threads, processes or tasks.
   */
  workers: number;
}
/**
 * One bad value: which field, what it was, what it takes.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  /**
   * The field or parameter.
   */
  field: string;
  /**
   * What the field takes.
   */
  takes: string;
  /**
   * The value, shortened if long.
   */
  value: string;
}
/**
 * What a permalink says.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Query".
 */
export interface Query {
  /**
   * Show nothing but the lab.
   */
  embed: boolean;
  plan: Plan1;
  /**
   * Bad and unknown values.
   */
  problems: Problem[];
  /**
   * Start on load.
   */
  run: boolean;
}
/**
 * The plan, with a default in place of every bad value.
 */
export interface Plan1 {
  /**
   * The visitor's own data as text; without it, data are generated from the seed.
   */
  input?: string | null;
  /**
   * The modes to run, without repeats.
   */
  modes: Mode[];
  /**
   * The workload's own options, by name; each value as it stands in the permalink.
   */
  options: {
    [k: string]: string;
  };
  /**
   * Fresh realms for each point; 1 to 100.
   */
  realms: number;
  /**
   * Repetitions inside each realm, after one warm-up run; 1 to 1000.
   */
  samples: number;
  /**
   * Decides the input, and the order of the cells.
   */
  seed: number;
  /**
   * How much work, in the workload's unit (elements, puzzles).
   */
  size: number;
  /**
   * How messages travel in processes mode; each one is a line of its own on the chart.
   */
  transports: Transport[];
  /**
   * The version of this format: 1.
   */
  version: number;
  /**
   * Worker counts, 1 to 64, ascending, without repeats.
   */
  workers: number[];
  /**
   * A workload's id in the catalogue, such as `mergesort`.
   */
  workload: string;
}
/**
 * Everything that was measured, and what it means.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Report".
 */
export interface Report {
  /**
   * The result that was computed.
   */
  answer: Answer | null;
  /**
   * The best serial program's time, milliseconds.
   */
  baseline: Estimate | null;
  /**
   * How it ended.
   */
  ended: 'running' | 'complete' | 'cancelled';
  environment: Environment1;
  plan: Plan2;
  /**
   * The lines of the chart.
   */
  series: Series[];
  /**
   * Every trial, in the order they were run.
   */
  trials: Trial[];
  /**
   * The version of this format: 1.
   */
  version: number;
  /**
   * What the reader should know.
   */
  warnings: Warning[];
}
/**
 * On what.
 */
export interface Environment1 {
  /**
   * Which build of the program.
   */
  build: string;
  /**
   * Whether the page is cross-origin isolated (threads need it).
   */
  crossOriginIsolated: boolean;
  /**
   * Cores that the browser claims.
   */
  hardwareConcurrency: number;
  /**
   * When the run began, ISO 8601.
   */
  started: string;
  /**
   * The smallest step of the clock seen, milliseconds.
   */
  timerResolutionMs: number;
  /**
   * The browser's own name for itself.
   */
  userAgent: string;
}
/**
 * What was asked.
 */
export interface Plan2 {
  /**
   * The visitor's own data as text; without it, data are generated from the seed.
   */
  input?: string | null;
  /**
   * The modes to run, without repeats.
   */
  modes: Mode[];
  /**
   * The workload's own options, by name; each value as it stands in the permalink.
   */
  options: {
    [k: string]: string;
  };
  /**
   * Fresh realms for each point; 1 to 100.
   */
  realms: number;
  /**
   * Repetitions inside each realm, after one warm-up run; 1 to 1000.
   */
  samples: number;
  /**
   * Decides the input, and the order of the cells.
   */
  seed: number;
  /**
   * How much work, in the workload's unit (elements, puzzles).
   */
  size: number;
  /**
   * How messages travel in processes mode; each one is a line of its own on the chart.
   */
  transports: Transport[];
  /**
   * The version of this format: 1.
   */
  version: number;
  /**
   * Worker counts, 1 to 64, ascending, without repeats.
   */
  workers: number[];
  /**
   * A workload's id in the catalogue, such as `mergesort`.
   */
  workload: string;
}
/**
 * One line on the chart.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Series".
 */
export interface Series {
  /**
   * The fitted law; withheld with fewer than two worker counts that have a core for every worker.
   */
  amdahl: Amdahl | null;
  /**
   * How a workload's parallel part is carried out.
   */
  mode: 'serial' | 'threads' | 'processes' | 'async';
  /**
   * Its points, by workers.
   */
  points: Point[];
  /**
   * How messages travel; only in processes mode.
   */
  transport?: Transport | null;
  /**
   * What limits this line, in one plain sentence.
   */
  verdict: string;
}
/**
 * What happened in a cell.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Trial".
 */
export interface Trial {
  cell: Cell1;
  /**
   * Its samples, or why there are none.
   */
  outcome:
    | {
        /**
         * The repetitions, in order.
         */
        samples: Sample[];
        /**
         * Time until the mode's workers were ready, milliseconds. Not part of a sample.
         */
        startUp: number;
        status: 'done';
        warmUp: Sample1;
      }
    | {
        failure: Failure1;
        status: 'failed';
      };
}
/**
 * The cell.
 */
export interface Cell1 {
  /**
   * Where the cell stands in the order of the sweep, from 0.
   */
  id: number;
  /**
   * The mode.
   */
  mode: 'serial' | 'threads' | 'processes' | 'async';
  /**
   * Which of the point's realms this is, from 0.
   */
  realm: number;
  /**
   * How messages travel; only in processes mode.
   */
  transport?: Transport | null;
  /**
   * Threads, processes or tasks; 1 in serial mode.
   */
  workers: number;
}
/**
 * Something the reader should know before believing a number.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Warning".
 */
export interface Warning {
  /**
   * What kind of warning, for programs.
   */
  kind: 'drift' | 'oversubscribed' | 'coarse-clock' | 'no-baseline' | 'failures';
  /**
   * What was seen, and what to do about it.
   */
  message: string;
}
/**
 * The range of a size.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "SizeInfo".
 */
export interface SizeInfo {
  /**
   * The one taken where none is named.
   */
  default: number;
  /**
   * The most.
   */
  max: number;
  /**
   * The least.
   */
  min: number;
  /**
   * Sizes to offer.
   */
  presets: number[];
}
/**
 * What can be run, for the controls and for `labs()`. Made once, at build time.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "WorkloadInfo".
 */
export interface WorkloadInfo {
  /**
   * Its name in the permalink.
   */
  id: string;
  /**
   * How it takes the visitor's own data.
   */
  input: InputInfo | null;
  /**
   * Its own options.
   */
  options: OptionInfo[];
  size: SizeInfo1;
  /**
   * What it shows, in a sentence or two.
   */
  summary: string;
  /**
   * Rows of the list of systems that it covers.
   */
  systems: number[];
  /**
   * Its name for people.
   */
  title: string;
  /**
   * What is counted: `elements`, `puzzles`.
   */
  unit: string;
}
/**
 * How much work may be asked for.
 */
export interface SizeInfo1 {
  /**
   * The one taken where none is named.
   */
  default: number;
  /**
   * The most.
   */
  max: number;
  /**
   * The least.
   */
  min: number;
  /**
   * Sizes to offer.
   */
  presets: number[];
}
