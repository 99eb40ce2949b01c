//! "Ceilings and the knee" of the document.

use crate::bootstrap::Estimate;
use crate::compare::{Expected, NOTHING, exactly, fields, list};
use crate::input::{Counting, Line, Mode, Report, Role};
use crate::points::of_line;
use std::collections::BTreeSet;

/// A measured ceiling: by workers.
pub struct Ceiling {
    kind: &'static str,
    mode: Mode,
    points: Vec<(u32, Estimate)>,
}

/// What the machine has room for.
pub struct Machine {
    ceilings: Vec<Ceiling>,
    knee: Option<u32>,
    claimed: u32,
}

impl Machine {
    pub fn of(report: &Report) -> Self {
        let kinds = [("compute", Role::Compute), ("memory", Role::Memory)];
        let ceilings: Vec<Ceiling> =
            kinds.into_iter().filter_map(|(kind, role)| ceiling(report, kind, role)).collect();
        // Workers that wait need no core.
        let waits = report.plan.workload == "pictures";
        let claimed = if waits { 0 } else { report.environment.hardware_concurrency };
        Self { knee: knee(report, &ceilings), ceilings, claimed }
    }

    /// Whether a point waits for others' cores.
    pub fn is_oversubscribed(&self, line: Line, workers: u32) -> bool {
        let room = self.knee.or((self.claimed > 0).then_some(self.claimed));
        !line.mode.alone() && room.is_some_and(|room| workers > room)
    }

    /// The compute ceiling at a worker count.
    pub fn compute(&self, workers: u32) -> Option<f64> {
        let ceiling = self.ceilings.iter().find(|ceiling| ceiling.kind == "compute")?;
        ceiling.points.iter().find(|point| point.0 == workers).map(|point| point.1.value)
    }

    pub fn numbers(&self) -> [(&'static str, Expected); 2] {
        let point = |(workers, speedup): &(u32, Estimate)| {
            fields([("workers", exactly(*workers)), ("speedup", speedup.exact())])
        };
        let ceiling = |it: &Ceiling| {
            fields([
                ("kind", exactly(it.kind)),
                ("mode", exactly(it.mode.name())),
                ("points", list(&it.points, point)),
            ])
        };
        [("ceilings", list(&self.ceilings, ceiling)), ("knee", self.knee.map_or(NOTHING, exactly))]
    }
}

fn ceiling(report: &Report, kind: &'static str, role: Role) -> Option<Ceiling> {
    let cells = report.trials.iter().map(|trial| &trial.cell).filter(|cell| cell.role == role);
    let lines: BTreeSet<Line> = cells.map(|cell| cell.line()).collect();
    lines.into_iter().find_map(|line| {
        let measured = of_line(report, role, line, Counting::Compute);
        let one = measured.iter().find(|point| point.workers == 1)?.time.clone()?;
        let speedup = |workers: u32, ratio: Estimate| (workers, ratio.map(|end| end * f64::from(workers)));
        let points: Vec<_> = measured
            .iter()
            .filter_map(|point| Some(speedup(point.workers, one.over(point.time.as_ref()?)?)))
            .collect();
        (!points.is_empty()).then_some(Ceiling { kind, mode: line.mode, points })
    })
}

fn knee(report: &Report, ceilings: &[Ceiling]) -> Option<u32> {
    let points = &ceilings.iter().find(|ceiling| ceiling.kind == "compute")?.points;
    if !report.plan.workers.iter().all(|workers| points.iter().any(|point| point.0 == *workers)) {
        return None;
    }
    let highest = points.iter().map(|point| point.1.value).fold(f64::NEG_INFINITY, f64::max);
    points.iter().find(|point| point.1.value >= 0.95 * highest).map(|point| point.0)
}
