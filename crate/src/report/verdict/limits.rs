//! Limits that no fit shows: what the machine gives, and what the workers waited for.

use super::super::words::{number, percent, workers};
use super::{CAUSE, Facts, Reason, VAGUE};
use crate::plan::{Activity, Ceiling, CeilingKind, Point};

/// A loss below this share of the workers' time is not what limits a line.
const LOSS: f64 = 0.1;
/// Well below: less than this share of it.
const WELL_BELOW: f64 = 0.8;
/// A speedup this close to a ceiling has reached it, however narrow both intervals are.
const REACHED: f64 = 0.95;

/// The memory ceiling, where the line has come up to it and could compute far more. That both are as high is no proof, so
/// whatever else was measured is named before it.
pub fn memory(facts: &Facts, head: &Point) -> Option<Reason> {
    let speedup = head.speedup.filter(|_| head.workers > 1)?;
    let memory = Ceiling::at(facts.ceilings, CeilingKind::Memory, head.workers)?;
    let compute = Ceiling::at(facts.ceilings, CeilingKind::Compute, head.workers)?;
    let meets = memory.low <= speedup.high && speedup.low <= memory.high;
    let near = (speedup.value - memory.value).abs() <= (1.0 - REACHED) * memory.value;
    let could = speedup.high < WELL_BELOW * compute.value && memory.value < WELL_BELOW * compute.value;
    ((meets || near) && could && !explained(facts, head, slowed(facts, head))).then(|| {
        Reason::new(format!(
            "that is as much as the machine's memory ceiling ({} with {}), so memory may be what limits it",
            number(memory.value),
            workers(head.workers)
        ))
    })
}

/// The compute ceiling, where the line has come up to it and it lies well below the workers.
pub fn machine(facts: &Facts, head: &Point) -> Option<Reason> {
    let speedup = head.speedup.filter(|_| head.workers > 1)?;
    let compute = Ceiling::at(facts.ceilings, CeilingKind::Compute, head.workers)?;
    let reached = speedup.value >= REACHED * compute.value && speedup.value > 1.0;
    (reached && compute.high < WELL_BELOW * f64::from(head.workers) && !explained(facts, head, 0.0)).then(
        || {
            Reason::new(format!(
                "the machine gives no more: its compute ceiling at {} is {}",
                workers(head.workers),
                number(compute.value)
            ))
        },
    )
}

/// What else than memory may have kept the workers from useful work, worker-milliseconds of the traced run: waiting, and
/// extra work. Extra work that is not there with one worker is no other reason: it is the same steps done slower.
fn slowed(facts: &Facts, head: &Point) -> f64 {
    let alone = facts.points.iter().find(|point| point.workers == 1).and_then(|point| point.lost);
    head.lost.map_or(0.0, |lost| lost.idle + alone.map_or(lost.extra, |alone| alone.extra.min(lost.extra)))
}

/// Whether the program itself explains half of what the line falls short of all its workers: then no ceiling is to
/// blame. What workers waited for tells, with this much `other` time; or without one the phases that they don't
/// share.
fn explained(facts: &Facts, head: &Point, other: f64) -> bool {
    if let Some(lost) = head.lost {
        let known = lost.serial + lost.imbalance + lost.copying + other;
        return known >= CAUSE * (lost.available - lost.useful);
    }
    head.phases.zip(facts.baseline).is_some_and(|(phases, baseline)| {
        let total = phases.total();
        total - phases.solve >= CAUSE * (total - baseline / f64::from(head.workers))
    })
}

/// The largest loss of the traced run, where it is worth naming.
///
/// Only what a reader can do something about: what is unexplained, and start-up, are not named here. Nor are ceilings:
/// waiting for a core is idle, and [`machine`] says so where the ceiling was reached.
pub fn loss(head: &Point) -> Option<Reason> {
    let lost = head.lost.filter(|_| head.workers > 1)?;
    let merging = head.phases.is_some_and(|phases| phases.merge >= phases.split);
    let (part, serial) = if merging {
        (Activity::Merge, "while one merged the parts")
    } else {
        (Activity::Split, "while one cut the input")
    };
    let rows = [
        (lost.imbalance, Some(Activity::Solve), "for the one with the largest job"),
        (lost.serial, Some(part), serial),
        (lost.copying, Some(Activity::Send), "for data to be copied"),
        (lost.idle, None, "for a core, a lock, or something on its way"),
        (lost.extra, None, ""),
    ];
    let (time, part, what) = rows.into_iter().max_by(|left, right| left.0.total_cmp(&right.0))?;
    let share = time / lost.available;
    if share.is_nan() || share < LOSS || time < lost.unexplained {
        return None;
    }
    let share = percent(share);
    let clause = if what.is_empty() {
        format!(
            "in the traced run {share} of the workers' time was computing beyond what the serial program does"
        )
    } else {
        format!("in the traced run workers waited {share} of their time {what}")
    };
    Some(Reason { clause, part })
}

/// What holds back the part that workers share: as the trace has it, or what it may be.
pub fn held_back(at: &Point) -> String {
    loss(at).map_or_else(|| "uneven jobs, memory or busy cores hold it back".to_owned(), |loss| loss.clause)
}

/// What Karp and Flatt's fraction says where no phase says more: rising, it is no serial part.
pub fn rising(timed: &[&Point]) -> Option<String> {
    let mut fractions = timed.iter().filter_map(|point| Some((point.workers, point.karp_flatt?)));
    let (first, last) = (fractions.next()?, fractions.next_back()?);
    (last.1.low > first.1.high && last.1.value > 0.0).then(|| {
        format!(
            ": the serial fraction that its speedups imply (Karp and Flatt) rises from {} with {} to {} with {}, so \
             overhead grows with the workers",
            // Below 0: faster than its workers are many, as caches can make it.
            if first.1.value < 0.0 { "below 0 %".to_owned() } else { percent(first.1.value) },
            workers(first.0),
            percent(last.1.value),
            workers(last.0),
        )
    })
}

/// Where the universal scalability law sees no gain in more workers, if it can tell.
pub fn peak(facts: &Facts, last: &Point) -> Option<String> {
    let usl = facts.usl.filter(|usl| usl.coherency.low > 0.0)?;
    let peak = usl.peak.filter(|peak| peak.high <= VAGUE * peak.low)?;
    let extrapolated =
        if peak.value > f64::from(last.workers) { ", which is beyond what was measured" } else { "" };
    Some(format!(
        "; the universal scalability law expects no gain past about {} workers{extrapolated}",
        peak.value.round()
    ))
}
