//! What limits a line, in one plain sentence: from the fit and the phases, never from more than was measured.

use super::words::{self, milliseconds, percent, times, workers};
use crate::plan::{Amdahl, Mode, Phases, Point, Transport};

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

/// What a verdict is made from.
pub struct Facts<'f> {
    /// The line's mode.
    pub mode: Mode,
    /// Its transport.
    pub transport: Option<Transport>,
    /// Its points, by workers.
    pub points: &'f [Point],
    /// The worker counts that laws are fitted to.
    pub fitted: &'f [u32],
    /// The fitted law.
    pub amdahl: Option<&'f Amdahl>,
    /// The best serial program's time, milliseconds.
    pub baseline: Option<f64>,
    /// Whether the plan measures transfer too.
    pub compared: bool,
}

/// The sentence.
pub fn verdict(facts: &Facts) -> String {
    // The counts that laws are fitted to; the sentence is about the most workers of these.
    let timed: Vec<&Point> =
        facts.points.iter().filter(|point| facts.fitted.contains(&point.workers)).collect();
    let Some(head) = timed.last() else { return nothing(facts) };
    let Some(baseline) = facts.baseline else {
        return "There is no serial time to compare with yet, so no speedup is known.".to_owned();
    };
    if facts.mode == Mode::Serial {
        return format!(
            "The best serial program takes {}; every speedup is measured against it.",
            milliseconds(baseline)
        );
    }
    if facts.mode == Mode::Async {
        return "One thread takes turns, so computing gains nothing: async helps when tasks wait, not when they \
                compute."
            .to_owned();
    }
    let Some(result) = result(head) else {
        return "The time is too short for this clock to tell a speedup; choose a larger size.".to_owned();
    };
    format!("{result}; {}.", reason(facts, head, &timed))
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
fn result(head: &Point) -> Option<String> {
    let speedup = head.speedup.filter(|speedup| speedup.value > 0.0)?;
    let with = format!("With {} this", workers(head.workers));
    Some(if times(speedup.value.max(1.0 / speedup.value)).is_none() {
        format!("{with} ran about as fast as the best serial program")
    } else if speedup.low <= 1.0 && 1.0 <= speedup.high {
        format!("{with} was neither clearly faster nor clearly slower than the best serial program")
    } else if speedup.value > 1.0 {
        format!("{with} ran {} as fast as the best serial program", times(speedup.value)?)
    } else {
        format!("{with} took {} as long as the best serial program", times(1.0 / speedup.value)?)
    })
}

/// Why, in a clause: the first of these that applies.
fn reason(facts: &Facts, head: &Point, timed: &[&Point]) -> String {
    copying(facts, head)
        .or_else(|| overhead(timed))
        .or_else(|| slower(head, timed))
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
fn overhead(timed: &[&Point]) -> Option<String> {
    let one = timed.iter().find(|point| point.workers == 1)?;
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
fn slower(head: &Point, timed: &[&Point]) -> Option<String> {
    let value = |point: &Point| point.time.map_or(f64::INFINITY, |time| time.value);
    let best = timed.iter().min_by(|left, right| value(left).total_cmp(&value(right)))?;
    let lost = best.time?.high < head.time?.low;
    lost.then(|| format!("that is slower than with {}, {}", workers(best.workers), growth(best, head)))
}

fn law(facts: &Facts, timed: &[&Point]) -> String {
    let Some(amdahl) = facts.amdahl else {
        let why = match timed {
            [_] => "a second worker count would show what limits it",
            _ => "some times are too short for this clock to fit a law to",
        };
        return why.to_owned();
    };
    let fraction = amdahl.serial_fraction;
    if let (Some(first), Some(last), true) = (timed.first(), timed.last(), misfits(amdahl, timed)) {
        let off = percent(amdahl.residual);
        return format!(
            "Amdahl's law does not describe this line (it is off by {off}), {}",
            growth(first, last)
        );
    }
    if fraction.high - fraction.low > WIDE {
        return format!(
            "how much of it is serial can't be told yet (between {} and {}): more realms would show",
            percent(fraction.low),
            percent(fraction.high)
        );
    }
    if fraction.value >= SERIAL {
        let cause = timed.last().and_then(|point| largest(&point.phases?));
        let cause = cause.map_or_else(String::new, |(phase, share)| {
            format!("; {phase} alone is {} of the time", percent(share))
        });
        return format!(
            "more workers change little, as if {} of the work were serial{cause}",
            percent(fraction.value)
        );
    }
    match amdahl.limit {
        Some(limit) => format!(
            "Amdahl's law with {} serial work puts the limit at {}",
            percent(fraction.value),
            words::number(limit.value)
        ),
        None => "no serial part shows at these worker counts".to_owned(),
    }
}

/// Whether the law misses the interval of a time that it was fitted to, and not by a little.
fn misfits(amdahl: &Amdahl, timed: &[&Point]) -> bool {
    let at = |workers: u32| {
        let serial = amdahl.serial_fraction.value;
        amdahl.one_worker_time * (serial + (1.0 - serial) / f64::from(workers))
    };
    let missed = |point: &&Point| {
        let expected = at(point.workers);
        point.time.is_some_and(|time| expected < time.low || expected > time.high)
    };
    amdahl.residual > MISFIT && timed.iter().any(missed)
}

/// What grew between two points, where a phase did.
fn growth(from: &Point, to: &Point) -> String {
    let grown = from.phases.zip(to.phases).and_then(|(from, to)| {
        let all = named(&from).into_iter().zip(named(&to));
        let growths = all.map(|((name, before), (_, after))| (name, before, after));
        let most = growths.max_by(|left, right| (left.2 - left.1).total_cmp(&(right.2 - right.1)))?;
        (most.2 - most.1 > NOTABLE * total(&to)).then_some(most)
    });
    match grown {
        Some((phase, before, after)) => {
            format!("as {phase} grew from {} to {}", milliseconds(before), milliseconds(after))
        }
        None => {
            "while only the parallel part changed: uneven jobs, memory or busy cores hold it back".to_owned()
        }
    }
}

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
