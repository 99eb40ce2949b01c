//! Computes every number of a saved report anew, from `METHODOLOGY.md` and the report's own trials.
//!
//! Nothing here comes from the lab's crate: medians are statrs's, fits are made by argmin's general optimiser, and the
//! rest follows the document's text. A difference is a mistake in the lab, in the document, or here.

mod bootstrap;
mod ceilings;
mod compare;
mod fit;
mod input;
mod laws;
mod lines;
mod lost;
mod points;
mod random;
mod schedule;

pub use compare::Difference;

use bootstrap::Resampled;
use compare::{Expected, exactly, fields, list};
use input::{Disturbance, Outcome, Report};
use lines::Sweep;
use serde_json::Value;

/// What a report must say, given what was asked and measured.
pub struct Recomputed(Expected);

impl Recomputed {
    /// Computes every number from the report's plan, environment, reading and trials. What it says of them is not read.
    ///
    /// # Errors
    /// This is no report, or one that this version can't read.
    pub fn of(report: &Value) -> Result<Self, String> {
        let input = Report::read(report)?;
        Ok(Self(expected(&input)))
    }

    /// Where a report says something else; nothing where all numbers agree.
    pub fn differences(&self, report: &Value) -> Vec<Difference> {
        let mut found = Vec::new();
        self.0.compare("", report, &mut found);
        found
    }
}

/// What was asked and measured stands as it is; the rest is computed.
fn expected(report: &Report) -> Expected {
    let given = ["version", "plan", "environment", "ended", "reading", "trials", "answer"];
    let mut all: Vec<(&str, Expected)> = given.into_iter().map(|name| (name, Expected::Given)).collect();
    let sweep = Sweep::of(report);
    all.push(("baseline", points::estimate(sweep.serial.as_ref().and_then(Resampled::estimate))));
    all.push(("series", list(sweep.lines(), |line| sweep.series(line))));
    all.extend(sweep.machine.numbers());
    all.push(("invalidated", invalidated(report)));
    all.push(("warnings", Expected::Words));
    fields(all)
}

/// "Disturbances": how many samples were thrown away, for each reason there was.
fn invalidated(report: &Report) -> Expected {
    let thrown_away = report.trials.iter().flat_map(|trial| match &trial.outcome {
        Outcome::Done { invalidated, .. } => &invalidated[..],
        Outcome::Failed { .. } => &[],
    });
    let reasons = [
        ("hidden", Disturbance::Hidden),
        ("suspended", Disturbance::Suspended),
        ("pressure", Disturbance::Pressure),
    ];
    let counted =
        reasons.map(|(name, reason)| (name, thrown_away.clone().filter(|&&it| it == reason).count()));
    list(counted.into_iter().filter(|it| it.1 > 0), |(name, samples)| {
        fields([("reason", exactly(name)), ("samples", exactly(samples))])
    })
}
