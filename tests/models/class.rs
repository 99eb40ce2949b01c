//! The same point on many machines.

use crate::assert_near;
use crate::trials::{complete, failed, plan, solved, twice};
use proptest::prelude::*;
use speedup_lab::brief::Brief;
use speedup_lab::class::class_of;
use speedup_lab::plan::*;

/// A machine on which four threads take this long, and the serial program 100 ms.
fn machine(browser: &str, time: f64) -> Report {
    let mut trials = twice(|realm| solved(Mode::Serial, 1, realm, &[100.0; 3]));
    trials.extend(twice(|realm| solved(Mode::Threads, 4, realm, &[time; 3])));
    let mut report = complete(&plan(&[Mode::Threads]), &trials);
    report.environment.browser = browser.into();
    report
}

fn of(reports: &[Report]) -> Class {
    class_of(&reports.iter().map(Brief::from).collect::<Vec<_>>(), Mode::Threads, None, 4)
}

fn labels(class: &Class) -> Vec<&str> {
    class.machines.iter().map(|machine| machine.label.as_str()).collect()
}

#[test]
fn machines_stand_by_their_speedups() {
    let mut reports = [machine("Slow", 50.0), machine("Quick", 25.0), machine("Middling", 40.0)];
    reports[1].knee = Some(3);
    let class = of(&reports);
    assert_eq!(labels(&class), ["Quick, A system", "Middling, A system", "Slow, A system"]);
    let quick = &class.machines[0];
    assert_eq!((quick.report, quick.knee, quick.cores, quick.speedup.value), (1, Some(3), 4, 4.0));
    assert_eq!(class.median, Some(Estimate { value: 2.5, low: 2.0, high: 4.0 }), "of three, all lie between");
    assert_eq!(class.skipped, []);
}

#[test]
fn reports_without_the_point_are_skipped_with_a_reason() {
    let mut smaller = machine("B", 30.0);
    smaller.plan.size = 10;
    let mut other = machine("C", 30.0);
    other.plan.options.insert("merge".into(), "fold".into());
    let alone = failed(Mode::Threads, 4, 0, FailureKind::Crashed, "it panicked.");
    let alone = [&machine("D", 30.0).trials[..2], &[alone]].concat();
    let mut failure = complete(&plan(&[Mode::Threads]), &alone);
    failure.environment.system = String::new();
    let mut threadless = machine("E", 30.0);
    threadless.series.clear();
    let mut baseless = machine("F", 30.0);
    baseless.series[0].points[0].speedup = None;
    let first = machine("A", 50.0);
    let class = of(&[first.clone(), smaller, other, failure, threadless, baseless, first]);
    assert_eq!(labels(&class), ["A, A system"]);
    let skipped: Vec<_> =
        class.skipped.iter().map(|it| (it.report, it.label.as_str(), it.reason.as_str())).collect();
    let else_than = "it measured something else than the first report";
    assert_eq!(
        skipped,
        [
            (
                1,
                "B, A system",
                format!("{else_than}: mergesort of size 10, not mergesort of size 1000").as_str()
            ),
            (2, "C, A system", format!("{else_than}: other options or data").as_str()),
            (3, "A browser 1", "threads, 4 workers failed: it panicked"),
            (4, "E, A system", "it has not measured threads, 4 workers"),
            (5, "F, A system", "it has no speedup for threads, 4 workers"),
            (6, "A, A system", "it is here already"),
        ]
    );
    assert_eq!(class_of(&[], Mode::Threads, None, 4).median, None);
    assert_eq!(class_of(&[Brief::from(&machine("A", 50.0))], Mode::Threads, None, 2).machines, []);
}

/// Nine machines: one may be left out at either end, as at most one of nine lies below the median with a probability
/// of 10/512.
#[test]
fn the_interval_of_many_leaves_out_the_ends() {
    let reports: Vec<Report> =
        (1..=9).map(|number| machine(&number.to_string(), 100.0 / f64::from(number))).collect();
    let median = of(&reports).median.expect("nine machines");
    assert_near(median.value, 5.0, 1e-12);
    assert_near(median.low, 2.0, 1e-12);
    assert_near(median.high, 8.0, 1e-12);
    let six = of(&reports[..6]).median.expect("six machines");
    assert_near(six.value, 3.5, 1e-12);
    assert_near(six.low, 1.0, 1e-12);
    assert_near(six.high, 6.0, 1e-12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_order_of_reports_makes_no_difference(times in prop::collection::vec(20.0..200.0f64, 1..12)) {
        let mut reports: Vec<Report> =
            (0..).zip(&times).map(|(number, &time)| machine(&format!("{number}"), time)).collect();
        let there = of(&reports);
        reports.reverse();
        let back = of(&reports);
        prop_assert_eq!(there.median, back.median);
        let median = there.median.expect("a machine");
        prop_assert!(median.low <= median.value && median.value <= median.high);
        prop_assert!(there.machines.is_sorted_by(|left, right| left.speedup.value >= right.speedup.value));
        prop_assert_eq!(labels(&there).len(), times.len());
    }
}
