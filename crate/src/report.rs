//! Trials become the report that charts draw. Pure: the same plan and trials give the same report, to the last bit,
//! in whatever order the trials of different points came in, so it can be made anew as each one arrives.

pub mod verdict;
pub mod warnings;
pub(crate) mod words;

use crate::laws;
use crate::plan::{
    Answer, Ended, Environment, Estimate, Failure, Mode, Outcome, Phases, Plan, Point, Reading, Report,
    Sample, Series, Transport, Trial, VERSION,
};
use crate::random::Random;
use crate::stats::{Sampled, median};
use crate::sweep;
use std::collections::BTreeMap;

/// A line of the chart: a mode, and in processes mode a transport.
type Line = (Mode, Option<Transport>);

/// The best serial program: the baseline of every speedup.
const SERIAL: Line = (Mode::Serial, None);

/// Makes the report of the trials so far. Trials of lines that the plan doesn't have are kept and not charted.
pub fn report(
    plan: &Plan,
    environment: Environment,
    trials: &[Trial],
    answer: Option<Answer>,
    ended: Ended,
    reading: Reading,
) -> Report {
    let lines = sort(trials);
    let serial =
        lines.get(&SERIAL).and_then(|points| Some(Measured::new(SERIAL, 1, points.get(&1)?, plan.seed)));
    let baseline_samples = serial.as_ref().map_or(0, |serial| serial.samples.len());
    let baseline = serial.and_then(|serial| serial.time);
    let context = Context {
        plan,
        cores: environment.hardware_concurrency,
        baseline: baseline.as_ref(),
        baseline_samples,
    };
    let none = BTreeMap::new();
    let series = sweep::lines(plan)
        .into_iter()
        .map(|line| one_series(&context, line, lines.get(&line).unwrap_or(&none)))
        .collect();
    let mut report = Report {
        version: VERSION,
        plan: plan.clone(),
        ended,
        reading,
        trials: trials.to_vec(),
        baseline: baseline.as_ref().map(Sampled::estimate),
        series,
        ceilings: Vec::new(),
        knee: None,
        invalidated: Vec::new(),
        answer,
        warnings: Vec::new(),
        environment,
    };
    report.warnings = warnings::all(&report);
    report
}

/// Trials by line and worker count.
fn sort(trials: &[Trial]) -> BTreeMap<Line, BTreeMap<u32, Vec<&Trial>>> {
    let mut lines: BTreeMap<Line, BTreeMap<u32, Vec<&Trial>>> = BTreeMap::new();
    for trial in trials {
        let points = lines.entry((trial.cell.mode, trial.cell.transport)).or_default();
        points.entry(trial.cell.workers).or_default().push(trial);
    }
    lines
}

/// What every line is made with.
struct Context<'c> {
    plan: &'c Plan,
    cores: u32,
    baseline: Option<&'c Sampled>,
    baseline_samples: usize,
}

fn one_series(context: &Context, line: Line, points: &BTreeMap<u32, Vec<&Trial>>) -> Series {
    let &Context { plan, cores, baseline, baseline_samples } = context;
    let measured: Vec<Measured> =
        points.iter().map(|(&workers, trials)| Measured::new(line, workers, trials, plan.seed)).collect();
    let samples = measured.iter().map(|point| (point.workers, point.samples.len())).collect();
    let times: Vec<(u32, &Sampled)> =
        measured.iter().filter_map(|point| Some((point.workers, point.time.as_ref()?))).collect();
    let fair = fair(&times, line.0, cores);
    let amdahl = baseline.zip(fair.as_deref()).and_then(|(baseline, fair)| laws::fit_amdahl(fair, baseline));
    let told = fair.as_deref().unwrap_or(&times).iter().map(|&(workers, _)| workers).collect();
    let withheld = fair.is_none();
    let points: Vec<Point> = measured.into_iter().map(|point| point.point(baseline)).collect();
    let verdict = verdict::verdict(&verdict::Facts {
        samples,
        told,
        withheld,
        amdahl: amdahl.as_ref(),
        baseline: baseline.map(|baseline| baseline.median),
        baseline_samples,
        ..verdict::Facts::new(plan, line.0, line.1, &points)
    });
    Series {
        mode: line.0,
        transport: line.1,
        points,
        one: None,
        amdahl,
        usl: None,
        gustafson: None,
        work_span: None,
        trace_overhead: None,
        verdict,
    }
}

/// The points to fit laws to: those with a core for every worker. Beyond the cores, workers wait for each other's
/// cores, which is not what a serial part does. None where fewer than two are left of more: a fit would be
/// to that waiting.
fn fair<'t>(times: &[(u32, &'t Sampled)], mode: Mode, cores: u32) -> Option<Vec<(u32, &'t Sampled)>> {
    let fair: Vec<_> = times.iter().copied().filter(|&(workers, _)| within(mode, workers, cores)).collect();
    (fair.len() >= 2 || fair.len() == times.len()).then_some(fair)
}

/// Whether every worker has a core. Async tasks share one thread anyway; 0 cores means that the browser doesn't say.
fn within(mode: Mode, workers: u32, cores: u32) -> bool {
    matches!(mode, Mode::Serial | Mode::Async) || cores == 0 || workers <= cores
}

/// A point before it is compared with the baseline.
struct Measured {
    workers: u32,
    time: Option<Sampled>,
    samples: Vec<Sample>,
    start_ups: Vec<f64>,
    failures: Vec<Failure>,
}

impl Measured {
    /// Gathers a point's trials. Its resampling depends on the seed and on which point it is, so that two points
    /// are resampled independently, and a point stays as it is when others arrive.
    fn new(line: Line, workers: u32, trials: &[&Trial], seed: u32) -> Self {
        let mut realms: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        let (mut all, mut start_ups, mut failures) = (Vec::new(), Vec::new(), Vec::new());
        for trial in trials {
            match &trial.outcome {
                Outcome::Done { start_up, samples, .. } => {
                    start_ups.push(*start_up);
                    realms.entry(trial.cell.realm).or_default().extend(samples.iter().map(|it| it.total));
                    all.extend_from_slice(samples);
                }
                Outcome::Failed { failure } => failures.push(failure.clone()),
            }
        }
        let realms: Vec<Vec<f64>> = realms.into_values().collect();
        let which = (line.0 as u32 * 2 + line.1.map_or(0, |transport| transport as u32)) << 8 | workers;
        let time = Sampled::new(&realms, &mut Random::new(seed ^ which.rotate_right(12)));
        Self { workers, time, samples: all, start_ups, failures }
    }

    /// The point as it stands on the chart. What would not be finite (over a time of 0) is left out.
    fn point(mut self, baseline: Option<&Sampled>) -> Point {
        let speedup = baseline.zip(self.time.as_ref()).and_then(|(baseline, time)| baseline.over(time));
        let share = |speedup: f64| speedup / f64::from(self.workers);
        let dots = |baseline: &Sampled| -> Vec<f64> {
            let ratios = self.samples.iter().map(|sample| baseline.median / sample.total);
            ratios.filter(|ratio| ratio.is_finite()).collect()
        };
        Point {
            workers: self.workers,
            oversubscribed: false,
            time: self.time.as_ref().map(Sampled::estimate),
            speedup,
            efficiency: speedup.map(|speedup| Estimate {
                value: share(speedup.value),
                low: share(speedup.low),
                high: share(speedup.high),
            }),
            karp_flatt: None,
            times: self.samples.iter().map(|sample| sample.total).collect(),
            dots: baseline.map_or_else(Vec::new, dots),
            start_up: median(&mut self.start_ups),
            phases: mean_phases(&self.samples),
            lost: None,
            scaled: None,
            failures: self.failures,
        }
    }
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
