//! Whole sweeps on the machine in virtual time: from a program's parameters to the report that must find them.

use super::golden;
use super::simulated::Program;
use speedup_lab::plan::{
    Cell, Ended, Environment, LostTime, Mode, Plan, Reading, Report, Role, Series, Transport,
};
use speedup_lab::query::default_plan;
use speedup_lab::registry::CATALOGUE;
use speedup_lab::{report, sweep};

fn plan(workers: &[u32]) -> Plan {
    Plan {
        modes: vec![Mode::Threads, Mode::Processes],
        transports: vec![Transport::Transfer],
        workers: workers.to_vec(),
        samples: 3,
        realms: 2,
        seed: 7,
        ..default_plan(CATALOGUE[0], 64)
    }
}

/// Every cell of the plan, each on a machine of its own; there is a core for everybody.
fn run(program: &Program, plan: &Plan) -> Report {
    let cells = sweep::cells(plan, &[Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async]);
    let trial = |cell: Cell| {
        let program = match cell.role {
            Role::Compute | Role::Memory => {
                Program { work: 64.0 * f64::from(cell.workers), noise: program.noise, ..Program::default() }
            }
            Role::Scaled => Program { work: program.work * f64::from(cell.workers), ..program.clone() },
            Role::Work | Role::Graph => program.clone(),
        };
        program.measure(&sweep::plan_of(plan, &cell), &cell).trial
    };
    let trials: Vec<_> = cells.into_iter().map(trial).collect();
    let environment = Environment {
        user_agent: "a machine in virtual time".into(),
        browser: String::new(),
        system: String::new(),
        power: None,
        pressure: None,
        cross_origin_isolated: true,
        hardware_concurrency: 64,
        timer_resolution_ms: program.grain,
        build: "test".into(),
        started: "2026-01-01T00:00:00Z".into(),
    };
    report::report(plan, environment, &trials, None, Ended::Complete, Reading::default())
}

fn line(report: &Report, mode: Mode) -> &Series {
    report.series.iter().find(|series| series.mode == mode).expect("the mode was measured")
}

/// The account of a line's time with this many workers.
fn lost(report: &Report, mode: Mode, workers: u32) -> LostTime {
    let points = &line(report, mode).points;
    let point = points.iter().find(|point| point.workers == workers).expect("the count was measured");
    point.lost.expect("a trace")
}

#[track_caller]
fn assert_row(row: f64, programmed: f64) {
    assert!((row - programmed).abs() <= 0.05 * programmed, "{row} is not {programmed}, to 5 %");
}

#[test]
fn a_report_is_the_same_to_the_last_digit() {
    let program = Program { noise: 0.01, ..super::machine() };
    let report = run(&program, &Plan { scaled: true, ..plan(&[1, 2, 4]) });
    // Trials have a file of their own, and curves only repeat what the parameters say.
    let mut series = report.series.clone();
    for line in &mut series {
        line.amdahl.iter_mut().for_each(|law| law.curve.clear());
        line.gustafson.iter_mut().for_each(|law| law.curve.clear());
        line.work_span.iter_mut().for_each(|graph| graph.simulated.truncate(4));
    }
    golden("report.json", &Report { trials: Vec::new(), series, ..report });
}

#[test]
fn programmed_serial_fractions_are_recovered_on_up_to_64_workers() {
    for serial in [0.0, 0.05, 0.1, 0.25, 0.5, 1.0] {
        let program = Program { serial, noise: 0.002, ..Program::default() };
        let report = run(&program, &plan(&[1, 2, 4, 8, 16, 32, 64]));
        assert_eq!(report.knee, Some(64));
        for mode in [Mode::Threads, Mode::Processes] {
            let law = line(&report, mode).amdahl.as_ref().expect("seven counts are enough");
            let found = law.serial_fraction;
            assert!((found.value - serial).abs() < 0.005, "{mode:?}: {serial} came out as {found:?}");
        }
    }
}

#[test]
fn a_programmed_imbalance_is_found_in_its_row() {
    let report = run(&Program { imbalance: 0.5, ..Program::default() }, &plan(&[1, 4]));
    for mode in [Mode::Threads, Mode::Processes] {
        // 24 ms for the first worker; each of the three others waits for it after a third of the other 40.
        assert_row(lost(&report, mode, 4).imbalance, 3.0 * (24.0 - 40.0 / 3.0));
        assert_row(lost(&report, mode, 4).useful, 64.0);
    }
}

#[test]
fn a_programmed_copy_cost_is_found_in_its_row() {
    let report = run(&Program { copy: 1.0, ..Program::default() }, &plan(&[1, 4]));
    // Both sides write and read: with one worker that is all.
    assert_row(lost(&report, Mode::Processes, 1).copying, 4.0);
    // With four, each waits for the caller as well: 1 + 2 + 3 + 4 ms until its job is written, as much for the replies.
    assert_row(lost(&report, Mode::Processes, 4).copying, 4.0 * 2.0 + 10.0 + 10.0);
    assert_eq!(lost(&report, Mode::Threads, 4).copying, 0.0);
}

#[test]
fn a_programmed_idle_time_is_found_in_its_row() {
    let report = run(&Program { idle: 2.0, ..Program::default() }, &plan(&[1, 4]));
    // A thread sleeps before its task; a message is under way before and after.
    assert_row(lost(&report, Mode::Threads, 4).idle, 4.0 * 2.0);
    assert_row(lost(&report, Mode::Processes, 4).idle, 4.0 * 4.0);
}

#[test]
fn a_simulated_schedule_agrees_with_what_is_measured() {
    let program = Program { serial: 0.25, copy: 0.125, ..Program::default() };
    let report = run(&program, &plan(&[1, 2, 4, 8]));
    for mode in [Mode::Threads, Mode::Processes] {
        let graph = line(&report, mode).work_span.as_ref().expect("a graph");
        assert_eq!(graph.checks.len(), 4, "{mode:?}");
        // A program cut for 64 sends more messages than one cut for its workers: 4 x 64 of them, all told.
        let copies = if mode == Mode::Processes { 4.0 * 64.0 * 0.125 } else { 0.0 };
        assert!((graph.work - (64.0 + copies)).abs() < 1e-6, "{mode:?}: {}", graph.work);
        for check in graph.checks.iter().filter(|_| mode == Mode::Threads) {
            assert!((check.simulated - check.measured.value).abs() < 1e-6, "{check:?}");
        }
    }
}
