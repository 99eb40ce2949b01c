//! What limits a line, in one plain sentence: from the fit and the phases, never from more than was measured.
//!
//! Where a point that a sentence would rest on has too few samples, the sentence says that and claims nothing. A
//! phase is named as the cause of a loss only where it explains half of it.

use super::words::{self, milliseconds, percent, tasks, times, workers};
use crate::laws::{AmdahlFit, Law};
use crate::plan::{Amdahl, Baseline, Mode, Phases, Point, Transport};
use std::collections::BTreeMap;

/// Moving data above this share of the time is what a line of processes is about.
const MOVING: f64 = 0.2;
/// The parallel program at one worker is called slower when its speedup over the serial one is below this.
const OVERHEAD: f64 = 0.9;
/// From this serial fraction on, nothing was won by more workers.
const SERIAL: f64 = 0.9;
/// An interval of the serial fraction wider than this says nothing yet.
const WIDE: f64 = 0.5;
/// A fit that is off by more than this, on average, and misses an interval, does not describe the line.
const MISFIT: f64 = 0.05;
/// A phase below this share of the time explains nothing.
const NOTABLE: f64 = 0.02;
/// A phase is the cause of a loss when its growth is at least this share of the loss.
const CAUSE: f64 = 0.5;
/// Fewer samples than this, over all realms, tell nothing: their interval is as narrow as luck has it.
const ENOUGH: usize = 3;
/// A limit whose interval's ends are further apart than this ratio is not one number.
const VAGUE: f64 = 2.0;

/// What a verdict is made from.
pub struct Facts<'f> {
    /// The line's mode.
    pub mode: Mode,
    /// Its transport.
    pub transport: Option<Transport>,
    /// Its points, by workers.
    pub points: &'f [Point],
    /// How many samples each point has, by its workers.
    pub samples: BTreeMap<u32, usize>,
    /// The worker counts that the sentence is about: those that laws are fitted to, or all where that is withheld.
    pub told: Vec<u32>,
    /// Whether no law is fitted because too few counts have a core for every worker.
    pub withheld: bool,
    /// The fitted law.
    pub amdahl: Option<&'f Amdahl>,
    /// What speedups are measured against.
    pub against: Baseline,
    /// Its time, milliseconds.
    pub baseline: Option<f64>,
    /// How many samples that time has.
    pub baseline_samples: usize,
    /// Whether the plan measures transfer too.
    pub compared: bool,
}

/// The sentence.
pub fn verdict(facts: &Facts) -> String {
    // The sentence is about the most workers of these.
    let timed: Vec<&Point> =
        facts.points.iter().filter(|point| facts.told.contains(&point.workers)).collect();
    let Some(head) = timed.last() else { return nothing(facts) };
    let Some(baseline) = facts.baseline else {
        let time = match facts.against {
            Baseline::Serial => "serial time",
            Baseline::One => "time at one worker",
        };
        return format!("There is no {time} to compare with yet, so no speedup is known.");
    };
    if facts.baseline_samples < ENOUGH {
        return format!("There are too few samples of {} to tell yet.", facts.against());
    }
    if facts.mode == Mode::Serial {
        let measure = match facts.against {
            Baseline::Serial => "; every speedup is measured against it",
            Baseline::One => "",
        };
        return format!("The best serial program takes {}{measure}.", milliseconds(baseline));
    }
    if facts.few(head) {
        return format!("There are too few samples with {} to tell yet.", facts.count(head));
    }
    let Some(result) = result(facts, head) else {
        return "The time is too short for this clock to tell a speedup; choose a larger size.".to_owned();
    };
    let reason = if facts.mode == Mode::Async { turns(head) } else { reason(facts, head, &timed) };
    format!("{result}; {reason}.")
}

impl Facts<'_> {
    /// The baseline in words.
    fn against(&self) -> &'static str {
        match self.against {
            Baseline::Serial => "the best serial program",
            Baseline::One if self.mode == Mode::Serial => "the best serial program",
            Baseline::One => "the same program at one worker",
        }
    }

    /// Whether a point has too few samples to say anything from.
    fn few(&self, point: &Point) -> bool {
        self.samples.get(&point.workers).is_none_or(|&samples| samples < ENOUGH)
    }

    /// A point's workers, or tasks, in words.
    fn count(&self, point: &Point) -> String {
        if self.mode == Mode::Async { tasks(point.workers) } else { workers(point.workers) }
    }
}

fn nothing(facts: &Facts) -> String {
    match facts.points.iter().flat_map(|point| &point.failures).next() {
        Some(failure) => {
            format!(
                "No run succeeded, so there is nothing to chart: {}.",
                failure.message.trim_end_matches('.')
            )
        }
        None => "Nothing has been measured here yet.".to_owned(),
    }
}

/// What was measured, without a reason or an end.
fn result(facts: &Facts, head: &Point) -> Option<String> {
    let speedup = head.speedup.filter(|speedup| speedup.value > 0.0)?;
    let (with, against) = (format!("With {} this", facts.count(head)), facts.against());
    Some(if times(speedup.value.max(1.0 / speedup.value)).is_none() {
        format!("{with} ran about as fast as {against}")
    } else if speedup.low <= 1.0 && 1.0 <= speedup.high {
        format!("{with} was neither clearly faster nor clearly slower than {against}")
    } else if speedup.value > 1.0 {
        format!("{with} ran {} as fast as {against}", times(speedup.value)?)
    } else {
        format!("{with} took {} as long as {against}", times(1.0 / speedup.value)?)
    })
}

/// Why async is as fast as it is: turns on one thread explain no gain, and so are not given as a reason for one.
fn turns(head: &Point) -> String {
    if head.speedup.is_some_and(|speedup| speedup.low > 1.0) {
        "all of it ran on one thread, so more cores are not the reason".to_owned()
    } else {
        "one thread takes turns, so computing gains nothing: async helps when tasks wait, not when they compute"
            .to_owned()
    }
}

/// Why, in a clause: the first of these that applies.
fn reason(facts: &Facts, head: &Point, timed: &[&Point]) -> String {
    copying(facts, head)
        .or_else(|| overhead(facts, timed))
        .or_else(|| slower(facts, head, timed))
        .unwrap_or_else(|| law(facts, timed))
}

fn copying(facts: &Facts, head: &Point) -> Option<String> {
    let phases = head.phases.filter(|_| facts.mode == Mode::Processes)?;
    let share = (phases.send + phases.receive) / total(&phases);
    if share.is_nan() || share < MOVING {
        return None;
    }
    let share = percent(share);
    Some(match facts.transport {
        Some(Transport::Copy) if facts.compared => {
            format!("copying data between the workers takes {share} of the time; compare the transfer line")
        }
        Some(Transport::Copy) => {
            format!(
                "copying data between the workers takes {share} of the time; try transfer, which copies less"
            )
        }
        _ => format!("moving data between the workers takes {share} of the time, even by transfer"),
    })
}

/// The parallel program alone on one worker, when it is clearly behind the best serial one.
fn overhead(facts: &Facts, timed: &[&Point]) -> Option<String> {
    let one = timed.iter().find(|point| point.workers == 1 && !facts.few(point))?;
    let speedup = one.speedup.filter(|speedup| speedup.value < OVERHEAD && speedup.high < 1.0)?;
    let place = match one.phases.and_then(|phases| largest(&phases)) {
        Some((phase, share)) => format!("and {phase} is {} of its time", percent(share)),
        None => "in the parallel part itself, whose method costs more".to_owned(),
    };
    Some(format!(
        "at one worker the parallel program is already {} slower than the serial one, {place}",
        percent(1.0 / speedup.value - 1.0)
    ))
}

/// The most workers are clearly slower than fewer were.
fn slower(facts: &Facts, head: &Point, timed: &[&Point]) -> Option<String> {
    let value = |point: &Point| point.time.map_or(f64::INFINITY, |time| time.value);
    let best = timed.iter().min_by(|left, right| value(left).total_cmp(&value(right)))?;
    let (least, time) = (best.time?, head.time?);
    (least.high < time.low && !facts.few(best)).then(|| {
        let why = growth(best, head, time.value - least.value);
        format!("that is slower than with {}, {why}", workers(best.workers))
    })
}

fn law(facts: &Facts, timed: &[&Point]) -> String {
    if let Some(point) = timed.iter().find(|point| facts.few(point)) {
        return format!("there are too few samples with {} to tell why yet", workers(point.workers));
    }
    let Some(amdahl) = facts.amdahl else {
        let why = match timed {
            _ if facts.withheld => {
                "no law is fitted, as that needs two worker counts with a core for every worker"
            }
            [_] => "a second worker count would show what limits it",
            _ => "some times are too short for this clock to fit a law to",
        };
        return why.to_owned();
    };
    let fraction = amdahl.serial_fraction;
    if let Some(misfit) = misfit(amdahl, timed) {
        return misfit;
    }
    if fraction.high - fraction.low > WIDE {
        return format!(
            "how much of it is serial can't be told yet (between {} and {}): more realms would show",
            percent(fraction.low),
            percent(fraction.high)
        );
    }
    // Said plainly, because a fit through two points leaves nothing over to doubt it by.
    let two =
        if timed.len() == 2 { ", from two worker counts, which any law of two numbers fits" } else { "" };
    if fraction.value >= SERIAL {
        let cause = timed.last().and_then(|point| largest(&point.phases?));
        let cause = cause.map_or_else(String::new, |(phase, share)| {
            format!("; {phase} alone is {} of the time", percent(share))
        });
        return format!(
            "more workers change little, as if {} of the work were serial{two}{cause}",
            percent(fraction.value)
        );
    }
    match amdahl.limit {
        Some(limit) => {
            let limit = if limit.high > VAGUE * limit.low {
                format!("a limit somewhere above {}", words::number(limit.low))
            } else {
                format!("the limit at {}", words::number(limit.value))
            };
            format!("Amdahl's law with {} serial work puts {limit}{two}", percent(fraction.value))
        }
        None if two.is_empty() => "no serial part shows at these worker counts".to_owned(),
        None => format!("no serial part shows{two}"),
    }
}

/// Where the law misses the interval of a time that it was fitted to, and not by a little.
fn misfit(amdahl: &Amdahl, timed: &[&Point]) -> Option<String> {
    let fit = AmdahlFit::reported(amdahl);
    let missed = |point: &&Point| {
        let expected = fit.at(f64::from(point.workers));
        point.time.is_some_and(|time| expected < time.low || expected > time.high)
    };
    if amdahl.residual <= MISFIT || !timed.iter().any(missed) {
        return None;
    }
    let (first, last) = (timed.first()?, timed.last()?);
    let why = growth(first, last, last.time?.value - fit.at(f64::from(last.workers)));
    let off = percent(amdahl.residual);
    Some(format!("Amdahl's law does not describe this line (it is off by {off}), {why}"))
}

/// What grew between two points, where that explains a loss of this many milliseconds.
fn growth(from: &Point, to: &Point, loss: f64) -> String {
    let Some((from, to)) = from.phases.zip(to.phases) else { return UNEXPLAINED.to_owned() };
    let notable = NOTABLE * total(&to);
    let explains = |before: f64, after: f64| {
        let grown = after - before;
        loss > 0.0 && grown >= CAUSE * loss && grown > notable
    };
    let grew = |before, after| format!("grew from {} to {}", milliseconds(before), milliseconds(after));
    let most = named(&from)
        .into_iter()
        .zip(named(&to))
        .map(|((name, before), (_, after))| (name, before, after))
        .max_by(|left, right| (left.2 - left.1).total_cmp(&(right.2 - right.1)));
    let solving = to.solve - from.solve;
    match most {
        Some((phase, before, after)) if explains(before, after) && after - before >= solving => {
            format!("as {phase} {}", grew(before, after))
        }
        _ if explains(from.solve, to.solve) => {
            format!("as the parallel part itself {}: {HELD_BACK}", grew(from.solve, to.solve))
        }
        Some((_, before, after)) if after - before > notable => UNEXPLAINED.to_owned(),
        _ => format!("while only the parallel part changed: {HELD_BACK}"),
    }
}

/// What may hold back the part that workers share.
const HELD_BACK: &str = "uneven jobs, memory or busy cores hold it back";
/// More than the parallel part changed, and nothing of it by enough.
const UNEXPLAINED: &str = "and no one phase explains it";

/// The largest phase beside solving, with its share, where it is worth naming.
fn largest(phases: &Phases) -> Option<(&'static str, f64)> {
    let (name, time) = named(phases).into_iter().max_by(|left, right| left.1.total_cmp(&right.1))?;
    let share = time / total(phases);
    (share >= NOTABLE).then_some((name, share))
}

/// The phases that workers don't share, in plain words.
fn named(phases: &Phases) -> [(&'static str, f64); 4] {
    [
        ("cutting the input", phases.split),
        ("sending jobs", phases.send),
        ("reading replies", phases.receive),
        ("merging the parts", phases.merge),
    ]
}

fn total(phases: &Phases) -> f64 {
    phases.split + phases.send + phases.solve + phases.receive + phases.merge
}
