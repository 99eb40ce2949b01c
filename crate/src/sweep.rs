//! A plan becomes cells, in an order that keeps slow changes of the machine from posing as speedup.

use crate::plan::{Cell, Ended, Estimate, Mode, Plan, Role, Transport, Trial};
use crate::query::MAX_REALMS;
use crate::random::Random;
use crate::registry;
use crate::report;
use crate::stats::Sampled;
use crate::workloads::ceilings;
use std::collections::BTreeMap;

/// A line of the chart: a mode, and in processes mode a transport.
pub type Line = (Mode, Option<Transport>);

/// The best serial program: the baseline of every speedup.
pub const SERIAL: Line = (Mode::Serial, None);

/// The most realms for each point of a ceiling: its runs are short and alike.
const CEILING_REALMS: u32 = 3;
/// Repetitions in each of them.
const CEILING_SAMPLES: u32 = 10;
/// With fewer realms an interval isn't believed, however narrow it is: it knows too little of what a fresh realm
/// changes. See [`crate::stats`] for how far off it can be.
pub(crate) const LEAST_REALMS: usize = 3;

/// Whether a page with these modes can run a line. A shared buffer needs what threads need.
pub fn can_run(available: &[Mode], (mode, transport): Line) -> bool {
    available.contains(&mode) && (transport != Some(Transport::Shared) || available.contains(&Mode::Threads))
}

/// Every cell of a plan, in the order to run them. `available` are the modes that the page can run.
///
/// The best serial program is measured first and again last, whatever the plan's modes, so that every speedup has
/// its baseline from the start and drift shows. Between them the cells are shuffled by the plan's seed, one
/// round of realms after the other.
///
/// What the page can't run has its points' cells only, each of which becomes a trial with the reason.
pub fn cells(plan: &Plan, available: &[Mode]) -> Vec<Cell> {
    let mut order = vec![cell(Role::Work, SERIAL, 1, 0)];
    let mut random = Random::new(plan.seed);
    let rounds = plan.realms.max(2);
    for realm in 0..rounds {
        let mut round = Vec::new();
        if realm < plan.realms {
            let counts = plan.workers.iter();
            let point = |line| counts.clone().map(move |&workers| cell(Role::Work, line, workers, realm));
            round.extend(parallel(plan).into_iter().flat_map(point));
            round.extend(extras(plan, available, realm));
        }
        if realm > 0 && realm < rounds - 1 {
            round.push(cell(Role::Work, SERIAL, 1, realm));
        }
        random.shuffle(&mut round);
        order.append(&mut round);
    }
    order.push(cell(Role::Work, SERIAL, 1, rounds - 1));
    numbered(order, 0)
}

/// Cells of this realm that are not points of a line.
fn extras(plan: &Plan, available: &[Mode], realm: u32) -> Vec<Cell> {
    let lines: Vec<Line> = parallel(plan).into_iter().filter(|&line| can_run(available, line)).collect();
    let mut cells = Vec::new();
    if realm < CEILING_REALMS {
        let alone = (!plan.workers.contains(&1)).then_some(1);
        let counts: Vec<u32> = alone.into_iter().chain(plan.workers.iter().copied()).collect();
        // Where workers wait, the machine's ceilings limit nothing.
        if let Some(line) = ceiling(&lines).filter(|_| !registry::waits(plan)) {
            for role in [Role::Compute, Role::Memory] {
                cells.extend(counts.iter().map(|&workers| cell(role, line, workers, realm)));
            }
        }
    }
    if plan.scaled && !lines.is_empty() {
        for &line in lines.iter().chain([&SERIAL]) {
            cells.extend(plan.workers.iter().map(|&workers| cell(Role::Scaled, line, workers, realm)));
        }
    }
    if realm == 0 {
        let graphs = lines.iter().filter(|(mode, _)| *mode != Mode::Async);
        cells.extend(graphs.map(|&line| cell(Role::Graph, line, 1, realm)));
    }
    cells
}

/// The workers that find the machine's ceiling: threads where there are any, since they start soonest and send
/// nothing, else isolated ones. One thread of tasks has no use for a ceiling.
fn ceiling(lines: &[Line]) -> Option<Line> {
    let has = |mode| lines.iter().any(|line| line.0 == mode);
    let processes = has(Mode::Processes).then_some((Mode::Processes, Some(Transport::Transfer)));
    if has(Mode::Threads) { Some((Mode::Threads, None)) } else { processes }
}

/// The plan that a cell really runs: another size, or one of the hidden programs that find a ceiling.
pub fn plan_of(plan: &Plan, cell: &Cell) -> Plan {
    let hidden = |workload: &str, size| Plan {
        workload: workload.into(),
        size,
        options: BTreeMap::new(),
        modes: vec![cell.mode],
        transports: cell.transport.into_iter().collect(),
        workers: vec![cell.workers],
        samples: CEILING_SAMPLES,
        input: None,
        ..plan.clone()
    };
    match cell.role {
        Role::Work | Role::Graph => plan.clone(),
        Role::Scaled => Plan { size: plan.size.saturating_mul(cell.workers), ..plan.clone() },
        Role::Compute => hidden(ceilings::COMPUTE, ceilings::COMPUTE_SIZE),
        Role::Memory => hidden(ceilings::MEMORY, ceilings::MEMORY_SIZE),
    }
}

/// One more realm for each point whose interval is wider than the plan wants it, in an order of the plan's seed, and
/// at the end one for the baseline: because it is too wide itself, or to show drift. None where every interval is
/// narrow enough, or where those that are not can't be helped: all their realms failed, or there are as many as a
/// plan may have.
pub fn more(plan: &Plan, trials: &[Trial], available: &[Mode]) -> Vec<Cell> {
    let Some(precision) = plan.precision else { return Vec::new() };
    let points = Points::new(plan, trials);
    let next = |line, workers| {
        let realm = points.next_realm(line, workers);
        (realm < MAX_REALMS).then(|| cell(Role::Work, line, workers, realm))
    };
    let mut round: Vec<Cell> = parallel(plan)
        .into_iter()
        .filter(|&line| can_run(available, line))
        .flat_map(|line| plan.workers.iter().map(move |&workers| (line, workers)))
        .filter(|&(line, workers)| points.wide(line, workers, precision))
        .filter_map(|(line, workers)| next(line, workers))
        .collect();
    let first = trials.iter().map(|trial| trial.cell.id + 1).max().unwrap_or(0);
    Random::new(plan.seed ^ first).shuffle(&mut round);
    if !round.is_empty() || points.wide(SERIAL, 1, precision) {
        round.extend(next(SERIAL, 1));
    }
    numbered(round, first)
}

/// How a sweep ended of which every cell was run and [`more`] asks for none. Not precise where a point has no samples.
pub fn ended(plan: &Plan, trials: &[Trial]) -> Ended {
    let Some(precision) = plan.precision else { return Ended::Complete };
    let points = Points::new(plan, trials);
    let narrow = |&(line, workers): &(Line, u32)| {
        points.times.contains_key(&(line, workers)) && !points.wide(line, workers, precision)
    };
    let all = !points.realms.is_empty() && points.realms.keys().all(narrow);
    if all { Ended::Precise } else { Ended::Complete }
}

/// Every point so far: its time, and its realms.
struct Points {
    times: BTreeMap<(Line, u32), Sampled>,
    /// How many realms gave samples, and which number is free.
    realms: BTreeMap<(Line, u32), (usize, u32)>,
}

impl Points {
    fn new(plan: &Plan, trials: &[Trial]) -> Self {
        let mut realms: BTreeMap<(Line, u32), (usize, u32)> = BTreeMap::new();
        for Trial { cell, outcome } in trials.iter().filter(|trial| trial.cell.role == Role::Work) {
            let (done, free) = realms.entry(((cell.mode, cell.transport), cell.workers)).or_default();
            *done += usize::from(matches!(outcome, crate::plan::Outcome::Done { .. }));
            *free = (*free).max(cell.realm + 1);
        }
        Self { times: report::work_times(trials, plan.seed), realms }
    }

    /// Whether the interval is too wide, or too few realms are behind it. Not so where there are no samples at all.
    fn wide(&self, line: Line, workers: u32, precision: u32) -> bool {
        let point = (line, workers);
        let Some(time) = self.times.get(&point) else { return false };
        let Estimate { value, low, high } = time.estimate();
        let done = self.realms.get(&point).map_or(0, |realms| realms.0);
        done < LEAST_REALMS || high - low > value * f64::from(precision) / 100.0
    }

    fn next_realm(&self, line: Line, workers: u32) -> u32 {
        self.realms.get(&(line, workers)).map_or(0, |realms| realms.1)
    }
}

/// The lines of the chart: every mode, and in processes mode every transport.
pub fn lines(plan: &Plan) -> Vec<Line> {
    let of = |&mode| match mode {
        Mode::Processes => plan.transports.iter().map(|&transport| (mode, Some(transport))).collect(),
        _ => vec![(mode, None)],
    };
    plan.modes.iter().flat_map(of).collect()
}

fn parallel(plan: &Plan) -> Vec<Line> {
    lines(plan).into_iter().filter(|line| *line != SERIAL).collect()
}

fn cell(role: Role, (mode, transport): Line, workers: u32, realm: u32) -> Cell {
    Cell { id: 0, mode, transport, workers, realm, role }
}

fn numbered(mut cells: Vec<Cell>, first: u32) -> Vec<Cell> {
    for (id, cell) in (first..).zip(&mut cells) {
        cell.id = id;
    }
    cells
}
