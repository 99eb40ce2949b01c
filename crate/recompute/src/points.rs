//! "From trials to numbers" and "A point" of the document.

use crate::bootstrap::{Estimate, Resampled, median};
use crate::compare::{Expected, NOTHING, fields, list, maybe, number};
use crate::input::{Cell, Counting, Line, Outcome, Phases, Report, Role, Sample, Transport, Trial};
use crate::random::Random;
use std::collections::{BTreeMap, BTreeSet};

/// A line at a worker count, for one purpose.
pub struct Point<'r> {
    pub workers: u32,
    pub trials: Vec<&'r Trial>,
    /// By realm, and in a realm in the order of the trials.
    pub times: Vec<f64>,
    pub time: Option<Resampled>,
}

/// The points of a line, by workers.
pub fn of_line<'r>(report: &'r Report, role: Role, line: Line, counting: Counting) -> Vec<Point<'r>> {
    let is_of = |cell: &Cell| cell.role == role && cell.line() == line;
    let trials: Vec<&Trial> = report.trials.iter().filter(|trial| is_of(&trial.cell)).collect();
    let counts: BTreeSet<u32> = trials.iter().map(|trial| trial.cell.workers).collect();
    let point = |workers: u32| {
        let trials: Vec<&Trial> =
            trials.iter().copied().filter(|trial| trial.cell.workers == workers).collect();
        let mut realms: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        for trial in &trials {
            realms.entry(trial.cell.realm).or_default().extend(times(trial, counting));
        }
        let realms: Vec<Vec<f64>> = realms.into_values().collect();
        let time = Resampled::new(&realms, &mut Random::new(seed(report.plan.seed, role, line, workers)));
        Point { workers, trials, times: realms.concat(), time }
    };
    counts.into_iter().map(point).collect()
}

/// "Seeds".
fn seed(plan: u32, role: Role, line: Line, workers: u32) -> u32 {
    let transport = line.transport.map_or(0, Transport::place);
    let place = role as u32 * 16 + line.mode as u32 * 2 + transport;
    plan ^ (place * 256 + workers).rotate_left(20)
}

pub fn samples(trial: &Trial) -> &[Sample] {
    match &trial.outcome {
        Outcome::Done { samples, .. } => samples,
        Outcome::Failed { .. } => &[],
    }
}

pub fn start_up(trial: &Trial) -> Option<f64> {
    match trial.outcome {
        Outcome::Done { start_up, .. } => Some(start_up),
        Outcome::Failed { .. } => None,
    }
}

/// "Reading": the times of a trial's samples.
fn times(trial: &Trial, counting: Counting) -> Vec<f64> {
    let starting = start_up(trial).unwrap_or(0.0);
    let time = |sample: &Sample| match counting {
        Counting::Compute => sample.phases.split + sample.phases.solve + sample.phases.merge,
        Counting::Run => sample.total,
        Counting::All => sample.total + starting,
    };
    samples(trial).iter().map(time).collect()
}

impl Point<'_> {
    /// The time with its interval.
    pub fn estimate(&self) -> Expected {
        estimate(self.time.as_ref().and_then(Resampled::estimate))
    }

    /// "A point": what needs nothing but the baseline.
    pub fn numbers(&self, baseline: Option<&Resampled>) -> Vec<(&'static str, Expected)> {
        let speedup = baseline.zip(self.time.as_ref()).and_then(|(baseline, time)| baseline.over(time));
        let starts: Vec<f64> = self.trials.iter().filter_map(|trial| start_up(trial)).collect();
        let failures = self.trials.iter().filter_map(|trial| match &trial.outcome {
            Outcome::Failed { failure } => Some(Expected::Exactly(failure.clone())),
            Outcome::Done { .. } => None,
        });
        vec![
            ("workers", Expected::Exactly(self.workers.into())),
            ("time", self.estimate()),
            ("speedup", estimate(speedup)),
            ("efficiency", estimate(speedup.map(|it| it.map(|end| end / f64::from(self.workers))))),
            ("karpFlatt", estimate(speedup.and_then(|speedup| karp_flatt(self.workers, speedup)))),
            ("times", list(&self.times, |&time| number(time))),
            ("dots", baseline.map_or(Expected::List(vec![]), |baseline| dots(baseline, &self.times))),
            ("startUp", maybe(median(&starts))),
            ("phases", self.phases()),
            ("failures", Expected::List(failures.collect())),
        ]
    }

    /// The mean of each phase.
    fn phases(&self) -> Expected {
        let all: Vec<Phases> =
            self.trials.iter().flat_map(|trial| samples(trial)).map(|sample| sample.phases).collect();
        if all.is_empty() {
            return NOTHING;
        }
        let mean = |of: fn(&Phases) -> f64| number(all.iter().map(of).sum::<f64>() / all.len() as f64);
        fields([
            ("split", mean(|it| it.split)),
            ("send", mean(|it| it.send)),
            ("solve", mean(|it| it.solve)),
            ("receive", mean(|it| it.receive)),
            ("merge", mean(|it| it.merge)),
        ])
    }
}

/// An estimate that may be absent.
pub fn estimate(estimate: Option<Estimate>) -> Expected {
    estimate.map_or(NOTHING, Estimate::exact)
}

/// A speedup for each time.
pub fn dots(baseline: &Resampled, times: &[f64]) -> Expected {
    list(times.iter().map(|time| baseline.median / time).filter(|dot| dot.is_finite()), number)
}

/// "Karp-Flatt metric".
fn karp_flatt(workers: u32, speedup: Estimate) -> Option<Estimate> {
    let p = f64::from(workers);
    let e = |speedup: f64| (1.0 / speedup - 1.0 / p) / (1.0 - 1.0 / p);
    let is_told = workers >= 2 && speedup.low > 0.0;
    let all = Estimate { value: e(speedup.value), low: e(speedup.high), high: e(speedup.low) };
    is_told.then_some(all)?.finite()
}
