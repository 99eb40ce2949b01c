//! Every workload, one line each.

use crate::plan::{Plan, Preset, Problem, WorkloadInfo};
use crate::workload::{Opened, Visitor};
use crate::workloads::{self, ceilings};

macro_rules! registry {
    ($($module:ident),* $(,)?) => {
        /// The catalogue, in the order in which the page lists it.
        pub const CATALOGUE: &[&WorkloadInfo] = &[$(&workloads::$module::INFO),*];

        /// Configures the plan's workload, or a hidden one that measures a ceiling, and shows it to the visitor.
        ///
        /// # Errors
        /// An unknown workload, or an option or input that won't do.
        pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
            $(if plan.workload == workloads::$module::INFO.id {
                return workloads::$module::open(plan, visitor);
            })*
            match plan.workload.as_str() {
                ceilings::COMPUTE => Ok(visitor.visit(ceilings::Compute::new(plan))),
                ceilings::MEMORY => Ok(visitor.visit(ceilings::Memory::new(plan))),
                other => Err(unknown(other)),
            }
        }
    };
}

registry![sorting, sudoku, pictures, primes, iteration, gil, communication, pools, synthetic];

/// Plans worth a name of their own. Sizes leave room for growing with as many workers as a plan can name.
pub const PRESETS: &[Preset] = &[
    Preset {
        id: "weak-scaling",
        title: "Weak scaling",
        summary: "Every worker brings work of its own: 500 hard puzzles each. Ask not how much sooner the same is done, but \
                  how much more is done in the same time (Gustafson).",
        systems: &[20],
        query: &[
            ("workload", "sudoku"),
            ("size", "500"),
            ("difficulty", "hard"),
            ("schedule", "steal"),
            ("scaled", ""),
            ("view", "scaled"),
        ],
    },
    Preset {
        id: "start-up",
        title: "Compute only, or with start-up",
        summary: "The prime sweep again, with the start of the workers counted: a speedup that the workers’ start has eaten \
                  up. Switch “What counts” to see both readings of the same run.",
        systems: &[17],
        query: &[("workload", "primes"), ("counting", "all")],
    },
    Preset {
        id: "time-against-bytes",
        title: "Time against bytes",
        summary: "A copy, a buffer that changes hands, and one that both sides see: what each takes, from a few kilobytes to \
                  millions. Press “Measure” under Sizes.",
        systems: &[15],
        query: &[
            ("workload", "communication"),
            ("modes", "threads,processes"),
            ("transports", "copy,transfer,shared"),
            ("workers", "2"),
            ("view", "sizes"),
        ],
    },
    Preset {
        id: "fresh-pool",
        title: "A fresh pool for every run",
        summary: "The same tasks, with the start of the pool counted in every run: what reusing a pool saves.",
        systems: &[14],
        query: &[("workload", "pools"), ("counting", "all")],
    },
];

/// The catalogue's entry of this name.
///
/// # Errors
/// There is none.
pub fn find(id: &str) -> Result<&'static WorkloadInfo, Problem> {
    CATALOGUE.iter().copied().find(|info| info.id == id).ok_or_else(|| unknown(id))
}

/// Whether a plan's workers wait for something outside, so that no number of cores limits how many of them are of use.
pub fn waits(plan: &Plan) -> bool {
    find(&plan.workload).is_ok_and(|info| info.waits)
}

fn unknown(id: &str) -> Problem {
    let ids: Vec<&str> = CATALOGUE.iter().map(|info| info.id).collect();
    Problem::new("workload", id, format!("one of {}", ids.join(", ")))
}
