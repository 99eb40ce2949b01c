//! What a program's own nature says of a line, as its catalogue's entry has it.

use super::{Facts, Reason};
use crate::plan::{Activity, Point};
use crate::registry;

/// More than this, above 1, is a gain.
const GAIN: f64 = 1.1;

/// The cause that the catalogue names, where the line is as the cause says: clearly faster than the baseline, or not.
pub fn nature(facts: &Facts, head: &Point) -> Option<Reason> {
    let speedup = head.speedup?;
    let gains = speedup.low > 1.0 && speedup.value > GAIN;
    let causes = registry::find(&facts.plan.workload).ok()?.causes;
    let cause = causes.iter().find(|cause| {
        let holds = cause.option.is_none_or(|(name, value)| facts.chosen(name) == Some(value));
        cause.modes.contains(&facts.mode) && holds && cause.gains == gains
    })?;
    // One worker more than none is no more workers.
    (head.workers > 1).then(|| Reason::of(Activity::Solve, cause.clause))
}
