//! What is said of a prediction.

use crate::trials::{complete, phased, plan, solved, twice};
use speedup_lab::plan::*;
use speedup_lab::predict::words;

fn line(mode: Mode, times: &[(u32, f64)]) -> Vec<Trial> {
    let point = |&(workers, time): &(u32, f64)| twice(|realm| solved(mode, workers, realm, &[time; 3]));
    times.iter().flat_map(point).collect()
}

fn serial() -> Vec<Trial> {
    line(Mode::Serial, &[(1, 100.0)])
}

/// Threads that merge for longer the more there are.
fn threads() -> Report {
    let merging = [(1, 100.0, 0.0), (2, 40.0, 20.0), (4, 35.0, 40.0)].into_iter().flat_map(
        |(workers, solve, merge)| {
            let phases = Phases { solve, merge, ..Phases::default() };
            twice(|realm| phased(Mode::Threads, workers, realm, &[solve + merge; 2], |_| phases))
        },
    );
    complete(&plan(&[Mode::Threads]), &serial().into_iter().chain(merging).collect::<Vec<_>>())
}

fn expecting(points: &[(u32, f64)]) -> Vec<Expected> {
    points.iter().map(|&(workers, speedup)| Expected { workers, speedup }).collect()
}

#[track_caller]
fn assert_words(report: &Report, points: &[(u32, f64)], expected: &str) {
    assert_eq!(words(&report.into(), &expecting(points)), expected);
}

#[test]
fn the_largest_difference_is_told_with_the_lines_reason() {
    assert_words(
        &threads(),
        &[(1, 1.0), (2, 1.8), (4, 3.6)],
        "You expected 3.6 with 4 workers, and threads reached 1.3 (2 other points were right). The likely reason: that \
         is slower than with 2 workers, as merging the parts grew from 20.0 ms to 40.0 ms; Amdahl's law does not fit \
         (it is off by 16 %).",
    );
    // As a ratio, either way: 2.5 is further from 1 than 3 is from 1.3.
    assert_words(
        &threads(),
        &[(1, 2.5), (4, 3.0)],
        "You expected 2.5 with 1 worker, and threads reached 1. The likely reason: that is slower than with 2 workers, \
         as merging the parts grew from 20.0 ms to 40.0 ms; Amdahl's law does not fit (it is off by 16 %).",
    );
    assert_words(
        &threads(),
        &[(1, 0.4), (4, 1.4)],
        "You expected 0.4 with 1 worker, and threads reached 1 (1 other point was right): better than you thought, as \
         less was lost than that.",
    );
}

#[test]
fn a_prediction_within_a_tenth_or_the_interval_is_right() {
    assert_words(&threads(), &[(4, 1.4)], "Right: you expected 1.4 with 4 workers, and threads reached 1.3.");
    assert_words(
        &threads(),
        &[(2, 1.6), (4, 1.45), (64, 9.0)],
        "Right: you expected 1.4 with 4 workers, and threads reached 1.3, and no other point was further off.",
    );
    let mut wide = threads();
    let speedup = wide.series[0].points[2].speedup.as_mut().expect("a speedup");
    speedup.high = 3.0;
    assert_words(&wide, &[(4, 2.9)], "Right: you expected 2.9 with 4 workers, and threads reached 1.3.");
}

#[test]
fn workers_that_take_turns_are_the_reason_there() {
    let mut report = threads();
    report.series[0].points[2].oversubscribed = true;
    assert_words(
        &report,
        &[(4, 3.6)],
        "You expected 3.6 with 4 workers, and threads reached 1.3. So many workers take turns on the machine's cores, \
         so the last ones add nothing.",
    );
}

#[test]
fn the_line_is_the_first_that_has_speedups() {
    let trials = [serial(), line(Mode::Processes, &[(2, 80.0)]), line(Mode::Async, &[(2, 100.0)])].concat();
    let report = complete(&plan(&[Mode::Async, Mode::Threads, Mode::Processes]), &trials);
    assert_words(
        &report,
        &[(2, 1.25)],
        "Right: you expected 1.2 with 2 workers, and processes by copy reached 1.2.",
    );
    let trials = [serial(), line(Mode::Async, &[(2, 100.0)])].concat();
    let report = complete(&plan(&[Mode::Async, Mode::Threads]), &trials);
    assert_words(
        &report,
        &[(2, 2.0)],
        "You expected 2 with 2 tasks, and async reached 1. The likely reason: one thread takes turns, so computing \
         gains nothing: async helps when tasks wait, not when they compute.",
    );
}

#[test]
fn nothing_to_hold_it_against_is_said() {
    assert_words(&threads(), &[], "");
    assert_words(
        &threads(),
        &[(8, 4.0), (16, 5.0)],
        "Your prediction is for 8, 16 workers, where there is no speedup of threads: add these to the worker counts, and \
         run again.",
    );
    let none = complete(&plan(&[Mode::Threads]), &serial());
    assert_words(
        &none,
        &[(2, 1.8)],
        "There is no speedup yet to hold your prediction against: run threads, processes or async beside the serial \
         program.",
    );
}
