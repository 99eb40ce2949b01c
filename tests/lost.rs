//! Lost time: programmed losses each come out in their row, and the rows of any trace at all add up.

use proptest::prelude::*;
use speedup_lab::lost::*;
use speedup_lab::plan::*;
use speedup_lab::run::{self, Phase, Stopwatch};
use speedup_lab::trace::{MOST_SPANS, Recorder};
use std::sync::Mutex;

/// A fork and join whose losses are programmed. Milliseconds.
#[derive(Clone, Default)]
struct Programme {
    split: f64,
    /// Each worker's share, in two pieces.
    jobs: Vec<f64>,
    /// Between the two pieces, on every worker.
    pause: f64,
    /// For each message there, and for each back.
    message: f64,
    merge: f64,
}

impl Programme {
    /// The trace of its run: the caller sends in order, and reads each reply as soon as it is there and it can.
    fn trace(&self) -> Trace {
        let mut spans = Vec::new();
        let mut span = |worker: usize, activity, start: f64, time: f64| {
            if time > 0.0 {
                spans.push(Span { worker: worker as u32, activity, start, end: start + time, stage: 0 });
            }
            start + time
        };
        let mut caller = span(0, Activity::Split, 0.0, self.split);
        let mut ends = Vec::new();
        for (worker, job) in (1..).zip(&self.jobs) {
            caller = span(0, Activity::Send, caller, self.message);
            let half = span(worker, Activity::Solve, caller, job / 2.0);
            ends.push(span(worker, Activity::Solve, half + self.pause, job / 2.0));
        }
        ends.sort_by(f64::total_cmp);
        for end in ends {
            caller = span(0, Activity::Receive, caller.max(end), self.message);
        }
        let total = span(0, Activity::Merge, caller, self.merge);
        Trace { totals: vec![total + 1.0, total - 1.0, total], spans, stages: vec![] }
    }

    /// Its work is what the best serial program does.
    fn lost(&self, mode: Mode) -> LostTime {
        let serial = self.split + self.jobs.iter().sum::<f64>() + self.merge;
        lost(&facts(&self.trace(), mode, self.jobs.len() as u32, serial)).expect("a trace")
    }
}

fn facts(trace: &Trace, mode: Mode, workers: u32, serial: f64) -> Facts<'_> {
    Facts { trace, mode, workers, serial, start_up: None, ceiling: None }
}

#[track_caller]
fn assert_row(row: f64, programmed: f64) {
    assert!((row - programmed).abs() <= 1e-9 * programmed.max(1.0), "{row}, not {programmed}");
}

#[track_caller]
fn assert_rows(rows: &LostTime, expected: &LostTime) {
    let of = |it: &LostTime| {
        [
            it.available,
            it.useful,
            it.extra,
            it.start_up,
            it.copying,
            it.serial,
            it.imbalance,
            it.idle,
            it.unexplained,
        ]
    };
    for (row, programmed) in of(rows).into_iter().zip(of(expected)) {
        assert!((row - programmed).abs() < 1e-9, "{rows:?}, not {expected:?}");
    }
}

#[test]
fn even_jobs_lose_nothing() {
    let even = Programme { jobs: vec![10.0; 4], ..Programme::default() };
    let expected = LostTime { available: 40.0, useful: 40.0, ..LostTime::default() };
    assert_rows(&even.lost(Mode::Threads), &expected);
    assert_rows(&even.lost(Mode::Processes), &expected);
}

#[test]
fn a_programmed_imbalance_is_imbalance() {
    let uneven = Programme { jobs: vec![10.0, 4.0, 7.0, 10.0], ..Programme::default() };
    let expected = LostTime { available: 40.0, useful: 31.0, imbalance: 9.0, ..LostTime::default() };
    assert_rows(&uneven.lost(Mode::Threads), &expected);
    let without_a_job = Programme { jobs: vec![10.0, 0.0, 10.0, 0.0], ..Programme::default() };
    assert_row(without_a_job.lost(Mode::Threads).imbalance, 20.0);
}

#[test]
fn a_programmed_serial_part_makes_the_others_wait() {
    let serial = Programme { split: 3.0, jobs: vec![10.0; 4], merge: 2.0, ..Programme::default() };
    let expected = LostTime { available: 60.0, useful: 45.0, serial: 15.0, ..LostTime::default() };
    assert_rows(&serial.lost(Mode::Threads), &expected);
    let one = Programme { jobs: vec![40.0], ..serial };
    assert_rows(&one.lost(Mode::Threads), &LostTime { available: 45.0, useful: 45.0, ..LostTime::default() });
}

/// Every worker waits while others are sent their jobs, and while replies are read: each for `(k + 1)` messages.
#[test]
fn a_programmed_copy_cost_is_copying() {
    let copying = Programme { jobs: vec![10.0; 4], message: 0.5, ..Programme::default() };
    let expected = LostTime { available: 50.0, useful: 40.0, copying: 10.0, ..LostTime::default() };
    assert_rows(&copying.lost(Mode::Processes), &expected);
    let on_their_side = Trace {
        totals: vec![12.0],
        spans: (1..=2)
            .flat_map(|worker| {
                [(Activity::Receive, 0.0, 1.0), (Activity::Solve, 1.0, 11.0), (Activity::Send, 11.0, 12.0)]
                    .map(|(activity, start, end)| Span { worker, activity, start, end, stage: 0 })
            })
            .collect(),
        stages: vec![],
    };
    assert_row(lost(&facts(&on_their_side, Mode::Processes, 2, 20.0)).expect("a trace").copying, 4.0);
}

#[test]
fn a_programmed_pause_is_idle() {
    let pausing = Programme { jobs: vec![10.0; 4], pause: 2.5, ..Programme::default() };
    let expected = LostTime { available: 50.0, useful: 40.0, idle: 10.0, ..LostTime::default() };
    assert_rows(&pausing.lost(Mode::Threads), &expected);
}

/// All at once, in closed form: each loss stays in its row. The messages are to even jobs, as where they are uneven a
/// worker's wait is for both.
#[test]
fn losses_stay_apart() {
    let all = Programme { split: 3.0, jobs: vec![10.0; 4], pause: 2.5, message: 0.5, merge: 2.0 };
    let expected = LostTime {
        available: 80.0,
        useful: 45.0,
        serial: 15.0,
        copying: 10.0,
        idle: 10.0,
        ..LostTime::default()
    };
    assert_rows(&all.lost(Mode::Processes), &expected);
    let uneven = Programme { jobs: vec![6.0, 10.0], split: 2.0, pause: 1.0, ..Programme::default() };
    let expected = LostTime {
        available: 26.0,
        useful: 18.0,
        serial: 2.0,
        imbalance: 4.0,
        idle: 2.0,
        ..LostTime::default()
    };
    assert_rows(&uneven.lost(Mode::Threads), &expected);
}

#[test]
fn what_the_serial_program_does_not_need_is_extra() {
    let even = Programme { jobs: vec![10.0; 2], ..Programme::default() };
    let rows = lost(&facts(&even.trace(), Mode::Threads, 2, 15.0)).expect("a trace");
    assert_rows(&rows, &LostTime { available: 20.0, useful: 15.0, extra: 5.0, ..LostTime::default() });
}

/// A recorder and its watch, on a clock that is set: what workers do at the same time is told one after the other.
struct Clock(Mutex<f64>);

impl run::Clock for Clock {
    fn now(&self) -> f64 {
        *self.0.lock().expect("free")
    }

    fn grain(&self) -> f64 {
        1.0 / 1024.0
    }
}

impl Clock {
    fn set(&self, now: f64) {
        *self.0.lock().expect("free") = now;
    }
}

/// The trace of a sort on threads whose workers merge together: for each stage what each of them does from when to when.
fn merged_together(stages: &[&[&[(f64, f64)]]], total: f64) -> Trace {
    let clock = Clock(0.0.into());
    let recorder = Recorder::new(Mode::Threads, stages[0].len());
    let watch = Stopwatch::traced(&clock, &recorder);
    for (number, workers) in stages.iter().enumerate() {
        match number {
            0 => {}
            1 => watch.enter(Phase::Merge),
            _ => watch.stage(),
        }
        for (worker, tasks) in (1..).zip(*workers) {
            for &(start, end) in *tasks {
                clock.set(start);
                watch.task_of(worker, || clock.set(end));
            }
        }
        clock.set(total);
    }
    watch.stop();
    Trace { totals: vec![total], spans: recorder.spans(0.0, total, 1.0 / 1024.0), stages: vec![] }
}

/// One worker has 4 ms to sort and the other 10, and they merge together, for 5 ms each: the 6 ms are the sort's
/// imbalance, although more comes after the wait.
#[test]
fn waiting_for_others_between_two_stages_is_imbalance() {
    let trace =
        merged_together(&[&[&[(0.0, 10.0)], &[(0.0, 4.0)]], &[&[(10.0, 15.0)], &[(10.0, 15.0)]]], 15.0);
    let rows = lost(&facts(&trace, Mode::Threads, 2, 24.0)).expect("a trace");
    assert_rows(&rows, &LostTime { available: 30.0, useful: 24.0, imbalance: 6.0, ..LostTime::default() });
}

/// Between levels of merging, too; and what passes until all wake up for the next is idle.
#[test]
fn every_level_of_merging_has_an_imbalance_of_its_own() {
    let levels: [&[&[(f64, f64)]]; 3] = [
        &[&[(0.0, 4.0)], &[(0.0, 4.0)]],
        &[&[(4.0, 7.0)], &[(4.0, 9.0)]],
        &[&[(10.0, 14.0)], &[(10.0, 11.0), (12.0, 13.0)]],
    ];
    let trace = merged_together(&levels, 14.0);
    let rows = lost(&facts(&trace, Mode::Threads, 2, 22.0)).expect("a trace");
    let expected =
        LostTime { available: 28.0, useful: 22.0, imbalance: 3.0, idle: 3.0, ..LostTime::default() };
    assert_rows(&rows, &expected);
}

/// Very many short tasks: joined, they still say which stage's end was waited for.
#[test]
fn the_spans_of_very_many_tasks_keep_to_their_stages() {
    let tasks = |from: f64, count: usize, length: f64| -> Vec<(f64, f64)> {
        (0..count)
            .map(|task| from + 2.0 * length * task as f64)
            .map(|start| (start, start + length))
            .collect()
    };
    let (sorts, half) = (tasks(0.0, 1000, 0.5), tasks(0.0, 500, 0.5));
    let merges = tasks(999.5, 1000, 0.25);
    let trace = merged_together(&[&[&sorts, &half], &[&merges, &merges]], 1499.25);
    assert!((2..=MOST_SPANS).contains(&trace.spans.len()), "{}", trace.spans.len());
    let rows = lost(&facts(&trace, Mode::Threads, 2, 5000.0)).expect("a trace");
    assert_row(rows.useful, 1250.0);
    // The second worker ends at 499.5, the first at 999.5.
    assert_row(rows.imbalance, 500.0);
    assert_row(rows.idle, 2.0 * 1499.25 - 1250.0 - 500.0);
}

/// Two cores: half of what four workers take is waiting for one.
#[test]
fn workers_without_a_core_are_idle() {
    let even = Programme { jobs: vec![20.0; 4], ..Programme::default() };
    let trace = even.trace();
    let with = |ceiling| {
        lost(&Facts { ceiling: Some(ceiling), ..facts(&trace, Mode::Threads, 4, 40.0) }).expect("a trace")
    };
    assert_rows(&with(2.0), &LostTime { available: 80.0, useful: 40.0, idle: 40.0, ..LostTime::default() });
    assert_rows(&with(4.5), &LostTime { available: 80.0, useful: 40.0, extra: 40.0, ..LostTime::default() });
}

/// One core for two workers: whoever computes alone has it for itself, at whatever time that is.
#[test]
fn a_worker_that_computes_alone_has_a_core() {
    let with_one_core = |jobs: &[f64], serial| {
        let trace = Programme { jobs: jobs.to_vec(), ..Programme::default() }.trace();
        lost(&Facts { ceiling: Some(1.0), ..facts(&trace, Mode::Threads, 2, serial) }).expect("a trace")
    };
    let expected = LostTime { available: 20.0, useful: 10.0, imbalance: 10.0, ..LostTime::default() };
    assert_rows(&with_one_core(&[10.0, 0.0], 10.0), &expected);
    // Both for 4 ms, which is work for 4; then one for 6.
    let expected = LostTime { imbalance: 6.0, idle: 4.0, ..expected };
    assert_rows(&with_one_core(&[10.0, 4.0], 10.0), &expected);
}

#[test]
fn start_up_counts_where_it_is_asked_for() {
    let trace = Programme { jobs: vec![10.0; 2], ..Programme::default() }.trace();
    let rows =
        lost(&Facts { start_up: Some(30.0), ..facts(&trace, Mode::Threads, 2, 20.0) }).expect("a trace");
    assert_rows(&rows, &LostTime { available: 80.0, useful: 20.0, start_up: 60.0, ..LostTime::default() });
}

#[test]
fn tasks_and_the_serial_program_have_one_worker() {
    let spans =
        [(0, Activity::Split, 0.0, 1.0), (1, Activity::Solve, 1.0, 5.0), (2, Activity::Solve, 6.0, 10.0)];
    let spans: Vec<Span> =
        spans.map(|(worker, activity, start, end)| Span { worker, activity, start, end, stage: 0 }).to_vec();
    let trace = Trace { totals: vec![12.0, 10.0], spans, stages: vec![] };
    let of = |mode, workers| lost(&facts(&trace, mode, workers, 8.0)).expect("a trace");
    let expected = LostTime { available: 10.0, useful: 8.0, extra: 1.0, idle: 1.0, ..LostTime::default() };
    assert_rows(&of(Mode::Async, 2), &expected);
    let expected = LostTime { idle: 0.0, unexplained: 1.0, ..expected };
    assert_rows(&of(Mode::Serial, 1), &expected);
}

/// A pool's worker may do a serial part while the caller sleeps; it is told once.
#[test]
fn a_serial_part_done_by_a_worker_is_told_once() {
    let spans =
        [(0, Activity::Merge, 0.0, 6.0), (1, Activity::Merge, 0.0, 4.0), (2, Activity::Merge, 0.0, 2.0)];
    let spans: Vec<Span> =
        spans.map(|(worker, activity, start, end)| Span { worker, activity, start, end, stage: 0 }).to_vec();
    let trace = Trace { totals: vec![6.0], spans, stages: vec![] };
    let rows = lost(&facts(&trace, Mode::Threads, 2, 8.0)).expect("a trace");
    assert_rows(&rows, &LostTime { available: 12.0, useful: 8.0, serial: 4.0, ..LostTime::default() });
}

#[test]
fn nothing_comes_of_nothing() {
    let none = Trace { totals: vec![10.0], spans: vec![], stages: vec![] };
    assert_eq!(lost(&facts(&none, Mode::Threads, 2, 10.0)), None);
    let timeless = Trace { totals: vec![], ..Programme { jobs: vec![1.0], ..Programme::default() }.trace() };
    assert_eq!(lost(&facts(&timeless, Mode::Threads, 2, 10.0)), None);
    assert_eq!(lost(&facts(&Trace { totals: vec![0.0], ..timeless }, Mode::Threads, 2, 10.0)), None);
}

fn any_span() -> impl Strategy<Value = Span> {
    let activities = [Activity::Split, Activity::Send, Activity::Solve, Activity::Receive, Activity::Merge];
    let time = prop_oneof![8 => -2.0..14.0f64, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)];
    (0..6u32, prop::sample::select(activities.to_vec()), time.clone(), time, 0..4u32)
        .prop_map(|(worker, activity, start, end, stage)| Span { worker, activity, start, end, stage })
}

proptest! {
    #[test]
    fn the_rows_of_any_trace_add_up(
        spans in prop::collection::vec(any_span(), 1..40),
        totals in prop::collection::vec(0.1..14.0f64, 1..4),
        mode in prop::sample::select(vec![Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async]),
        workers in 1..5u32,
        serial in 0.0..60.0f64,
        start_up in prop::option::of(0.0..100.0f64),
        ceiling in prop::option::of(0.0..6.0f64),
    ) {
        let trace = Trace { totals, spans, stages: vec![] };
        let rows = lost(&Facts { trace: &trace, mode, workers, serial, start_up, ceiling }).expect("spans and a time");
        let explained =
            [rows.useful, rows.extra, rows.start_up, rows.copying, rows.serial, rows.imbalance, rows.idle];
        prop_assert!(explained.iter().all(|row| *row >= 0.0), "{rows:?}");
        let sum = explained.iter().sum::<f64>() + rows.unexplained;
        prop_assert!((sum - rows.available).abs() <= 1e-9 * rows.available, "{rows:?}");
        // Nobody is counted twice.
        prop_assert!(rows.unexplained >= -1e-9 * rows.available, "{rows:?}");
    }
}
