//! What limits a line, in one plain sentence: from the fits, the phases, the machine's ceilings and the trace, never
//! from more than was measured. Where the catalogue knows what to try, a second sentence says so.
//!
//! Where a point that a sentence would rest on has too few samples, the sentence says that and claims nothing. A
//! phase is named as the cause of a loss only where it explains half of it, and a ceiling only where no phase does.

mod limits;
mod nature;
mod phases;

use super::words::{self, milliseconds, percent, tasks, times, workers};
use crate::laws::{AmdahlFit, Law};
use crate::plan::{Activity, Amdahl, Baseline, Ceiling, Hint, Mode, Plan, Point, Reading, Transport, Usl};
use crate::registry;
use limits::{loss, machine, memory};
use nature::nature;
use phases::{Growth, growth, largest};
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
/// A phase is the cause of a loss when it is at least this share of the loss.
const CAUSE: f64 = 0.5;
/// Fewer samples than this, over all realms, tell nothing: their interval is as narrow as luck has it.
const ENOUGH: usize = 3;
/// A number whose interval's ends are further apart than this ratio is not one number.
const VAGUE: f64 = 2.0;

/// What a verdict is made from.
#[derive(Clone)]
pub struct Facts<'f> {
    /// What was asked.
    pub plan: &'f Plan,
    /// How the points' times are read.
    pub reading: Reading,
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
    /// The other fitted law.
    pub usl: Option<&'f Usl>,
    /// The machine's ceilings.
    pub ceilings: &'f [Ceiling],
    /// The fewest workers that reach the compute ceiling's top, where it was measured.
    pub knee: Option<u32>,
    /// The best serial program's time, milliseconds.
    pub baseline: Option<f64>,
    /// How many samples that time has.
    pub baseline_samples: usize,
    /// What the workload has to advise.
    pub hints: &'f [Hint],
}

impl<'f> Facts<'f> {
    /// The facts of a line of which no more than its points is known, all of them told; its workload's own hints.
    pub fn new(plan: &'f Plan, mode: Mode, transport: Option<Transport>, points: &'f [Point]) -> Self {
        Self {
            plan,
            reading: Reading::default(),
            mode,
            transport,
            points,
            samples: points.iter().map(|point| (point.workers, point.times.len())).collect(),
            told: points.iter().filter(|it| it.time.is_some()).map(|point| point.workers).collect(),
            withheld: false,
            amdahl: None,
            usl: None,
            ceilings: &[],
            knee: None,
            baseline: None,
            baseline_samples: 0,
            hints: registry::find(&plan.workload).map_or(&[], |info| info.hints),
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

    /// What speedups are measured against, in words.
    fn against(&self) -> &'static str {
        match self.reading.baseline {
            Baseline::Serial => "the best serial program",
            Baseline::One => "the same program with one worker",
        }
    }

    /// What to try where this part limits the line; none where the plan does so already.
    fn advice(&self, part: Activity) -> Option<&'f str> {
        let helps = |hint: &&Hint| {
            hint.activity == part
                && hint.modes.contains(&self.mode)
                && self.chosen(hint.option) != Some(hint.value)
        };
        self.hints.iter().find(helps).map(|hint| hint.advice)
    }

    /// The value of an option in the plan, or its default.
    fn chosen(&self, name: &str) -> Option<&'f str> {
        let default = || {
            let option = registry::find(&self.plan.workload).ok()?.options.iter().find(|it| it.name == name);
            option.map(|option| option.default)
        };
        self.plan.options.get(name).map(String::as_str).or_else(default)
    }
}

/// Why a line is no faster: a clause, and the part of the run that is to blame.
struct Reason {
    clause: String,
    part: Option<Activity>,
}

impl Reason {
    fn new(clause: impl Into<String>) -> Self {
        Self { clause: clause.into(), part: None }
    }

    fn of(part: Activity, clause: impl Into<String>) -> Self {
        Self { clause: clause.into(), part: Some(part) }
    }
}

/// The sentence, and perhaps another with advice.
pub fn verdict(facts: &Facts) -> String {
    // The sentence is about the most workers of these.
    let timed: Vec<&Point> =
        facts.points.iter().filter(|point| facts.told.contains(&point.workers)).collect();
    let Some(head) = timed.last() else { return nothing(facts) };
    let Some(baseline) = facts.baseline else { return missing(facts).to_owned() };
    if facts.baseline_samples < ENOUGH {
        return format!("There are too few samples of {} to tell yet.", facts.against());
    }
    if facts.mode == Mode::Serial {
        let time = milliseconds(baseline);
        return match facts.reading.baseline {
            Baseline::Serial => {
                format!("The best serial program takes {time}; every speedup is measured against it.")
            }
            Baseline::One => format!("The best serial program takes {time}."),
        };
    }
    if facts.few(head) {
        return format!("There are too few samples with {} to tell yet.", facts.count(head));
    }
    let Some(result) = result(facts, head) else {
        return "The time is too short for this clock to tell a speedup; choose a larger size.".to_owned();
    };
    let reason = reason(facts, head, &timed);
    let advice = reason.part.and_then(|part| facts.advice(part)).map(|advice| format!(" {advice}"));
    format!("{result}; {}.{}", reason.clause, advice.unwrap_or_default())
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

/// Why there is nothing to compare with.
fn missing(facts: &Facts) -> &'static str {
    match facts.reading.baseline {
        Baseline::Serial => "There is no serial time to compare with yet, so no speedup is known.",
        Baseline::One if facts.plan.workers.contains(&1) => {
            "There is no time with one worker to compare with yet, so no speedup is known."
        }
        Baseline::One => "There is no time with one worker to compare with: add 1 to the worker counts.",
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
fn turns(head: &Point) -> Reason {
    Reason::new(if head.speedup.is_some_and(|speedup| speedup.low > 1.0) {
        "all of it ran on one thread, so more cores are not the reason"
    } else {
        "one thread takes turns, so computing gains nothing: async helps when tasks wait, not when they compute"
    })
}

/// Why, in a clause: the first of these that applies. That a fit does not describe the line is said in any case.
fn reason(facts: &Facts, head: &Point, timed: &[&Point]) -> Reason {
    let seen = nature(facts, head);
    let seen = seen
        .or_else(|| (facts.mode == Mode::Async).then(|| turns(head)))
        .or_else(|| copying(facts, head))
        .or_else(|| overhead(facts, timed))
        .or_else(|| slower(facts, head, timed))
        .or_else(|| memory(facts, head))
        .or_else(|| machine(facts, head));
    if let Some(seen) = seen {
        let off = off(facts, timed).map_or_else(String::new, |off| format!("; {off}"));
        return Reason { clause: seen.clause + &off, ..seen };
    }
    few(facts, timed)
        .or_else(|| misfit(facts, timed))
        .or_else(|| waiting(facts, head))
        .unwrap_or_else(|| law(facts, head, timed))
}

fn copying(facts: &Facts, head: &Point) -> Option<Reason> {
    let spent = head.phases.filter(|_| facts.mode == Mode::Processes)?;
    let share = (spent.send + spent.receive) / spent.total();
    if share.is_nan() || share < MOVING {
        return None;
    }
    let share = percent(share);
    let clause = match facts.transport {
        Some(Transport::Copy) if facts.plan.transports.contains(&Transport::Transfer) => {
            format!("copying data between the workers takes {share} of the time; compare the transfer line")
        }
        Some(Transport::Copy) => {
            format!(
                "copying data between the workers takes {share} of the time; try transfer, which copies less"
            )
        }
        Some(Transport::Shared) => {
            format!("moving data between the workers takes {share} of the time, even through a shared buffer")
        }
        _ => format!("moving data between the workers takes {share} of the time, even by transfer"),
    };
    Some(Reason::of(Activity::Send, clause))
}

/// The parallel program alone on one worker, when it is clearly behind the best serial one.
fn overhead(facts: &Facts, timed: &[&Point]) -> Option<Reason> {
    let one = timed.iter().find(|point| point.workers == 1 && !facts.few(point))?;
    let speedup = one.speedup.filter(|speedup| speedup.value < OVERHEAD && speedup.high < 1.0)?;
    let cause = one.phases.and_then(|phases| largest(&phases));
    let place = match cause {
        Some((phase, share)) => format!("and {} is {} of its time", phase.name, percent(share)),
        None if facts.mode == Mode::Processes => {
            "in the parallel part, messages under way included".to_owned()
        }
        None => "in the parallel part".to_owned(),
    };
    let clause = format!(
        "at one worker the parallel program is already {} slower than the serial one, {place}",
        percent(1.0 / speedup.value - 1.0)
    );
    Some(Reason { clause, part: cause.map(|(phase, _)| phase.part) })
}

/// The most workers are clearly slower than fewer were.
fn slower(facts: &Facts, head: &Point, timed: &[&Point]) -> Option<Reason> {
    let value = |point: &Point| point.time.map_or(f64::INFINITY, |time| time.value);
    let best = timed.iter().min_by(|left, right| value(left).total_cmp(&value(right)))?;
    let (least, time) = (best.time?, head.time?);
    if least.high >= time.low || facts.few(best) {
        return None;
    }
    let grown = growth(best, head, time.value - least.value);
    let why = match &grown {
        Growth::Part { phase, change } => format!("as {} grew {change}", phase.name),
        Growth::Solving(change) => {
            format!("as the parallel part itself grew {change}: {}", limits::held_back(head))
        }
        Growth::OnlySolving => format!("while only the parallel part changed: {}", limits::held_back(head)),
        Growth::Unclear => "and no one phase explains it".to_owned(),
    };
    let clause = format!("that is slower than with {}, {why}", workers(best.workers));
    Some(Reason { clause, part: grown.part(head) })
}

/// A point that a law would rest on has too few samples.
fn few(facts: &Facts, timed: &[&Point]) -> Option<Reason> {
    let point = timed.iter().find(|point| facts.few(point))?;
    Some(Reason::new(format!("there are too few samples with {} to tell why yet", workers(point.workers))))
}

/// That the law misses the interval of a time that it was fitted to, and not by a little; from enough samples.
fn off(facts: &Facts, timed: &[&Point]) -> Option<String> {
    let amdahl = facts.amdahl?;
    let fit = AmdahlFit::reported(amdahl);
    let missed = |point: &&Point| {
        let expected = fit.at(f64::from(point.workers));
        point.time.is_some_and(|time| expected < time.low || expected > time.high)
    };
    let told = amdahl.residual > MISFIT && timed.iter().any(missed) && few(facts, timed).is_none();
    told.then(|| format!("Amdahl's law does not fit (it is off by {})", percent(amdahl.residual)))
}

/// Why the law does not fit, where it doesn't.
fn misfit(facts: &Facts, timed: &[&Point]) -> Option<Reason> {
    let off = off(facts, timed)?;
    let fit = AmdahlFit::reported(facts.amdahl?);
    let (first, last) = (timed.first()?, timed.last()?);
    let grown = growth(first, last, last.time?.value - fit.at(f64::from(last.workers)));
    let why = match &grown {
        Growth::Part { phase, change } => format!(": {} grows with the workers, {change}", phase.name),
        Growth::Solving(change) => {
            format!(
                ": the parallel part itself grows with the workers, {change}; {}",
                limits::held_back(last)
            )
        }
        Growth::OnlySolving => format!(": only the parallel part changes; {}", limits::held_back(last)),
        Growth::Unclear => {
            limits::rising(timed).unwrap_or_else(|| ", and no one phase explains it".to_owned())
        }
    };
    let peak = limits::peak(facts, last).unwrap_or_default();
    let clause = format!("{off}{why}{peak}");
    Some(Reason { clause, part: grown.part(last) })
}

/// The largest loss of the traced run, but for a serial one that the law is about.
fn waiting(facts: &Facts, head: &Point) -> Option<Reason> {
    let serial = |reason: &Reason| matches!(reason.part, Some(Activity::Split | Activity::Merge));
    loss(head).filter(|reason| facts.amdahl.is_none() || !serial(reason))
}

fn law(facts: &Facts, head: &Point, timed: &[&Point]) -> Reason {
    let Some(amdahl) = facts.amdahl else { return unfitted(facts, head, timed) };
    let fraction = amdahl.serial_fraction;
    if fraction.high - fraction.low > WIDE {
        return Reason::new(format!(
            "how much of it is serial can't be told yet (between {} and {}): more realms would show",
            percent(fraction.low),
            percent(fraction.high)
        ));
    }
    // Said plainly, because a fit through two points leaves nothing over to doubt it by.
    let two =
        if timed.len() == 2 { ", from two worker counts, which any law of two numbers fits" } else { "" };
    let cause = head.phases.and_then(|phases| largest(&phases));
    if fraction.value >= SERIAL {
        let named =
            cause.map(|(phase, share)| format!("; {} alone is {} of the time", phase.name, percent(share)));
        let clause = format!(
            "more workers change little, as if {} of the work were serial{two}{}",
            percent(fraction.value),
            named.unwrap_or_default()
        );
        return Reason { clause, part: cause.map(|(phase, _)| phase.part) };
    }
    let Some(limit) = amdahl.limit else {
        return Reason::new(if two.is_empty() {
            "no serial part shows at these worker counts".to_owned()
        } else {
            format!("no serial part shows{two}")
        });
    };
    let limit = if limit.high > VAGUE * limit.low {
        format!("a limit somewhere above {}", words::number(limit.low))
    } else {
        format!("the limit at {}", words::number(limit.value))
    };
    let mut clause = format!("Amdahl's law with {} serial work puts {limit}{two}", percent(fraction.value));
    if let Some(waiting) = loss(head) {
        clause += &format!("; {}", waiting.clause);
        return Reason { clause, ..waiting };
    }
    // A phase is named where it is most of what the law calls serial.
    let serial = AmdahlFit::reported(amdahl).serial;
    let named = cause.zip(head.time).filter(|&((_, share), time)| share * time.value >= CAUSE * serial);
    if let Some(((phase, share), _)) = named {
        clause += &format!("; {} is {} of the time", phase.name, percent(share));
        return Reason::of(phase.part, clause);
    }
    Reason::new(clause)
}

/// Why there is no law.
fn unfitted(facts: &Facts, head: &Point, timed: &[&Point]) -> Reason {
    Reason::new(match (facts.knee, timed) {
        (Some(knee), _) if facts.withheld && head.workers > knee => format!(
            "the workers wait for each other's cores, as this machine's compute ceiling rises no further than to \
             {}",
            workers(knee)
        ),
        _ if facts.withheld => {
            "no law is fitted, as that needs two worker counts with a core for every worker".to_owned()
        }
        (_, [_]) => "a second worker count would show what limits it".to_owned(),
        _ => "some times are too short for this clock to fit a law to".to_owned(),
    })
}
