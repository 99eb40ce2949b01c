//! Many machines that measured the same.

use super::{Estimate, Mode, Transport, crossing};
use serde::{Deserialize, Serialize};

crossing! {
    /// The same point on many machines.
    pub struct Class {
        /// The mode.
        pub mode: Mode,
        /// How messages travel; only in processes mode.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub transport: Option<Transport>,
        /// Threads, processes or tasks.
        pub workers: u32,
        /// The machines, the highest speedup first.
        pub machines: Vec<Machine>,
        /// The median of their speedups, with its 95 % interval; of fewer than six machines, with the least and the
        /// most in its place. Absent where there are none.
        pub median: Option<Estimate>,
        /// Reports that don't count here.
        pub skipped: Vec<Skipped>,
    }
}

crossing! {
    /// A machine, as one report has it.
    pub struct Machine {
        /// Which of the reports this is, from 0.
        pub report: u32,
        /// Its browser and system.
        pub label: String,
        /// When the run began, ISO 8601.
        pub started: String,
        /// Its speedup at the point.
        pub speedup: Estimate,
        /// The fewest workers that reach its compute ceiling's top.
        pub knee: Option<u32>,
        /// Cores that its browser claims.
        pub cores: u32,
    }
}

crossing! {
    /// A report that doesn't count.
    pub struct Skipped {
        /// Which of the reports this is, from 0.
        pub report: u32,
        /// Its browser and system.
        pub label: String,
        /// Why.
        pub reason: String,
    }
}
