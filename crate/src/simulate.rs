//! Recorded tasks on workers that this machine doesn't have: work, span, and a greedy schedule.
//!
//! - Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 17(2), 1969: list scheduling. Whoever is
//!   idle takes the next task of the list, and the schedule is at most `2 - 1/p` times as long as the best one.
//! - Brent, "The parallel evaluation of general arithmetic expressions", JACM 21(2), 1974; Blumofe and Leiserson,
//!   "Scheduling multithreaded computations by work stealing", JACM 46(5), 1999: work and span, and what they bound.
//! - He, Leiserson and Leiserson, "The Cilkview scalability analyzer", SPAA 2010: a curve for any number of workers
//!   from one traced run.
//!
//! A run is a list of stages that wait for each other; the tasks inside one don't. Where a stage has messages, the
//! calling worker writes and reads them one at a time, as [`crate::modes::processes`] does: it sends every worker a
//! task, and each that has answered the next. So its sends and receives are a chain of their own, and the span of a
//! stage is the longer of that and of its longest task with its messages.
//!
//! With `W` the work, `H` the caller's time for messages and `L` the longest task, each schedule here keeps to
//!
//! | law | for each stage |
//! | --- | --- |
//! | work | `T >= W/p`: a worker is taken while its message is written, its task done and its reply read |
//! | span | `T >= span` |
//! | Graham | `T <= (W - H - L)/p + L + H`: all workers compute, or the caller is busy, or the last tasks run out |
//!
//! Without messages the last line is Graham's own, and `T <= W/p + span` (Brent) follows.
//!
//! Simulated times are those of the traced program: cut for many workers, and traced. Neither is what a run on few
//! workers does, so simulated times stand beside measured ones, and a warning says where they differ.

use crate::plan::{Check, Estimate, Simulated, Stage, WorkSpan};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The most workers that are simulated.
pub const MOST: u32 = 1024;

/// What a simulation is made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'f> {
    /// The recorded tasks, stage by stage.
    pub stages: &'f [Stage],
    /// For how many workers the program was cut.
    pub cut: u32,
    /// How much longer the traced run took than an untraced one, as a share.
    pub overhead: f64,
    /// The time that speedups are measured against, milliseconds.
    pub baseline: Option<f64>,
    /// The line's measured times up to the knee, by workers.
    pub measured: &'f [(u32, Estimate)],
}

/// Work, span and the schedules. None without tasks, or where they took no time that can be told.
pub fn work_span(facts: &Facts) -> Option<WorkSpan> {
    let work: f64 = facts.stages.iter().map(work).sum();
    let span: f64 = facts.stages.iter().map(span).sum();
    if !(work.is_finite() && span > 0.0) {
        return None;
    }
    let simulated = |workers| {
        let time = makespan(facts.stages, workers);
        let speedup = facts.baseline.map(|baseline| baseline / time).filter(|speedup| speedup.is_finite());
        Simulated { workers, time, speedup }
    };
    let check = |&(workers, measured): &(u32, Estimate)| Check {
        workers,
        simulated: makespan(facts.stages, workers),
        measured,
    };
    Some(WorkSpan {
        cut: facts.cut,
        tasks: facts.stages.iter().map(|stage| stage.tasks.len() as u32).sum(),
        work,
        span,
        parallelism: work / span,
        overhead: facts.overhead,
        simulated: counts().map(simulated).collect(),
        checks: facts.measured.iter().map(check).collect(),
    })
}

/// 1, 2, 3, 4, 6, 8, 12, ... to [`MOST`].
pub fn counts() -> impl Iterator<Item = u32> {
    let doubled = |from: u32| std::iter::successors(Some(from), |count| Some(count * 2));
    let steps = doubled(2).zip(doubled(3)).flat_map(|(two, three)| [two, three]);
    std::iter::once(1).chain(steps.take_while(|&count| count <= MOST))
}

/// The greedy schedule's length on this many workers (at least 1) and a caller, milliseconds.
pub fn makespan(stages: &[Stage], workers: u32) -> f64 {
    stages.iter().map(|stage| stage_time(stage, workers.max(1) as usize)).sum()
}

/// When the caller has read the last reply of a stage, from its beginning.
///
/// Events are replies, by the time they come in; the caller turns to each, and sends its worker the next task. Without
/// messages the caller takes no time, and this is Graham's list schedule.
fn stage_time(stage: &Stage, workers: usize) -> f64 {
    let (first, rest) = stage.tasks.split_at(workers.min(stage.tasks.len()));
    let mut caller = 0.0;
    // When the worker of a task, sent from this moment on, answers. Times are at least 0, and such numbers are in the
    // order of their bits.
    let reply = |caller: &mut f64, task: usize, time: f64| {
        *caller += message(&stage.send, task);
        Reverse(((*caller + time.max(0.0)).to_bits(), task))
    };
    let mut replies: BinaryHeap<_> =
        first.iter().enumerate().map(|(task, &time)| reply(&mut caller, task, time)).collect();
    let read = |caller: f64, &Reverse((came, task)): &Reverse<(u64, usize)>| {
        caller.max(f64::from_bits(came)) + message(&stage.receive, task)
    };
    for (task, &time) in (first.len()..).zip(rest) {
        let Some(mut earliest) = replies.peek_mut() else { break };
        caller = read(caller, &earliest);
        // In the place of the one that was read, which is half the work of taking it out and putting another in.
        *earliest = reply(&mut caller, task, time);
    }
    while let Some(earliest) = replies.pop() {
        caller = read(caller, &earliest);
    }
    caller
}

/// The time of a message; 0 where there is none.
fn message(times: &[f64], task: usize) -> f64 {
    times.get(task).map_or(0.0, |time| time.max(0.0))
}

/// The caller's time for a stage's messages.
fn messages(stage: &Stage) -> f64 {
    (0..stage.tasks.len()).map(|task| message(&stage.send, task) + message(&stage.receive, task)).sum()
}

fn work(stage: &Stage) -> f64 {
    stage.tasks.iter().map(|task| task.max(0.0)).sum::<f64>() + messages(stage)
}

fn span(stage: &Stage) -> f64 {
    let chain = |(task, time): (usize, &f64)| {
        message(&stage.send, task) + time.max(0.0) + message(&stage.receive, task)
    };
    stage.tasks.iter().enumerate().map(chain).fold(messages(stage), f64::max)
}
