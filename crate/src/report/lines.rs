//! Points become a line of the chart, with its laws.

use super::ceilings::Room;
use super::points::{Gathered, Measured};
use super::verdict;
use crate::plan::{
    Baseline, Ceiling, CeilingKind, Counting, Estimate, Gustafson, LostTime, MAX_WORKERS, Mode, Outcome,
    Plan, Point, Reading, Role, Scaled, Series, Trial, WorkSpan,
};
use crate::stats::{Sampled, median};
use crate::sweep::{Line, SERIAL};
use crate::{laws, lost, simulate};
use std::collections::BTreeMap;

/// A curve has this many points, evenly apart, beside those at measured worker counts.
const CURVE: u32 = 40;

/// What every line is made with.
pub struct Context<'c> {
    pub plan: &'c Plan,
    pub reading: Reading,
    pub gathered: &'c Gathered<'c>,
    pub room: Room,
    pub ceilings: &'c [Ceiling],
    /// The best serial program.
    pub serial: Option<&'c Measured>,
}

/// A line with everything that is said of it.
pub fn series(context: &Context, line: Line) -> Series {
    let &Context { plan, reading, gathered, room, ceilings, serial } = context;
    let measured = gathered.points(Role::Work, line, reading.counting);
    let one = measured.iter().find(|point| point.workers == 1);
    let against = match reading.baseline {
        Baseline::Serial => serial,
        Baseline::One => one,
    };
    let baseline = against.and_then(|it| it.time.clone());
    let baseline_samples = against.map_or(0, |it| it.times.len());
    let one = one.and_then(|it| Some(it.time.as_ref()?.estimate()));

    let timed: Vec<Timed> = measured.iter().filter_map(|it| Some((it.workers, it.time.as_ref()?))).collect();
    let fair = fair(&timed, line.0, room);
    let laws = baseline.as_ref().zip(fair.as_deref());
    let along = along(plan, &timed);
    let amdahl = laws.and_then(|(baseline, fair)| laws::fit_amdahl(fair, baseline, &along));
    let usl = laws.and_then(|(baseline, fair)| laws::fit_usl(fair, baseline, &along));
    let told = fair.as_deref().unwrap_or(&timed).iter().map(|&(workers, _)| workers).collect();
    let withheld = fair.is_none();

    let samples = measured.iter().map(|point| (point.workers, point.times.len())).collect();
    let (mut scaled, gustafson) = weak_scaling(context, line);
    let point = |measured: Measured| {
        let scaled = scaled.remove(&measured.workers);
        let oversubscribed = !room.holds(line.0, measured.workers);
        let lost = lost(context, line, measured.workers);
        Point { oversubscribed, scaled, lost, ..measured.point(baseline.as_ref()) }
    };
    let points: Vec<Point> = measured.into_iter().map(point).collect();
    let verdict = verdict::verdict(&verdict::Facts {
        reading,
        samples,
        told,
        withheld,
        amdahl: amdahl.as_ref(),
        usl: usl.as_ref(),
        ceilings,
        knee: room.knee,
        baseline: baseline.as_ref().map(|baseline| baseline.median),
        baseline_samples,
        ..verdict::Facts::new(plan, line.0, line.1, &points)
    });
    let work_span = work_span(context, line, &points, baseline.as_ref());
    let trace_overhead = trace_overhead(gathered, line);
    let (mode, transport) = line;
    Series { mode, transport, points, one, amdahl, usl, gustafson, work_span, trace_overhead, verdict }
}

/// A worker count with what was measured there.
type Timed<'t> = (u32, &'t Sampled);

/// The points to fit laws to: those that the machine has room for. Beyond that, workers wait for each other's
/// cores, which is not what a serial part does. None where fewer than two are left of more: a fit would be
/// to that waiting.
fn fair<'t>(timed: &[Timed<'t>], mode: Mode, room: Room) -> Option<Vec<Timed<'t>>> {
    let fair: Vec<_> = timed.iter().copied().filter(|&(workers, _)| room.holds(mode, workers)).collect();
    (fair.len() >= 2 || fair.len() == timed.len()).then_some(fair)
}

/// The worker counts that a curve goes through, between 1 and the most of the plan.
fn along(plan: &Plan, timed: &[Timed]) -> Vec<f64> {
    let planned = plan.workers.last().copied().unwrap_or(1);
    let most = timed.iter().map(|&(workers, _)| workers).fold(planned, u32::max);
    let step = f64::from(most - 1) / f64::from(CURVE - 1);
    let even = (0..CURVE).map(|at| 1.0 + step * f64::from(at));
    let mut along: Vec<f64> = even.chain(timed.iter().map(|&(workers, _)| f64::from(workers))).collect();
    along.sort_by(f64::total_cmp);
    // Two that differ by rounding are one.
    along.dedup_by(|next, last| *next - *last < 1e-9);
    along
}

/// What was measured on sizes that grow with the workers, by workers, and its law.
fn weak_scaling(context: &Context, line: Line) -> (BTreeMap<u32, Scaled>, Option<Gustafson>) {
    let &Context { plan, reading, gathered, room, .. } = context;
    let serial = gathered.points(Role::Scaled, SERIAL, reading.counting);
    let measured =
        if line == SERIAL { Vec::new() } else { gathered.points(Role::Scaled, line, reading.counting) };
    let mut all = BTreeMap::new();
    let mut speedups: Vec<(u32, Sampled)> = Vec::new();
    for point in &measured {
        let Some(serial) = serial.iter().find(|it| it.workers == point.workers) else { continue };
        let Some((speedup, scaled)) = point.scaled(serial) else { continue };
        speedups.push((point.workers, speedup));
        all.insert(point.workers, scaled);
    }
    let speedups: Vec<Timed> = speedups.iter().map(|(workers, speedup)| (*workers, speedup)).collect();
    let law = fair(&speedups, line.0, room);
    (all, law.and_then(|fair| laws::fit_gustafson(&fair, &along(plan, &speedups))))
}

/// Where the workers' time went in the traced run of a point.
fn lost(context: &Context, line: Line, workers: u32) -> Option<LostTime> {
    let &Context { gathered, ceilings, reading, serial, .. } = context;
    let serial = serial?.time.as_ref()?.median;
    let compute = ceilings.iter().find(|ceiling| ceiling.kind == CeilingKind::Compute);
    let ceiling = compute.and_then(|it| it.points.iter().find(|point| point.workers == workers));
    gathered.trials(Role::Work, line).filter(|trial| trial.cell.workers == workers).find_map(|trial| {
        let Outcome::Done { start_up, trace: Some(trace), .. } = &trial.outcome else { return None };
        lost::lost(&lost::Facts {
            trace,
            mode: line.0,
            workers,
            serial,
            start_up: (reading.counting == Counting::All).then_some(*start_up),
            ceiling: ceiling.map(|point| point.speedup.value),
        })
    })
}

/// Work and span of a line's recorded tasks, with the schedules of them.
fn work_span(
    context: &Context,
    line: Line,
    points: &[Point],
    baseline: Option<&Sampled>,
) -> Option<WorkSpan> {
    let within = |point: &&Point| !point.oversubscribed;
    let timed = points.iter().filter(within).filter_map(|point| Some((point.workers, point.time?)));
    let measured: Vec<(u32, Estimate)> = timed.collect();
    context.gathered.trials(Role::Graph, line).find_map(|trial| {
        let Outcome::Done { trace: Some(trace), .. } = &trial.outcome else { return None };
        simulate::work_span(&simulate::Facts {
            stages: &trace.stages,
            cut: MAX_WORKERS,
            overhead: overhead(trial)?,
            baseline: baseline.map(|baseline| baseline.median),
            measured: &measured,
        })
    })
}

/// How much longer traced runs took than samples, as a share: the median over all points of a line.
fn trace_overhead(gathered: &Gathered, line: Line) -> Option<f64> {
    median(&mut gathered.trials(Role::Work, line).filter_map(overhead).collect::<Vec<_>>())
}

/// How much longer the traced runs of a realm took than its samples, as a share.
fn overhead(trial: &Trial) -> Option<f64> {
    let Outcome::Done { samples, trace: Some(trace), .. } = &trial.outcome else { return None };
    let mut totals: Vec<f64> = samples.iter().map(|sample| sample.total).collect();
    let overhead = median(&mut trace.totals.clone())? / median(&mut totals)? - 1.0;
    overhead.is_finite().then_some(overhead)
}
