//! Where a run's time goes: by phase always, and task by task where the run is traced.

use crate::plan::{Activity, Phases};
use crate::trace::Recorder;
use std::sync::{Mutex, MutexGuard};

/// Where time goes inside a sample: what the calling worker does, or waits for; see [`Phases`].
pub use crate::plan::Activity as Phase;

/// Time, in milliseconds from any fixed point.
///
/// Workers on one memory share a clock: whichever of them asks is told the time on the same axis.
pub trait Clock: Sync {
    /// Now.
    fn now(&self) -> f64;
    /// The smallest step it takes, milliseconds.
    fn grain(&self) -> f64;
}

/// Splits a run's time into phases: whoever carries a phase out says that it begins.
pub struct Stopwatch<'c> {
    clock: &'c dyn Clock,
    recorder: Option<&'c Recorder>,
    started: f64,
    // A lock, not a cell: threads that note their tasks have a share of the watch. In a timed run only the caller looks.
    state: Mutex<State>,
}

struct State {
    since: f64,
    phase: Phase,
    phases: Phases,
}

impl<'c> Stopwatch<'c> {
    /// Starts, in [`Activity::Solve`].
    pub fn start(clock: &'c dyn Clock) -> Self {
        Self::begin(clock, None)
    }

    /// Starts a run of which every phase and every task is recorded.
    pub fn traced(clock: &'c dyn Clock, recorder: &'c Recorder) -> Self {
        Self::begin(clock, Some(recorder))
    }

    fn begin(clock: &'c dyn Clock, recorder: Option<&'c Recorder>) -> Self {
        let now = clock.now();
        let state = State { since: now, phase: Activity::Solve, phases: Phases::default() };
        Self { clock, recorder, started: now, state: state.into() }
    }

    /// When it was started, on its clock.
    pub fn started(&self) -> f64 {
        self.started
    }

    /// Ends the phase under way and begins another.
    pub fn enter(&self, phase: Phase) {
        self.settle().phase = phase;
        if let Some(recorder) = self.recorder {
            recorder.enter(phase);
        }
    }

    /// Does a leaf task of the phase under way: one that forks no others. Threads of a pool wrap their tasks in this,
    /// so that a trace tells who did what when. Outside a traced run it is the task and nothing else.
    pub fn task<R>(&self, work: impl FnOnce() -> R) -> R {
        match (self.recorder, crate::trace::lane()) {
            (Some(_), Some(worker)) => self.task_of(worker, work),
            _ => work(),
        }
    }

    /// The same, by the worker of this number, from 1.
    pub fn task_of<R>(&self, worker: usize, work: impl FnOnce() -> R) -> R {
        let Some(recorder) = self.recorder else { return work() };
        let start = self.clock.now();
        let result = work();
        recorder.task(worker, start, self.clock.now());
        result
    }

    /// The same, where the work may give way to other tasks while it waits.
    pub async fn task_async<R>(&self, worker: usize, work: impl Future<Output = R>) -> R {
        let start = self.recorder.map(|_| self.clock.now());
        let result = work.await;
        if let Some((recorder, start)) = self.recorder.zip(start) {
            recorder.task(worker, start, self.clock.now());
        }
        result
    }

    /// Says that the tasks that follow wait for all tasks before: they are a stage of their own. Phases are so anyway.
    pub fn stage(&self) {
        if let Some(recorder) = self.recorder {
            recorder.stage();
        }
    }

    /// Stops: the total, and its parts.
    pub fn stop(self) -> (f64, Phases) {
        let state = self.settle();
        (state.since - self.started, state.phases)
    }

    fn settle(&self) -> MutexGuard<'_, State> {
        let now = self.clock.now();
        let mut state = self.state.lock().expect("nobody panics while holding it");
        let since = std::mem::replace(&mut state.since, now);
        let phase = state.phase;
        *match phase {
            Activity::Split => &mut state.phases.split,
            Activity::Send => &mut state.phases.send,
            Activity::Solve => &mut state.phases.solve,
            Activity::Receive => &mut state.phases.receive,
            Activity::Merge => &mut state.phases.merge,
        } += now - since;
        if let Some(recorder) = self.recorder {
            recorder.caller(phase, since, now);
        }
        state
    }
}
