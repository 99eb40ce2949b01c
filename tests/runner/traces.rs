//! Traces: spans never overlap on a worker, lie within the run, and hold what was programmed.

use super::simulated::{Program, cell};
use super::support::{NativeRealm, StepClock};
use super::{machine, plan};
use futures::executor::block_on;
use speedup_lab::plan::{Activity, Cell, Mode, Outcome, Plan, Role, Span, Stage, Trace};
use speedup_lab::query::default_plan;
use speedup_lab::registry::{self, CATALOGUE};
use speedup_lab::run::{self, Clock, Stopwatch};
use speedup_lab::trace::{MOST_SPANS, MOST_TASKS, Recorder};
use speedup_lab::workload::{Visitor, Workload};
use std::sync::Mutex;

const MODES: [Mode; 4] = [Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async];

fn traced(outcome: Outcome) -> Trace {
    match outcome {
        Outcome::Done { trace, .. } => trace.expect("a trace"),
        Outcome::Failed { failure } => panic!("{}", failure.message),
    }
}

fn simulated(program: &Program, mode: Mode, workers: u32) -> Trace {
    traced(program.measure(&plan(), &cell(mode, workers, Role::Work)).trial.outcome)
}

fn graph(program: &Program, mode: Mode) -> Vec<Stage> {
    let trace = traced(program.measure(&plan(), &cell(mode, 1, Role::Graph)).trial.outcome);
    assert!(trace.spans.is_empty());
    trace.stages
}

/// How long a worker, or every worker, did this.
fn time(trace: &Trace, worker: Option<u32>, activity: Activity) -> f64 {
    let spans = trace.spans.iter().filter(|span| span.activity == activity);
    spans.filter(|span| worker.is_none_or(|id| span.worker == id)).map(|span| span.end - span.start).sum()
}

/// The lower median of the totals: the run that is told.
fn total(trace: &Trace) -> f64 {
    let mut totals = trace.totals.clone();
    totals.sort_by(f64::total_cmp);
    totals[(totals.len() - 1) / 2]
}

/// What holds for any trace.
fn check(trace: &Trace, mode: Mode, workers: u32) {
    let name = format!("{mode:?} with {workers}");
    assert_eq!(trace.totals.len(), 3, "{name}");
    assert!(!trace.spans.is_empty() && trace.spans.len() <= MOST_SPANS, "{name}: {}", trace.spans.len());
    let total = total(trace);
    for span in &trace.spans {
        assert!(
            0.0 <= span.start && span.start < span.end && span.end <= total,
            "{name}: {span:?} in {total}"
        );
        let most = if mode == Mode::Serial { 0 } else { workers };
        assert!(span.worker <= most, "{name}: {span:?}");
    }
    let mut lanes: Vec<Vec<Span>> = (0..=workers)
        .map(|worker| trace.spans.iter().filter(|span| span.worker == worker).copied().collect())
        .collect();
    if mode == Mode::Async {
        let mut turns = lanes.concat();
        turns.sort_by(|a, b| a.start.total_cmp(&b.start));
        lanes = vec![turns];
    }
    for lane in lanes {
        for pair in lane.windows(2) {
            assert!(pair[0].end <= pair[1].start, "{name}: {pair:?} overlap");
        }
    }
}

#[test]
fn spans_are_in_order_and_hold_what_was_programmed() {
    for mode in MODES {
        for workers in [1, 2, 3, 7, 64] {
            let workers = if mode == Mode::Serial { 1 } else { workers };
            let trace = simulated(&machine(), mode, workers);
            check(&trace, mode, workers);
            assert_near(time(&trace, None, Activity::Solve), 48.0);
            assert_near(time(&trace, Some(0), Activity::Split), 8.0);
            assert_near(time(&trace, Some(0), Activity::Merge), 8.0);
            // Every message is written and read, on both sides.
            let copies = if mode == Mode::Processes { f64::from(workers) * 0.125 } else { 0.0 };
            for (side, activity) in [(Some(0), Activity::Send), (None, Activity::Send)] {
                let sides = if side.is_some() { 1.0 } else { 2.0 };
                assert_near(time(&trace, side, activity), copies * sides);
                assert_near(time(&trace, side, Activity::Receive), copies * sides);
            }
        }
    }
}

#[test]
fn the_first_worker_is_late_by_what_it_has_more_to_do() {
    for mode in [Mode::Threads, Mode::Processes] {
        let trace = simulated(&Program { copy: 0.0, ..machine() }, mode, 4);
        let end = |worker| {
            let of = trace.spans.iter().filter(|span| span.worker == worker);
            of.map(|span| span.end).fold(0.0, f64::max)
        };
        // Of 48 ms the first worker has half as much again as 12, the others share the rest.
        assert_near(time(&trace, Some(1), Activity::Solve), 18.0);
        assert_near(end(1) - end(2), 8.0);
        assert_near(end(2), end(4));
        // Nobody begins before its message is there, or its thread awake.
        let first = trace.spans.iter().find(|span| span.worker == 3).expect("a third worker");
        assert_near(first.start, 8.25);
    }
}

#[test]
fn thousands_of_tasks_are_few_spans_that_hold_the_same_time() {
    let many = Program { jobs: 500, ..machine() };
    for mode in MODES {
        for workers in [1, 5, 64] {
            let workers = if mode == Mode::Serial { 1 } else { workers };
            let trace = simulated(&many, mode, workers);
            check(&trace, mode, workers);
            assert_near(time(&trace, None, Activity::Solve), 48.0);
            let jobs = if mode == Mode::Processes { f64::from(workers) * 500.0 } else { 0.0 };
            assert_near(time(&trace, Some(0), Activity::Send), jobs * 0.125);
            assert_near(time(&trace, None, Activity::Receive), jobs * 0.25);
        }
    }
}

#[test]
fn a_graph_has_the_tasks_of_a_program_cut_for_64() {
    let even = Program { imbalance: 0.0, ..machine() };
    let task = 48.0 / 64.0;
    let stage = |activity, tasks| Stage { activity, tasks, send: Vec::new(), receive: Vec::new() };
    let (split, merge) = (stage(Activity::Split, vec![8.0]), stage(Activity::Merge, vec![8.0]));
    let threads = [split.clone(), stage(Activity::Solve, vec![task; 64]), merge.clone()];
    assert_eq!(graph(&even, Mode::Threads), threads);
    // A task of an isolated worker reads its job and writes its part, too.
    let copies = vec![0.125; 64];
    let solve = stage(Activity::Solve, vec![task + 0.25; 64]);
    let solve = Stage { send: copies.clone(), receive: copies, ..solve };
    assert_eq!(graph(&even, Mode::Processes), [split, solve, merge]);
}

#[test]
fn the_tasks_of_a_graph_are_joined_beyond_four_thousand() {
    let many = Program { jobs: 100, imbalance: 0.0, ..machine() };
    for mode in [Mode::Threads, Mode::Processes] {
        let stages = graph(&many, mode);
        let tasks = &stages[1].tasks;
        assert_eq!(tasks.len(), 3200); // 6400 in pairs
        assert!(tasks.len() <= MOST_TASKS);
        let copies = if mode == Mode::Processes { 6400.0 * 0.25 } else { 0.0 };
        assert_near(tasks.iter().sum(), 48.0 + copies);
    }
}

/// A clock that moves only where it is told to.
struct Still(Mutex<f64>);

impl Clock for Still {
    fn now(&self) -> f64 {
        *self.0.lock().expect("free")
    }

    fn grain(&self) -> f64 {
        1.0
    }
}

/// The one stage of a process's run: a task for each of these (send, task, receive).
fn messages(tasks: &[(f64, f64, f64)]) -> Stage {
    let clock = Still(0.0.into());
    let spend = |time: f64| *clock.0.lock().expect("free") += time;
    let recorder = Recorder::new(Mode::Processes, 1);
    let watch = Stopwatch::traced(&clock, &recorder);
    for &(send, task, receive) in tasks {
        watch.enter(Activity::Send);
        spend(send);
        watch.enter(Activity::Solve);
        watch.task_of(1, || spend(task));
        watch.enter(Activity::Receive);
        spend(receive);
        watch.enter(Activity::Solve);
    }
    let total = watch.stop().0;
    assert!(recorder.spans(0.0, total, 1.0).iter().all(|span| span.start < span.end));
    let mut stages = recorder.stages();
    assert_eq!(stages.len(), 1);
    stages.remove(0)
}

#[test]
fn messages_too_short_for_the_clock_stay_with_their_tasks() {
    let stage = messages(&[(0.0, 5.0, 1.0), (1.0, 6.0, 0.0), (0.0, 7.0, 0.0), (2.0, 8.0, 3.0)]);
    assert_eq!(stage.tasks, [5.0, 6.0, 7.0, 8.0]);
    assert_eq!((stage.send, stage.receive), (vec![0.0, 1.0, 0.0, 2.0], vec![1.0, 0.0, 0.0, 3.0]));
}

#[test]
fn very_many_tasks_are_joined_with_their_messages() {
    // Every third message there takes time, and every fifth back.
    let every = |number: usize, nth| f64::from(u8::from(number.is_multiple_of(nth)));
    let tasks: Vec<_> = (0..5000).map(|it| (every(it, 3), 2.0, every(it, 5))).collect();
    let stage = messages(&tasks);
    let pairs = |of: fn(&(f64, f64, f64)) -> f64| -> Vec<f64> {
        tasks.chunks(2).map(|pair| pair.iter().map(of).sum()).collect()
    };
    assert_eq!(stage.tasks, vec![4.0; 2500]);
    assert_eq!((stage.send, stage.receive), (pairs(|it| it.0), pairs(|it| it.2)));
}

#[test]
fn every_workload_is_traced_in_every_mode() {
    for info in CATALOGUE {
        // The example, where one generated piece of work takes longer than a test should.
        let slow = matches!(info.unit, "16×16 puzzles" | "search nodes");
        let input = info.input.filter(|_| slow).map(|input| input.example.into());
        let size = match info.unit {
            "tasks" => 20, // each is programmed to take its time
            _ if slow => 1,
            _ => 500,
        };
        let plan = Plan { size, input, samples: 1, ..default_plan(info, 2) };
        for mode in MODES {
            for workers in [1, 3] {
                let workers = if mode == Mode::Serial { 1 } else { workers };
                let trace = native(&plan, &cell(mode, workers, Role::Work));
                check(&trace, mode, workers);
                assert!(time(&trace, None, Activity::Solve) > 0.0, "{} in {mode:?}", info.id);
                let sent = time(&trace, Some(0), Activity::Send) > 0.0;
                assert_eq!(sent, mode == Mode::Processes, "{} in {mode:?}", info.id);
            }
        }
    }
}

#[test]
fn a_graph_of_the_sort_has_a_stage_for_each_level_of_merging() {
    let info = registry::find("mergesort").expect("it is in the catalogue");
    let of = |merge: &str, mode| {
        let options = [("merge".to_owned(), merge.to_owned())].into();
        let plan = Plan { size: 4096, samples: 1, options, ..default_plan(info, 2) };
        let stages = native(&plan, &cell(mode, 1, Role::Graph)).stages;
        stages.iter().map(|stage| (stage.activity, stage.tasks.len())).collect::<Vec<_>>()
    };
    let (split, solve) = ((Activity::Split, 1), (Activity::Solve, 64));
    let levels = [32, 16, 8, 4, 2, 1].map(|merges| (Activity::Merge, merges));
    let whole = [vec![split, solve], levels.to_vec()].concat();
    assert_eq!(of("tree", Mode::Threads), whole);
    assert_eq!(of("parallel", Mode::Threads), whole);
    assert_eq!(of("fold", Mode::Threads), [split, solve, (Activity::Merge, 1)]);
    assert_eq!(of("tree", Mode::Processes), [split, solve, (Activity::Merge, 1)]);
}

#[test]
fn a_graph_of_puzzles_has_a_task_for_each_that_can_be_stolen() {
    let info = registry::find("sudoku").expect("it is in the catalogue");
    let of = |schedule: &str| {
        let options = [("schedule".to_owned(), schedule.to_owned())].into();
        let plan = Plan { size: 200, samples: 1, options, ..default_plan(info, 2) };
        let stages = native(&plan, &cell(Mode::Threads, 1, Role::Graph)).stages;
        stages.iter().map(|stage| (stage.activity, stage.tasks.len())).collect::<Vec<_>>()
    };
    assert_eq!(of("steal"), [(Activity::Solve, 200)]);
    assert_eq!(of("task"), [(Activity::Solve, 200)]);
    assert_eq!(of("chunk"), [(Activity::Split, 1), (Activity::Solve, 64)]);
}

/// A trace on real threads, with a clock that moves at every look.
fn native(plan: &Plan, cell: &Cell) -> Trace {
    struct Measure<'p>(&'p Plan, &'p Cell);
    impl Visitor for Measure<'_> {
        type Out = Outcome;
        fn visit<W: Workload + 'static>(self, workload: W) -> Outcome {
            let realm = NativeRealm { plan: self.0.clone(), clock: StepClock::new(0.125).into() };
            block_on(run::run_cell(&workload, self.0, self.1, &realm)).0.outcome
        }
    }
    traced(registry::open(plan, Measure(plan, cell)).expect("a good plan"))
}

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}
