//! The runner, the instrument's heart, on a machine in virtual time ([`simulated`]): what is programmed is what it must
//! measure, to the last digit. Then its traces of every real workload, on real threads.
//!
//! After a change that is meant, `GOLDEN=write cargo test --test runner` writes `tests/golden/` anew.

#[path = "runner/reports.rs"]
mod reports;
#[path = "support/simulated.rs"]
mod simulated;
mod support;
#[path = "runner/traces.rs"]
mod traces;

use serde::Serialize;
use simulated::{Fault, Measured, Program, cell};
use speedup_lab::plan::{Cell, Disturbance, FailureKind, Mode, Outcome, Plan, Role, Sample, Trial};
use speedup_lab::query::default_plan;
use speedup_lab::registry::CATALOGUE;
use std::{collections::BTreeMap, fs};

/// Two samples a cell.
fn plan() -> Plan {
    Plan { samples: 2, ..default_plan(CATALOGUE[0], 2) }
}

/// Times are powers of two, so that sums are exact.
fn machine() -> Program {
    Program {
        work: 64.0,
        serial: 0.25,
        imbalance: 0.5,
        copy: 0.125,
        idle: 0.25,
        start_up: 8.0,
        cold: 0.5,
        ..Program::default()
    }
}

fn samples(trial: &Trial) -> &[Sample] {
    match &trial.outcome {
        Outcome::Done { samples, .. } => samples,
        Outcome::Failed { failure } => panic!("{:?}: {}", trial.cell, failure.message),
    }
}

#[test]
fn trials_are_what_was_programmed_to_the_last_digit() {
    let cells = [
        cell(Mode::Serial, 1, Role::Work),
        cell(Mode::Threads, 2, Role::Work),
        cell(Mode::Processes, 2, Role::Work),
        cell(Mode::Async, 2, Role::Work),
        cell(Mode::Threads, 1, Role::Graph),
        cell(Mode::Processes, 1, Role::Graph),
    ];
    let trials: Vec<Trial> = cells.iter().map(|cell| machine().measure(&plan(), cell).trial).collect();
    golden("trials.json", &trials);
}

/// Compares with a file of `tests/golden/`, or writes it.
#[track_caller]
fn golden(name: &str, value: &impl Serialize) {
    let path = format!("{}/../tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    let told = serde_json::to_string_pretty(value).expect("it is JSON") + "\n";
    if std::env::var("GOLDEN").is_ok_and(|what| what == "write") {
        fs::write(&path, &told).expect("tests/golden can be written");
    }
    let kept = fs::read_to_string(&path).expect("the golden file");
    let differs = told.lines().zip(kept.lines()).find(|(told, kept)| told != kept);
    assert!(told == kept, "{name} differs, first in (now, then): {differs:?}");
}

#[test]
fn phases_of_a_sample_are_what_was_programmed() {
    let trial = machine().measure(&plan(), &cell(Mode::Processes, 2, Role::Work)).trial;
    // The first of two jobs is 36 ms. It is written and read on both sides, and under way twice.
    let solve = 36.0 + 2.0 * 0.125 + 2.0 * 0.25;
    for sample in samples(&trial) {
        assert_eq!(sample.phases.split, 8.0);
        assert_eq!(sample.phases.merge, 8.0);
        assert_eq!((sample.phases.send, sample.phases.receive), (0.25, 0.25));
        assert_eq!(sample.total, 16.0 + 0.125 + solve + 0.125);
    }
}

#[test]
fn a_planted_fault_is_a_failed_trial_with_its_reason_and_the_next_cell_goes_on() {
    let faults = [
        (Fault::Wrong(0), FailureKind::WrongAnswer, "0 ms were worked, not 48"),
        // Much later: in the middle of a sample, and of a traced run.
        (Fault::Wrong(6), FailureKind::WrongAnswer, "0 ms were worked, not 48"),
        (Fault::Wrong(9), FailureKind::WrongAnswer, "0 ms were worked, not 48"),
        (Fault::Crash(0), FailureKind::Crashed, "job 0 was too much"),
        (Fault::Crash(13), FailureKind::Crashed, "job 13 was too much"),
        (Fault::NotStarted, FailureKind::NotStarted, "no workers today"),
    ];
    let cell = cell(Mode::Processes, 2, Role::Work);
    for (fault, kind, message) in faults {
        let broken = Program { fault: Some(fault), ..machine() };
        let Outcome::Failed { failure } = broken.measure(&plan(), &cell).trial.outcome else {
            panic!("{fault:?} went unnoticed");
        };
        assert_eq!((failure.kind, failure.message.as_str()), (kind, message));
        let next = machine().measure(&plan(), &Cell { id: 1, ..cell.clone() });
        assert_eq!(samples(&next.trial).len(), 2);
    }
}

#[test]
fn a_disturbed_sample_is_taken_again_and_counted() {
    let cell = cell(Mode::Threads, 2, Role::Work);
    let calm = machine().measure(&plan(), &cell);
    let first = first_sample(&machine(), &cell);
    let hidden = [
        (first - 1, Disturbance::Hidden), // late in the warm-up: nobody minds
        (first + 1, Disturbance::Hidden), // during the first sample
        (first + 2, Disturbance::Suspended),
        (first + 4, Disturbance::Pressure), // during the second
        (first + 6, Disturbance::Hidden),   // during the first traced run, which is no sample
    ];
    let disturbed = Program { disturbed: hidden.into(), ..machine() }.measure(&plan(), &cell);
    let Outcome::Done { samples: taken, invalidated, trace, .. } = &disturbed.trial.outcome else {
        panic!("it goes on");
    };
    assert_eq!(taken, samples(&calm.trial));
    assert_eq!(*invalidated, [Disturbance::Hidden, Disturbance::Suspended, Disturbance::Pressure]);
    assert_eq!(trace.as_ref().map(|trace| trace.totals.len()), Some(3));
    assert_eq!(disturbed.repetitions.len(), calm.repetitions.len() + 4);
}

#[test]
fn pressure_that_does_not_end_is_how_the_machine_is() {
    let always = (0..1000).map(|question| (question, Disturbance::Pressure)).collect();
    let pressed = Program { disturbed: always, ..machine() };
    let trial = pressed.measure(&plan(), &cell(Mode::Serial, 1, Role::Work)).trial;
    let Outcome::Done { samples, invalidated, disturbed, .. } = trial.outcome else { panic!("it goes on") };
    assert_eq!(samples.len(), 2);
    assert_eq!((invalidated, disturbed), (vec![Disturbance::Pressure; 6], 2));
    // Long samples would take too long to take again: here two seconds are over after four.
    let long = Program { work: 512.0, ..pressed };
    let trial = long.measure(&plan(), &cell(Mode::Serial, 1, Role::Work)).trial;
    let Outcome::Done { invalidated, disturbed, .. } = trial.outcome else { panic!("it goes on") };
    assert_eq!((invalidated, disturbed), (vec![Disturbance::Pressure; 4], 2));
}

#[test]
fn a_page_held_up_uses_up_no_patience_with_pressure() {
    let cell = cell(Mode::Serial, 1, Role::Compute);
    let long = Program { work: 512.0, ..machine() };
    let first = first_sample(&long, &cell);
    let mut disturbed: BTreeMap<_, _> = (1..=16).map(|at| (first + at, Disturbance::Suspended)).collect();
    disturbed.insert(first + 17, Disturbance::Pressure);
    let trial = Program { disturbed, ..long }.measure(&plan(), &cell).trial;
    let Outcome::Done { invalidated, disturbed, .. } = trial.outcome else { panic!("it goes on") };
    assert_eq!((invalidated.len(), invalidated.last()), (17, Some(&Disturbance::Pressure)));
    assert_eq!(disturbed, 0);
}

#[test]
fn a_page_suspended_without_end_fails_the_cell_and_a_hidden_one_is_waited_for() {
    let cell = cell(Mode::Serial, 1, Role::Work);
    let first = first_sample(&machine(), &cell);
    let held_up = |from: usize, times: usize, what| {
        let disturbed = (from..from + times).map(|at| (at, what)).collect();
        Program { disturbed, ..machine() }.measure(&plan(), &cell).trial.outcome
    };
    for from in [first + 1, first + 3] {
        // From the first sample on, and from the first traced run on: 3 for each of two samples, and 10 more.
        assert!(matches!(held_up(from, 16, Disturbance::Suspended), Outcome::Done { .. }));
        let Outcome::Failed { failure } = held_up(from, 17, Disturbance::Suspended) else {
            panic!("it has no end")
        };
        assert_eq!(failure.kind, FailureKind::TimedOut);
        assert_eq!(failure.message, "the page was held up again and again");
        assert!(matches!(held_up(from, 100, Disturbance::Hidden), Outcome::Done { .. }));
    }
}

#[test]
fn a_start_up_that_was_held_up_is_no_start_up() {
    let cell = cell(Mode::Threads, 2, Role::Work);
    // The runner asks before the start, after it, and after the first run.
    for (question, what, fails) in [
        (0, Disturbance::Hidden, false),
        (1, Disturbance::Hidden, true),
        (1, Disturbance::Pressure, false),
        (2, Disturbance::Suspended, true),
        (3, Disturbance::Suspended, false),
    ] {
        let disturbed = [(question, what)].into();
        match (Program { disturbed, ..machine() }.measure(&plan(), &cell).trial.outcome, fails) {
            (Outcome::Failed { failure }, true) => {
                assert_eq!(failure.kind, FailureKind::NotStarted);
                assert_eq!(failure.message, "the page was hidden or suspended while its workers started");
            }
            (Outcome::Done { start_up, .. }, false) => assert_eq!(start_up, 16.0),
            (outcome, _) => panic!("{what:?} at question {question}: {outcome:?}"),
        }
    }
}

/// When the runner asks for the first sample: as which question.
fn first_sample(machine: &Program, cell: &Cell) -> usize {
    let calm = machine.measure(&plan(), cell);
    calm.repetitions.iter().position(|&number| number == 1).expect("a first sample")
}

#[test]
fn short_runs_are_timed_in_batches_of_a_thousand_grains() {
    let short = Program { work: 0.25, grain: 1.0 / 64.0, ..Program::default() };
    let trial = short.measure(&plan(), &cell(Mode::Serial, 1, Role::Work)).trial;
    for sample in samples(&trial) {
        assert_eq!((sample.batch, sample.total), (63, 0.25)); // 1000/64 ms are 62.5 runs
    }
    let long = Program { work: 16.0, ..short };
    let trial = long.measure(&plan(), &cell(Mode::Serial, 1, Role::Work)).trial;
    assert!(samples(&trial).iter().all(|sample| sample.batch == 1));
}

#[test]
fn the_first_run_is_kept_apart_and_warm_up_goes_on_until_times_are_steady() {
    let cell = cell(Mode::Serial, 1, Role::Work);
    let Measured { trial, repetitions } = machine().measure(&plan(), &cell);
    let Outcome::Done { warm_up, samples, start_up, steady, .. } = trial.outcome else {
        panic!("it is done")
    };
    assert_eq!((warm_up.total, start_up, steady), (96.0, 0.0, true));
    assert!(samples.iter().all(|sample| sample.total == 64.0));
    // Asked before the start and before the first run; then one run unlike the first, and three alike. After that two
    // samples and three traced runs, and the page is asked after each.
    assert_eq!(repetitions, [0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2]);
    // Steady at once, but the optimised code has a tenth of a second to come.
    let quick = Program { work: 8.0, ..Program::default() }.measure(&plan(), &cell);
    assert_eq!(quick.repetitions.iter().filter(|&&number| number == 0).count(), 2 + 13);
    // Never steady: it ends all the same.
    let restless = Program { noise: 0.5, ..machine() }.measure(&plan(), &cell);
    let rounds = restless.repetitions.iter().filter(|&&number| number == 0).count();
    assert!((5..30).contains(&rounds), "{rounds} rounds");
    assert!(matches!(restless.trial.outcome, Outcome::Done { steady: false, .. }));
}

#[test]
fn a_long_program_warms_up_for_two_rounds_and_is_steady_if_these_are_alike() {
    let cell = cell(Mode::Serial, 1, Role::Work);
    let long = Program { work: 2048.0, cold: 0.5, ..Program::default() };
    for (noise, is_steady) in [(0.0, true), (0.5, false)] {
        let Measured { trial, repetitions } = Program { noise, ..long.clone() }.measure(&plan(), &cell);
        assert_eq!(repetitions.iter().filter(|&&number| number == 0).count(), 2 + 2);
        let Outcome::Done { steady, .. } = trial.outcome else { panic!("it is done") };
        assert_eq!(steady, is_steady);
    }
}

#[test]
fn only_the_first_realm_of_a_point_is_traced() {
    let of = |role, realm| {
        let cell = Cell { realm, ..cell(Mode::Threads, 2, role) };
        match machine().measure(&plan(), &cell).trial.outcome {
            Outcome::Done { trace, samples, .. } => (trace.is_some(), samples.len()),
            Outcome::Failed { failure } => panic!("{}", failure.message),
        }
    };
    assert_eq!(of(Role::Work, 0), (true, 2));
    assert_eq!(of(Role::Work, 1), (false, 2));
    for role in [Role::Compute, Role::Memory, Role::Scaled] {
        assert_eq!(of(role, 0), (false, 2));
    }
    assert_eq!(of(Role::Graph, 0), (true, 2));
}
