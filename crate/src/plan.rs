//! Every type that crosses to TypeScript.
//!
//! The JSON Schemas in `pkg/schema/` and the types in `web/generated/` are made from this file by
//! `npm run generate`; `npm run check` fails when they differ. Times are milliseconds, counts whole numbers.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// The version of [`Plan`] and [`Report`]. A change that an older reader would misread raises it.
pub const VERSION: u32 = 1;

/// The most workers a plan may name: far past any knee, and what browsers still start.
pub const MAX_WORKERS: u32 = 64;

/// Declares a type that crosses: camelCase fields, unknown fields refused, a schema where that is built.
macro_rules! crossing {
    ($(#[$meta:meta])* pub struct $($rest:tt)*) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        $(#[$meta])*
        pub struct $($rest)*
    };
    ($(#[$meta:meta])* pub enum $($rest:tt)*) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
        $(#[$meta])*
        pub enum $($rest)*
    };
}

crossing! {
    /// How a workload's parallel part is carried out.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum Mode {
        /// One worker, non-shared memory, the best serial program.
        Serial,
        /// Workers on one shared memory, work-stealing by rayon.
        Threads,
        /// Isolated workers, each with its own memory, that send messages.
        Processes,
        /// One thread; tasks take turns at await points.
        Async,
    }
}

crossing! {
    /// How a message travels between isolated workers.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum Transport {
        /// A structured clone: both sides end up with the bytes.
        Copy,
        /// The buffer changes hands: the sender loses it.
        Transfer,
    }
}

crossing! {
    /// What to measure. The whole of it fits in a permalink.
    pub struct Plan {
        /// The version of this format: 1.
        pub version: u32,
        /// A workload's id in the catalogue, such as `mergesort`.
        pub workload: String,
        /// How much work, in the workload's unit (elements, puzzles).
        pub size: u32,
        /// The workload's own options, by name; each value as it stands in the permalink.
        #[serde(default)]
        pub options: BTreeMap<String, String>,
        /// The modes to run, without repeats.
        pub modes: Vec<Mode>,
        /// How messages travel in processes mode; each one is a line of its own on the chart.
        pub transports: Vec<Transport>,
        /// Worker counts, 1 to 64, ascending, without repeats.
        pub workers: Vec<u32>,
        /// Repetitions inside each realm, after one warm-up run; 1 to 1000.
        pub samples: u32,
        /// Fresh realms for each point; 1 to 100.
        pub realms: u32,
        /// Decides the input, and the order of the cells.
        pub seed: u32,
        /// The visitor's own data as text; without it, data are generated from the seed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub input: Option<String>,
    }
}

crossing! {
    /// One realm's worth of a plan: a mode at a worker count.
    pub struct Cell {
        /// Where the cell stands in the order of the sweep, from 0.
        pub id: u32,
        /// The mode.
        pub mode: Mode,
        /// How messages travel; only in processes mode.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub transport: Option<Transport>,
        /// Threads, processes or tasks; 1 in serial mode.
        pub workers: u32,
        /// Which of the point's realms this is, from 0.
        pub realm: u32,
    }
}

crossing! {
    /// Where the time of one sample went; the parts add up to its total. Milliseconds.
    #[derive(Default, Copy)]
    pub struct Phases {
        /// Cutting the input into jobs (serial).
        pub split: f64,
        /// Writing jobs into messages and posting them.
        pub send: f64,
        /// The parallel part, and waiting for it.
        pub solve: f64,
        /// Reading replies.
        pub receive: f64,
        /// Putting the parts together.
        pub merge: f64,
    }
}

crossing! {
    /// One timed repetition.
    #[derive(Copy)]
    pub struct Sample {
        /// Time of one run of the program, milliseconds: the batch's time divided by its runs.
        pub total: f64,
        /// The same time by phase.
        pub phases: Phases,
        /// Runs timed together, so that the clock's grain stays below a thousandth of the time.
        pub batch: u32,
    }
}

crossing! {
    /// What happened in a cell.
    pub struct Trial {
        /// The cell.
        pub cell: Cell,
        /// Its samples, or why there are none.
        pub outcome: Outcome,
    }
}

crossing! {
    /// The end of a cell: an error is a row like any other.
    #[serde(tag = "status")]
    pub enum Outcome {
        /// Every output was right.
        Done {
            /// Time until the mode's workers were ready, milliseconds. Not part of a sample.
            start_up: f64,
            /// The first run in the realm, before compilers and caches are warm; not in the statistics. Nor are the
            /// runs after it, until their times are steady.
            warm_up: Sample,
            /// The repetitions, in order.
            samples: Vec<Sample>,
        },
        /// No samples count.
        Failed {
            /// Why.
            failure: Failure,
        },
    }
}

crossing! {
    /// Why a cell has no samples.
    pub struct Failure {
        /// The kind of failure.
        pub kind: FailureKind,
        /// What happened, in words; for a wrong answer, the first difference.
        pub message: String,
    }
}

crossing! {
    /// Kinds of failure.
    #[derive(Copy, Eq)]
    pub enum FailureKind {
        /// The output differs from what it must be.
        WrongAnswer,
        /// A worker panicked or trapped.
        Crashed,
        /// Nothing was heard for too long.
        TimedOut,
        /// The browser gave no more memory.
        OutOfMemory,
        /// A worker or its program could not be started.
        NotStarted,
        /// This page cannot run the mode.
        Unavailable,
    }
}

crossing! {
    /// A solved puzzle.
    pub struct SudokuAnswer {
        /// The puzzle, 81 characters, `.` for blank.
        pub puzzle: String,
        /// The solution, if there is one; the first found, if there are several.
        pub solution: Option<String>,
        /// Solutions counted, up to the limit.
        pub solutions: u32,
    }
}

crossing! {
    /// The result itself, for the visitor to see; long ones are cut, and say so.
    #[serde(tag = "kind")]
    pub enum Answer {
        /// A sorted sequence: its two ends, each number as text (JSON has no NaN).
        Numbers {
            /// How many there are.
            length: u32,
            /// The first few.
            head: Vec<String>,
            /// The last few, without those in the head.
            tail: Vec<String>,
        },
        /// Solved puzzles, in the order of the input.
        Sudoku {
            /// How many there are.
            total: u32,
            /// Puzzles with no solution.
            unsolvable: u32,
            /// Puzzles with more than one solution.
            ambiguous: u32,
            /// The first ones.
            answers: Vec<SudokuAnswer>,
        },
    }
}

crossing! {
    /// What the numbers were measured on.
    pub struct Environment {
        /// The browser's own name for itself.
        pub user_agent: String,
        /// Whether the page is cross-origin isolated (threads need it).
        pub cross_origin_isolated: bool,
        /// Cores that the browser claims.
        pub hardware_concurrency: u32,
        /// The smallest step of the clock seen, milliseconds.
        pub timer_resolution_ms: f64,
        /// Which build of the program.
        pub build: String,
        /// When the run began, ISO 8601.
        pub started: String,
    }
}

crossing! {
    /// A value with its 95 % interval.
    #[derive(Copy)]
    pub struct Estimate {
        /// The median.
        pub value: f64,
        /// The interval's lower end.
        pub low: f64,
        /// The interval's upper end.
        pub high: f64,
    }
}

crossing! {
    /// One point of a line: a mode at a worker count.
    pub struct Point {
        /// Threads, processes or tasks.
        pub workers: u32,
        /// Time of one run, milliseconds; absent where every realm failed.
        pub time: Option<Estimate>,
        /// Time of the best serial program over this time; absent until both are known.
        pub speedup: Option<Estimate>,
        /// Speedup over workers.
        pub efficiency: Option<Estimate>,
        /// One speedup for each sample: the median serial time over the sample's time.
        pub dots: Vec<f64>,
        /// Median start-up of the workers, milliseconds.
        pub start_up: Option<f64>,
        /// Mean phases over the samples, milliseconds.
        pub phases: Option<Phases>,
        /// Failures of the point's realms.
        pub failures: Vec<Failure>,
    }
}

crossing! {
    /// Amdahl's law fitted to one line: T(p) = T(1) (s + (1 - s) / p).
    pub struct Amdahl {
        /// s, between 0 and 1.
        pub serial_fraction: Estimate,
        /// T(1) of the fit, milliseconds.
        pub one_worker_time: f64,
        /// The best serial time over T(1): the speedup of one worker. The curve starts here.
        pub one_worker_speedup: f64,
        /// The speedup that the curve approaches with ever more workers; absent where s is 0.
        pub limit: Option<Estimate>,
        /// Root mean square of the residuals, as a share of the measured times.
        pub residual: f64,
    }
}

crossing! {
    /// One line on the chart.
    pub struct Series {
        /// The mode.
        pub mode: Mode,
        /// How messages travel; only in processes mode.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub transport: Option<Transport>,
        /// Its points, by workers.
        pub points: Vec<Point>,
        /// The fitted law; withheld with fewer than two worker counts that have a core for every worker.
        pub amdahl: Option<Amdahl>,
        /// What limits this line, in one plain sentence.
        pub verdict: String,
    }
}

crossing! {
    /// Something the reader should know before believing a number.
    pub struct Warning {
        /// What kind of warning, for programs.
        pub kind: WarningKind,
        /// What was seen, and what to do about it.
        pub message: String,
    }
}

crossing! {
    /// Kinds of warning.
    #[derive(Copy, Eq)]
    pub enum WarningKind {
        /// The serial baseline at the end differs from the one at the start.
        Drift,
        /// More workers than the browser claims cores.
        Oversubscribed,
        /// A sample is too short for this clock.
        CoarseClock,
        /// There is no serial baseline, so there is no speedup.
        NoBaseline,
        /// Cells failed.
        Failures,
    }
}

crossing! {
    /// How a sweep ended.
    #[derive(Copy, Eq)]
    pub enum Ended {
        /// Not yet.
        Running,
        /// Every cell was run.
        Complete,
        /// The visitor ended it.
        Cancelled,
    }
}

crossing! {
    /// Everything that was measured, and what it means.
    pub struct Report {
        /// The version of this format: 1.
        pub version: u32,
        /// What was asked.
        pub plan: Plan,
        /// On what.
        pub environment: Environment,
        /// How it ended.
        pub ended: Ended,
        /// Every trial, in the order they were run.
        pub trials: Vec<Trial>,
        /// The best serial program's time, milliseconds.
        pub baseline: Option<Estimate>,
        /// The lines of the chart.
        pub series: Vec<Series>,
        /// The result that was computed.
        pub answer: Option<Answer>,
        /// What the reader should know.
        pub warnings: Vec<Warning>,
    }
}

crossing! {
    /// One bad value: which field, what it was, what it takes.
    #[derive(Eq)]
    pub struct Problem {
        /// The field or parameter.
        pub field: String,
        /// The value, shortened if long.
        pub value: String,
        /// What the field takes.
        pub takes: String,
    }
}

impl Problem {
    /// Names a bad value. The value is cut to 60 characters.
    pub fn new(field: impl Into<String>, value: impl fmt::Display, takes: impl Into<String>) -> Self {
        let value = value.to_string();
        let value = match value.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &value[..end]),
            None => value,
        };
        Self { field: field.into(), value, takes: takes.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: “{}” won't do; it takes {}", self.field, self.value, self.takes)
    }
}

crossing! {
    /// What a permalink says.
    pub struct Query {
        /// The plan, with a default in place of every bad value.
        pub plan: Plan,
        /// Start on load.
        pub run: bool,
        /// Show nothing but the lab.
        pub embed: bool,
        /// Bad and unknown values.
        pub problems: Vec<Problem>,
    }
}

/// What can be run, for the controls and for `labs()`. Made once, at build time.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkloadInfo {
    /// Its name in the permalink.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it shows, in a sentence or two.
    pub summary: &'static str,
    /// What is counted: `elements`, `puzzles`.
    pub unit: &'static str,
    /// How much work may be asked for.
    pub size: SizeInfo,
    /// Its own options.
    pub options: &'static [OptionInfo],
    /// How it takes the visitor's own data.
    pub input: Option<InputInfo>,
    /// Rows of the list of systems that it covers.
    pub systems: &'static [u32],
}

/// The range of a size.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SizeInfo {
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// The one taken where none is named.
    pub default: u32,
    /// Sizes to offer.
    pub presets: &'static [u32],
}

/// An option of a workload: a name in the permalink and a control on the page.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OptionInfo {
    /// Its name in the permalink.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it does.
    pub help: &'static str,
    /// The value taken where none is named.
    pub default: &'static str,
    /// What it takes.
    pub takes: Takes,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Takes {
    /// One of a list.
    Choice {
        /// The list.
        choices: &'static [Choice],
    },
    /// A whole number in a range, or a word in its place.
    Whole {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
        /// The word that leaves it to the program, such as `auto`.
        word: Option<&'static str>,
    },
}

impl fmt::Display for Takes {
    /// In words, for a [`Problem`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Choice { choices } => {
                let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
                write!(f, "one of {}", values.join(", "))
            }
            Self::Whole { min, max, word } => {
                write!(f, "a whole number from {min} to {max}")?;
                word.map_or(Ok(()), |word| write!(f, ", or {word}"))
            }
        }
    }
}

/// One value of an option.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// Its name in the permalink.
    pub value: &'static str,
    /// Its name for people.
    pub label: &'static str,
}

/// How a workload takes the visitor's own data.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InputInfo {
    /// Its name for people.
    pub label: &'static str,
    /// What it takes.
    pub help: &'static str,
    /// A short example.
    pub example: &'static str,
    /// File endings to offer.
    pub accept: &'static str,
}
