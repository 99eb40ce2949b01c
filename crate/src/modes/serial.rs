//! One worker, one memory, the best serial program.

use crate::run::Stopwatch;
use crate::workload::Workload;

/// Runs the best serial program.
pub fn run<W: Workload>(workload: &W, input: W::Input, watch: &Stopwatch<'_>) -> W::Output {
    workload.solve_serial(input, watch)
}
