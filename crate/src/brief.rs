//! A report in brief: as much of it as those read who hold it against something else.
//!
//! They get reports from the page, and reading all of one takes more code than everything that they do with it.

use crate::plan::{Environment, Estimate, Failure, Mode, Plan, Point, Report, Series, Transport};
use serde::Deserialize;

/// What a report is of, and its lines.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Brief {
    /// As [`Report::plan`].
    pub plan: Plan,
    /// As [`Report::environment`].
    pub environment: Environment,
    /// As [`Report::knee`].
    pub knee: Option<u32>,
    /// As [`Report::series`].
    pub series: Vec<Line>,
}

/// A line: its points, and what limits it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Line {
    /// As [`Series::mode`].
    pub mode: Mode,
    /// As [`Series::transport`].
    pub transport: Option<Transport>,
    /// As [`Series::points`].
    pub points: Vec<Place>,
    /// As [`Series::verdict`].
    pub verdict: String,
}

/// A point.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Place {
    /// As [`Point::workers`].
    pub workers: u32,
    /// As [`Point::oversubscribed`].
    pub oversubscribed: bool,
    /// As [`Point::speedup`].
    pub speedup: Option<Estimate>,
    /// As [`Point::failures`].
    pub failures: Vec<Failure>,
}

impl From<&Report> for Brief {
    fn from(report: &Report) -> Self {
        let Report { plan, environment, knee, series, .. } = report;
        let series = series.iter().map(Line::from).collect();
        Self { plan: plan.clone(), environment: environment.clone(), knee: *knee, series }
    }
}

impl From<&Series> for Line {
    fn from(Series { mode, transport, points, verdict, .. }: &Series) -> Self {
        let points = points.iter().map(Place::from).collect();
        Self { mode: *mode, transport: *transport, points, verdict: verdict.clone() }
    }
}

impl From<&Point> for Place {
    fn from(Point { workers, oversubscribed, speedup, failures, .. }: &Point) -> Self {
        let failures = failures.clone();
        Self { workers: *workers, oversubscribed: *oversubscribed, speedup: *speedup, failures }
    }
}
