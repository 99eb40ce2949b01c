//! Trials made by hand, in place of a machine.

use crate::noise::Noise;
use speedup_lab::plan::*;
use speedup_lab::random::Random;

/// A time with noise as machines have it: 3 % in every repetition and 1 % in a realm's own luck.
pub fn noisy(time: f64, realms: usize, repetitions: usize, random: &mut Random) -> Vec<Vec<f64>> {
    Noise { luck: 0.01, repetition: 0.03 }.samples(time, realms, repetitions, random)
}

/// A plan with these modes, on 1, 2 and 4 workers.
pub fn plan(modes: &[Mode]) -> Plan {
    Plan {
        version: VERSION,
        workload: "mergesort".into(),
        size: 1000,
        options: Default::default(),
        modes: modes.to_vec(),
        transports: vec![Transport::Copy, Transport::Transfer],
        workers: vec![1, 2, 4],
        samples: 3,
        realms: 2,
        seed: 42,
        precision: None,
        budget: 60,
        scaled: false,
        input: None,
    }
}

/// A machine of this many cores, whose clock steps by a microsecond.
pub fn machine(cores: u32) -> Environment {
    Environment {
        user_agent: "a browser".into(),
        browser: "A browser 1".into(),
        system: "A system".into(),
        power: None,
        pressure: None,
        cross_origin_isolated: true,
        hardware_concurrency: cores,
        timer_resolution_ms: 0.001,
        build: "test".into(),
        started: "2026-01-01T00:00:00Z".into(),
    }
}

pub fn cell(mode: Mode, workers: u32, realm: u32) -> Cell {
    let transport = (mode == Mode::Processes).then_some(Transport::Copy);
    Cell { id: 0, mode, transport, workers, realm, role: Role::Work }
}

/// A trial whose samples took these times, all of it solving.
pub fn solved(mode: Mode, workers: u32, realm: u32, totals: &[f64]) -> Trial {
    phased(mode, workers, realm, totals, |total| Phases { solve: total, ..Phases::default() })
}

/// A trial whose samples took these times, spent in these phases.
pub fn phased(mode: Mode, workers: u32, realm: u32, totals: &[f64], phases: impl Fn(f64) -> Phases) -> Trial {
    let sample = |&total: &f64| Sample { total, phases: phases(total), batch: 1 };
    let samples: Vec<Sample> = totals.iter().map(sample).collect();
    let warm_up = Sample { total: 1000.0, phases: Phases::default(), batch: 1 };
    let start_up = 10.0 * f64::from(workers) + f64::from(realm);
    Trial { cell: cell(mode, workers, realm), outcome: done(start_up, warm_up, samples) }
}

fn done(start_up: f64, warm_up: Sample, samples: Vec<Sample>) -> Outcome {
    Outcome::Done {
        start_up,
        warm_up,
        samples,
        invalidated: Vec::new(),
        disturbed: 0,
        steady: true,
        trace: None,
    }
}

pub fn failed(mode: Mode, workers: u32, realm: u32, kind: FailureKind, message: &str) -> Trial {
    let failure = Failure { kind, message: message.into() };
    Trial { cell: cell(mode, workers, realm), outcome: Outcome::Failed { failure } }
}

/// The same times in two realms.
pub fn twice(trial: impl Fn(u32) -> Trial) -> Vec<Trial> {
    vec![trial(0), trial(1)]
}

/// The report of these trials on a machine of four cores, when every cell was run.
pub fn complete(plan: &Plan, trials: &[Trial]) -> Report {
    speedup_lab::report::report(plan, machine(4), trials, None, Ended::Complete, Reading::default())
}
