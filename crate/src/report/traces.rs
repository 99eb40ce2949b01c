//! What traces tell: where time was lost, work and span, and what looking costs.

use super::lines::{Context, against};
use super::points::Measured;
use crate::lost::{self, lost};
use crate::plan::{
    Ceiling, CeilingKind, Counting, Estimate, LostTime, MAX_WORKERS, Outcome, Role, Trace, Trial, WorkSpan,
};
use crate::simulate::{self, work_span};
use crate::stats::median;
use crate::sweep::Line;

/// Where the workers' time went, at each worker count of a line that has a trace.
pub fn losses(context: &Context, line: Line) -> Vec<(u32, LostTime)> {
    // Moving data in and out is what a parallel program does, not the work there is to do.
    let serial = match context.reading.counting {
        Counting::All => &context.whole,
        _ => &context.serial,
    };
    let serial = serial.as_ref().and_then(|it| Some(it.time.as_ref()?.median));
    let Some(serial) = serial else { return Vec::new() };
    let loss = |trial: &Trial| {
        let (trace, start_up) = traced(trial)?;
        let workers = trial.cell.workers;
        let loss = lost(&lost::Facts {
            trace,
            mode: line.0,
            workers,
            serial,
            start_up: (context.reading.counting == Counting::All).then_some(start_up),
            ceiling: Ceiling::at(context.ceilings, CeilingKind::Compute, workers).map(|it| it.value),
        });
        Some((workers, loss?))
    };
    context.gathered.trials(Role::Work, line).filter_map(loss).collect()
}

/// Work, span and the simulation, from the line's recorded tasks. `read` are the line's points as the reading counts.
///
/// A schedule has every message and never a start-up, so it stands beside whole runs, whatever else a reading counts.
pub fn graph(context: &Context, line: Line, read: &[Measured]) -> Option<WorkSpan> {
    let Context { reading, gathered, room, ref whole, .. } = *context;
    let (trial, trace) =
        gathered.trials(Role::Graph, line).find_map(|trial| Some((trial, traced(trial)?.0)))?;
    let counted;
    let points = if reading.counting == Counting::Run {
        read
    } else {
        counted = gathered.points(Role::Work, line, Counting::Run);
        &counted[..]
    };
    let fits = points.iter().filter(|point| room.holds(line.0, point.workers));
    let measured: Vec<(u32, Estimate)> =
        fits.filter_map(|point| Some((point.workers, point.time.as_ref()?.estimate()))).collect();
    let baseline = against(reading.baseline, whole.as_ref(), points);
    work_span(&simulate::Facts {
        stages: &trace.stages,
        cut: MAX_WORKERS,
        overhead: of_looking(trial).unwrap_or(0.0),
        baseline: baseline.and_then(|it| Some(it.time.as_ref()?.median)),
        measured: &measured,
    })
}

/// How much longer traced runs took than the samples of the same realm, as a share: the median over all points.
pub fn overhead(context: &Context, line: Line) -> Option<f64> {
    median(&mut context.gathered.trials(Role::Work, line).filter_map(of_looking).collect::<Vec<_>>())
}

fn of_looking(trial: &Trial) -> Option<f64> {
    let Outcome::Done { samples, .. } = &trial.outcome else { return None };
    let mut samples: Vec<f64> = samples.iter().map(|sample| sample.total).collect();
    let overhead = median(&mut traced(trial)?.0.totals.clone())? / median(&mut samples)? - 1.0;
    overhead.is_finite().then_some(overhead)
}

/// A trial's trace, and the start-up of its workers.
fn traced(trial: &Trial) -> Option<(&Trace, f64)> {
    match &trial.outcome {
        Outcome::Done { trace: Some(trace), start_up, .. } => Some((trace, *start_up)),
        _ => None,
    }
}
