//! Points become a line of the chart, with its laws.

use super::ceilings::Room;
use super::points::{Gathered, Measured};
use super::{traces, verdict};
use crate::laws;
use crate::plan::{
    Baseline, Ceiling, Counting, Gustafson, LostTime, Mode, Plan, Point, Reading, Role, Scaled, Series,
};
use crate::stats::Sampled;
use crate::sweep::{Line, SERIAL};
use std::collections::BTreeMap;

/// A curve has this many points, evenly apart, beside those at measured worker counts.
const CURVE: u32 = 40;

/// What every line is made with.
pub struct Context<'c> {
    pub plan: &'c Plan,
    pub reading: Reading,
    pub gathered: &'c Gathered<'c>,
    pub ceilings: &'c [Ceiling],
    pub room: Room,
    /// The best serial program.
    pub serial: Option<Measured>,
    /// The same in whole runs, whatever else the reading counts.
    pub whole: Option<Measured>,
}

impl<'c> Context<'c> {
    pub fn new(
        plan: &'c Plan,
        reading: Reading,
        gathered: &'c Gathered,
        ceilings: &'c [Ceiling],
        room: Room,
    ) -> Self {
        let serial = best(gathered, reading.counting);
        let whole = match reading.counting {
            Counting::Run => serial.clone(),
            _ => best(gathered, Counting::Run),
        };
        Self { plan, reading, gathered, ceilings, room, serial, whole }
    }
}

/// The best serial program, its times counted this way.
fn best(gathered: &Gathered, counting: Counting) -> Option<Measured> {
    gathered.points(Role::Work, SERIAL, counting).into_iter().find(|it| it.workers == 1)
}

/// What the points of a line are compared with.
pub fn against<'m>(
    baseline: Baseline,
    serial: Option<&'m Measured>,
    line: &'m [Measured],
) -> Option<&'m Measured> {
    match baseline {
        Baseline::Serial => serial,
        Baseline::One => line.iter().find(|point| point.workers == 1),
    }
}

/// A line with everything that is said of it.
pub fn series(context: &Context, line: Line) -> Series {
    let &Context { plan, reading, gathered, ceilings, room, ref serial, .. } = context;
    let (mode, transport) = line;
    let measured = gathered.points(Role::Work, line, reading.counting);
    let one = measured.iter().find(|point| point.workers == 1);
    let against = against(reading.baseline, serial.as_ref(), &measured);
    let baseline = against.and_then(|it| it.time.clone());
    let baseline_samples = against.map_or(0, |it| it.times.len());
    let one = one.and_then(|it| Some(it.time.as_ref()?.estimate()));

    let timed: Vec<Timed> = measured.iter().filter_map(|it| Some((it.workers, it.time.as_ref()?))).collect();
    let fair = fair(&timed, mode, room);
    let laws = baseline.as_ref().zip(fair.as_deref());
    let along = along(plan, &timed);
    let amdahl = laws.and_then(|(baseline, fair)| laws::fit_amdahl(fair, baseline, &along));
    let usl = laws.and_then(|(baseline, fair)| laws::fit_usl(fair, baseline, &along));
    let told: Vec<u32> = fair.as_deref().unwrap_or(&timed).iter().map(|&(workers, _)| workers).collect();
    let withheld = fair.is_none();
    let baseline_time = baseline.as_ref().map(|baseline| baseline.median);

    let trace_overhead = traces::overhead(context, line);
    let (scaled, gustafson) = weak_scaling(context, line);
    let work_span = traces::graph(context, line, &measured);
    let points = points(context, line, measured, baseline.as_ref(), scaled);
    let verdict = verdict::verdict(&verdict::Facts {
        reading,
        told,
        withheld,
        amdahl: amdahl.as_ref(),
        usl: usl.as_ref(),
        ceilings,
        knee: room.knee,
        baseline: baseline_time,
        baseline_samples,
        ..verdict::Facts::new(plan, mode, transport, &points)
    });
    Series { mode, transport, points, one, amdahl, usl, gustafson, work_span, trace_overhead, verdict }
}

/// The points as they stand on the chart.
fn points(
    context: &Context,
    line: Line,
    measured: Vec<Measured>,
    baseline: Option<&Sampled>,
    mut scaled: BTreeMap<u32, Scaled>,
) -> Vec<Point> {
    let mut losses: BTreeMap<u32, LostTime> = traces::losses(context, line).into_iter().collect();
    let point = |measured: Measured| {
        let workers = measured.workers;
        Point {
            oversubscribed: !context.room.holds(line.0, workers),
            lost: losses.remove(&workers),
            scaled: scaled.remove(&workers),
            ..measured.point(baseline)
        }
    };
    measured.into_iter().map(point).collect()
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
