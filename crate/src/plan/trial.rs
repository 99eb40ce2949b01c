//! What was measured.

use super::{Cell, crossing};
use serde::{Deserialize, Serialize};

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

impl Phases {
    /// All phases together, milliseconds.
    pub fn total(&self) -> f64 {
        let &Self { split, send, solve, receive, merge } = self;
        split + send + solve + receive + merge
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
            /// Why samples were thrown away and taken again; one entry for each.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            invalidated: Vec<Disturbance>,
            /// How many of the samples were kept although the machine was under pressure, because it stayed so.
            #[serde(default, skip_serializing_if = "is_zero")]
            disturbed: u32,
            /// Whether the times of the last runs before the samples were alike; reports without it say yes.
            #[serde(default = "yes", skip_serializing_if = "is_yes")]
            steady: bool,
            /// What every worker did when, from a run of its own after the samples.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            trace: Option<Trace>,
        },
        /// No samples count.
        Failed {
            /// Why.
            failure: Failure,
        },
    }
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

fn yes() -> bool {
    true
}

fn is_yes(answer: &bool) -> bool {
    *answer
}

crossing! {
    /// Why a sample doesn't count.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum Disturbance {
        /// The tab was hidden: browsers slow such tabs down.
        Hidden,
        /// The page was suspended, as by a machine that slept.
        Suspended,
        /// The machine was busy with something else.
        Pressure,
    }
}

crossing! {
    /// What a worker does in a span of time.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum Activity {
        /// Cutting the input into jobs.
        Split,
        /// Writing a message.
        Send,
        /// The parallel part.
        Solve,
        /// Reading a message.
        Receive,
        /// Putting parts together.
        Merge,
    }
}

impl Activity {
    /// Whether this is moving data; all else is computing.
    pub const fn is_message(self) -> bool {
        matches!(self, Self::Send | Self::Receive)
    }
}

crossing! {
    /// What every worker did when, in one run. Not one of the samples: looking takes time.
    pub struct Trace {
        /// Times of all traced runs of the realm, milliseconds. The one with the (lower) median is told.
        pub totals: Vec<f64>,
        /// What was done, worker by worker, in order; neighbouring pieces of the same kind may be one span. Between
        /// spans a worker waits. Where pieces are very many, a span is all that a worker did of a kind in a window of
        /// time, and its place in there is not exact.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub spans: Vec<Span>,
        /// The tasks of the run, stage by stage; only where that is what the cell is for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub stages: Vec<Stage>,
    }
}

crossing! {
    /// Something that one worker did.
    #[derive(Copy)]
    pub struct Span {
        /// Who: 0 is the worker that runs the program and calls the others, 1 to k are those; tasks in async mode.
        pub worker: u32,
        /// What.
        pub activity: Activity,
        /// From when, milliseconds from the start of the run.
        pub start: f64,
        /// Until when, milliseconds from the start of the run.
        pub end: f64,
        /// In which stage of the run, in their order from 0: all of the stage before are done when the first piece of
        /// it begins. A stage may have no spans; in old reports all spans are of one.
        #[serde(default)]
        pub stage: u32,
    }
}

crossing! {
    /// Tasks that don't wait for each other; all of the stage before are done when the first begins.
    pub struct Stage {
        /// What they do. A split, and a merge that is one task, are serial.
        pub activity: Activity,
        /// Time of each, milliseconds.
        pub tasks: Vec<f64>,
        /// Time that the caller takes to write and post the message to each task; empty on shared memory.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub send: Vec<f64>,
        /// Time that the caller takes to read the reply of each task; empty on shared memory.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub receive: Vec<f64>,
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
        /// Pictures that were fetched, or given up.
        Pictures {
            /// How many were asked for.
            total: u32,
            /// The numbers, from 0, of those that did not come.
            missing: Vec<u32>,
            /// Requests in all.
            tries: u32,
            /// Bytes that came.
            bytes: f64,
            /// The visitor's own addresses; none where the page's own source served them.
            addresses: Vec<String>,
        },
        /// A result that a sentence tells.
        Words {
            /// The sentence, or a few.
            words: String,
        },
    }
}
