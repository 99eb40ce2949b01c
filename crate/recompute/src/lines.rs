//! A line of the chart: its points, its laws, and what its traces tell.

use crate::bootstrap::{Resampled, median};
use crate::ceilings::Machine;
use crate::compare::{Expected, NOTHING, exactly, fields, list, maybe, number};
use crate::input::{Baseline, Counting, Line, Mode, Outcome, Report, Role, SERIAL, Stage, Trace, Trial};
use crate::laws::{self, Measured};
use crate::points::{Point, dots, estimate, of_line, samples};
use crate::{lost, schedule};
use std::collections::BTreeMap;

/// What every line is compared with.
pub struct Sweep<'r> {
    pub report: &'r Report,
    pub machine: Machine,
    pub serial: Option<Resampled>,
}

impl<'r> Sweep<'r> {
    pub fn of(report: &'r Report) -> Self {
        Self { report, machine: Machine::of(report), serial: serial(report, report.reading.counting) }
    }

    /// The lines that the plan names.
    pub fn lines(&self) -> Vec<Line> {
        let plan = &self.report.plan;
        let of = |&mode: &Mode| match mode {
            Mode::Processes => plan.transports.iter().map(|&it| Line { mode, transport: Some(it) }).collect(),
            _ => vec![Line { mode, transport: None }],
        };
        plan.modes.iter().flat_map(of).collect()
    }

    /// All that is said of a line.
    pub fn series(&self, line: Line) -> Expected {
        let reading = &self.report.reading;
        let points = of_line(self.report, Role::Work, line, reading.counting);
        let one = points.iter().find(|point| point.workers == 1);
        let baseline = self.baseline(&points, self.serial.clone());
        let timed: Vec<Measured> =
            points.iter().filter_map(|it| Some((it.workers, it.time.as_ref()?))).collect();
        let along = laws::along(&self.report.plan.workers, timed.iter().map(|it| it.0));
        let fair = self.fair(line, &timed);
        let law = |law: fn(&[Measured], &Resampled, &[f64]) -> Option<Expected>| {
            fair.as_deref().zip(baseline.as_ref()).and_then(|(fair, baseline)| law(fair, baseline, &along))
        };
        let scaled = self.scaled(line);
        let speedups: Vec<Measured> = scaled.iter().map(|(&workers, (ratio, _))| (workers, ratio)).collect();
        let along_scaled = laws::along(&self.report.plan.workers, speedups.iter().map(|it| it.0));
        let gustafson = self.fair(line, &speedups).and_then(|fair| laws::gustafson(&fair, &along_scaled));
        let point = |point: &Point| {
            let mut numbers = point.numbers(baseline.as_ref());
            let scaled = scaled.get(&point.workers).map_or(NOTHING, |(_, numbers)| numbers.clone());
            let oversubscribed = self.machine.is_oversubscribed(line, point.workers);
            numbers.extend([
                ("oversubscribed", exactly(oversubscribed)),
                ("scaled", scaled),
                ("lost", self.lost(line, point)),
            ]);
            fields(numbers)
        };
        fields([
            ("mode", exactly(line.mode.name())),
            ("transport", line.transport.map_or(NOTHING, |transport| exactly(transport.name()))),
            ("points", list(&points, point)),
            ("one", one.map_or(NOTHING, Point::estimate)),
            ("amdahl", law(laws::amdahl).unwrap_or(NOTHING)),
            ("usl", law(laws::usl).unwrap_or(NOTHING)),
            ("gustafson", gustafson.unwrap_or(NOTHING)),
            ("workSpan", self.work_span(line).unwrap_or(NOTHING)),
            ("traceOverhead", maybe(self.trace_overhead(line))),
            ("verdict", Expected::Words),
        ])
    }

    /// What a line of these points is compared with, where this is the serial program's time.
    fn baseline(&self, points: &[Point], serial: Option<Resampled>) -> Option<Resampled> {
        match self.report.reading.baseline {
            Baseline::Serial => serial,
            Baseline::One => points.iter().find(|point| point.workers == 1)?.time.clone(),
        }
    }

    /// "Which points laws are fitted to".
    fn fair<'m>(&self, line: Line, timed: &[Measured<'m>]) -> Option<Vec<Measured<'m>>> {
        let has_room = |it: &&Measured| !self.machine.is_oversubscribed(line, it.0);
        let fair: Vec<Measured> = timed.iter().filter(has_room).copied().collect();
        (fair.len() >= 2 || fair.len() == timed.len()).then_some(fair)
    }

    /// "Weak scaling": the ratio, and what the report says, by workers.
    fn scaled(&self, line: Line) -> BTreeMap<u32, (Resampled, Expected)> {
        let points = |line| of_line(self.report, Role::Scaled, line, self.report.reading.counting);
        let serial = points(SERIAL);
        let scaled = |point: &Point| {
            let time = point.time.as_ref()?;
            let serial = serial.iter().find(|it| it.workers == point.workers)?.time.as_ref()?;
            let numbers = fields([
                ("time", estimate(time.estimate())),
                ("serialTime", estimate(serial.estimate())),
                ("speedup", serial.over(time)?.exact()),
                ("dots", dots(serial, &point.times)),
            ]);
            Some((point.workers, (serial.ratio(time), numbers)))
        };
        if line == SERIAL { BTreeMap::new() } else { points(line).iter().filter_map(scaled).collect() }
    }

    /// "Where the time went", from the last trace that tells.
    fn lost(&self, line: Line, point: &Point) -> Expected {
        let counting =
            if self.report.reading.counting == Counting::Compute { Counting::Compute } else { Counting::Run };
        let Some(serial) = serial(self.report, counting) else { return NOTHING };
        let serial = serial.median;
        let account = |trial: &&Trial| {
            let Outcome::Done { start_up, trace: Some(trace), .. } = &trial.outcome else { return None };
            let start_up = if self.report.reading.counting == Counting::All { *start_up } else { 0.0 };
            let facts = lost::Point {
                mode: line.mode,
                workers: point.workers,
                serial,
                start_up,
                ceiling: self.machine.compute(point.workers),
            };
            lost::lost(trace, &facts)
        };
        point.trials.iter().filter_map(account).next_back().unwrap_or(NOTHING)
    }

    /// "Work, span and the simulation": beside whole runs.
    fn work_span(&self, line: Line) -> Option<Expected> {
        let points = of_line(self.report, Role::Work, line, Counting::Run);
        let baseline = self.baseline(&points, serial(self.report, Counting::Run));
        let graphs =
            self.report.trials.iter().filter(|it| it.cell.role == Role::Graph && it.cell.line() == line);
        let has_room = |point: &&Point| !self.machine.is_oversubscribed(line, point.workers);
        let check = |point: &Point, stages: &[Stage]| {
            point.time.is_some().then(|| {
                fields([
                    ("workers", exactly(point.workers)),
                    ("simulated", number(schedule::time(stages, point.workers as usize))),
                    ("measured", point.estimate()),
                ])
            })
        };
        let (trial, stages) = graphs.into_iter().find_map(|trial| match &trial.outcome {
            Outcome::Done { trace: Some(Trace { stages, .. }), .. } => Some((trial, stages)),
            _ => None,
        })?;
        let mut numbers = schedule::numbers(stages, baseline.map(|baseline| baseline.median))?;
        numbers.push(("cut", exactly(64)));
        numbers.push(("overhead", number(overhead(trial).unwrap_or(0.0))));
        let checks = points.iter().filter(has_room).filter_map(|point| check(point, stages));
        numbers.push(("checks", Expected::List(checks.collect())));
        Some(fields(numbers))
    }

    /// "Traced runs": how much longer they took.
    fn trace_overhead(&self, line: Line) -> Option<f64> {
        let trials = self.report.trials.iter();
        let of_line = trials.filter(|trial| trial.cell.role == Role::Work && trial.cell.line() == line);
        median(&of_line.filter_map(overhead).collect::<Vec<_>>())
    }
}

/// The best serial program's time.
fn serial(report: &Report, counting: Counting) -> Option<Resampled> {
    let points = of_line(report, Role::Work, SERIAL, counting);
    points.into_iter().find(|point| point.workers == 1)?.time
}

/// The price of looking, in one trial.
fn overhead(trial: &Trial) -> Option<f64> {
    let Outcome::Done { trace: Some(trace), .. } = &trial.outcome else { return None };
    let totals: Vec<f64> = samples(trial).iter().map(|sample| sample.total).collect();
    let overhead = median(&trace.totals)? / median(&totals)? - 1.0;
    overhead.is_finite().then_some(overhead)
}
