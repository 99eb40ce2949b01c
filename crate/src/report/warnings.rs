//! What the reader should know before believing a number: what was seen, and what to do about it.

use super::words::{cell, line, milliseconds, mode, percent, workers};
use crate::plan::{
    Cell, Check, Counting, Disturbance, Ended, FailureKind, Mode, Outcome, Plan, Report, Role, Sample, Trial,
    Warning, WarningKind,
};
use crate::random::Random;
use crate::registry;
use crate::run::GRAINS;
use crate::stats::{Sampled, median};
use crate::sweep::LEAST_REALMS;
use std::collections::{BTreeMap, BTreeSet};

/// Drift below this share is not worth a warning, however sure it is.
const DRIFT: f64 = 0.05;
/// Realms' luck below this share of the change doesn't hide that the machine changed.
const TOLD: f64 = 0.5;
/// A batch's length is planned from the sample before it and may come out this much shorter without a warning.
const LEEWAY: f64 = 0.9;
/// Looking that costs less than this share of the time disturbs nothing.
const LOOKING: f64 = 0.1;
/// A simulated time this close to the measured one will do, as a share of it.
const SIMULATED: f64 = 0.15;

/// Every warning there is reason for, from all that a report has to say but its warnings.
pub fn all(report: &Report) -> Vec<Warning> {
    let trials = &report.trials;
    let cores = if registry::waits(&report.plan) { 0 } else { report.environment.hardware_concurrency };
    let warnings = [
        no_baseline(trials, report.ended),
        failures(trials),
        drift(&report.plan, trials),
        coarse_clock(trials, report.environment.timer_resolution_ms),
        oversubscribed(trials, report.knee, cores),
        invalidated(report),
        imprecise(report),
        realms(report),
        looking(report),
        simulation(report),
    ];
    warnings.into_iter().flatten().collect()
}

/// The trials of the best serial program at the plan's size.
fn serial(trials: &[Trial]) -> impl Iterator<Item = &Trial> {
    trials.iter().filter(|trial| trial.cell.mode == Mode::Serial && trial.cell.role == Role::Work)
}

fn no_baseline(trials: &[Trial], ended: Ended) -> Option<Warning> {
    let serial: Vec<&Trial> = serial(trials).collect();
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
    let (which, first) = failed.next()?;
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
        cell(which),
        first.message.trim_end_matches('.'),
    );
    Some(Warning { kind: WarningKind::Failures, message })
}

/// Compares the first realm of the best serial program with its last.
///
/// Every realm has luck of its own (where memory came to lie, what the compiler chose), which is no drift. It is what a
/// steady change and a single step leave over of the realms' medians; where that is much, or where there are too few
/// realms to see it, the warning says that it can't tell. A realm with one sample has no spread to judge by, and counts
/// for nothing.
fn drift(plan: &Plan, trials: &[Trial]) -> Option<Warning> {
    let mut realms: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for trial in serial(trials) {
        realms.entry(trial.cell.realm).or_default().extend(samples(trial).iter().map(|it| it.total));
    }
    realms.retain(|_, totals| totals.len() > 1);
    let medians: Vec<f64> = realms.values().filter_map(|totals| median(&mut totals.clone())).collect();
    let ((first, start), (last, end)) = (realms.pop_first()?, realms.pop_last()?);
    let sampled = |realm, totals| Sampled::new(&[totals], &mut Random::new(plan.seed ^ (1 << 31) ^ realm));
    let (start, end) = (sampled(first, start)?, sampled(last, end)?);
    let ratio = end.over(&start)?;
    if ratio.low <= 1.0 && 1.0 <= ratio.high || (ratio.value - 1.0).abs() <= DRIFT {
        return None;
    }
    let times = (milliseconds(start.median), milliseconds(end.median));
    let changed = luck(&medians).is_some_and(|luck| luck < TOLD * (end.median - start.median).abs());
    if !changed {
        let message = format!(
            "The first and the last baseline differ by {}, which may be the machine or the realm: the best serial \
             program took {} at first and {} at last. Run again with {} to tell.",
            percent((ratio.value - 1.0).abs()),
            times.0,
            times.1,
            if medians.len() < 4 { "four realms or more" } else { "more realms" },
        );
        return Some(Warning { kind: WarningKind::Drift, message });
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

/// How far apart realms are that a change of the machine doesn't explain: the span of what is left of their medians,
/// in order, after a straight line or after the best step, whichever leaves less. None where fewer than four leave too
/// little to judge by.
///
/// A side of a step has two realms at least: one alone may be off by its own luck.
fn luck(medians: &[f64]) -> Option<f64> {
    let count = medians.len();
    if count < 4 {
        return None;
    }
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let span = |left: &[f64]| {
        let (least, most) =
            left.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |it, &at| (it.0.min(at), it.1.max(at)));
        most - least
    };
    let at: Vec<f64> = (0..count).map(|place| place as f64 - (count - 1) as f64 / 2.0).collect();
    let squares: f64 = at.iter().map(|at| at * at).sum();
    let slope = at.iter().zip(medians).map(|(at, median)| at * median).sum::<f64>() / squares;
    let line: Vec<f64> = at.iter().zip(medians).map(|(at, median)| median - slope * at).collect();
    let step = |place: usize| {
        let sides = medians.split_at(place);
        let left = [sides.0, sides.1].map(|side| side.iter().map(|it| it - mean(side)).collect::<Vec<f64>>());
        span(&left.concat())
    };
    Some((2..count - 1).map(step).fold(span(&line), f64::min))
}

/// Looks at the middle sample of every trial, since that is what its median rests on.
fn coarse_clock(trials: &[Trial], grain: f64) -> Option<Warning> {
    let lengths = trials.iter().filter_map(|trial| {
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
        cell(&trial.cell),
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

/// Workers past the knee of the compute ceiling, or where it was not measured past the cores that the browser claims.
/// Async tasks share one thread anyway; 0 cores means that the browser doesn't say.
fn oversubscribed(trials: &[Trial], knee: Option<u32>, cores: u32) -> Option<Warning> {
    let room = knee.unwrap_or(cores);
    let beyond = |trial: &&Trial| {
        matches!(trial.cell.mode, Mode::Threads | Mode::Processes)
            && trial.cell.role == Role::Work
            && room > 0
            && trial.cell.workers > room
    };
    let counts: BTreeSet<u32> = trials.iter().filter(beyond).map(|trial| trial.cell.workers).collect();
    let (least, most) = (counts.first()?, counts.last()?);
    let range = if least == most { workers(*most) } else { format!("{least} to {most} workers") };
    let seen = match (knee, cores) {
        (Some(knee), _) => format!(
            "This machine computes no faster with more than {}, as its compute ceiling shows, and {range} take turns \
             on its cores",
            workers(knee)
        ),
        (None, 1) => format!("This browser claims 1 core, and {range} take turns on it"),
        (None, _) => format!("This browser claims {cores} cores, and {range} take turns on them"),
    };
    let laws = match room {
        1 => "No law is fitted to such counts.".to_owned(),
        _ => format!("Laws are fitted only to counts up to {room}, where there are two of these."),
    };
    let message = format!("{seen}: no more speedup is expected there. {laws}");
    Some(Warning { kind: WarningKind::Oversubscribed, message })
}

fn invalidated(report: &Report) -> Option<Warning> {
    let seen: Vec<_> = report.invalidated.iter().filter(|it| it.samples > 0).collect();
    let reasons: Vec<String> = seen
        .iter()
        .map(|it| {
            let reason = match it.reason {
                Disturbance::Hidden => "the tab was hidden",
                Disturbance::Suspended => "the page was suspended",
                Disturbance::Pressure => "the machine was busy with something else",
            };
            format!("{reason} ({})", it.samples)
        })
        .collect();
    let count: u32 = seen.iter().map(|it| it.samples).sum();
    let kept: u32 = report.trials.iter().map(disturbed).sum();
    let message = match (retaken(count, &reasons.join(", ")), kept) {
        (None, 0) => return None,
        (Some(retaken), 0) => format!(
            "{retaken}. Nothing of that is in the numbers; keep the tab in front and close what else is running, and \
             the run is over sooner."
        ),
        (retaken, _) => format!(
            "{}{} although the machine was busy with something else, and {} in the numbers. Close what else is \
             running, and run again.",
            retaken.map_or_else(String::new, |retaken| format!("{retaken}. ")),
            if kept == 1 { "1 sample was kept".to_owned() } else { format!("{kept} samples were kept") },
            if kept == 1 { "is" } else { "are" },
        ),
    };
    Some(Warning { kind: WarningKind::Invalidated, message })
}

/// How many samples were taken again, and why.
fn retaken(count: u32, reasons: &str) -> Option<String> {
    let samples = match count {
        0 => return None,
        1 => "1 sample was".to_owned(),
        _ => format!("{count} samples were"),
    };
    Some(format!("{samples} thrown away and taken again, because {reasons}"))
}

/// How many of a trial's samples count although the machine was busy.
fn disturbed(trial: &Trial) -> u32 {
    match trial.outcome {
        Outcome::Done { disturbed, .. } => disturbed,
        Outcome::Failed { .. } => 0,
    }
}

/// Intervals wider than the plan wants them. It wants those of whole runs so; where other times are read, only the end
/// of the budget is a reason.
fn imprecise(report: &Report) -> Option<Warning> {
    let precision = f64::from(report.plan.precision?) / 100.0;
    let budget = report.ended == Ended::Budget;
    if report.ended == Ended::Running || !(budget || report.reading.counting == Counting::Run) {
        return None;
    }
    let points = report.series.iter().flat_map(|series| {
        let name = |workers| line(series.mode, series.transport, workers);
        series.points.iter().map(move |point| (point.time, name(point.workers)))
    });
    let baseline = (report.baseline, line(Mode::Serial, None, 1));
    let widest = points
        .chain([baseline])
        .filter_map(|(time, name)| time.map(|time| ((time.high - time.low) / time.value, name)))
        .filter(|(width, _)| *width > precision)
        .max_by(|left, right| left.0.total_cmp(&right.0));
    if widest.is_none() && !budget {
        return None;
    }
    let seen = match report.ended {
        Ended::Budget if planned_only(report) => format!(
            "The plan's own cells already took longer than the budget of {} s, so no realms were added until",
            report.plan.budget
        ),
        Ended::Budget => format!("The time was up after {} s, before", report.plan.budget),
        Ended::Cancelled => "The run was ended before".to_owned(),
        _ => "The most realms were run, and still not".to_owned(),
    };
    let widest = widest
        .map_or_else(String::new, |(width, name)| format!(": that of {name} is {} wide", percent(width)));
    let message = format!(
        "{seen} every interval was as narrow as {} of its time{widest}. Give it a longer budget, close what else is \
         running, or choose a larger size.",
        percent(precision)
    );
    Some(Warning { kind: WarningKind::Imprecise, message })
}

/// Whether no realm was added for the precision. The serial program has two at least.
fn planned_only(report: &Report) -> bool {
    let planned = |cell: &Cell| match cell.mode {
        Mode::Serial => report.plan.realms.max(2),
        _ => report.plan.realms,
    };
    report.trials.iter().all(|trial| trial.cell.realm < planned(&trial.cell))
}

/// Points whose intervals rest on too few realms to show how much realms differ.
fn realms(report: &Report) -> Option<Warning> {
    if report.ended == Ended::Running {
        return None;
    }
    let mut points: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for trial in report.trials.iter().filter(|it| it.cell.role == Role::Work && !samples(it).is_empty()) {
        let Cell { mode, transport, workers, realm, .. } = trial.cell;
        points.entry((mode, transport, workers)).or_default().insert(realm);
    }
    let few: Vec<_> =
        points.iter().filter(|(_, realms)| realms.len() < LEAST_REALMS).map(|(point, _)| point).collect();
    let &&(mode, transport, count) = few.first()?;
    let which = match few.len() {
        1 => format!(
            "1 point of {} rests on one realm or two ({})",
            points.len(),
            line(mode, transport, count)
        ),
        few if few == points.len() => "Every point rests on one realm or two".to_owned(),
        few => format!(
            "{few} points of {} rest on one realm or two (the first: {})",
            points.len(),
            line(mode, transport, count)
        ),
    };
    let message = format!(
        "{which}: an interval from so few can't show how much a fresh start changes, and is too narrow. Run again with \
         three realms or more."
    );
    Some(Warning { kind: WarningKind::Imprecise, message })
}

fn looking(report: &Report) -> Option<Warning> {
    let cost = report.series.iter().filter_map(|it| Some((it.trace_overhead?, it)));
    let (cost, series) = cost.max_by(|left, right| left.0.total_cmp(&right.0))?;
    if cost <= LOOKING {
        return None;
    }
    let message = format!(
        "Looking takes time: traced runs of {} took {} longer than its samples. Read its timeline and lost time as \
         shares, not as times, or choose a larger size.",
        mode(series.mode, series.transport),
        percent(cost)
    );
    Some(Warning { kind: WarningKind::TraceOverhead, message })
}

/// The simulated time that is furthest from a measured one, at a count for which the machine has room.
fn simulation(report: &Report) -> Option<Warning> {
    let checks = report.series.iter().flat_map(|series| {
        let checks = series.work_span.iter().flat_map(|it| &it.checks);
        checks.filter(|it| report.knee.is_none_or(|knee| it.workers <= knee)).map(move |check| {
            let off = check.simulated / check.measured.value - 1.0;
            (off, check, series)
        })
    });
    let outside = |time: f64, check: &Check| time < check.measured.low || time > check.measured.high;
    let (off, check, series) = checks
        .filter(|&(off, check, _)| off.abs() > SIMULATED && outside(check.simulated, check))
        .max_by(|left, right| left.0.abs().total_cmp(&right.0.abs()))?;
    let message = format!(
        "The simulation of {} differs from what was measured: with {} it takes {}, and the real run took {}, so the \
         simulation is {} too {}. It schedules the recorded tasks and knows nothing of memory or busy cores; don't \
         trust its curve further out.",
        mode(series.mode, series.transport),
        workers(check.workers),
        milliseconds(check.simulated),
        milliseconds(check.measured.value),
        percent(off.abs()),
        if off > 0.0 { "slow" } else { "quick" },
    );
    Some(Warning { kind: WarningKind::Simulation, message })
}

fn samples(trial: &Trial) -> &[Sample] {
    match &trial.outcome {
        Outcome::Done { samples, .. } => samples,
        Outcome::Failed { .. } => &[],
    }
}
