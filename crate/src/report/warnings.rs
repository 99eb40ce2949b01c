//! What the reader should know before believing a number: what was seen, and what to do about it.

use super::ceilings::Room;
use super::words::{milliseconds, percent, tasks, workers};
use crate::plan::{
    Ended, Environment, FailureKind, Mode, Outcome, Plan, Role, Sample, Trial, Warning, WarningKind,
};
use crate::random::Random;
use crate::stats::{Sampled, median};
use std::collections::{BTreeMap, BTreeSet};

/// Drift below this share is not worth a warning, however sure it is.
const DRIFT: f64 = 0.05;
/// A sample shorter than this many grains of the clock is uncertain by more than 0.1 %.
const GRAINS: f64 = 1000.0;
/// A batch's length is planned from the sample before it and may come out this much shorter without a warning.
const LEEWAY: f64 = 0.9;

/// Every warning there is reason for.
pub fn all(
    plan: &Plan,
    environment: &Environment,
    trials: &[Trial],
    ended: Ended,
    room: Room,
) -> Vec<Warning> {
    let work: Vec<&Trial> = trials.iter().filter(|trial| trial.cell.role == Role::Work).collect();
    let warnings = [
        no_baseline(&work, ended),
        failures(trials),
        drift(plan, &work),
        coarse_clock(&work, environment.timer_resolution_ms),
        oversubscribed(&work, room),
    ];
    warnings.into_iter().flatten().collect()
}

fn no_baseline(work: &[&Trial], ended: Ended) -> Option<Warning> {
    let serial: Vec<&&Trial> = work.iter().filter(|trial| trial.cell.mode == Mode::Serial).collect();
    // At the start of a sweep it is not missing, only not there yet.
    if serial.iter().any(|trial| !samples(trial).is_empty()) || ended == Ended::Running && serial.is_empty() {
        return None;
    }
    let reason = if serial.is_empty() { "was not run" } else { "never finished" };
    let message = format!(
        "The best serial program {reason}, so there is nothing to compare with and no speedup. Times are still \
         right; run again, with a smaller size if it failed."
    );
    Some(Warning { kind: WarningKind::NoBaseline, message })
}

fn failures(trials: &[Trial]) -> Option<Warning> {
    let mut failed = trials.iter().filter_map(|trial| match &trial.outcome {
        Outcome::Failed { failure } => Some((&trial.cell, failure)),
        Outcome::Done { .. } => None,
    });
    let (cell, first) = failed.next()?;
    let count = 1 + failed.count();
    let (cells, count) =
        if count == 1 { ("1 cell".to_owned(), "counts") } else { (format!("{count} cells"), "count") };
    let advice = match first.kind {
        FailureKind::WrongAnswer => "Do not trust this program's times; please report it.",
        FailureKind::Crashed => "Run again; if it stays, please report it.",
        FailureKind::TimedOut => "Try a smaller size.",
        FailureKind::OutOfMemory => "Try a smaller size or fewer workers.",
        FailureKind::NotStarted => "Reload the page and run again.",
        FailureKind::Unavailable => "Leave the mode out, or follow the cure that its control shows.",
    };
    let message = format!(
        "{cells} of {} failed and {count} for nothing. The first, {}: {}. {advice}",
        trials.len(),
        name(cell.mode, cell.workers),
        first.message.trim_end_matches('.'),
    );
    Some(Warning { kind: WarningKind::Failures, message })
}

/// Compares the first realm of the best serial program with its last.
///
/// Every realm has luck of its own (where memory came to lie, what the compiler chose), which is no drift. So the two
/// must differ by more than the realms between them do; where there is none between, machine and luck can't be told
/// apart, and the warning says so. A realm with one sample has no spread to judge by, and counts for nothing.
fn drift(plan: &Plan, work: &[&Trial]) -> Option<Warning> {
    let mut realms: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for trial in work.iter().filter(|trial| trial.cell.mode == Mode::Serial) {
        realms.entry(trial.cell.realm).or_default().extend(samples(trial).iter().map(|it| it.total));
    }
    realms.retain(|_, totals| totals.len() > 1);
    let ((first, start), (last, end)) = (realms.pop_first()?, realms.pop_last()?);
    let between: Vec<f64> = realms.into_values().filter_map(|mut totals| median(&mut totals)).collect();
    let sampled = |realm, totals| Sampled::new(&[totals], &mut Random::new(plan.seed ^ (1 << 31) ^ realm));
    let (start, end) = (sampled(first, start)?, sampled(last, end)?);
    let ratio = end.over(&start)?;
    if ratio.low <= 1.0 && 1.0 <= ratio.high || (ratio.value - 1.0).abs() <= DRIFT {
        return None;
    }
    let times = (milliseconds(start.median), milliseconds(end.median));
    if between.is_empty() {
        let message = format!(
            "The two baselines differ by {}, which may be the machine or the realm: the best serial program took {} \
             at first and {} at last. Run again with more realms to tell.",
            percent((ratio.value - 1.0).abs()),
            times.0,
            times.1,
        );
        return Some(Warning { kind: WarningKind::Drift, message });
    }
    let (least, most) = between.iter().fold((f64::INFINITY, 0.0_f64), |it, &at| (it.0.min(at), it.1.max(at)));
    if (end.median - start.median).abs() <= most - least {
        return None;
    }
    let (change, share) =
        if ratio.value > 1.0 { ("slower", ratio.value - 1.0) } else { ("quicker", 1.0 - ratio.value) };
    let message = format!(
        "The machine changed while it was measured: the best serial program took {} at first and {} at last, {} \
         {change}. Close what else is running, let the machine settle, and run again.",
        times.0,
        times.1,
        percent(share),
    );
    Some(Warning { kind: WarningKind::Drift, message })
}

/// Looks at the middle sample of every trial, since that is what its median rests on.
fn coarse_clock(work: &[&Trial], grain: f64) -> Option<Warning> {
    let lengths = work.iter().filter_map(|trial| {
        let mut lengths: Vec<f64> = samples(trial).iter().map(|it| it.total * f64::from(it.batch)).collect();
        Some((median(&mut lengths)?, trial))
    });
    let (shortest, trial) = lengths.min_by(|left, right| left.0.total_cmp(&right.0))?;
    if shortest >= LEEWAY * GRAINS * grain {
        return None;
    }
    let message = format!(
        "Samples are short for this clock, which steps by {}: with {}, {} at a time were timed. Differences of \
         {} mean nothing there; choose a larger size{}.",
        milliseconds(grain),
        name(trial.cell.mode, trial.cell.workers),
        milliseconds(shortest),
        percent((grain / shortest).min(1.0)),
        if grain > 0.01 {
            ", or open the page with cross-origin isolation, where clocks are finer"
        } else {
            ""
        },
    );
    Some(Warning { kind: WarningKind::CoarseClock, message })
}

fn oversubscribed(work: &[&Trial], room: Room) -> Option<Warning> {
    let beyond = |trial: &&&Trial| !room.holds(trial.cell.mode, trial.cell.workers);
    let counts: BTreeSet<u32> = work.iter().filter(beyond).map(|trial| trial.cell.workers).collect();
    let (least, most) = (counts.first()?, counts.last()?);
    let range = if least == most { workers(*most) } else { format!("{least} to {most} workers") };
    let has = room.most()?;
    let cores = if has == 1 { "1 core".to_owned() } else { format!("{has} cores") };
    let claim = match room.knee {
        Some(_) => format!("This machine now computes no faster than {cores} would"),
        None => format!("This browser claims {cores}"),
    };
    let (them, laws) = match has {
        1 => ("it", "No law is fitted to such counts.".to_owned()),
        _ => ("them", format!("Laws are fitted only to counts up to {has}, where there are two of these.")),
    };
    let message =
        format!("{claim}, and {range} take turns on {them}: no more speedup is expected there. {laws}");
    Some(Warning { kind: WarningKind::Oversubscribed, message })
}

fn samples(trial: &Trial) -> &[Sample] {
    match &trial.outcome {
        Outcome::Done { samples, .. } => samples,
        Outcome::Failed { .. } => &[],
    }
}

/// A point in words.
fn name(mode: Mode, count: u32) -> String {
    match mode {
        Mode::Serial => "the serial program".to_owned(),
        Mode::Threads => format!("threads, {}", workers(count)),
        Mode::Processes => format!("processes, {}", workers(count)),
        Mode::Async => format!("async, {}", tasks(count)),
    }
}
