//! What a visitor expected, against what was measured: in a sentence or two, for somebody who learns from it.

use crate::brief::{Brief, Line, Place};
use crate::plan::{Expected, Mode};
use crate::report::words::{mode, number, tasks, workers};

/// A prediction this close to the measured speedup is right, however sure that is.
const RIGHT: f64 = 0.1;

/// The words; none where nothing was expected.
///
/// They are about one line: the first of threads, processes and async that the plan has and that has speedups. A
/// prediction is right where it lies in the interval of the speedup, or within 10 % of it.
pub fn words(report: &Brief, expected: &[Expected]) -> String {
    let expected: Vec<&Expected> = expected.iter().filter(|it| it.speedup > 0.0).collect();
    if expected.is_empty() {
        return String::new();
    }
    let Some(series) = line(report) else {
        return "There is no speedup yet to hold your prediction against: run threads, processes or async beside the \
                serial program."
            .to_owned();
    };
    let name = mode(series.mode, series.transport);
    let told: Vec<Told> = expected.iter().filter_map(|expected| Told::new(expected, series)).collect();
    let Some(worst) = told.iter().max_by(|left, right| left.off().total_cmp(&right.off())) else {
        let counts: Vec<String> = expected.iter().map(|it| it.workers.to_string()).collect();
        return format!(
            "Your prediction is for {} workers, where there is no speedup of {name}: add these to the worker counts, and \
             run again.",
            counts.join(", ")
        );
    };
    let (count, guess, measured) = (worst.count(series.mode), number(worst.expected), number(worst.measured));
    if worst.right {
        let all = if told.len() == 1 { "" } else { ", and no other point was further off" };
        return format!("Right: you expected {guess} with {count}, and {name} reached {measured}{all}.");
    }
    let rest = match told.iter().filter(|it| it.right).count() {
        0 => String::new(),
        1 => " (1 other point was right)".to_owned(),
        others => format!(" ({others} other points were right)"),
    };
    let seen = format!("You expected {guess} with {count}, and {name} reached {measured}{rest}");
    if worst.measured > worst.expected {
        return format!("{seen}: better than you thought, as less was lost than that.");
    }
    format!("{seen}. {}", reason(worst, series))
}

/// The line that a prediction is about.
fn line(report: &Brief) -> Option<&Line> {
    let of = |mode| {
        let has = |series: &&Line| series.mode == mode && series.points.iter().any(|it| it.speedup.is_some());
        report.series.iter().find(has)
    };
    [Mode::Threads, Mode::Processes, Mode::Async].into_iter().find_map(of)
}

/// A point that was both expected and measured.
struct Told<'t> {
    point: &'t Place,
    expected: f64,
    measured: f64,
    right: bool,
}

impl<'t> Told<'t> {
    fn new(expected: &Expected, series: &'t Line) -> Option<Self> {
        let point = series.points.iter().find(|point| point.workers == expected.workers)?;
        let speedup = point.speedup.filter(|speedup| speedup.value > 0.0)?;
        let inside = speedup.low <= expected.speedup && expected.speedup <= speedup.high;
        let close = (expected.speedup - speedup.value).abs() <= RIGHT * speedup.value;
        Some(Self { point, expected: expected.speedup, measured: speedup.value, right: inside || close })
    }

    /// How far off the prediction is, as a ratio either way; those that are right come after all others.
    fn off(&self) -> f64 {
        let off = (self.measured / self.expected).ln().abs();
        if self.right { off.min(1.0) - 1.0 } else { off }
    }

    fn count(&self, mode: Mode) -> String {
        if mode == Mode::Async { tasks(self.point.workers) } else { workers(self.point.workers) }
    }
}

/// Why it is less than was expected: the point's own reason, or what limits the line.
fn reason(worst: &Told, series: &Line) -> String {
    if worst.point.oversubscribed {
        return "So many workers take turns on the machine's cores, so the last ones add nothing.".to_owned();
    }
    // A verdict is what was measured, and why.
    let Some((_, why)) = series.verdict.split_once("; ") else { return series.verdict.clone() };
    format!("The likely reason: {why}")
}
