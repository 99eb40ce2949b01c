//! "Where the time went" of the document.

use crate::compare::{Expected, fields};
use crate::input::{Activity, Mode, Span, Trace};

/// What the account rests on, beside the trace.
pub struct Point {
    pub mode: Mode,
    pub workers: u32,
    /// The best serial program's time.
    pub serial: f64,
    /// Start-up of the workers, where it counts; else 0.
    pub start_up: f64,
    /// The compute ceiling.
    pub ceiling: Option<f64>,
}

/// Worker-milliseconds by what they went into.
#[derive(Default)]
struct Account {
    computing: f64,
    caller: f64,
    copying: f64,
    serial: f64,
    imbalance: f64,
    idle: f64,
}

/// The account of a traced run.
pub fn lost(trace: &Trace, point: &Point) -> Option<Expected> {
    let mut totals = trace.totals.clone();
    totals.sort_by(f64::total_cmp);
    let total = *totals.get(totals.len().checked_sub(1)? / 2)?;
    if trace.spans.is_empty() || total <= 0.0 {
        return None;
    }
    let mut account = account(trace, point, total);
    if point.mode == Mode::Serial {
        account.idle = 0.0;
    }
    let k = if point.mode.alone() { 1.0 } else { f64::from(point.workers) };
    let below = |ceiling: &f64| !point.mode.alone() && *ceiling < k;
    let for_a_core =
        point.ceiling.filter(below).map_or(0.0, |ceiling| account.computing * (1.0 - ceiling / k));
    let busy = account.computing - for_a_core + account.caller;
    let useful = busy.min(point.serial);
    let available = k * total + k * point.start_up;
    let rows = [
        ("useful", useful),
        ("extra", busy - useful),
        ("startUp", k * point.start_up),
        ("copying", account.copying),
        ("serial", account.serial),
        ("imbalance", account.imbalance),
        ("idle", account.idle + for_a_core),
    ];
    let unexplained = available - rows.iter().map(|(_, time)| time).sum::<f64>();
    let rows = rows.into_iter().chain([("available", available), ("unexplained", unexplained)]);
    // Differences of large numbers: what is small is as uncertain as they are.
    Some(fields(rows.map(|(name, time)| (name, Expected::Number(time, available * 1e-9)))))
}

/// Spans of one worker: from, until, what.
type Lane = Vec<(f64, f64, Activity)>;

fn lane<'s>(spans: impl Iterator<Item = &'s Span>, total: f64) -> Lane {
    let mut spans: Vec<&Span> = spans.collect();
    spans.sort_by(|left, right| left.start.total_cmp(&right.start));
    let mut free = 0.0;
    let mut lane = Vec::new();
    for span in spans {
        let (start, end) = (span.start.clamp(0.0, total).max(free), span.end.clamp(0.0, total));
        if start < end {
            lane.push((start, end, span.activity));
            free = end;
        }
    }
    lane
}

/// A stretch in which nobody begins or ends anything.
struct Piece {
    length: f64,
    caller: Option<Activity>,
    workers: Vec<Option<Activity>>,
}

fn moves(activity: Activity) -> bool {
    matches!(activity, Activity::Send | Activity::Receive)
}

fn account(trace: &Trace, point: &Point, total: f64) -> Account {
    let of = |worker: u32| lane(trace.spans.iter().filter(|span| span.worker == worker), total);
    let (caller, workers): (Lane, Vec<Lane>) = if point.mode.alone() {
        (Vec::new(), vec![lane(trace.spans.iter(), total)])
    } else {
        (of(0), (1..=point.workers).map(of).collect())
    };
    let all = std::iter::once(&caller).chain(&workers).flatten();
    let mut moments: Vec<f64> = all.flat_map(|&(start, end, _)| [start, end]).chain([0.0, total]).collect();
    moments.sort_by(f64::total_cmp);
    let doing = |lane: &Lane, at: f64| lane.iter().find(|it| it.0 <= at && at < it.1).map(|it| it.2);
    let pieces: Vec<Piece> = moments
        .windows(2)
        .filter(|pair| pair[0] < pair[1])
        .map(|pair| Piece {
            length: pair[1] - pair[0],
            caller: doing(&caller, pair[0]),
            workers: workers.iter().map(|lane| doing(lane, pair[0])).collect(),
        })
        .collect();

    let mut account = Account::default();
    let is_serial = |piece: &Piece| matches!(piece.caller, Some(Activity::Split | Activity::Merge));
    for part in pieces.chunk_by(|left, right| is_serial(left) == is_serial(right)) {
        if is_serial(&part[0]) {
            account.serial_part(part)
        } else {
            account.parallel_part(part, workers.len())
        }
    }
    account
}

impl Account {
    fn does(&mut self, activity: Activity, length: f64) {
        *(if moves(activity) { &mut self.copying } else { &mut self.computing }) += length;
    }

    fn serial_part(&mut self, part: &[Piece]) {
        for piece in part {
            let mut waiting = 0.0;
            for worker in &piece.workers {
                match worker {
                    Some(activity) => self.does(*activity, piece.length),
                    None => waiting += 1.0,
                }
            }
            if piece.workers.iter().all(Option::is_none) {
                self.caller += piece.length;
                waiting -= 1.0;
            }
            self.serial += waiting * piece.length;
        }
    }

    fn parallel_part(&mut self, part: &[Piece], workers: usize) {
        let someone = |piece: &Piece| piece.workers.iter().any(Option::is_some);
        let (first, last) = (part.iter().position(someone), part.iter().rposition(someone));
        for worker in 0..workers {
            let own_last = part.iter().rposition(|piece| piece.workers[worker].is_some());
            for (at, piece) in part.iter().enumerate() {
                // Its last piece is behind it; without one, it is done from when the first of the others begins.
                let done = own_last.map_or(first.is_some_and(|first| at >= first), |own| at > own);
                if let Some(activity) = piece.workers[worker] {
                    self.does(activity, piece.length);
                } else if piece.caller.is_some_and(moves) {
                    self.copying += piece.length;
                } else if done && last.is_some_and(|last| at <= last) {
                    self.imbalance += piece.length;
                } else if first.is_some() {
                    self.idle += piece.length;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(worker: u32, activity: Activity, start: f64, end: f64) -> Span {
        Span { worker, activity, start, end }
    }

    /// Split for 1, then two workers with 4 and 2 of work, then merge for 1.
    #[test]
    fn one_of_two_workers_waits() {
        let spans = vec![
            span(0, Activity::Split, 0.0, 1.0),
            span(1, Activity::Solve, 1.0, 5.0),
            span(2, Activity::Solve, 1.0, 3.0),
            span(0, Activity::Merge, 5.0, 6.0),
        ];
        let trace = Trace { totals: vec![7.0, 6.0, 6.0], spans, stages: vec![] };
        let point = Point { mode: Mode::Threads, workers: 2, serial: 7.0, start_up: 0.0, ceiling: None };
        let Some(Expected::Fields(rows)) = lost(&trace, &point) else { panic!("a trace has an account") };
        let row = |name: &str| if let Expected::Number(time, _) = rows[name] { time } else { f64::NAN };
        let all = ["available", "useful", "extra", "serial", "imbalance", "idle", "unexplained"].map(row);
        assert_eq!(all, [12.0, 7.0, 1.0, 2.0, 2.0, 0.0, 0.0]);
    }
}
