//! Which phase explains a loss.

use super::super::words::milliseconds;
use super::{CAUSE, limits};
use crate::plan::{Activity, Phases, Point};

/// A phase below this share of the time explains nothing.
const NOTABLE: f64 = 0.02;

/// A phase that workers don't share.
#[derive(Clone, Copy)]
pub struct Phase {
    /// In plain words.
    pub name: &'static str,
    /// Which it is.
    pub part: Activity,
}

/// The phases that workers don't share, each with its time.
fn named(phases: &Phases) -> [(Phase, f64); 4] {
    let phase = |name, part| Phase { name, part };
    [
        (phase("cutting the input", Activity::Split), phases.split),
        (phase("sending jobs", Activity::Send), phases.send),
        (phase("reading replies", Activity::Receive), phases.receive),
        (phase("merging the parts", Activity::Merge), phases.merge),
    ]
}

/// The largest phase beside solving, with its share, where it is worth naming.
pub fn largest(phases: &Phases) -> Option<(Phase, f64)> {
    let (phase, time) = named(phases).into_iter().max_by(|left, right| left.1.total_cmp(&right.1))?;
    let share = time / phases.total();
    (share >= NOTABLE).then_some((phase, share))
}

/// What grew between two points.
pub enum Growth {
    /// A phase that workers don't share, and how.
    Part {
        /// The phase.
        phase: Phase,
        /// `from 0.1 ms to 2 ms`.
        change: String,
    },
    /// The parallel part itself, and how.
    Solving(String),
    /// Nothing else changed.
    OnlySolving,
    /// Nothing grew by enough to explain the loss.
    Unclear,
}

impl Growth {
    /// The part that is to blame at this point.
    pub fn part(&self, at: &Point) -> Option<Activity> {
        match self {
            Self::Part { phase, .. } => Some(phase.part),
            Self::Solving(_) | Self::OnlySolving => limits::loss(at)?.part,
            Self::Unclear => None,
        }
    }
}

/// What grew between two points, where that explains a loss of this many milliseconds.
pub fn growth(from: &Point, to: &Point, loss: f64) -> Growth {
    let Some((from, to)) = from.phases.zip(to.phases) else { return Growth::Unclear };
    let notable = NOTABLE * to.total();
    let explains = |grown: f64| loss > 0.0 && grown >= CAUSE * loss && grown > notable;
    let change = |before, after| format!("from {} to {}", milliseconds(before), milliseconds(after));
    let most = named(&from)
        .into_iter()
        .zip(named(&to))
        .map(|((phase, before), (_, after))| (phase, before, after))
        .max_by(|left, right| (left.2 - left.1).total_cmp(&(right.2 - right.1)));
    let solving = to.solve - from.solve;
    match most {
        Some((phase, before, after)) if explains(after - before) && after - before >= solving => {
            Growth::Part { phase, change: change(before, after) }
        }
        _ if explains(solving) => Growth::Solving(change(from.solve, to.solve)),
        Some((_, before, after)) if after - before > notable => Growth::Unclear,
        _ => Growth::OnlySolving,
    }
}
