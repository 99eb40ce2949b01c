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
    /// As much of the computing as was waiting for a core.
    for_a_core: f64,
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
    let busy = account.computing - account.for_a_core + account.caller;
    let useful = busy.min(point.serial);
    let available = k * total + k * point.start_up;
    let rows = [
        ("useful", useful),
        ("extra", busy - useful),
        ("startUp", k * point.start_up),
        ("copying", account.copying),
        ("serial", account.serial),
        ("imbalance", account.imbalance),
        ("idle", account.idle + account.for_a_core),
    ];
    let unexplained = available - rows.iter().map(|(_, time)| time).sum::<f64>();
    let rows = rows.into_iter().chain([("available", available), ("unexplained", unexplained)]);
    // Differences of large numbers: what is small is as uncertain as they are.
    Some(fields(rows.map(|(name, time)| (name, Expected::Number(time, available * 1e-9)))))
}

/// Spans of one worker: from, until, what, in which stage.
type Lane = Vec<(f64, f64, Activity, u32)>;

fn lane<'s>(spans: impl Iterator<Item = &'s Span>, total: f64) -> Lane {
    let mut spans: Vec<&Span> = spans.collect();
    spans.sort_by(|left, right| left.start.total_cmp(&right.start));
    let mut free = 0.0;
    let mut lane = Vec::new();
    for span in spans {
        let (start, end) = (span.start.clamp(0.0, total).max(free), span.end.clamp(0.0, total));
        if start < end {
            lane.push((start, end, span.activity, span.stage));
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
    /// Of each span that anyone is in, the stage.
    stages: Vec<u32>,
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
    let mut moments: Vec<f64> = all.flat_map(|&(start, end, ..)| [start, end]).chain([0.0, total]).collect();
    moments.sort_by(f64::total_cmp);
    let within = |lane: &Lane, at: f64| lane.iter().find(|it| it.0 <= at && at < it.1).copied();
    let doing = |lane: &Lane, at: f64| within(lane, at).map(|it| it.2);
    let stage = |lane: &Lane, at: f64| within(lane, at).map(|it| it.3);
    let pieces: Vec<Piece> = moments
        .windows(2)
        .filter(|pair| pair[0] < pair[1])
        .map(|pair| Piece {
            length: pair[1] - pair[0],
            caller: doing(&caller, pair[0]),
            workers: workers.iter().map(|lane| doing(lane, pair[0])).collect(),
            stages: std::iter::once(&caller)
                .chain(&workers)
                .filter_map(|lane| stage(lane, pair[0]))
                .collect(),
        })
        .collect();

    let mut account = Account::default();
    let is_serial = |piece: &Piece| matches!(piece.caller, Some(Activity::Split | Activity::Merge));
    for part in pieces.chunk_by(|left, right| is_serial(left) == is_serial(right)) {
        if is_serial(&part[0]) {
            account.serial_part(part);
        } else {
            let stages = latest(part);
            let numbered: Vec<(u32, &Piece)> = stages.into_iter().zip(part).collect();
            for stage in numbered.chunk_by(|left, right| left.0 == right.0) {
                let pieces: Vec<&Piece> = stage.iter().map(|it| it.1).collect();
                account.parallel_part(&pieces, workers.len());
            }
        }
    }
    if !point.mode.alone() {
        let cores = point.ceiling.map_or(f64::INFINITY, |ceiling| ceiling.max(1.0));
        account.for_a_core = pieces.iter().map(|piece| piece.length * piece.beyond(cores)).sum();
    }
    account
}

/// For each piece of a parallel part, the latest stage in it and the pieces before; before the first span, that span's.
fn latest(part: &[Piece]) -> Vec<u32> {
    let first = part.iter().find_map(|piece| piece.stages.iter().max()).copied().unwrap_or(0);
    let until = |at: usize| part[..=at].iter().flat_map(|piece| &piece.stages).fold(first, |a, &b| a.max(b));
    (0..part.len()).map(until).collect()
}

impl Piece {
    /// By how many more workers compute than there is room for.
    fn beyond(&self, cores: f64) -> f64 {
        let computing = self.workers.iter().flatten().filter(|activity| !moves(**activity)).count();
        (computing as f64 - cores).max(0.0)
    }
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

    fn parallel_part(&mut self, part: &[&Piece], workers: usize) {
        let someone = |piece: &&Piece| piece.workers.iter().any(Option::is_some);
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
        Span { worker, activity, start, end, stage: 0 }
    }

    fn rows(spans: Vec<Span>, totals: Vec<f64>, ceiling: Option<f64>) -> [f64; 7] {
        let trace = Trace { totals, spans, stages: vec![] };
        let point = Point { mode: Mode::Threads, workers: 2, serial: 7.0, start_up: 0.0, ceiling };
        let Some(Expected::Fields(rows)) = lost(&trace, &point) else { panic!("a trace has an account") };
        ["available", "useful", "extra", "serial", "imbalance", "idle", "unexplained"]
            .map(|name| if let Expected::Number(time, _) = rows[name] { time } else { f64::NAN })
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
        assert_eq!(rows(spans, vec![7.0, 6.0, 6.0], None), [12.0, 7.0, 1.0, 2.0, 2.0, 0.0, 0.0]);
    }

    /// Two workers with 4 and 2, one of whom waits; a pause of 1; then 3 of a stage that they do together. With one
    /// core, one of them waits for it while both compute, for 2 and for 3.
    #[test]
    fn stages_wait_for_each_other() {
        let together = |worker, start| Span { stage: 1, ..span(worker, Activity::Merge, start, 8.0) };
        let spans = vec![
            span(1, Activity::Solve, 0.0, 4.0),
            together(1, 5.0),
            span(2, Activity::Solve, 0.0, 2.0),
            together(2, 5.0),
        ];
        assert_eq!(rows(spans.clone(), vec![8.0], None), [16.0, 7.0, 5.0, 0.0, 2.0, 2.0, 0.0]);
        assert_eq!(rows(spans, vec![8.0], Some(1.0)), [16.0, 7.0, 0.0, 0.0, 2.0, 7.0, 0.0]);
    }
}
