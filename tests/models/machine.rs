//! What the report makes of cells that are no points: ceilings and their knee, traces, recordings, disturbances.

use crate::assert_near;
use crate::trials::{complete, failed, machine, phased, plan, solved, twice};
use speedup_lab::plan::*;
use speedup_lab::report::report;

fn with_role(role: Role, trial: Trial) -> Trial {
    Trial { cell: Cell { role, ..trial.cell }, ..trial }
}

/// Ceiling cells that took these times.
fn ceiling(role: Role, times: &[(u32, f64)]) -> Vec<Trial> {
    let point = |&(workers, time): &(u32, f64)| {
        twice(|realm| with_role(role, solved(Mode::Threads, workers, realm, &[time, time])))
    };
    times.iter().flat_map(point).collect()
}

/// Two cores: two workers take as long as one, and four twice as long. Memory holds back two of them.
fn two_cores() -> Vec<Trial> {
    let compute = ceiling(Role::Compute, &[(1, 10.0), (2, 10.0), (4, 19.5)]);
    [compute, ceiling(Role::Memory, &[(1, 10.0), (2, 16.0), (4, 32.0)])].concat()
}

/// Threads on two cores with no serial part, and tasks that gain nothing.
fn work() -> Vec<Trial> {
    let mut trials = twice(|realm| solved(Mode::Serial, 1, realm, &[100.0, 100.0]));
    for (workers, time) in [(1, 100.0), (2, 50.0), (4, 50.0)] {
        trials.extend(twice(|realm| solved(Mode::Threads, workers, realm, &[time, time])));
        trials.extend(twice(|realm| solved(Mode::Async, workers, realm, &[100.0, 100.0])));
    }
    trials
}

fn both() -> Plan {
    plan(&[Mode::Threads, Mode::Async])
}

#[test]
fn ceilings_are_work_done_in_the_time_that_one_alone_takes() {
    let report = complete(&both(), &[work(), two_cores()].concat());
    let [compute, memory] = &report.ceilings[..] else { panic!("two ceilings") };
    assert_eq!((compute.kind, memory.kind), (CeilingKind::Compute, CeilingKind::Memory));
    assert_eq!((compute.mode, memory.mode), (Mode::Threads, Mode::Threads));
    let values = |ceiling: &Ceiling| {
        ceiling.points.iter().map(|it| (it.workers, it.speedup.value)).collect::<Vec<_>>()
    };
    assert_eq!(values(compute), [(1, 1.0), (2, 2.0), (4, 4.0 * (10.0 / 19.5))]);
    assert_eq!(values(memory), [(1, 1.0), (2, 2.0 * (10.0 / 16.0)), (4, 4.0 * (10.0 / 32.0))]);
    assert_eq!(report.knee, Some(2), "2 reaches 95 % of 2.05");
}

/// The browser may claim four cores: the knee knows better.
#[test]
fn points_past_the_knee_are_oversubscribed_and_no_evidence() {
    let fraction = |report: &Report| report.series[0].amdahl.as_ref().expect("a law").serial_fraction.value;
    let flags = |report: &Report, line: usize| {
        report.series[line].points.iter().map(|it| it.oversubscribed).collect::<Vec<_>>()
    };
    let measured = complete(&both(), &[work(), two_cores()].concat());
    assert_eq!(flags(&measured, 0), [false, false, true]);
    assert_eq!(flags(&measured, 1), [false; 3], "tasks share one thread anyway");
    assert_near(fraction(&measured), 0.0, 1e-9);
    let claimed = complete(&both(), &work());
    assert_eq!((claimed.knee, flags(&claimed, 0)), (None, vec![false; 3]));
    assert!(fraction(&claimed) > 0.1);
    let two = report(&both(), machine(2), &work(), None, Ended::Complete, Reading::default());
    assert_eq!((two.knee, flags(&two, 0)), (None, vec![false, false, true]));
}

#[test]
fn the_knee_waits_for_every_count_of_the_plan() {
    let knee = |trials: &[Trial]| complete(&both(), trials).knee;
    let compute = |times: &[(u32, f64)]| ceiling(Role::Compute, times);
    assert_eq!(knee(&[]), None);
    assert_eq!(knee(&compute(&[(1, 10.0), (2, 10.0)])), None, "four may be better still");
    assert_eq!(knee(&compute(&[(2, 10.0), (4, 10.0)])), None, "nothing to compare with");
    assert_eq!(knee(&compute(&[(1, 10.0), (2, 10.0), (4, 10.0)])), Some(4));
    assert_eq!(knee(&compute(&[(1, 10.0), (2, 20.0), (4, 40.0)])), Some(1));
    let crash = failed(Mode::Threads, 4, 0, FailureKind::Crashed, "it panicked");
    let crashed = [compute(&[(1, 10.0), (2, 10.0)]), vec![with_role(Role::Compute, crash)]].concat();
    assert_eq!(knee(&crashed), None, "what crashed may be better still");
    let report = complete(&both(), &[work(), crashed].concat());
    assert!(report.series[0].points.iter().all(|point| !point.oversubscribed), "nothing shows that they are");
    assert_eq!(knee(&ceiling(Role::Memory, &[(1, 10.0), (2, 10.0), (4, 10.0)])), None);
}

/// Not one of them is a sample of the plan's program.
#[test]
fn other_cells_make_no_points() {
    let graph = with_role(Role::Graph, solved(Mode::Threads, 1, 0, &[1.0]));
    let scaled = with_role(Role::Scaled, solved(Mode::Threads, 2, 0, &[1.0]));
    let large = with_role(Role::Scaled, solved(Mode::Serial, 1, 0, &[1.0]));
    let all = [work(), ceiling(Role::Memory, &[(1, 1.0)]), vec![graph, scaled, large]].concat();
    let (with, without) = (complete(&both(), &all), complete(&both(), &work()));
    assert_eq!(with.baseline, without.baseline);
    for (with, without) in with.series.iter().zip(&without.series) {
        assert_eq!((&with.amdahl, &with.verdict), (&without.amdahl, &without.verdict));
        assert!(with.points.iter().zip(&without.points).all(|(with, without)| with.times == without.times));
    }
}

fn looked_at(mut trial: Trial, trace: Trace) -> Trial {
    let Outcome::Done { trace: place, .. } = &mut trial.outcome else { unreachable!("it is done") };
    *place = Some(trace);
    trial
}

/// One worker solves all of the time, the other half of it.
fn trace(totals: [f64; 3]) -> Trace {
    let span = |worker, end| Span { worker, activity: Activity::Solve, start: 0.0, end, stage: 0 };
    Trace {
        totals: totals.to_vec(),
        spans: vec![span(1, totals[1]), span(2, 0.5 * totals[1])],
        stages: vec![],
    }
}

#[test]
fn traces_tell_what_was_lost_and_what_looking_costs() {
    let mut trials = work();
    for (workers, totals) in [(1, [110.0, 105.0, 100.0]), (2, [55.0, 60.0, 60.0])] {
        let at = trials.iter().position(|it| it.cell.mode == Mode::Threads && it.cell.workers == workers);
        let at = at.expect("it is there");
        trials[at] = looked_at(trials[at].clone(), trace(totals));
    }
    let series = &complete(&both(), &trials).series[0];
    // 5 % with one worker, 20 % with two.
    assert_near(series.trace_overhead.expect("traces"), 0.125, 1e-12);
    let lost = series.points[1].lost.expect("a trace");
    assert_near(lost.available, 120.0, 1e-9);
    assert_near(lost.useful, 90.0, 1e-9);
    assert_near(lost.imbalance, 30.0, 1e-9);
    assert_near(lost.start_up, 0.0, 1e-9);
    assert_eq!(series.points[2].lost, None);
    let all = Reading { counting: Counting::All, ..Reading::default() };
    let all = report(&both(), machine(4), &trials, None, Ended::Complete, all);
    let lost = all.series[0].points[1].lost.expect("a trace");
    assert_near(lost.start_up, 40.0, 1e-9);
    assert_near(lost.available, 160.0, 1e-9);
    assert_eq!(complete(&both(), &work()).series[0].trace_overhead, None);
}

/// A recording has no samples: its traced runs are all there is.
#[test]
fn a_recording_gives_work_and_span() {
    let stage = |activity, tasks| Stage { activity, tasks, send: vec![], receive: vec![] };
    let stages = vec![stage(Activity::Split, vec![10.0]), stage(Activity::Solve, vec![30.0, 30.0, 30.0])];
    let recorded = Trace { totals: vec![100.0; 3], spans: vec![], stages };
    let graph = looked_at(with_role(Role::Graph, solved(Mode::Threads, 1, 0, &[])), recorded);
    let series = &complete(&both(), &[work(), vec![graph]].concat()).series[0];
    let found = series.work_span.as_ref().expect("a recording");
    assert_eq!((found.cut, found.tasks, found.work, found.span), (MAX_WORKERS, 4, 100.0, 40.0));
    assert_eq!(found.checks.iter().map(|it| it.workers).collect::<Vec<_>>(), [1, 2, 4]);
    assert_eq!(found.simulated[0].speedup, Some(1.0));
    assert_eq!(found.checks[1].simulated, 70.0);
}

/// A schedule has every message and no start-up, so it is compared with runs that have both the same.
#[test]
fn a_simulation_stands_beside_whole_runs_however_they_are_read() {
    let stages =
        vec![Stage { activity: Activity::Solve, tasks: vec![60.0, 60.0], send: vec![], receive: vec![] }];
    let recorded = Trace { totals: vec![120.0; 3], spans: vec![], stages };
    let graph = looked_at(with_role(Role::Graph, solved(Mode::Threads, 1, 0, &[])), recorded);
    let mut trials = vec![graph];
    for (mode, workers) in [(Mode::Serial, 1), (Mode::Threads, 1), (Mode::Threads, 2)] {
        let half = |total| Phases { send: 0.5 * total, solve: 0.5 * total, ..Phases::default() };
        trials.extend(twice(|realm| phased(mode, workers, realm, &[120.0 / f64::from(workers); 2], half)));
    }
    for baseline in [Baseline::Serial, Baseline::One] {
        let found = |counting| {
            let reading = Reading { baseline, counting };
            let all = report(&both(), machine(4), &trials, None, Ended::Complete, reading);
            assert!(counting == Counting::Run || all.series[0].points[1].time.expect("it ran").value != 60.0);
            all.series[0].work_span.clone().expect("a recording")
        };
        let run = found(Counting::Run);
        assert_eq!((run.simulated[1].speedup, run.checks[1].measured.value), (Some(2.0), 60.0));
        assert_eq!(found(Counting::Compute), run);
        assert_eq!(found(Counting::All), run);
    }
}

#[test]
fn disturbances_are_counted_by_their_reason() {
    let mut trials = work();
    for trial in trials.iter_mut().take(2) {
        let Outcome::Done { invalidated, .. } = &mut trial.outcome else { unreachable!("it is done") };
        *invalidated = vec![Disturbance::Pressure, Disturbance::Hidden, Disturbance::Pressure];
    }
    let counted = |trials: &[Trial]| {
        let report = complete(&both(), trials);
        report.invalidated.iter().map(|it| (it.reason, it.samples)).collect::<Vec<_>>()
    };
    assert_eq!(counted(&trials), [(Disturbance::Hidden, 2), (Disturbance::Pressure, 4)]);
    assert_eq!(counted(&work()), []);
}
