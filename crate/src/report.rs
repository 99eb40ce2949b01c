//! Trials become the report that charts draw. Pure: the same plan and trials give the same report, to the last bit,
//! in whatever order the trials of different points came in, so it can be made anew as each one arrives.
//!
//! A reading says how times count and what they are compared with; the trials hold what every reading needs.

mod ceilings;
mod lines;
mod points;
mod traces;
pub mod verdict;
pub mod warnings;
pub(crate) mod words;

use crate::plan::{
    Answer, Counting, Disturbance, Ended, Environment, Invalidated, Outcome, Plan, Reading, Report, Role,
    Trial, VERSION,
};
use crate::registry;
use crate::stats::Sampled;
use crate::sweep::{self, Line};
use ceilings::Room;
use lines::Context;
use points::Gathered;
use std::collections::BTreeMap;

/// Makes the report of the trials so far. Trials of lines that the plan doesn't have are kept and not charted.
pub fn report(
    plan: &Plan,
    environment: Environment,
    trials: &[Trial],
    answer: Option<Answer>,
    ended: Ended,
    reading: Reading,
) -> Report {
    let gathered = Gathered::new(trials, plan.seed);
    let ceilings = ceilings::ceilings(&gathered);
    let knee = ceilings::knee(plan, &ceilings);
    let cores = if registry::waits(plan) { 0 } else { environment.hardware_concurrency };
    let room = Room { knee, cores };
    let context = Context::new(plan, reading, &gathered, &ceilings, room);
    let baseline = context.serial.as_ref().and_then(|serial| serial.time.as_ref()).map(Sampled::estimate);
    let series = sweep::lines(plan).into_iter().map(|line| lines::series(&context, line)).collect();
    let mut report = Report {
        version: VERSION,
        plan: plan.clone(),
        environment,
        ended,
        reading,
        trials: trials.to_vec(),
        baseline,
        series,
        ceilings,
        knee,
        invalidated: invalidated(trials),
        answer,
        warnings: Vec::new(),
    };
    report.warnings = warnings::all(&report);
    report
}

/// The time of every point that has samples, as runs are counted.
pub fn work_times(trials: &[Trial], seed: u32) -> BTreeMap<(Line, u32), Sampled> {
    let gathered = Gathered::new(trials, seed);
    let points = gathered.lines(Role::Work).flat_map(|line| {
        gathered.points(Role::Work, line, Counting::Run).into_iter().map(move |point| (line, point))
    });
    points.filter_map(|(line, point)| Some(((line, point.workers), point.time?))).collect()
}

/// How many samples were thrown away, for each reason there was.
fn invalidated(trials: &[Trial]) -> Vec<Invalidated> {
    let reasons = [Disturbance::Hidden, Disturbance::Suspended, Disturbance::Pressure];
    let all = || {
        trials.iter().flat_map(|trial| match &trial.outcome {
            Outcome::Done { invalidated, .. } => &invalidated[..],
            Outcome::Failed { .. } => &[],
        })
    };
    let count = |reason| all().filter(|&&it| it == reason).count() as u32;
    let told = reasons.into_iter().map(|reason| Invalidated { reason, samples: count(reason) });
    told.filter(|it| it.samples > 0).collect()
}
