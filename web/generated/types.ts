// Generated from crate/src/plan.rs by `npm run generate`: change it there.

/**
 * What a worker does in a span of time.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Activity".
 */
export type Activity = 'split' | 'send' | 'solve' | 'receive' | 'merge';
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
    }
  | {
      /**
       * The visitor's own addresses; none where the page's own source served them.
       */
      addresses: string[];
      /**
       * Bytes that came.
       */
      bytes: number;
      kind: 'pictures';
      /**
       * The numbers, from 0, of those that did not come.
       */
      missing: number[];
      /**
       * How many were asked for.
       */
      total: number;
      /**
       * Requests in all.
       */
      tries: number;
    }
  | {
      kind: 'words';
      /**
       * The sentence, or a few.
       */
      words: string;
    };
/**
 * What a speedup is measured against.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Baseline".
 */
export type Baseline = 'serial' | 'one';
/**
 * How a workload's parallel part is carried out.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Mode".
 */
export type Mode = 'serial' | 'threads' | 'processes' | 'async';
/**
 * What a ceiling is made by.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "CeilingKind".
 */
export type CeilingKind = 'compute' | 'memory';
/**
 * How a message travels between isolated workers.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Transport".
 */
export type Transport = 'copy' | 'transfer' | 'shared';
/**
 * What the chart shows.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Chart".
 */
export type Chart =
  | 'speedup'
  | 'time'
  | 'throughput'
  | 'efficiency'
  | 'karp-flatt'
  | 'scaled'
  | 'sizes'
  | 'lost'
  | 'timeline'
  | 'table';
/**
 * What counts as time.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Counting".
 */
export type Counting = 'compute' | 'run' | 'all';
/**
 * Why a sample doesn't count.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Disturbance".
 */
export type Disturbance = 'hidden' | 'suspended' | 'pressure';
/**
 * How a sweep ended.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Ended".
 */
export type Ended = 'running' | 'complete' | 'precise' | 'budget' | 'cancelled';
/**
 * Kinds of failure.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "FailureKind".
 */
export type FailureKind =
  'wrong-answer' | 'crashed' | 'timed-out' | 'out-of-memory' | 'not-started' | 'unavailable';
/**
 * A kind of failure.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "FaultKind".
 */
export type FaultKind = 'assertion' | 'deadlock' | 'livelock' | 'starvation' | 'endless';
/**
 * Figures of others, drawn beside what is measured.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Figures".
 */
export type Figures = 'none' | 'texts';
/**
 * What kind of lab it is.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "LabKind".
 */
export type LabKind = 'live' | 'explorer';
/**
 * The end of a cell: an error is a row like any other.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Outcome".
 */
export type Outcome =
  | {
      /**
       * How many of the samples were kept although the machine was under pressure, because it stayed so.
       */
      disturbed?: number;
      /**
       * Why samples were thrown away and taken again; one entry for each.
       */
      invalidated?: Disturbance[];
      /**
       * The repetitions, in order.
       */
      samples: Sample[];
      /**
       * Time until the mode's workers were ready, milliseconds. Not part of a sample.
       */
      startUp: number;
      status: 'done';
      /**
       * Whether the times of the last runs before the samples were alike; reports without it say yes.
       */
      steady?: boolean;
      /**
       * What every worker did when, from a run of its own after the samples.
       */
      trace?: Trace | null;
      warmUp: Sample1;
    }
  | {
      failure: Failure1;
      status: 'failed';
    };
/**
 * What a cell is measured for.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Role".
 */
export type Role = 'work' | 'compute' | 'memory' | 'scaled' | 'graph';
/**
 * Where an actor is.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Standing".
 */
export type Standing = 'ready' | 'waiting' | 'no-turn' | 'done' | 'failed';
/**
 * Where control may switch from one actor to another.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Switching".
 */
export type Switching = 'threads' | 'async' | 'greenlets' | 'processes';
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
    }
  | {
      kind: 'text';
      /**
       * The most characters.
       */
      most: number;
    };
/**
 * Kinds of warning.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "WarningKind".
 */
export type WarningKind =
  | 'drift'
  | 'oversubscribed'
  | 'coarse-clock'
  | 'no-baseline'
  | 'failures'
  | 'invalidated'
  | 'imprecise'
  | 'trace-overhead'
  | 'simulation';

export interface Types {
  [k: string]: unknown;
}
/**
 * An actor at one moment.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "ActorScene".
 */
export interface ActorScene {
  /**
   * Its letter in a schedule.
   */
  letter: string;
  /**
   * The line of its next step, or of the one that failed; absent where it is done.
   */
  line: number | null;
  /**
   * Its own variables.
   */
  locals: Named[];
  /**
   * As the text calls it.
   */
  name: string;
  /**
   * Where it is.
   */
  standing: 'ready' | 'waiting' | 'no-turn' | 'done' | 'failed';
  /**
   * Where it is, in words.
   */
  words: string;
}
/**
 * A name and its value.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Named".
 */
export interface Named {
  /**
   * The name.
   */
  name: string;
  /**
   * The value.
   */
  value: number;
}
/**
 * Amdahl's law fitted to one line: T(p) = T(1) (s + (1 - s) / p).
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Amdahl".
 */
export interface Amdahl {
  /**
   * The curve and its band.
   */
  curve: CurvePoint[];
  /**
   * The speedup that the curve approaches with ever more workers; absent where s is 0.
   */
  limit: Estimate | null;
  /**
   * The baseline's time over T(1): the speedup of one worker. The curve starts here.
   */
  oneWorkerSpeedup: number;
  /**
   * T(1) of the fit, milliseconds.
   */
  oneWorkerTime: number;
  /**
   * Root mean square of the residuals.
   */
  residual: number;
  /**
   * The residuals.
   */
  residuals: Residual[];
  serialFraction: Estimate1;
}
/**
 * A model's speedup, with its 95 % band.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "CurvePoint".
 */
export interface CurvePoint {
  /**
   * The band's upper end.
   */
  high: number;
  /**
   * The band's lower end.
   */
  low: number;
  /**
   * The model's speedup.
   */
  value: number;
  /**
   * Workers; between whole numbers, too.
   */
  workers: number;
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
 * How far a measured time is from a model's.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Residual".
 */
export interface Residual {
  /**
   * Measured minus modelled, as a share of the measured.
   */
  share: number;
  /**
   * Workers.
   */
  workers: number;
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
 * Why a line is as it is, where the program's nature tells and times alone can't.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Cause".
 */
export interface Cause {
  /**
   * Why, as a clause: `each step needs the result of the one before`.
   */
  clause: string;
  /**
   * Whether it explains that more workers are faster, or that they are not.
   */
  gains: boolean;
  /**
   * The lines it is about.
   */
  modes: Mode[];
  /**
   * The option and the value with which it holds; none where it always does.
   *
   * @minItems 2
   * @maxItems 2
   */
  option: [unknown, unknown] | null;
}
/**
 * The machine's ceiling, measured in the same sweep.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Ceiling".
 */
export interface Ceiling {
  /**
   * By what.
   */
  kind: 'compute' | 'memory';
  /**
   * How a workload's parallel part is carried out.
   */
  mode: 'serial' | 'threads' | 'processes' | 'async';
  /**
   * By workers.
   */
  points: CeilingPoint[];
}
/**
 * The most that this machine can do now with this many workers.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "CeilingPoint".
 */
export interface CeilingPoint {
  speedup: Estimate2;
  /**
   * Workers.
   */
  workers: number;
}
/**
 * A value with its 95 % interval.
 */
export interface Estimate2 {
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
   * How a workload's parallel part is carried out.
   */
  mode: 'serial' | 'threads' | 'processes' | 'async';
  /**
   * Which of the point's realms this is, from 0.
   */
  realm: number;
  /**
   * What it is measured for.
   */
  role: 'work' | 'compute' | 'memory' | 'scaled' | 'graph';
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
 * A channel at one moment.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "ChannelScene".
 */
export interface ChannelScene {
  /**
   * How many messages it holds at most.
   */
  holds: number;
  /**
   * Those in it, the oldest first.
   */
  messages: number[];
  /**
   * As the text calls it.
   */
  name: string;
}
/**
 * A simulated time beside the measured one.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Check".
 */
export interface Check {
  measured: Estimate3;
  /**
   * The simulated time, milliseconds.
   */
  simulated: number;
  /**
   * Workers.
   */
  workers: number;
}
/**
 * A value with its 95 % interval.
 */
export interface Estimate3 {
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
 * The same point on many machines.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Class".
 */
export interface Class {
  /**
   * The machines, the highest speedup first.
   */
  machines: Machine[];
  /**
   * The median of their speedups, with its 95 % interval; of fewer than six machines, with the least and the
   * most in its place. Absent where there are none.
   */
  median: Estimate | null;
  /**
   * How a workload's parallel part is carried out.
   */
  mode: 'serial' | 'threads' | 'processes' | 'async';
  /**
   * Reports that don't count here.
   */
  skipped: Skipped[];
  /**
   * How messages travel; only in processes mode.
   */
  transport?: Transport | null;
  /**
   * Threads, processes or tasks.
   */
  workers: number;
}
/**
 * A machine, as one report has it.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Machine".
 */
export interface Machine {
  /**
   * Cores that its browser claims.
   */
  cores: number;
  /**
   * The fewest workers that reach its compute ceiling's top.
   */
  knee: number | null;
  /**
   * Its browser and system.
   */
  label: string;
  /**
   * Which of the reports this is, from 0.
   */
  report: number;
  speedup: Estimate4;
  /**
   * When the run began, ISO 8601.
   */
  started: string;
}
/**
 * A value with its 95 % interval.
 */
export interface Estimate4 {
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
 * A report that doesn't count.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Skipped".
 */
export interface Skipped {
  /**
   * Its browser and system.
   */
  label: string;
  /**
   * Why.
   */
  reason: string;
  /**
   * Which of the reports this is, from 0.
   */
  report: number;
}
/**
 * What the numbers were measured on.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Environment".
 */
export interface Environment {
  /**
   * The browser's name and version, as read from that or from its client hints.
   */
  browser: string;
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
   * How the machine is powered, where the browser tells: `mains`, `battery`.
   */
  power?: string | null;
  /**
   * The machine's compute pressure before the run, where the browser tells: `nominal`, `fair`, `serious`,
   * `critical`.
   */
  pressure?: string | null;
  /**
   * When the run began, ISO 8601.
   */
  started: string;
  /**
   * The operating system, as read from the same.
   */
  system: string;
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
 * A point of the curve that a visitor expects.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Expected".
 */
export interface Expected {
  /**
   * The speedup expected, above 0.
   */
  speedup: number;
  /**
   * Workers.
   */
  workers: number;
}
/**
 * What all schedules of a program do. Counts are decimal numbers in text: they may have forty digits.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Explored".
 */
export interface Explored {
  /**
   * Whether that is all of them.
   */
  complete: boolean;
  /**
   * Schedules that fail.
   */
  failing: string | null;
  /**
   * Those of them that fail.
   */
  failingTraces: string | null;
  /**
   * Ways to fail, each kind and place once.
   */
  failures: Failing[];
  /**
   * Whether a schedule can go round for ever.
   */
  rounds: boolean;
  /**
   * Schedules; absent where there is no end of them, or not all states were visited.
   */
  schedules: string | null;
  /**
   * States that were visited.
   */
  states: number;
  /**
   * Schedules that partial-order reduction leaves: one for each order of steps that meet.
   */
  traces: string | null;
  /**
   * What was found, in a sentence or two.
   */
  words: string;
}
/**
 * A way to fail.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Failing".
 */
export interface Failing {
  /**
   * The kind.
   */
  kind: 'assertion' | 'deadlock' | 'livelock' | 'starvation' | 'endless';
  /**
   * The last so many steps of the schedule go on for ever; absent where it ends.
   */
  round: number | null;
  /**
   * The shortest schedule that does it.
   */
  schedule: string;
  /**
   * What happens, as a sentence.
   */
  words: string;
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
 * Gustafson's law fitted to one line's scaled speedups: S(p) = S(1) (p + (1 - p) s).
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Gustafson".
 */
export interface Gustafson {
  /**
   * The curve and its band.
   */
  curve: CurvePoint[];
  /**
   * S(1) of the fit.
   */
  oneWorkerSpeedup: number;
  /**
   * Root mean square of the residuals.
   */
  residual: number;
  /**
   * The residuals.
   */
  residuals: Residual[];
  serialFraction: Estimate5;
}
/**
 * A value with its 95 % interval.
 */
export interface Estimate5 {
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
 * What to try where a part of a run that grows with the workers limits the speedup.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Hint".
 */
export interface Hint {
  /**
   * The part.
   */
  activity: 'split' | 'send' | 'solve' | 'receive' | 'merge';
  /**
   * What to do, as a sentence: `Try the parallel merge.`
   */
  advice: string;
  /**
   * The modes in which it helps.
   */
  modes: Mode[];
  /**
   * The option to change.
   */
  option: string;
  /**
   * The value that is better; no hint where the plan has it.
   */
  value: string;
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
 * How many samples were thrown away and taken again for a reason.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Invalidated".
 */
export interface Invalidated {
  /**
   * The reason.
   */
  reason: 'hidden' | 'suspended' | 'pressure';
  /**
   * How many.
   */
  samples: number;
}
/**
 * A lab that is no workload, for the controls and for `labs()`. Made once, at build time.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "LabInfo".
 */
export interface LabInfo {
  /**
   * Its name in the permalink.
   */
  id: string;
  /**
   * What kind it is.
   */
  kind: 'live' | 'explorer';
  /**
   * Its knobs.
   */
  knobs: OptionInfo[];
  /**
   * What to try, and what to notice then.
   */
  notice: string;
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
      }
    | {
        kind: 'text';
        /**
         * The most characters.
         */
        most: number;
      };
}
/**
 * What the permalink of a lab that is no workload says.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "LabQuery".
 */
export interface LabQuery {
  /**
   * Show nothing but the lab.
   */
  embed: boolean;
  /**
   * Which lab.
   */
  lab: string;
  /**
   * Bad and unknown values.
   */
  problems: Problem[];
  /**
   * Start on load.
   */
  run: boolean;
  /**
   * Its knobs' values, with a default in place of every bad one.
   */
  values: {
    [k: string]: string;
  };
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
 * Where the workers' time went in the traced run: the parts add up to what was available. Worker-milliseconds.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "LostTime".
 */
export interface LostTime {
  /**
   * Workers times the time of the run, and of their start-up where that counts.
   */
  available: number;
  /**
   * Writing and reading messages, and waiting for that.
   */
  copying: number;
  /**
   * Computing beyond that: extra steps of the parallel program, or the same steps slower.
   */
  extra: number;
  /**
   * Waiting for anything else, and for a core where there are more workers than cores.
   */
  idle: number;
  /**
   * Waiting at the end of a parallel part for others that had more to do.
   */
  imbalance: number;
  /**
   * Waiting while one worker did a serial part.
   */
  serial: number;
  /**
   * Starting the workers, where that counts.
   */
  startUp: number;
  /**
   * What is left over; may be negative, as everything is measured.
   */
  unexplained: number;
  /**
   * What the baseline takes: the work there is to do.
   */
  useful: number;
}
/**
 * A program at one moment.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Moment".
 */
export interface Moment {
  /**
   * The actors.
   */
  actors: ActorScene[];
  /**
   * Channels.
   */
  channels: ChannelScene[];
  /**
   * How it ended; empty while an actor can move.
   */
  ended: string;
  /**
   * What has failed so far, a sentence each.
   */
  faults: string[];
  /**
   * Locks.
   */
  mutexes: MutexScene[];
  /**
   * The actor that has the only thread, by its number.
   */
  running: number | null;
  /**
   * Semaphores and their counts.
   */
  semaphores: Named[];
  /**
   * Shared variables.
   */
  shared: Named[];
  /**
   * The wait-for graph.
   */
  waits: Wait[];
}
/**
 * A lock at one moment.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "MutexScene".
 */
export interface MutexScene {
  /**
   * As the text calls it.
   */
  name: string;
  /**
   * The actor that has it, by its number; absent where it is free.
   */
  owner: number | null;
}
/**
 * Who waits for what, and for whom.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Wait".
 */
export interface Wait {
  /**
   * The actor that waits, by its number.
   */
  actor: number;
  /**
   * The actors that could end that, by their numbers.
   */
  helpers: number[];
  /**
   * Whether it waits for ever: all who could help wait for ever themselves.
   */
  hopeless: boolean;
  /**
   * What it waits for.
   */
  thing: string;
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
 * What every worker did when, in one run. Not one of the samples: looking takes time.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Trace".
 */
export interface Trace {
  /**
   * What was done, worker by worker, in order; neighbouring pieces of the same kind may be one span. Between
   * spans a worker waits. Where pieces are very many, a span is all that a worker did of a kind in a window of
   * time, and its place in there is not exact.
   */
  spans?: Span[];
  /**
   * The tasks of the run, stage by stage; only where that is what the cell is for.
   */
  stages?: Stage[];
  /**
   * Times of all traced runs of the realm, milliseconds. The one with the (lower) median is told.
   */
  totals: number[];
}
/**
 * Something that one worker did.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Span".
 */
export interface Span {
  /**
   * What.
   */
  activity: 'split' | 'send' | 'solve' | 'receive' | 'merge';
  /**
   * Until when, milliseconds from the start of the run.
   */
  end: number;
  /**
   * In which stage of the run, in their order from 0: all of the stage before are done when the first piece of
   * it begins. A stage may have no spans; in old reports all spans are of one.
   */
  stage: number;
  /**
   * From when, milliseconds from the start of the run.
   */
  start: number;
  /**
   * Who: 0 is the worker that runs the program and calls the others, 1 to k are those; tasks in async mode.
   */
  worker: number;
}
/**
 * Tasks that don't wait for each other; all of the stage before are done when the first begins.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Stage".
 */
export interface Stage {
  /**
   * What they do. A split, and a merge that is one task, are serial.
   */
  activity: 'split' | 'send' | 'solve' | 'receive' | 'merge';
  /**
   * Time that the caller takes to read the reply of each task; empty on shared memory.
   */
  receive?: number[];
  /**
   * Time that the caller takes to write and post the message to each task; empty on shared memory.
   */
  send?: number[];
  /**
   * Time of each, milliseconds.
   */
  tasks: number[];
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
   * How long to go on for the sake of the precision, seconds from the start of the run, 1 to 3600.
   */
  budget: number;
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
   * Goes on with more realms until the 95 % interval of every point's time is no wider than this share of the
   * time, percent, 1 to 100; absent to measure what `samples` and `realms` say, and no more.
   */
  precision?: number | null;
  /**
   * Fresh realms for each point; 1 to 100.
   */
  realms: number;
  /**
   * Repetitions inside each realm, after one warm-up run; 1 to 1000.
   */
  samples: number;
  /**
   * Measures every line on sizes that grow with the workers, too (weak scaling).
   */
  scaled: boolean;
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
 * A schedule, played.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Played".
 */
export interface Played {
  /**
   * What won't do about the schedule that was asked for: it was played up to there.
   */
  problem: string | null;
  /**
   * As a link writes it.
   */
  schedule: string;
  /**
   * Whose step each was, by the actors' numbers.
   */
  steps: StepTaken[];
}
/**
 * A step that was taken.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "StepTaken".
 */
export interface StepTaken {
  /**
   * Whose, by its number.
   */
  actor: number;
  /**
   * Whether something failed by it.
   */
  failed: boolean;
  /**
   * Its line.
   */
  line: number;
  /**
   * Whether control may switch after it.
   */
  switches: boolean;
  /**
   * What came of it.
   */
  words: string;
}
/**
 * One point of a line: a mode at a worker count. Times are what the report's reading counts.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Point".
 */
export interface Point {
  /**
   * One speedup for each sample: the median baseline time over the sample's time.
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
   * The serial fraction that the speedup implies (Karp and Flatt); from two workers on.
   */
  karpFlatt: Estimate | null;
  /**
   * Where the workers' time went; absent without a trace.
   */
  lost: LostTime | null;
  /**
   * Whether this is past the knee of the machine's compute ceiling: workers wait for each other's cores.
   */
  oversubscribed: boolean;
  /**
   * Mean phases over the samples, milliseconds.
   */
  phases: Phases1 | null;
  /**
   * The same program on a size that grows with the workers; absent where it was not measured.
   */
  scaled: Scaled | null;
  /**
   * The baseline's time over this time; absent until both are known.
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
   * The time of every sample, milliseconds.
   */
  times: number[];
  /**
   * Threads, processes or tasks.
   */
  workers: number;
}
/**
 * Weak scaling: the plan's size times the workers.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Scaled".
 */
export interface Scaled {
  /**
   * One speedup for each sample.
   */
  dots: number[];
  serialTime: Estimate6;
  speedup: Estimate7;
  time: Estimate8;
}
/**
 * A value with its 95 % interval.
 */
export interface Estimate6 {
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
export interface Estimate7 {
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
export interface Estimate8 {
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
 * A place of a program's text that won't do.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "ProgramProblem".
 */
export interface ProgramProblem {
  /**
   * From 1, in characters.
   */
  column: number;
  /**
   * What stands there.
   */
  found: string;
  /**
   * From 1.
   */
  line: number;
  /**
   * What may stand there.
   */
  takes: string;
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
  view: View;
}
/**
 * The plan, with a default in place of every bad value.
 */
export interface Plan1 {
  /**
   * How long to go on for the sake of the precision, seconds from the start of the run, 1 to 3600.
   */
  budget: number;
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
   * Goes on with more realms until the 95 % interval of every point's time is no wider than this share of the
   * time, percent, 1 to 100; absent to measure what `samples` and `realms` say, and no more.
   */
  precision?: number | null;
  /**
   * Fresh realms for each point; 1 to 100.
   */
  realms: number;
  /**
   * Repetitions inside each realm, after one warm-up run; 1 to 1000.
   */
  samples: number;
  /**
   * Measures every line on sizes that grow with the workers, too (weak scaling).
   */
  scaled: boolean;
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
 * How to look at what is measured.
 */
export interface View {
  /**
   * What the chart shows.
   */
  chart:
    | 'speedup'
    | 'time'
    | 'throughput'
    | 'efficiency'
    | 'karp-flatt'
    | 'scaled'
    | 'sizes'
    | 'lost'
    | 'timeline'
    | 'table';
  /**
   * Whose figures stand beside it.
   */
  figures: 'none' | 'texts';
  /**
   * Whether the visitor has to say what they expect before a run.
   */
  predict: boolean;
  /**
   * What the visitor expects, by workers; empty where they have not said.
   */
  prediction: Expected[];
  reading: Reading;
}
/**
 * How times are read.
 */
export interface Reading {
  /**
   * What speedups are measured against.
   */
  baseline: 'serial' | 'one';
  /**
   * What counts as time.
   */
  counting: 'compute' | 'run' | 'all';
}
/**
 * How times are read.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Reading".
 */
export interface Reading1 {
  /**
   * What speedups are measured against.
   */
  baseline: 'serial' | 'one';
  /**
   * What counts as time.
   */
  counting: 'compute' | 'run' | 'all';
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
   * What the machine could do: compute, then memory.
   */
  ceilings: Ceiling[];
  /**
   * How it ended.
   */
  ended: 'running' | 'complete' | 'precise' | 'budget' | 'cancelled';
  environment: Environment1;
  /**
   * Samples thrown away and taken again.
   */
  invalidated: Invalidated[];
  /**
   * The fewest workers that reach 95 % of the highest compute ceiling measured; more are oversubscribed.
   */
  knee: number | null;
  plan: Plan2;
  reading: Reading2;
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
   * The browser's name and version, as read from that or from its client hints.
   */
  browser: string;
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
   * How the machine is powered, where the browser tells: `mains`, `battery`.
   */
  power?: string | null;
  /**
   * The machine's compute pressure before the run, where the browser tells: `nominal`, `fair`, `serious`,
   * `critical`.
   */
  pressure?: string | null;
  /**
   * When the run began, ISO 8601.
   */
  started: string;
  /**
   * The operating system, as read from the same.
   */
  system: string;
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
   * How long to go on for the sake of the precision, seconds from the start of the run, 1 to 3600.
   */
  budget: number;
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
   * Goes on with more realms until the 95 % interval of every point's time is no wider than this share of the
   * time, percent, 1 to 100; absent to measure what `samples` and `realms` say, and no more.
   */
  precision?: number | null;
  /**
   * Fresh realms for each point; 1 to 100.
   */
  realms: number;
  /**
   * Repetitions inside each realm, after one warm-up run; 1 to 1000.
   */
  samples: number;
  /**
   * Measures every line on sizes that grow with the workers, too (weak scaling).
   */
  scaled: boolean;
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
 * How the times below are read. Trials hold them all, so another reading can be made of them.
 */
export interface Reading2 {
  /**
   * What speedups are measured against.
   */
  baseline: 'serial' | 'one';
  /**
   * What counts as time.
   */
  counting: 'compute' | 'run' | 'all';
}
/**
 * One line on the chart.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Series".
 */
export interface Series {
  /**
   * The fitted law; withheld with fewer than two worker counts within the machine's ceiling.
   */
  amdahl: Amdahl | null;
  /**
   * The law fitted to scaled speedups; withheld with fewer than two.
   */
  gustafson: Gustafson | null;
  /**
   * How a workload's parallel part is carried out.
   */
  mode: 'serial' | 'threads' | 'processes' | 'async';
  /**
   * The time of its own program at one worker, milliseconds.
   */
  one: Estimate | null;
  /**
   * Its points, by workers.
   */
  points: Point[];
  /**
   * How much longer traced runs took than samples, as a share, over all points; absent without traces.
   */
  traceOverhead: number | null;
  /**
   * How messages travel; only in processes mode.
   */
  transport?: Transport | null;
  /**
   * The fitted law; withheld with fewer than four.
   */
  usl: Usl | null;
  /**
   * What limits this line, in one plain sentence.
   */
  verdict: string;
  /**
   * Work, span and the simulation; absent without a traced run.
   */
  workSpan: WorkSpan | null;
}
/**
 * The universal scalability law fitted to one line: T(p) = T(1) (1 + s (p - 1) + k p (p - 1)) / p.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Usl".
 */
export interface Usl {
  coherency: Estimate9;
  contention: Estimate10;
  /**
   * The curve and its band.
   */
  curve: CurvePoint[];
  /**
   * The baseline's time over T(1).
   */
  oneWorkerSpeedup: number;
  /**
   * T(1) of the fit, milliseconds.
   */
  oneWorkerTime: number;
  /**
   * The worker count after which more workers take longer; absent where k is 0.
   */
  peak: Estimate | null;
  /**
   * Root mean square of the residuals.
   */
  residual: number;
  /**
   * The residuals.
   */
  residuals: Residual[];
}
/**
 * A value with its 95 % interval.
 */
export interface Estimate9 {
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
export interface Estimate10 {
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
 * Work and span of a line's tasks, from a traced run by one worker.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "WorkSpan".
 */
export interface WorkSpan {
  /**
   * The schedule's times beside measured ones.
   */
  checks: Check[];
  /**
   * For how many workers the program was cut.
   */
  cut: number;
  /**
   * How much longer a traced run took than an untraced one, as a share.
   */
  overhead: number;
  /**
   * Work over span: more workers than this can't be kept busy.
   */
  parallelism: number;
  /**
   * The greedy schedule on 1 to 1,024 workers.
   */
  simulated: Simulated[];
  /**
   * Time of the longest chain of tasks, milliseconds: the time on any number of workers.
   */
  span: number;
  /**
   * How many tasks that were.
   */
  tasks: number;
  /**
   * Time of all tasks, milliseconds: the time on one worker.
   */
  work: number;
}
/**
 * What a schedule of the recorded tasks gives on this many workers. Simulated, never measured.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "Simulated".
 */
export interface Simulated {
  /**
   * The baseline's time over that; absent without one.
   */
  speedup: number | null;
  /**
   * The greedy schedule's length (makespan), milliseconds.
   */
  time: number;
  /**
   * Workers.
   */
  workers: number;
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
         * How many of the samples were kept although the machine was under pressure, because it stayed so.
         */
        disturbed?: number;
        /**
         * Why samples were thrown away and taken again; one entry for each.
         */
        invalidated?: Disturbance[];
        /**
         * The repetitions, in order.
         */
        samples: Sample[];
        /**
         * Time until the mode's workers were ready, milliseconds. Not part of a sample.
         */
        startUp: number;
        status: 'done';
        /**
         * Whether the times of the last runs before the samples were alike; reports without it say yes.
         */
        steady?: boolean;
        /**
         * What every worker did when, from a run of its own after the samples.
         */
        trace?: Trace | null;
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
   * How a workload's parallel part is carried out.
   */
  mode: 'serial' | 'threads' | 'processes' | 'async';
  /**
   * Which of the point's realms this is, from 0.
   */
  realm: number;
  /**
   * What it is measured for.
   */
  role: 'work' | 'compute' | 'memory' | 'scaled' | 'graph';
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
  kind:
    | 'drift'
    | 'oversubscribed'
    | 'coarse-clock'
    | 'no-baseline'
    | 'failures'
    | 'invalidated'
    | 'imprecise'
    | 'trace-overhead'
    | 'simulation';
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
 * How to look at what is measured.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "View".
 */
export interface View1 {
  /**
   * What the chart shows.
   */
  chart:
    | 'speedup'
    | 'time'
    | 'throughput'
    | 'efficiency'
    | 'karp-flatt'
    | 'scaled'
    | 'sizes'
    | 'lost'
    | 'timeline'
    | 'table';
  /**
   * Whose figures stand beside it.
   */
  figures: 'none' | 'texts';
  /**
   * Whether the visitor has to say what they expect before a run.
   */
  predict: boolean;
  /**
   * What the visitor expects, by workers; empty where they have not said.
   */
  prediction: Expected[];
  reading: Reading;
}
/**
 * What can be run, for the controls and for `labs()`. Made once, at build time.
 *
 * This interface was referenced by `Types`'s JSON-Schema
 * via the `definition` "WorkloadInfo".
 */
export interface WorkloadInfo {
  /**
   * What the program's own nature says of a line.
   */
  causes: Cause[];
  /**
   * What to try where an option's value costs speedup.
   */
  hints: Hint[];
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
  /**
   * Whether its workers wait for something outside, and need no core meanwhile.
   */
  waits: boolean;
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
