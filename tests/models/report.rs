//! Reports of trials made by hand, and what holds of the report of any trials at all.

use crate::assert_near;
use crate::trials::{complete, failed, machine, phased, plan, solved, twice};
use proptest::prelude::*;
use speedup_lab::laws::amdahl;
use speedup_lab::plan::*;
use speedup_lab::report::report;

/// A serial time of 100 ms; threads with a tenth of overhead at one worker and a serial fraction of 0.1.
fn threads() -> Vec<Trial> {
    let mut trials = twice(|realm| solved(Mode::Serial, 1, realm, &[99.0, 100.0, 101.0]));
    for workers in [1, 2, 4] {
        let time = 110.0 / amdahl(workers, 0.1);
        trials.extend(twice(|realm| {
            phased(Mode::Threads, workers, realm, &[time, time, time], |total| Phases {
                split: 1.0,
                merge: 2.0,
                solve: total - 3.0,
                ..Phases::default()
            })
        }));
    }
    trials
}

#[test]
fn the_numbers_of_a_small_sweep() {
    let report = complete(&plan(&[Mode::Threads]), &threads());
    let baseline = report.baseline.expect("the serial program ran");
    assert_eq!(baseline, Estimate { value: 100.0, low: 99.0, high: 101.0 });
    let [series] = &report.series[..] else { panic!("one mode, one line") };
    assert_eq!(series.points.iter().map(|it| it.workers).collect::<Vec<_>>(), [1, 2, 4]);

    let two = &series.points[1];
    let time = 110.0 * 0.55;
    assert_near(two.time.expect("timed").value, time, 1e-12);
    let speedup = two.speedup.expect("compared");
    assert_near(speedup.value, 100.0 / time, 1e-12);
    assert_near(speedup.low, 99.0 / time, 1e-12);
    assert_near(speedup.high, 101.0 / time, 1e-12);
    assert_near(two.efficiency.expect("compared").value, 50.0 / time, 1e-12);
    assert_near(two.efficiency.expect("compared").high, 50.5 / time, 1e-12);
    assert_eq!(two.dots.len(), 6);
    assert_near(two.dots[3], 100.0 / time, 1e-12);
    assert_near(two.start_up.expect("started"), 20.5, 1e-12);
    let phases = two.phases.expect("timed");
    assert_near(phases.split, 1.0, 1e-12);
    assert_near(phases.merge, 2.0, 1e-12);
    assert_near(phases.split + phases.solve + phases.merge, time, 1e-12);

    let law = series.amdahl.as_ref().expect("three counts");
    assert_near(law.serial_fraction.value, 0.1, 1e-9);
    assert_near(law.one_worker_time, 110.0, 1e-9);
    assert_near(law.one_worker_speedup, 100.0 / 110.0, 1e-9);
    let limit = law.limit.expect("a serial part");
    assert_near(limit.value, 100.0 / 11.0, 1e-9);
    assert_near(limit.low, 99.0 / 11.0, 1e-9);
    assert_near(limit.high, 101.0 / 11.0, 1e-9);
    assert_near(law.residual, 0.0, 1e-9);
    let told: Vec<WarningKind> = report.warnings.iter().map(|it| it.kind).collect();
    assert_eq!(told, [WarningKind::Imprecise], "two realms are few");
}

#[test]
fn lines_come_in_the_order_of_the_plan_and_points_by_workers() {
    let plan = plan(&[Mode::Async, Mode::Processes, Mode::Serial]);
    let mut trials = threads();
    trials.push(solved(Mode::Processes, 4, 0, &[30.0]));
    trials.push(solved(Mode::Processes, 1, 0, &[120.0]));
    let report = complete(&plan, &trials);
    let lines: Vec<_> = report.series.iter().map(|it| (it.mode, it.transport)).collect();
    let processes = |transport| (Mode::Processes, Some(transport));
    let copy_then_transfer = [processes(Transport::Copy), processes(Transport::Transfer)];
    assert_eq!(
        lines,
        [(Mode::Async, None), copy_then_transfer[0], copy_then_transfer[1], (Mode::Serial, None)]
    );
    assert_eq!(report.series[1].points.iter().map(|it| it.workers).collect::<Vec<_>>(), [1, 4]);
    assert_eq!(report.trials, trials, "every trial is kept, those of lines off the chart too");
}

/// The serial line is its own baseline: 1 by definition, with the spread in its dots.
#[test]
fn the_serial_line_is_charted_when_asked_for() {
    let report = complete(&plan(&[Mode::Serial]), &threads());
    let [series] = &report.series[..] else { panic!("one mode, one line") };
    let [point] = &series.points[..] else { panic!("one point") };
    assert_eq!(point.speedup, Some(Estimate { value: 1.0, low: 1.0, high: 1.0 }));
    assert_eq!(point.dots[0], 100.0 / 99.0);
    assert_eq!(point.time, report.baseline);
    assert_eq!(series.amdahl, None);
}

#[test]
fn a_report_of_nothing_and_of_the_baseline_alone() {
    let plan = plan(&[Mode::Threads]);
    let nothing = report(&plan, machine(4), &[], None, Ended::Running, Reading::default());
    assert_eq!((nothing.baseline, nothing.warnings), (None, vec![]));
    assert_eq!(nothing.series[0].points, []);
    let baseline = [solved(Mode::Serial, 1, 0, &[10.0])];
    let first = report(&plan, machine(4), &baseline, None, Ended::Running, Reading::default());
    assert_eq!(first.baseline, Some(Estimate { value: 10.0, low: 10.0, high: 10.0 }));
    assert_eq!(first.series[0].points, []);
    assert_eq!(first.series[0].amdahl, None);
}

#[test]
fn failures_are_points_without_a_time() {
    let plan = plan(&[Mode::Threads]);
    let mut trials = twice(|realm| solved(Mode::Serial, 1, realm, &[10.0, 10.0]));
    trials.extend(twice(|realm| failed(Mode::Threads, 2, realm, FailureKind::Crashed, "it panicked")));
    trials.push(failed(Mode::Threads, 1, 0, FailureKind::TimedOut, "nothing was heard"));
    trials.push(solved(Mode::Threads, 1, 1, &[5.0]));
    let report = complete(&plan, &trials);
    let [one, two] = &report.series[0].points[..] else { panic!("two points") };
    assert_eq!((two.time, two.speedup, two.efficiency, two.phases), (None, None, None, None));
    assert_eq!((two.dots.len(), two.failures.len()), (0, 2));
    assert_eq!(one.speedup.expect("one realm succeeded").value, 2.0);
    assert_eq!(one.failures[0].kind, FailureKind::TimedOut);
    assert_eq!(report.series[0].amdahl, None, "one count is left");
}

#[test]
fn without_a_baseline_there_are_times_and_no_speedups() {
    let report = complete(&plan(&[Mode::Threads]), &threads()[2..]);
    assert_eq!(report.baseline, None);
    let point = &report.series[0].points[1];
    assert!(point.time.is_some() && point.speedup.is_none() && point.dots.is_empty());
    assert_eq!(report.series[0].amdahl, None);
}

/// On 2 cores, 4 workers that gain nothing are a point, and no evidence of a serial part.
#[test]
fn laws_are_fitted_to_counts_that_have_a_core_for_every_worker() {
    let mut trials = twice(|realm| solved(Mode::Serial, 1, realm, &[100.0, 100.0]));
    for (workers, time) in [(1, 100.0), (2, 50.0), (4, 50.0)] {
        trials.extend(twice(|realm| solved(Mode::Threads, workers, realm, &[time, time])));
        trials.extend(twice(|realm| solved(Mode::Async, workers, realm, &[time, time])));
    }
    let plan = plan(&[Mode::Threads, Mode::Async]);
    let law = |cores, line: usize| {
        let report = report(&plan, machine(cores), &trials, None, Ended::Complete, Reading::default());
        assert_eq!(report.series[line].points.len(), 3);
        report.series[line].amdahl.clone()
    };
    let fraction = |cores, line| law(cores, line).expect("two counts").serial_fraction.value;
    assert_near(fraction(2, 0), 0.0, 1e-9);
    assert!(fraction(4, 0) > 0.1, "a core for everyone: all three count");
    assert_eq!(law(1, 0), None, "only one count is within: what is beyond is no evidence");
    assert!(fraction(1, 1) > 0.1, "tasks on one thread need no cores, not even there");
    assert!(fraction(0, 0) > 0.1, "the browser doesn't say: all three count");
    assert!(fraction(2, 1) > 0.1, "tasks on one thread need no cores");
}

/// A trial of any kind; times may be 0, all the same, or far apart.
fn any_trial() -> impl Strategy<Value = Trial> {
    let modes = [Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async];
    let time = prop_oneof![Just(0.0), Just(5.0), 0.0..100.0f64, 1e-300..1e-290f64, Just(1e300)];
    let totals = prop::collection::vec(time, 0..6);
    let place = (prop::sample::select(modes.to_vec()), prop::sample::select(vec![1, 2, 4, 8]), 0..3u32);
    (place, totals, 0..5u32, any_role()).prop_map(|((mode, workers, realm), totals, fate, role)| {
        let workers = if mode == Mode::Serial && role != Role::Scaled { 1 } else { workers };
        let trial = match fate {
            0 => failed(mode, workers, realm, FailureKind::Crashed, "it panicked"),
            1 => solved(mode, workers, realm, &totals),
            _ => phased(mode, workers, realm, &totals, |total| Phases {
                send: total / 4.0,
                solve: total / 2.0,
                merge: total / 4.0,
                ..Phases::default()
            }),
        };
        Trial { cell: Cell { role, ..trial.cell }, ..trial }
    })
}

/// Most cells are points of lines.
fn any_role() -> impl Strategy<Value = Role> {
    let others = prop::sample::select(vec![Role::Compute, Role::Memory, Role::Scaled, Role::Graph]);
    prop_oneof![Just(Role::Work), Just(Role::Work), others]
}

fn any_reading() -> impl Strategy<Value = Reading> {
    let baselines = prop::sample::select(vec![Baseline::Serial, Baseline::One]);
    let countings = prop::sample::select(vec![Counting::Compute, Counting::Run, Counting::All]);
    (baselines, countings).prop_map(|(baseline, counting)| Reading { baseline, counting })
}

fn all_modes() -> Plan {
    plan(&[Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async])
}

/// Every estimate of a report.
fn estimates(report: &Report) -> Vec<Estimate> {
    let mut all: Vec<Estimate> = report.baseline.into_iter().collect();
    all.extend(report.ceilings.iter().flat_map(|it| &it.points).map(|it| it.speedup));
    let band = |it: &CurvePoint| Estimate { value: it.value, low: it.low, high: it.high };
    for series in &report.series {
        all.extend(series.one);
        for it in &series.points {
            all.extend([it.time, it.speedup, it.efficiency, it.karp_flatt].into_iter().flatten());
            all.extend(it.scaled.iter().flat_map(|it| [it.time, it.serial_time, it.speedup]));
        }
        if let Some(law) = &series.amdahl {
            all.extend([Some(law.serial_fraction), law.limit].into_iter().flatten());
            all.extend(law.curve.iter().map(band));
        }
        if let Some(law) = &series.usl {
            all.extend([Some(law.contention), Some(law.coherency), law.peak].into_iter().flatten());
            all.extend(law.curve.iter().map(band));
        }
        if let Some(law) = &series.gustafson {
            all.push(law.serial_fraction);
            all.extend(law.curve.iter().map(band));
        }
    }
    all
}

/// Multiplies every time of a trial.
fn scaled(trial: &Trial, by: f64) -> Trial {
    let mut trial = trial.clone();
    if let Outcome::Done { samples, .. } = &mut trial.outcome {
        for sample in samples {
            sample.total *= by;
            let phases = &mut sample.phases;
            for phase in [&mut phases.split, &mut phases.send, &mut phases.solve, &mut phases.receive] {
                *phase *= by;
            }
            phases.merge *= by;
        }
    }
    trial
}

/// A sentence without its numbers of milliseconds.
fn without_times(sentence: &str) -> Vec<&str> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let next = words.iter().skip(1).chain([&""]);
    words.iter().zip(next).filter(|(_, next)| !next.starts_with("ms")).map(|(word, _)| *word).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// JSON has no infinity and no NaN: serde_json writes them as null, which is then no number when read.
    #[test]
    fn any_report_survives_json(
        trials in prop::collection::vec(any_trial(), 0..60),
        cores in 0..9u32,
        reading in any_reading(),
    ) {
        let ours = report(&all_modes(), machine(cores), &trials, None, Ended::Complete, reading);
        for Estimate { value, low, high } in estimates(&ours) {
            prop_assert!(low <= value && value <= high && low.is_finite() && high.is_finite());
        }
        for point in ours.series.iter().flat_map(|it| &it.points) {
            prop_assert!(point.dots.iter().all(|dot| dot.is_finite()));
        }
        for series in &ours.series {
            let sentence = &series.verdict;
            prop_assert!(sentence.ends_with('.') && !sentence.contains(" 1 times"), "{sentence}");
            prop_assert!(!sentence.contains("NaN") && !sentence.contains("inf"), "{sentence}");
        }
        let json = serde_json::to_string(&ours).expect("a report is JSON");
        let back: Report = serde_json::from_str(&json).expect("every number is one");
        prop_assert_eq!(back, ours);
    }

    /// The order within a realm, and that of trials, say nothing about speed.
    #[test]
    fn the_order_of_trials_and_samples_changes_no_estimate(
        trials in prop::collection::vec(any_trial(), 0..30),
        seed: u32,
    ) {
        let mut shuffled = trials.clone();
        let mut random = speedup_lab::random::Random::new(seed);
        random.shuffle(&mut shuffled);
        for trial in &mut shuffled {
            if let Outcome::Done { samples, .. } = &mut trial.outcome {
                random.shuffle(samples);
            }
        }
        let plan = all_modes();
        prop_assert_eq!(estimates(&complete(&plan, &shuffled)), estimates(&complete(&plan, &trials)));
    }

    #[test]
    fn a_machine_twice_as_fast_has_the_same_speedups(
        times in prop::collection::vec(prop::collection::vec(1.0..50.0f64, 1..5), 6),
    ) {
        let places = [(Mode::Serial, 1), (Mode::Threads, 1), (Mode::Threads, 2), (Mode::Threads, 4)];
        let places = places.into_iter().chain([(Mode::Processes, 1), (Mode::Processes, 2)]);
        let slow: Vec<Trial> =
            places.zip(&times).map(|((mode, workers), totals)| solved(mode, workers, 0, totals)).collect();
        let fast: Vec<Trial> = slow.iter().map(|trial| scaled(trial, 0.5)).collect();
        let (slow, fast) = (complete(&all_modes(), &slow), complete(&all_modes(), &fast));
        for (slow, fast) in slow.series.iter().zip(&fast.series).skip(1) {
            let law = |it: &Series| it.amdahl.as_ref().map(|it| (it.serial_fraction, it.limit, it.residual));
            prop_assert_eq!(law(slow), law(fast));
            prop_assert_eq!(without_times(&slow.verdict), without_times(&fast.verdict));
            for (slow, fast) in slow.points.iter().zip(&fast.points) {
                prop_assert_eq!(slow.speedup, fast.speedup);
                prop_assert_eq!(&slow.dots, &fast.dots);
            }
        }
    }
}
