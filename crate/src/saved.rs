//! A saved report, opened again.
//!
//! Only what was measured is read: the plan, the environment, the trials and the answer. Whatever a report says about
//! them is made anew, so that a report saved by an older edition has everything that this one can tell of its trials,
//! and another reading is a matter of opening it again. Fields that this edition doesn't know are passed over.

use crate::plan::{
    Answer, Ended, Environment, MAX_WORKERS, Outcome, Phases, Plan, Problem, Reading, Report, Sample, Trace,
    Trial, VERSION,
};
use crate::report::report;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::fmt;

/// What a file is, where it is one of ours.
pub(crate) const SAVED: &str = "a report that Speedup Lab saved, as JSON";

/// Opens a saved report of version 1, from whatever form it is in (JSON text, a JavaScript value).
///
/// # Errors
/// The first thing that won't do: what is not a report, a version from the future, or a field, by its name.
pub fn open<'de, D: Deserializer<'de>>(saved: D, reading: Reading) -> Result<Report, Problem> {
    let place = Place::default();
    let saved = saved.deserialize_struct("Report", FIELDS, Reader(&place));
    let saved = saved.map_err(|error| place.problem(&error.to_string()))?;
    check(&saved)?;
    let Saved { plan, environment, ended, trials, answer } = saved;
    // Nobody goes on with a run that was saved while it was under way.
    let ended = if ended == Ended::Running { Ended::Cancelled } else { ended };
    Ok(report(&plan, environment, &trials, answer, ended, reading))
}

/// What is read, in this order where the form has none. The version comes first: it decides about the rest.
const FIELDS: &[&str] = &["version", "plan", "environment", "ended", "trials", "answer"];

struct Saved {
    plan: Plan,
    environment: Environment,
    ended: Ended,
    trials: Vec<Trial>,
    answer: Option<Answer>,
}

/// Where the reader is, and what it has found wrong beyond what serde has words for.
#[derive(Default)]
struct Place {
    field: RefCell<String>,
    found: RefCell<Option<Problem>>,
}

impl Place {
    fn at(&self, field: &str) {
        field.clone_into(&mut self.field.borrow_mut());
    }

    fn fail<E: Error>(&self, problem: Problem) -> E {
        *self.found.borrow_mut() = Some(problem);
        E::custom("")
    }

    /// serde's message about this place, in our form.
    fn problem(&self, message: &str) -> Problem {
        if let Some(problem) = self.found.take() {
            return problem;
        }
        let field = self.field.take();
        // Text has lines, and a JavaScript error its kind; neither is the reader's business.
        let message = message.split(" at line ").next().unwrap_or(message);
        let message = message.strip_prefix("Error: ").unwrap_or(message);
        if field.is_empty() {
            return Problem::new("report", message, SAVED);
        }
        if let Some(missing) = message.strip_prefix("missing field `") {
            return absent(&format!("{field}.{}", missing.trim_end_matches('`')));
        }
        let kinds = ["invalid type: ", "invalid value: ", "unknown variant "];
        let wrong = kinds.iter().find_map(|kind| message.strip_prefix(kind)?.split_once(", expected "));
        match wrong {
            Some((value, "u32")) => Problem::new(field, value, "a whole number there"),
            Some((value, "f64")) => Problem::new(field, value, "a number there"),
            Some((value, takes)) => Problem::new(field, value, format!("{takes} there")),
            None => Problem::new(field, message, SAVED),
        }
    }
}

/// A field that every report has.
fn absent(field: &str) -> Problem {
    Problem::new(field, "nothing", format!("a value, as in {SAVED}"))
}

struct Reader<'p>(&'p Place);

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Saved;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SAVED)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Saved, M::Error> {
        let place = self.0;
        let (mut version, mut plan, mut environment, mut ended, mut trials, mut answer) =
            (None, None, None, None, None, None);
        while let Some(field) = map.next_key::<String>()? {
            place.at(&field);
            match field.as_str() {
                "version" => version = Some(known(place, map.next_value()?)?),
                "plan" => plan = Some(map.next_value()?),
                "environment" => environment = Some(map.next_value()?),
                "ended" => ended = Some(map.next_value()?),
                "trials" => trials = Some(map.next_value_seed(Trials(place))?),
                "answer" => answer = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let missing = |field| place.fail(absent(field));
        version.ok_or_else(|| missing("version"))?;
        Ok(Saved {
            plan: plan.ok_or_else(|| missing("plan"))?,
            environment: environment.ok_or_else(|| missing("environment"))?,
            ended: ended.ok_or_else(|| missing("ended"))?,
            trials: trials.ok_or_else(|| missing("trials"))?,
            answer,
        })
    }
}

/// A version that this edition reads.
fn known<E: Error>(place: &Place, version: u32) -> Result<(), E> {
    if version == VERSION {
        return Ok(());
    }
    let takes =
        format!("{VERSION}: this page reads version {VERSION}, so open it with the edition that saved it");
    Err(place.fail(Problem::new("version", version, takes)))
}

/// Reads trials one by one, so that a bad one has a number.
struct Trials<'p>(&'p Place);

impl<'de> DeserializeSeed<'de> for Trials<'_> {
    type Value = Vec<Trial>;

    fn deserialize<D: Deserializer<'de>>(self, trials: D) -> Result<Vec<Trial>, D::Error> {
        trials.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Trials<'_> {
    type Value = Vec<Trial>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of trials")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Vec<Trial>, S::Error> {
        let mut trials = Vec::new();
        self.0.at("trials[0]");
        while let Some(trial) = seq.next_element()? {
            trials.push(trial);
            self.0.at(&format!("trials[{}]", trials.len()));
        }
        Ok(trials)
    }
}

/// What a number's type doesn't say. A file may have been changed by anyone, and JSON's `1e999` is read as infinite.
fn check(saved: &Saved) -> Result<(), Problem> {
    if saved.plan.version != VERSION {
        return Err(Problem::new("plan.version", saved.plan.version, VERSION.to_string()));
    }
    let workers = |field: &str, count: u32| {
        let takes = || Problem::new(field, count, format!("1 to {MAX_WORKERS} workers"));
        (1..=MAX_WORKERS).contains(&count).then_some(()).ok_or_else(takes)
    };
    saved.plan.workers.iter().try_for_each(|&count| workers("plan.workers", count))?;
    for (number, trial) in saved.trials.iter().enumerate() {
        workers(&format!("trials[{number}].cell.workers"), trial.cell.workers)?;
        let Outcome::Done { start_up, warm_up, samples, trace, .. } = &trial.outcome else { continue };
        let times = samples.iter().chain([warm_up]).flat_map(times).chain([*start_up]);
        let mut times = times.chain(trace.iter().flat_map(traced));
        if let Some(bad) = times.find(|time| !(0.0..f64::INFINITY).contains(time)) {
            let field = format!("trials[{number}].outcome");
            return Err(Problem::new(field, bad, "times of 0 or more milliseconds"));
        }
        if samples.iter().any(|sample| sample.batch == 0) {
            return Err(Problem::new(format!("trials[{number}].outcome"), 0, "batches of 1 or more runs"));
        }
    }
    Ok(())
}

fn times(sample: &Sample) -> [f64; 6] {
    let Phases { split, send, solve, receive, merge } = sample.phases;
    [sample.total, split, send, solve, receive, merge]
}

/// Every time of a trace, as one that must not be below 0. Clocks of two workers may differ, so a span may begin before
/// the run does; what counts is that it is a time.
fn traced(trace: &Trace) -> impl Iterator<Item = f64> {
    let stages = trace.stages.iter().flat_map(|it| it.tasks.iter().chain(&it.send).chain(&it.receive));
    let spans = trace.spans.iter().flat_map(|span| [span.start.abs(), span.end.abs()]);
    trace.totals.iter().chain(stages).copied().chain(spans)
}
