//! The core of Speedup Lab, one way only:
//!
//! ```text
//! controls / URL / API -> Plan -> cells(plan), shuffled -> runner -> a fresh realm per cell
//!    realm: generate -> [ split | mode.map(solve) | merge ] x samples -> verify -> Trial
//! Trial -> summary (median, interval) -> models (Amdahl) -> Report -> chart, table, export
//! ```
//!
//! | module | what is in it |
//! | --- | --- |
//! | [`plan`] | every type that crosses to TypeScript |
//! | [`query`] | the plan as a permalink, both ways, and its validation |
//! | [`workload`] | [`workload::Workload`]: Amdahl's law written as a trait |
//! | [`workloads`] | one file or folder each |
//! | [`labs`] | labs that are no workloads: the catalogue, and what real workers run on real shared memory |
//! | [`registry`] | one line for each workload |
//! | [`modes`] | serial, threads, processes, async: how a map is carried out |
//! | [`run`] | a cell becomes a trial; the only clock |
//! | [`stopwatch`], [`trace`] | where a run's time goes: by phase, and what every worker did when |
//! | [`sweep`] | a plan becomes cells, in a seeded, shuffled order; and which come next for its precision |
//! | [`stats`], [`laws`] | medians, intervals, models: pure functions |
//! | [`lost`] | a trace becomes an account of the workers' time |
//! | [`simulate`] | recorded tasks on any number of workers |
//! | [`report`] | trials become the report that charts draw |
//! | [`predict`] | what was expected against what was measured |
//! | [`class`] | many machines' reports side by side |
//! | [`brief`] | as much of a report as these two read |
//! | [`labs`] | the classic labs of concurrency; [`labs::explorer`] explores schedules |
//! | [`saved`] | a saved report, opened again |
//! | [`decimal`] | numbers from text |
//! | [`memory`] | the allocator of the wasm builds |
//! | [`random`] | seeded numbers |
//! | `wasm` | the only `#[wasm_bindgen]` code |
//!
//! Nothing downstream calls upstream.

pub mod brief;
pub mod class;
pub mod decimal;
pub mod labs;
pub mod laws;
pub mod lost;
pub mod memory;
pub mod modes;
pub mod plan;
pub mod predict;
pub mod query;
pub mod random;
pub mod registry;
pub mod report;
pub mod run;
pub mod saved;
pub mod simulate;
pub mod stats;
pub mod stopwatch;
pub mod sweep;
pub mod trace;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod workload;
pub mod workloads;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: memory::Magazines = memory::Magazines;
