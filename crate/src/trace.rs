//! What every worker did when, in one run: a [`Recorder`] that a [`Stopwatch`](crate::run::Stopwatch) fills in.
//!
//! The caller's phases come from the watch itself. Tasks come from whoever wraps them in
//! [`Stopwatch::task`](crate::run::Stopwatch::task); isolated workers stamp theirs and tell afterwards
//! ([`Line::told`](crate::modes::processes::Line::told)). Each worker writes into a list of its own, so none waits for
//! another. Timed runs have no recorder.

mod spans;

pub use spans::MOST_SPANS;

use crate::plan::{Activity, Mode, Span, Stage};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

/// The most tasks of a stage; neighbours are joined beyond.
pub const MOST_TASKS: usize = 4096;

/// Writes one run down. Times are the clock's, milliseconds.
pub struct Recorder {
    mode: Mode,
    /// What the tasks of each stage do.
    stages: Mutex<Vec<Activity>>,
    /// The stage under way.
    stage: AtomicUsize,
    /// The stage in which the caller's phase began.
    entered: AtomicUsize,
    caller: Mutex<Vec<Piece>>,
    workers: Vec<Mutex<Vec<Task>>>,
}

/// Something the caller did.
struct Piece {
    stage: usize,
    activity: Activity,
    start: f64,
    end: f64,
}

/// A task, and when its worker began to read it, to do it, to write its reply, and was done.
struct Task {
    stage: usize,
    marks: [f64; 4],
}

impl Recorder {
    /// For a run of this mode with this many workers (threads, processes or tasks) beside the caller.
    pub fn new(mode: Mode, workers: usize) -> Self {
        Self {
            mode,
            stages: vec![Activity::Solve].into(),
            stage: 0.into(),
            entered: 0.into(),
            caller: Mutex::default(),
            workers: (0..workers).map(|_| Mutex::default()).collect(),
        }
    }

    /// The caller's next phase begins. Messages belong to the stage whose tasks they carry.
    pub(crate) fn enter(&self, phase: Activity) {
        let activity = if phase.is_message() { Activity::Solve } else { phase };
        if held(&self.stages).last() != Some(&activity) {
            self.begin(activity);
        }
        self.entered.store(self.stage.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    /// The next tasks are a stage of their own.
    pub(crate) fn stage(&self) {
        let activity = held(&self.stages)[self.stage.load(Ordering::Relaxed)];
        self.begin(activity);
    }

    fn begin(&self, activity: Activity) {
        let mut stages = held(&self.stages);
        stages.push(activity);
        self.stage.store(stages.len() - 1, Ordering::Relaxed);
    }

    /// The caller's phase ends.
    pub(crate) fn caller(&self, activity: Activity, start: f64, end: f64) {
        let works = match activity {
            Activity::Send | Activity::Receive => true,
            Activity::Solve => self.mode == Mode::Serial,
            Activity::Split | Activity::Merge => !self.delegated(),
        };
        // A message that takes less than the clock tells is a message all the same: it goes with a task.
        if works && (end > start || activity.is_message()) {
            held(&self.caller).push(Piece {
                stage: self.stage.load(Ordering::Relaxed),
                activity,
                start,
                end,
            });
        }
    }

    /// Whether workers have had tasks since the caller's phase began: then it slept.
    fn delegated(&self) -> bool {
        let since = self.entered.load(Ordering::Relaxed);
        self.workers.iter().any(|tasks| held(tasks).last().is_some_and(|task| task.stage >= since))
    }

    /// A worker has done a task of the stage under way. Workers count from 1.
    pub(crate) fn task(&self, worker: usize, start: f64, end: f64) {
        let stage = self.stage.load(Ordering::Relaxed);
        held(&self.workers[worker - 1]).push(Task { stage, marks: [start, start, end, end] });
    }

    /// What an isolated worker has told: for each task when it began to read it, to do it, to write its reply, and was
    /// done.
    pub(crate) fn told(&self, worker: usize, tasks: impl IntoIterator<Item = [f64; 4]>) {
        let stage = held(&self.stages).iter().rposition(|&activity| activity == Activity::Solve);
        let stage = stage.expect("the first stage is one");
        held(&self.workers[worker - 1]).extend(tasks.into_iter().map(|marks| Task { stage, marks }));
    }

    /// The run as spans, worker by worker, in order; at most [`MOST_SPANS`]. Times count from `started`.
    pub fn spans(&self, started: f64, total: f64, grain: f64) -> Vec<Span> {
        let span = |worker: usize, stage: usize, activity, start: f64, end: f64| Span {
            worker: worker as u32,
            activity,
            start: (start - started).clamp(0.0, total),
            end: (end - started).clamp(0.0, total),
            stage: stage as u32,
        };
        let caller = held(&self.caller);
        let of_caller = |piece: &Piece| span(0, piece.stage, piece.activity, piece.start, piece.end);
        let mut tracks: Vec<Vec<Span>> = vec![caller.iter().map(of_caller).collect()];
        let stages = held(&self.stages);
        for (worker, tasks) in (1..).zip(&self.workers) {
            let spans = |task: &Task| {
                let [read, begun, done, sent] = task.marks;
                let does = stages[task.stage];
                [(Activity::Receive, read, begun), (does, begun, done), (Activity::Send, done, sent)]
                    .map(|(what, start, end)| span(worker, task.stage, what, start, end))
            };
            tracks.push(held(tasks).iter().flat_map(spans).collect());
        }
        for track in &mut tracks {
            track.retain(|span| span.end > span.start);
        }
        if self.mode == Mode::Async {
            // Tasks that take turns are one worker's doing, and must not seem to overlap. Those that wait for something
            // outside do overlap.
            let mut turns = tracks.concat();
            turns.sort_by(|a, b| a.start.total_cmp(&b.start));
            if turns.windows(2).all(|pair| pair[0].end <= pair[1].start) {
                tracks = vec![turns];
            }
        }
        spans::coalesce(&tracks, total, grain)
    }

    /// The run as stages of tasks, each task in the order in which one worker did them.
    pub fn stages(&self) -> Vec<Stage> {
        let activities = held(&self.stages);
        let numbered = activities.iter().enumerate();
        numbered.filter_map(|(number, &activity)| self.stage_of(number, activity)).collect()
    }

    fn stage_of(&self, number: usize, activity: Activity) -> Option<Stage> {
        let caller = held(&self.caller);
        let times = |what| {
            let pieces = caller.iter().filter(move |piece| piece.stage == number && piece.activity == what);
            pieces.map(|piece| piece.end - piece.start)
        };
        let tasks = self.workers.iter().flat_map(|tasks| {
            let tasks = held(tasks);
            let tasks = tasks.iter().filter(|task| task.stage == number);
            tasks.map(|task| task.marks[3] - task.marks[0]).collect::<Vec<_>>()
        });
        let mut tasks: Vec<f64> = tasks.collect();
        if tasks.is_empty() && times(activity).next().is_some() {
            tasks.push(times(activity).sum());
        }
        // Messages are joined as their tasks are, so that each stays with its own.
        let each = tasks.len().div_ceil(MOST_TASKS).max(1);
        let joined = |times: Vec<f64>| times.chunks(each).map(|times| times.iter().sum()).collect();
        (!tasks.is_empty()).then(|| Stage {
            activity,
            send: joined(times(Activity::Send).collect()),
            receive: joined(times(Activity::Receive).collect()),
            tasks: joined(tasks),
        })
    }
}

/// The worker that asks, from 1, if it is one of a pool's threads.
pub(crate) fn lane() -> Option<usize> {
    #[cfg(feature = "pool")]
    return rayon::current_thread_index().map(|index| index + 1);
    #[cfg(not(feature = "pool"))]
    return None;
}

fn held<T>(list: &Mutex<T>) -> MutexGuard<'_, T> {
    list.lock().expect("nobody panics while holding it")
}
