//! Every workload, one line each.

use crate::plan::{Plan, Problem, WorkloadInfo};
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

registry![sorting, sudoku, synthetic];

/// The catalogue's entry of this name.
///
/// # Errors
/// There is none.
pub fn find(id: &str) -> Result<&'static WorkloadInfo, Problem> {
    CATALOGUE.iter().copied().find(|info| info.id == id).ok_or_else(|| unknown(id))
}

fn unknown(id: &str) -> Problem {
    let ids: Vec<&str> = CATALOGUE.iter().map(|info| info.id).collect();
    Problem::new("workload", id, format!("one of {}", ids.join(", ")))
}
