//! Trials become points: times as the reading counts them, compared with a baseline.

use crate::laws;
use crate::plan::{
    Counting, Estimate, Failure, Outcome, Phases, Point, Role, Sample, Scaled, Transport, Trial,
};
use crate::random::Random;
use crate::stats::{Sampled, median};
use crate::sweep::Line;
use std::collections::BTreeMap;

/// Trials by what they are for, by line and by worker count; and how their times count.
pub struct Gathered<'t> {
    lines: BTreeMap<(Role, Line), BTreeMap<u32, Vec<&'t Trial>>>,
    seed: u32,
}

impl<'t> Gathered<'t> {
    /// Sorts trials. The seed is for their resampling.
    pub fn new(trials: &'t [Trial], seed: u32) -> Self {
        let mut lines: BTreeMap<_, BTreeMap<u32, Vec<&Trial>>> = BTreeMap::new();
        for trial in trials {
            let points = lines.entry((trial.cell.role, (trial.cell.mode, trial.cell.transport))).or_default();
            points.entry(trial.cell.workers).or_default().push(trial);
        }
        Self { lines, seed }
    }

    /// The lines that there are trials of for this purpose.
    pub fn lines(&self, role: Role) -> impl Iterator<Item = Line> {
        self.lines.keys().filter(move |it| it.0 == role).map(|it| it.1)
    }

    /// The trials of a line.
    pub fn trials(&self, role: Role, line: Line) -> impl Iterator<Item = &'t Trial> {
        self.lines.get(&(role, line)).into_iter().flatten().flat_map(|(_, trials)| trials.iter().copied())
    }

    /// The points of a line, by workers.
    pub fn points(&self, role: Role, line: Line, counting: Counting) -> Vec<Measured> {
        let points = self.lines.get(&(role, line)).into_iter().flatten();
        points
            .map(|(&workers, trials)| Measured::new((role, line, workers), trials, counting, self.seed))
            .collect()
    }
}

/// A point before it is compared with a baseline.
#[derive(Clone)]
pub struct Measured {
    pub workers: u32,
    pub time: Option<Sampled>,
    /// The time of every sample, as it counts.
    pub times: Vec<f64>,
    phases: Option<Phases>,
    start_up: Option<f64>,
    failures: Vec<Failure>,
}

impl Measured {
    /// Gathers a point's trials. Its resampling depends on the seed and on which point it is, so that two points
    /// are resampled independently, and a point stays as it is when others arrive.
    fn new(
        (role, line, workers): (Role, Line, u32),
        trials: &[&Trial],
        counting: Counting,
        seed: u32,
    ) -> Self {
        let mut realms: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        let (mut all, mut start_ups, mut failures) = (Vec::new(), Vec::new(), Vec::new());
        for trial in trials {
            match &trial.outcome {
                Outcome::Done { start_up, samples, .. } => {
                    start_ups.push(*start_up);
                    let times = samples.iter().map(|sample| counted(sample, *start_up, counting));
                    realms.entry(trial.cell.realm).or_default().extend(times);
                    all.extend_from_slice(samples);
                }
                Outcome::Failed { failure } => failures.push(failure.clone()),
            }
        }
        let realms: Vec<Vec<f64>> = realms.into_values().collect();
        let place = role as u32 * 16 + line.0 as u32 * 2 + line.1.map_or(0, seed_of);
        let which = place << 8 | workers;
        let time = Sampled::new(&realms, &mut Random::new(seed ^ which.rotate_right(12)));
        let phases = mean_phases(&all);
        Self { workers, time, times: realms.concat(), phases, start_up: median(&mut start_ups), failures }
    }

    /// The point as it stands on the chart, but for what is known of the whole line. What would not be finite (over a time of 0) is left out.
    pub fn point(self, baseline: Option<&Sampled>) -> Point {
        let speedup = baseline.zip(self.time.as_ref()).and_then(|(baseline, time)| baseline.over(time));
        Point {
            workers: self.workers,
            oversubscribed: false,
            time: self.time.as_ref().map(Sampled::estimate),
            speedup,
            efficiency: speedup.map(|it| times(it, 1.0 / f64::from(self.workers))),
            karp_flatt: speedup.and_then(|speedup| laws::implied(self.workers, speedup)),
            dots: baseline.map_or_else(Vec::new, |baseline| dots(baseline, &self.times)),
            times: self.times,
            start_up: self.start_up,
            phases: self.phases,
            lost: None,
            scaled: None,
            failures: self.failures,
        }
    }

    /// The scaled point, where the best serial program was measured on a size as large. With its speedup, for the law.
    pub fn scaled(&self, serial: &Self) -> Option<(Sampled, Scaled)> {
        let (time, serial_time) = (self.time.as_ref()?, serial.time.as_ref()?);
        let scaled = Scaled {
            time: time.estimate(),
            serial_time: serial_time.estimate(),
            speedup: serial_time.over(time)?,
            dots: dots(serial_time, &self.times),
        };
        Some((serial_time.ratio(time), scaled))
    }
}

/// The time of a sample, milliseconds.
fn counted(sample: &Sample, start_up: f64, counting: Counting) -> f64 {
    let phases = &sample.phases;
    match counting {
        Counting::Compute => phases.split + phases.solve + phases.merge,
        Counting::Run => sample.total,
        Counting::All => sample.total + start_up,
    }
}

/// An estimate times a number above 0.
pub fn times(estimate: Estimate, by: f64) -> Estimate {
    Estimate { value: estimate.value * by, low: estimate.low * by, high: estimate.high * by }
}

/// One speedup for each time; those over a time of 0 are left out.
fn dots(baseline: &Sampled, times: &[f64]) -> Vec<f64> {
    times.iter().map(|time| baseline.median / time).filter(|ratio| ratio.is_finite()).collect()
}

/// The mean of each phase: means, not medians, because only these add up to a total.
fn mean_phases(samples: &[Sample]) -> Option<Phases> {
    let share = 1.0 / samples.len() as f64;
    let mean = |phase: fn(&Phases) -> f64| samples.iter().map(|it| phase(&it.phases) * share).sum();
    (!samples.is_empty()).then(|| Phases {
        split: mean(|it| it.split),
        send: mean(|it| it.send),
        solve: mean(|it| it.solve),
        receive: mean(|it| it.receive),
        merge: mean(|it| it.merge),
    })
}

/// A transport's part of its points' seeds: a number of its own, beside those of the modes after processes.
fn seed_of(transport: Transport) -> u32 {
    match transport {
        Transport::Copy => 0,
        Transport::Transfer => 1,
        Transport::Shared => 4,
    }
}
