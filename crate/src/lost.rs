//! Where the workers' time went: from the trace of one run, row by row, until all of it is accounted for.
//!
//! What `k` workers had is `k T` worker-milliseconds. At each moment of a run of length `T` a worker computes, moves
//! data, or waits; and where it waits, what the calling worker does at that moment says for what:
//!
//! | the worker | the caller | the time is |
//! | --- | --- | --- |
//! | computes | anything | computing: useful up to the best serial time, extra beyond |
//! | reads or writes a message | anything | copying |
//! | waits | splits or merges | waiting for the serial part; once it is computing, as one worker does it |
//! | waits | reads or writes a message | copying |
//! | waits, and has done its last piece of the part, others have not | waits | imbalance |
//! | waits otherwise | waits | idle |
//!
//! A part is what lies between two serial parts. A worker without a piece in it waits for others from when the first
//! of them began. Where the machine's compute ceiling for `k` workers is `C < k`, a share `1 - C/k` of computing is
//! taken to be waiting for a core, which is idle.
//!
//! The rows are those of Eager, Zahorjan and Lazowska, "Speedup versus efficiency in parallel systems", IEEE Trans.
//! Computers 38(3), 1989 (what is not efficiency is lost), and of the overhead classes in Crovella and LeBlanc,
//! "Parallel performance prediction using lost cycles analysis", Supercomputing 1994: complete, exclusive, and each
//! with a cure of its own.

use crate::plan::{Activity, LostTime, Mode, Trace};

/// What the account is made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'f> {
    /// The traced run.
    pub trace: &'f Trace,
    /// The mode it ran in.
    pub mode: Mode,
    /// Its workers, or tasks.
    pub workers: u32,
    /// The best serial program's time, milliseconds: the work there is to do.
    pub serial: f64,
    /// Start-up of the workers, milliseconds, where that counts.
    pub start_up: Option<f64>,
    /// The machine's compute ceiling with so many workers, a speedup; none where it was not measured.
    pub ceiling: Option<f64>,
}

/// Where the time went. None without spans, or where the run took no time that can be told.
///
/// The rows add up to `available`, and none but `unexplained` is negative.
pub fn lost(facts: &Facts) -> Option<LostTime> {
    let trace = facts.trace;
    let total = told(&trace.totals).filter(|total| *total > 0.0 && total.is_finite())?;
    if trace.spans.is_empty() {
        return None;
    }
    // A program on one worker has no other to wait for; tasks take turns on one.
    let alone = matches!(facts.mode, Mode::Serial | Mode::Async);
    let slots = if alone { 1 } else { facts.workers.max(1) };
    let lanes: Vec<Lane> = if alone {
        vec![Vec::new(), lane(trace, total, |_| true)]
    } else {
        (0..=slots).map(|worker| lane(trace, total, |it| it == worker)).collect()
    };
    let pieces = pieces(&lanes, total);
    let mut spent = Spent::default();
    for part in pieces.chunk_by(|left, right| left.serial() == right.serial()) {
        if part[0].serial() { spent.add_serial(part) } else { spent.add_parallel(part, slots as usize) }
    }
    if facts.mode == Mode::Serial {
        // It waits for nothing: a gap is what the trace doesn't show.
        spent.idle = 0.0;
    }
    let slots = f64::from(slots);
    let ceiling = facts.ceiling.filter(|ceiling| !alone && *ceiling > 0.0).unwrap_or(slots).min(slots);
    let waiting_for_a_core = spent.computing * (1.0 - ceiling / slots);
    let busy = spent.computing - waiting_for_a_core + spent.caller;
    let useful = busy.min(facts.serial.max(0.0));
    let start_up = slots * facts.start_up.filter(|time| time.is_finite()).unwrap_or(0.0).max(0.0);
    let rows = LostTime {
        available: slots * total + start_up,
        useful,
        extra: busy - useful,
        start_up,
        copying: spent.copying,
        serial: spent.serial,
        imbalance: spent.imbalance,
        idle: spent.idle + waiting_for_a_core,
        unexplained: 0.0,
    };
    Some(LostTime { unexplained: rows.available - explained(&rows), ..rows })
}

fn explained(rows: &LostTime) -> f64 {
    rows.useful + rows.extra + rows.start_up + rows.copying + rows.serial + rows.imbalance + rows.idle
}

/// The time of the run that is told: the lower median of the traced runs.
fn told(totals: &[f64]) -> Option<f64> {
    let mut totals = totals.to_vec();
    totals.sort_unstable_by(f64::total_cmp);
    totals.get(totals.len().saturating_sub(1) / 2).copied()
}

/// What one worker did: from, until, what; in order, without overlaps.
type Lane = Vec<(f64, f64, Activity)>;

/// The spans of these workers as one lane, inside the run. Where two overlap, the time is the earlier one's.
fn lane(trace: &Trace, total: f64, of: impl Fn(u32) -> bool) -> Lane {
    let inside = |time: f64| time.clamp(0.0, total);
    let mut spans: Lane =
        trace.spans.iter().filter(|span| of(span.worker)).map(|it| (it.start, it.end, it.activity)).collect();
    spans.retain(|(start, end, _)| !start.is_nan() && !end.is_nan());
    spans.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mut free = 0.0;
    for (start, end, _) in &mut spans {
        *start = inside(*start).max(free);
        *end = inside(*end).max(*start);
        free = *end;
    }
    spans.retain(|(start, end, _)| start < end);
    spans
}

/// A stretch of time in which no worker begins or ends anything.
struct Piece {
    length: f64,
    caller: Option<Activity>,
    workers: Vec<Option<Activity>>,
}

impl Piece {
    /// Whether the caller is at a serial part. While it solves it waits for those who do.
    fn serial(&self) -> bool {
        matches!(self.caller, Some(Activity::Split | Activity::Merge))
    }

    fn copying(&self) -> bool {
        self.caller.is_some_and(moves)
    }
}

/// Whether this is moving data; all else is computing.
fn moves(activity: Activity) -> bool {
    matches!(activity, Activity::Send | Activity::Receive)
}

/// Cuts the run at every moment at which somebody begins or ends something.
fn pieces(lanes: &[Lane], total: f64) -> Vec<Piece> {
    let moments = lanes.iter().flatten().flat_map(|&(start, end, _)| [start, end]);
    let mut moments: Vec<f64> = moments.chain([0.0, total]).collect();
    moments.sort_unstable_by(f64::total_cmp);
    moments.dedup();
    let mut at = vec![0; lanes.len()];
    let mut pieces = Vec::with_capacity(moments.len());
    for pair in moments.windows(2) {
        let &[from, until] = pair else { unreachable!("windows of two") };
        let mut doing = lanes.iter().zip(&mut at).map(|(lane, next)| {
            while lane.get(*next).is_some_and(|&(_, end, _)| end <= from) {
                *next += 1;
            }
            lane.get(*next).filter(|&&(start, ..)| start <= from).map(|&(.., activity)| activity)
        });
        let caller = doing.next().flatten();
        pieces.push(Piece { length: until - from, caller, workers: doing.collect() });
    }
    pieces
}

/// Worker-milliseconds, before they are compared with the best serial time.
#[derive(Default)]
struct Spent {
    /// Computing by the workers.
    computing: f64,
    /// Computing by the caller in a worker's place.
    caller: f64,
    copying: f64,
    serial: f64,
    imbalance: f64,
    idle: f64,
}

impl Spent {
    /// The time of a worker that does something.
    fn add(&mut self, piece: &Piece, activity: Activity) {
        *(if moves(activity) { &mut self.copying } else { &mut self.computing }) += piece.length;
    }

    /// A serial part: one worker computes, be it the caller or one that does it for the caller, and the others wait.
    fn add_serial(&mut self, part: &[Piece]) {
        for piece in part {
            let doing: Vec<Activity> = piece.workers.iter().copied().flatten().collect();
            doing.iter().for_each(|&activity| self.add(piece, activity));
            let mut waiting = piece.workers.len() - doing.len();
            if doing.is_empty() {
                self.caller += piece.length;
                waiting -= 1;
            }
            self.serial += piece.length * waiting as f64;
        }
    }

    /// A parallel part: every worker has pieces of its own.
    fn add_parallel(&mut self, part: &[Piece], workers: usize) {
        let busy = |worker: usize| move |piece: &Piece| piece.workers[worker].is_some();
        let begun = (0..workers).filter_map(|worker| part.iter().position(busy(worker))).min();
        let ended = (0..workers).filter_map(|worker| part.iter().rposition(busy(worker))).max();
        for worker in 0..workers {
            let done = part.iter().rposition(busy(worker)).map(|last| last + 1).or(begun);
            for (number, piece) in part.iter().enumerate() {
                match (piece.workers[worker], done, ended) {
                    (Some(activity), ..) => self.add(piece, activity),
                    _ if piece.copying() => self.copying += piece.length,
                    (_, Some(done), Some(ended)) if done <= number && number <= ended => {
                        self.imbalance += piece.length;
                    }
                    (_, Some(_), _) => self.idle += piece.length,
                    // Nobody has anything to do here: not a part at all.
                    (_, None, _) => {}
                }
            }
        }
    }
}
