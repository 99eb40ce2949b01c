//! The classic programs: each against an oracle of its own, and what each is there to show.

mod support;

#[path = "classics/communication.rs"]
mod communication;
#[path = "classics/gil.rs"]
mod gil;
#[path = "classics/iteration.rs"]
mod iteration;
#[path = "classics/pictures.rs"]
mod pictures;
#[path = "classics/pools.rs"]
mod pools;
#[path = "classics/presets.rs"]
mod presets;
#[path = "classics/primes.rs"]
mod primes;

use speedup_lab::plan::{Plan, WorkloadInfo};
use speedup_lab::query::default_plan;

/// A plan of this size, with these options.
fn programmed(info: &'static WorkloadInfo, size: u32, options: &[(&str, &str)]) -> Plan {
    let mut plan = Plan { size, ..default_plan(info, 2) };
    plan.options.extend(options.iter().map(|&(name, value)| (name.into(), value.into())));
    plan
}
