//! Every warning: when it comes, when it doesn't, and what it says.

use crate::trials::{complete, failed, machine, plan, solved, twice};
use speedup_lab::plan::*;
use speedup_lab::report::report;

fn serial(realm: u32, totals: &[f64]) -> Trial {
    solved(Mode::Serial, 1, realm, totals)
}

/// The warnings of these trials, by kind.
fn warnings(trials: &[Trial]) -> Vec<(WarningKind, String)> {
    let report = complete(&plan(&[Mode::Threads]), trials);
    report.warnings.into_iter().map(|it| (it.kind, it.message)).collect()
}

#[test]
fn a_quiet_sweep_has_none() {
    assert_eq!(warnings(&twice(|realm| serial(realm, &[10.0, 10.1, 10.2]))), []);
}

#[test]
fn drift_is_between_the_first_serial_realm_and_the_last() {
    let trials = [serial(2, &[12.0, 12.1, 12.2]), serial(0, &[10.0, 10.1, 10.2]), serial(1, &[50.0, 50.0])];
    let [(WarningKind::Drift, message)] = &warnings(&trials)[..] else { panic!("one warning") };
    assert_eq!(
        message,
        "The machine changed while it was measured: the best serial program took 10.1 ms at first and 12.1 ms at \
         last, 20 % slower. Close what else is running, let the machine settle, and run again."
    );
    let quicker = [serial(0, &[10.0, 10.0]), serial(1, &[9.0, 9.0]), serial(2, &[8.0, 8.0])];
    assert!(warnings(&quicker)[0].1.contains("20 % quicker"));
}

/// Realms between the first and the last show how far luck alone reaches.
#[test]
fn a_difference_that_other_realms_have_too_is_luck() {
    let realms = |middle: [f64; 2]| {
        let medians = [10.0, middle[0], middle[1], 11.0];
        (0..).zip(medians).map(|(realm, time)| serial(realm, &[time, time])).collect::<Vec<_>>()
    };
    assert_eq!(warnings(&realms([9.8, 11.2])), [], "they are 1.4 apart, the ends 1");
    assert!(warnings(&realms([10.3, 10.7]))[0].1.contains("10 % slower"), "they are 0.4 apart");
}

#[test]
fn two_realms_do_not_tell_the_machine_from_luck() {
    let trials = [serial(0, &[10.0, 10.0]), serial(1, &[8.0, 8.0])];
    let [(WarningKind::Drift, message)] = &warnings(&trials)[..] else { panic!("one warning") };
    assert_eq!(
        message,
        "The two baselines differ by 20 %, which may be the machine or the realm: the best serial program took \
         10.0 ms at first and 8.00 ms at last. Run again with more realms to tell."
    );
}

#[test]
fn a_small_unsure_or_unjudged_difference_is_no_drift() {
    assert_eq!(warnings(&[serial(0, &[10.0, 10.0]), serial(1, &[10.4, 10.4])]), [], "4 %");
    assert_eq!(warnings(&[serial(0, &[8.0, 10.0, 14.0]), serial(1, &[9.0, 12.0, 13.0])]), [], "it overlaps");
    assert_eq!(warnings(&[serial(0, &[10.0]), serial(1, &[20.0])]), [], "no spread to judge by");
    assert_eq!(warnings(&[serial(0, &[10.0, 20.0])]), [], "one realm");
}

#[test]
fn workers_beyond_the_cores_are_named() {
    let mut trials = twice(|realm| serial(realm, &[10.0, 10.0]));
    trials.push(solved(Mode::Async, 16, 0, &[10.0]));
    assert_eq!(warnings(&trials), [], "tasks on one thread need no cores");
    trials.push(solved(Mode::Threads, 8, 0, &[10.0]));
    let [(WarningKind::Oversubscribed, message)] = &warnings(&trials)[..] else { panic!("one warning") };
    assert_eq!(
        message,
        "This browser claims 4 cores, and 8 workers take turns on them: no more speedup is expected there. Laws \
         are fitted only to counts up to 4, where there are two of these."
    );
    trials.push(solved(Mode::Processes, 6, 0, &[10.0]));
    assert!(warnings(&trials)[0].1.contains("6 to 8 workers take turns"));
    let single =
        report(&plan(&[Mode::Threads]), machine(1), &trials, None, Ended::Complete, Reading::default());
    assert_eq!(
        single.warnings[0].message,
        "This browser claims 1 core, and 6 to 8 workers take turns on it: no more speedup is expected there. No law \
         is fitted to such counts."
    );
    let silent =
        report(&plan(&[Mode::Threads]), machine(0), &trials, None, Ended::Complete, Reading::default());
    assert_eq!(silent.warnings, [], "the browser doesn't say how many cores it has");
}

#[test]
fn samples_must_be_a_thousand_steps_of_the_clock() {
    let with = |totals: &[f64], batch: u32| {
        let mut trials = twice(|realm| serial(realm, totals));
        for trial in &mut trials {
            let Outcome::Done { samples, .. } = &mut trial.outcome else { unreachable!() };
            samples.iter_mut().for_each(|sample| sample.batch = batch);
        }
        let slow = Environment { timer_resolution_ms: 0.1, ..machine(4) };
        report(&plan(&[Mode::Threads]), slow, &trials, None, Ended::Complete, Reading::default()).warnings
    };
    assert_eq!(with(&[100.0; 3], 1), []);
    assert_eq!(with(&[0.1; 3], 1000), [], "a batch makes up for a short sample");
    assert_eq!(with(&[95.0; 3], 1), [], "a batch may come out a little shorter than planned");
    assert_eq!(with(&[20.0, 100.0, 100.0], 1), [], "the median rests on the others");
    let [Warning { kind: WarningKind::CoarseClock, message }] = &with(&[20.0; 3], 2)[..] else {
        panic!("one warning")
    };
    assert_eq!(
        message,
        "Samples are short for this clock, which steps by 0.100 ms: with the serial program, 40.0 ms at a time were \
         timed. Differences of less than 1 % mean nothing there; choose a larger size, or open the page with \
         cross-origin isolation, where clocks are finer."
    );
    assert_eq!(with(&[0.0; 3], 1)[0].kind, WarningKind::CoarseClock);
}

#[test]
fn a_missing_baseline_is_a_warning_once_it_is_missing() {
    let threads = [solved(Mode::Threads, 1, 0, &[10.0])];
    let at = |trials: &[Trial], ended| {
        let report = report(&plan(&[Mode::Threads]), machine(4), trials, None, ended, Reading::default());
        report.warnings.into_iter().map(|it| it.kind).collect::<Vec<_>>()
    };
    assert_eq!(at(&threads, Ended::Running), []);
    assert_eq!(at(&threads, Ended::Cancelled), [WarningKind::NoBaseline]);
    let mut trials = vec![failed(Mode::Serial, 1, 0, FailureKind::OutOfMemory, "no more memory")];
    assert_eq!(at(&trials, Ended::Running), [WarningKind::NoBaseline, WarningKind::Failures]);
    trials.push(serial(1, &[10.0]));
    assert_eq!(at(&trials, Ended::Complete), [WarningKind::Failures], "one realm is enough");
}

#[test]
fn failures_are_counted_and_the_first_is_told() {
    let trials = [
        serial(0, &[10.0]),
        failed(Mode::Threads, 2, 0, FailureKind::OutOfMemory, "this needs 800 MB"),
        failed(Mode::Threads, 4, 0, FailureKind::Crashed, "it panicked"),
    ];
    let [(WarningKind::Failures, message)] = &warnings(&trials)[..] else { panic!("one warning") };
    assert_eq!(
        message,
        "2 cells of 3 failed and count for nothing. The first, threads, 2 workers: this needs 800 MB. Try a smaller \
         size or fewer workers."
    );
    assert!(warnings(&trials[..2])[0].1.starts_with("1 cell of 2 failed and counts for nothing."));
}
