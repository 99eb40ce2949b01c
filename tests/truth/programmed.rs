//! Sweeps whose answer is known: their times obey a law with programmed parameters, and stray by seeded noise.

use crate::noise::Noise;
use speedup_lab::laws::{amdahl, gustafson, usl};
use speedup_lab::plan::*;
use speedup_lab::random::Random;
use speedup_lab::report::report;

/// Serial fractions that are programmed.
pub const FRACTIONS: [f64; 6] = [0.0, 0.05, 0.1, 0.25, 0.5, 1.0];
/// Contention and coherency that are programmed; peaks at 31, 31, 10 and 7 workers, or none.
pub const SCALABILITIES: [(f64, f64); 6] =
    [(0.0, 0.0), (0.05, 0.0), (0.0, 0.001), (0.05, 0.001), (0.02, 0.01), (0.25, 0.015)];
/// Noise as a quiet machine has it.
pub const USUAL: Noise = Noise { luck: 0.01, repetition: 0.03 };
/// Realms that differ as much as their repetitions do.
pub const UNLUCKY: Noise = Noise { luck: 0.03, repetition: 0.03 };

/// Worker counts that are measured.
const COUNTS: [u32; 7] = [1, 2, 4, 8, 16, 32, 64];
/// The best serial program's time, milliseconds, and that of the parallel one at one worker.
const TIMES: (f64, f64) = (90.0, 100.0);

/// What the times obey.
#[derive(Clone, Copy)]
pub enum Law {
    Amdahl { serial: f64 },
    Usl { contention: f64, coherency: f64 },
    Gustafson { serial: f64 },
}

/// A parameter of a law: what was programmed, and what was recovered.
pub struct Recovered {
    pub parameter: &'static str,
    pub programmed: f64,
    pub found: Estimate,
}

impl Recovered {
    /// Whether the interval holds what was programmed. Times are doubles, so neither end is sharper than that.
    pub fn covers(&self) -> bool {
        let Estimate { low, high, .. } = self.found;
        low - 1e-12 <= self.programmed && self.programmed <= high + 1e-12
    }
}

/// A sweep to make.
#[derive(Clone, Copy)]
pub struct Sweep {
    pub law: Law,
    pub noise: Noise,
    pub realms: usize,
    pub samples: usize,
}

impl Sweep {
    /// What the report of this sweep recovers, by another noise for each seed.
    pub fn recover(&self, seed: u32) -> Vec<Recovered> {
        let trials = self.trials(&mut Random::new(seed.wrapping_mul(0x9E37_79B9)));
        let report = report(&plan(seed), machine(), &trials, None, Ended::Complete, Reading::default());
        let line = &report.series[0];
        let parameter = |parameter, programmed, found| Recovered { parameter, programmed, found };
        match self.law {
            Law::Amdahl { serial } => {
                let found = line.amdahl.as_ref().expect("seven counts").serial_fraction;
                vec![parameter("serial fraction", serial, found)]
            }
            Law::Usl { contention, coherency } => {
                let found = line.usl.as_ref().expect("seven counts");
                vec![
                    parameter("contention", contention, found.contention),
                    parameter("coherency", coherency, found.coherency),
                ]
            }
            Law::Gustafson { serial } => {
                let found = line.gustafson.as_ref().expect("seven counts").serial_fraction;
                vec![parameter("serial fraction", serial, found)]
            }
        }
    }

    fn trials(&self, random: &mut Random) -> Vec<Trial> {
        let (serial, one) = TIMES;
        let mut trials = self.point(Role::Work, Mode::Serial, 1, serial, random);
        for workers in COUNTS {
            let mut point = |role, mode, time| trials.extend(self.point(role, mode, workers, time, random));
            match self.law {
                Law::Amdahl { serial } => point(Role::Work, Mode::Threads, one / amdahl(workers, serial)),
                Law::Usl { contention, coherency } => {
                    point(Role::Work, Mode::Threads, one / usl(workers, contention, coherency));
                }
                Law::Gustafson { serial: fraction } => {
                    let more = f64::from(workers);
                    point(Role::Scaled, Mode::Serial, more * serial);
                    point(Role::Scaled, Mode::Threads, more * one / gustafson(workers, fraction));
                }
            }
        }
        trials
    }

    /// The trials of one point.
    fn point(&self, role: Role, mode: Mode, workers: u32, time: f64, random: &mut Random) -> Vec<Trial> {
        let sample = |total| Sample { total, phases: Phases { solve: total, ..Phases::default() }, batch: 1 };
        let trial = |(realm, times): (u32, Vec<f64>)| Trial {
            cell: Cell { id: 0, mode, transport: None, workers, realm, role },
            outcome: Outcome::Done {
                start_up: 1.0,
                warm_up: sample(2.0 * time),
                samples: times.into_iter().map(sample).collect(),
                invalidated: Vec::new(),
                disturbed: 0,
                steady: true,
                trace: None,
            },
        };
        (0..).zip(self.noise.samples(time, self.realms, self.samples, random)).map(trial).collect()
    }
}

fn plan(seed: u32) -> Plan {
    Plan {
        version: VERSION,
        workload: "mergesort".into(),
        size: 1000,
        options: Default::default(),
        modes: vec![Mode::Threads],
        transports: vec![Transport::Copy],
        workers: COUNTS.to_vec(),
        samples: 5,
        realms: 4,
        seed,
        precision: None,
        budget: 60,
        scaled: true,
        input: None,
    }
}

/// A machine with a core for everyone.
fn machine() -> Environment {
    Environment {
        user_agent: "a browser".into(),
        browser: "A browser 1".into(),
        system: "A system".into(),
        power: None,
        pressure: None,
        cross_origin_isolated: true,
        hardware_concurrency: 64,
        timer_resolution_ms: 0.001,
        build: "test".into(),
        started: "2026-01-01T00:00:00Z".into(),
    }
}
