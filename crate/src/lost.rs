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
//! A part is a stage of what lies between two serial parts: whoever is done with it waits for all others. A worker
//! without a piece in it waits for others from when the first of them began. Where `n` workers compute at a moment and
//! the machine's compute ceiling for the run's `k` workers is `C < n`, `n - C` of them are taken to be waiting for a
//! core, which is idle. (A ceiling is never taken to be below 1: whoever computes alone has a core.)
//!
//! The rows are those of Eager, Zahorjan and Lazowska, "Speedup versus efficiency in parallel systems", IEEE Trans.
//! Computers 38(3), 1989 (what is not efficiency is lost), and of the overhead classes in Crovella and LeBlanc,
//! "Parallel performance prediction using lost cycles analysis", Supercomputing 1994: complete, exclusive, and each
//! with a cure of its own.

use crate::plan::{Activity, LostTime, Mode, Span, Trace};

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
        if part[0].serial() {
            spent.add_serial(part);
        } else {
            by_stage(part).into_iter().for_each(|part| spent.add_parallel(part, slots as usize));
        }
    }
    if facts.mode == Mode::Serial {
        // It waits for nothing: a gap is what the trace doesn't show.
        spent.idle = 0.0;
    }
    let slots = f64::from(slots);
    let ceiling = facts.ceiling.filter(|_| !alone).map_or(slots, |ceiling| ceiling.max(1.0));
    let waiting_for_a_core: f64 =
        pieces.iter().map(|piece| piece.length * (piece.computing() - ceiling).max(0.0)).sum();
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

/// What one worker did, in order, without overlaps.
type Lane = Vec<Span>;

/// The spans of these workers as one lane, inside the run. Where two overlap, the time is the earlier one's.
fn lane(trace: &Trace, total: f64, of: impl Fn(u32) -> bool) -> Lane {
    let inside = |time: f64| time.clamp(0.0, total);
    let mut spans: Lane = trace.spans.iter().filter(|span| of(span.worker)).copied().collect();
    spans.retain(|span| !span.start.is_nan() && !span.end.is_nan());
    spans.sort_by(|left, right| left.start.total_cmp(&right.start));
    let mut free = 0.0;
    for span in &mut spans {
        span.start = inside(span.start).max(free);
        span.end = inside(span.end).max(span.start);
        free = span.end;
    }
    spans.retain(|span| span.start < span.end);
    spans
}

/// A stretch of time in which no worker begins or ends anything.
struct Piece {
    length: f64,
    caller: Option<Activity>,
    workers: Vec<Option<Activity>>,
    /// The latest stage of what anybody does; none where nobody does anything.
    stage: Option<u32>,
}

impl Piece {
    /// Whether the caller is at a serial part. While it solves it waits for those who do.
    fn serial(&self) -> bool {
        matches!(self.caller, Some(Activity::Split | Activity::Merge))
    }

    fn copying(&self) -> bool {
        self.caller.is_some_and(Activity::is_message)
    }

    /// How many workers compute.
    fn computing(&self) -> f64 {
        self.workers.iter().flatten().filter(|&&activity| !activity.is_message()).count() as f64
    }
}

/// Cuts the run at every moment at which somebody begins or ends something.
fn pieces(lanes: &[Lane], total: f64) -> Vec<Piece> {
    let moments = lanes.iter().flatten().flat_map(|span| [span.start, span.end]);
    let mut moments: Vec<f64> = moments.chain([0.0, total]).collect();
    moments.sort_unstable_by(f64::total_cmp);
    moments.dedup();
    let mut at = vec![0; lanes.len()];
    let mut pieces = Vec::with_capacity(moments.len());
    for pair in moments.windows(2) {
        let &[from, until] = pair else { unreachable!("windows of two") };
        let mut stage = None;
        let mut doing = lanes.iter().zip(&mut at).map(|(lane, next)| {
            while lane.get(*next).is_some_and(|span| span.end <= from) {
                *next += 1;
            }
            let span = lane.get(*next).filter(|span| span.start <= from)?;
            stage = stage.max(Some(span.stage));
            Some(span.activity)
        });
        let caller = doing.next().flatten();
        let workers = doing.collect();
        pieces.push(Piece { length: until - from, caller, workers, stage });
    }
    pieces
}

/// Cuts what lies between two serial parts where somebody begins with a later stage than all before.
fn by_stage(pieces: &[Piece]) -> Vec<&[Piece]> {
    let (mut parts, mut from, mut latest) = (Vec::new(), 0, None);
    for (number, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.stage.is_some()) {
        if latest.is_some() && piece.stage > latest {
            parts.push(&pieces[from..number]);
            from = number;
        }
        latest = latest.max(piece.stage);
    }
    parts.push(&pieces[from..]);
    parts
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
        *(if activity.is_message() { &mut self.copying } else { &mut self.computing }) += piece.length;
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

    /// A parallel part, or a stage of one: every worker has pieces of its own.
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
