//! Whole reports of sweeps on a machine in virtual time ([`simulated`]), number for number as they were.
//!
//! `crate/recompute` computes the numbers of the same files anew, by other means. After a change that is meant,
//! `GOLDEN=write cargo test --test reports` writes `tests/golden/reports/` anew.

#[path = "support/simulated.rs"]
mod simulated;

use simulated::{Fault, Program};
use speedup_lab::plan::*;
use speedup_lab::query::default_plan;
use speedup_lab::registry::CATALOGUE;
use speedup_lab::{report::report, sweep};
use std::fs;

/// A program with a bit of everything that costs time.
fn program() -> Program {
    Program {
        work: 64.0,
        serial: 0.1,
        imbalance: 0.2,
        exchange: 0.5,
        copy: 0.25,
        idle: 0.125,
        start_up: 4.0,
        cold: 0.5,
        noise: 0.03,
        ..Program::default()
    }
}

/// What a cell runs on a machine of four cores: beyond them, workers take turns.
fn of_cell(program: &Program, cell: &Cell) -> Program {
    let workers = f64::from(cell.workers);
    let turns = (workers / 4.0).max(1.0);
    let ceiling = Program { noise: program.noise, work: 32.0 * workers * turns, ..Program::default() };
    match cell.role {
        Role::Compute => ceiling,
        Role::Memory => Program { work: ceiling.work * workers.sqrt(), ..ceiling },
        Role::Scaled => Program { work: program.work * workers, ..program.clone() },
        Role::Work if !matches!(cell.mode, Mode::Serial | Mode::Async) => {
            Program { work: program.work * turns, ..program.clone() }
        }
        Role::Work | Role::Graph => program.clone(),
    }
}

/// The report of a sweep. `broken` says which cells go wrong.
fn swept(plan: &Plan, reading: Reading, broken: impl Fn(&Cell) -> bool) -> Report {
    let available = [Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async];
    let program = program();
    let measure = |cell: Cell| {
        let fault = broken(&cell).then_some(Fault::Wrong(0));
        Program { fault, ..of_cell(&program, &cell) }.measure(plan, &cell).trial
    };
    let trials: Vec<Trial> = sweep::cells(plan, &available).into_iter().map(measure).collect();
    let environment = Environment {
        user_agent: "a machine in virtual time".into(),
        browser: "none".into(),
        system: "none".into(),
        power: None,
        pressure: None,
        cross_origin_isolated: true,
        hardware_concurrency: 4,
        timer_resolution_ms: program.grain,
        build: "tests".into(),
        started: "2026-01-01T00:00:00.000Z".into(),
    };
    report(plan, environment, &trials, None, Ended::Complete, reading)
}

fn plan(modes: &[Mode], transports: &[Transport], workers: &[u32]) -> Plan {
    let default = default_plan(CATALOGUE[0], 4);
    let (modes, transports, workers) = (modes.to_vec(), transports.to_vec(), workers.to_vec());
    Plan { modes, transports, workers, samples: 3, realms: 2, ..default }
}

/// Compares with the golden file, number for number.
fn as_before(name: &str, report: &Report) {
    let told = serde_json::to_string(report).expect("a report is JSON") + "\n";
    let path = format!("{}/../tests/golden/reports/{name}.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var("GOLDEN").is_ok_and(|what| what == "write") {
        fs::write(&path, &told).expect("tests/golden can be written");
    }
    let golden = fs::read_to_string(&path).expect("the golden file");
    let at = told.bytes().zip(golden.bytes()).take_while(|(told, golden)| told == golden).count();
    let near = |text: &str| text[at.saturating_sub(60)..(at + 60).min(text.len())].to_owned();
    assert!(told == golden, "{path} differs: it has\n  {}\nand the report\n  {}", near(&golden), near(&told));
}

#[test]
fn a_sweep_with_everything() {
    let both = [Transport::Copy, Transport::Transfer];
    let modes = [Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async];
    let plan = Plan { scaled: true, ..plan(&modes, &both, &[1, 2, 3, 4, 8]) };
    as_before("everything", &swept(&plan, Reading::default(), |_| false));
}

#[test]
fn a_sweep_read_against_one_worker_with_start_up_and_failures() {
    let plan = plan(&[Mode::Threads, Mode::Processes], &[Transport::Transfer], &[1, 2, 3, 4, 8]);
    let reading = Reading { baseline: Baseline::One, counting: Counting::All };
    let broken = |cell: &Cell| cell.workers == 2 && cell.mode == Mode::Processes || cell.id == 5;
    as_before("counted", &swept(&plan, reading, broken));
}

#[test]
fn the_least_sweep() {
    let plan = Plan { samples: 1, realms: 1, ..plan(&[Mode::Processes], &[Transport::Copy], &[2, 4]) };
    let reading = Reading { baseline: Baseline::Serial, counting: Counting::Compute };
    as_before("least", &swept(&plan, reading, |_| false));
}
