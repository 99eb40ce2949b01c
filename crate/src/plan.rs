//! Every type that crosses to TypeScript.
//!
//! The JSON Schemas in `pkg/schema/` and the types in `web/generated/` are made from this file by
//! `npm run generate`; `npm run check` fails when they differ. Times are milliseconds, counts whole numbers.
//!
//! A field that a later edition added to what is saved has a default, so that older links and reports still open.

mod catalogue;
mod class;
mod embedding;
mod explorer;
mod report;
mod trial;
mod view;

pub use catalogue::*;
pub use class::*;
pub use embedding::*;
pub use explorer::*;
pub use report::*;
pub use trial::*;
pub use view::*;

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// The version of [`Plan`] and [`Report`]. A change that an older reader would misread raises it.
pub const VERSION: u32 = 1;

/// The most workers a plan may name: far past any knee, and what browsers still start.
pub const MAX_WORKERS: u32 = 64;

/// Declares a type that crosses: camelCase fields, and a schema where that is built. The schema has no other fields,
/// as we write none; read, they are passed over, so that this edition opens what a later one of this version saves.
macro_rules! crossing {
    ($(#[$meta:meta])* pub struct $($rest:tt)*) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
        #[serde(rename_all = "camelCase")]
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
use crossing;

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
        /// A buffer that both sides see; each copies what it needs out of it, into its own memory.
        Shared,
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
        /// Goes on with more realms until the 95 % interval of every point's time is no wider than this share of the
        /// time, percent, 1 to 100; absent to measure what `samples` and `realms` say, and no more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub precision: Option<u32>,
        /// How long to go on for the sake of the precision, seconds from the start of the run, 1 to 3600.
        #[serde(default = "budget")]
        pub budget: u32,
        /// Measures every line on sizes that grow with the workers, too (weak scaling).
        #[serde(default)]
        pub scaled: bool,
        /// The visitor's own data as text; without it, data are generated from the seed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub input: Option<String>,
    }
}

/// The budget where none is named, seconds.
const fn budget() -> u32 {
    60
}

crossing! {
    /// What a cell is measured for.
    #[derive(Default, Copy, Eq, PartialOrd, Ord)]
    pub enum Role {
        /// A point of a line: the plan's program at the plan's size.
        #[default]
        Work,
        /// A point of the compute ceiling: every worker computes the same amount, without memory traffic.
        Compute,
        /// A point of the memory ceiling: every worker streams through a buffer of its own.
        Memory,
        /// A point of a line's scaled speedup: the plan's program at the plan's size times the workers.
        Scaled,
        /// A traced run by one worker of a program cut for many: its tasks are what the simulation schedules.
        Graph,
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
        /// What it is measured for.
        #[serde(default)]
        pub role: Role,
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
    /// Names a bad value. The field's name and the value are cut to 60 characters.
    pub fn new(field: impl Into<String>, value: impl fmt::Display, takes: impl Into<String>) -> Self {
        let cut = |text: String| match text.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        };
        Self { field: cut(field.into()), value: cut(value.to_string()), takes: takes.into() }
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
        /// How to look at what is measured.
        pub view: View,
        /// What the page that shows the lab leaves to its visitors.
        pub embedding: Embedding,
        /// Bad and unknown values.
        pub problems: Vec<Problem>,
    }
}

crossing! {
    /// What the permalink of a lab that is no workload says.
    pub struct LabQuery {
        /// Which lab.
        pub lab: String,
        /// Its knobs' values, with a default in place of every bad one.
        pub values: BTreeMap<String, String>,
        /// Start on load.
        pub run: bool,
        /// Show nothing but the lab.
        pub embed: bool,
        /// Bad and unknown values.
        pub problems: Vec<Problem>,
    }
}
