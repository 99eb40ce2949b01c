//! What the machine can do: its ceilings, their knee, and how many workers it has room for.

use super::points::{Gathered, Measured, times};
use crate::plan::{Ceiling, CeilingKind, CeilingPoint, Counting, Mode, Plan, Role};
use crate::sweep::Line;

/// The knee reaches this share of the highest compute ceiling.
const KNEE: f64 = 0.95;

/// The ceilings that were measured: compute, then memory.
pub fn ceilings(gathered: &Gathered) -> Vec<Ceiling> {
    let kinds = [(CeilingKind::Compute, Role::Compute), (CeilingKind::Memory, Role::Memory)];
    let measured = |(kind, role)| gathered.lines(role).find_map(|line| ceiling(gathered, kind, role, line));
    kinds.into_iter().filter_map(measured).collect()
}

/// `C(k) = k T(1) / T(k)`: every worker does as much as one alone does in T(1). None before that is known.
///
/// Moving messages is left out of the times, however a reader counts: it says nothing of cores and memory.
fn ceiling(gathered: &Gathered, kind: CeilingKind, role: Role, line: Line) -> Option<Ceiling> {
    let measured = gathered.points(role, line, Counting::Compute);
    let one = measured.iter().find(|it| it.workers == 1)?.time.as_ref()?;
    let point = |it: &Measured| {
        let speedup = times(one.over(it.time.as_ref()?)?, f64::from(it.workers));
        Some(CeilingPoint { workers: it.workers, speedup })
    };
    let points: Vec<CeilingPoint> = measured.iter().filter_map(point).collect();
    (!points.is_empty()).then_some(Ceiling { kind, mode: line.0, points })
}

/// The fewest workers that reach 95 % of the highest compute ceiling. None until the ceiling is known for every worker
/// count of the plan: what comes, or what failed, may be higher.
pub fn knee(plan: &Plan, ceilings: &[Ceiling]) -> Option<u32> {
    let points = &ceilings.iter().find(|ceiling| ceiling.kind == CeilingKind::Compute)?.points;
    let known = |workers: &u32| points.iter().any(|point| point.workers == *workers);
    if !plan.workers.iter().all(known) {
        return None;
    }
    let most = points.iter().map(|point| point.speedup.value).fold(0.0, f64::max);
    points.iter().find(|point| point.speedup.value >= KNEE * most).map(|point| point.workers)
}

/// How many workers the machine has room for.
#[derive(Clone, Copy)]
pub struct Room {
    /// The knee of the compute ceiling; it decides where it is known.
    pub knee: Option<u32>,
    /// Cores that the browser claims; 0 where it doesn't say.
    pub cores: u32,
}

impl Room {
    /// The most workers that don't wait for each other's cores, where that is known.
    pub fn most(self) -> Option<u32> {
        self.knee.or(Some(self.cores).filter(|&cores| cores > 0))
    }

    /// Whether every worker has a core. Async tasks share one thread anyway.
    pub fn holds(self, mode: Mode, workers: u32) -> bool {
        matches!(mode, Mode::Serial | Mode::Async) || self.most().is_none_or(|most| workers <= most)
    }
}
