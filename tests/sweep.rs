//! The cells of a plan: which, in what order, with which program; and which come after them for the precision.

use proptest::prelude::*;
use speedup_lab::plan::{
    Cell, Ended, Failure, FailureKind, Mode, Outcome, Phases, Plan, Role, Sample, Transport, Trial,
};
use speedup_lab::query::{MAX_REALMS, default_plan};
use speedup_lab::registry::{self, CATALOGUE};
use speedup_lab::sweep::{Line, SERIAL, cells, ended, lines, more, plan_of};
use speedup_lab::workload::{Visitor, Workload};
use std::collections::{BTreeMap, BTreeSet};

const ALL: [Mode; 4] = [Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async];

const EVERY_WAY: [Transport; 3] = [Transport::Copy, Transport::Transfer, Transport::Shared];

fn plan(modes: &[Mode]) -> Plan {
    Plan { modes: modes.to_vec(), workers: vec![2, 4], ..default_plan(CATALOGUE[0], 2) }
}

fn line(cell: &Cell) -> Line {
    (cell.mode, cell.transport)
}

fn of(cells: &[Cell], role: Role) -> Vec<&Cell> {
    cells.iter().filter(|cell| cell.role == role).collect()
}

fn any_plan() -> impl Strategy<Value = Plan> {
    (
        prop::sample::subsequence(ALL.to_vec(), 1..=4),
        prop::sample::subsequence(EVERY_WAY.to_vec(), 1..=3),
        prop::collection::btree_set(1u32..=64, 1..5),
        1u32..=5,
        any::<u32>(),
        any::<bool>(),
    )
        .prop_map(|(modes, transports, workers, realms, seed, scaled)| Plan {
            transports,
            workers: workers.into_iter().collect(),
            realms,
            seed,
            scaled,
            ..plan(&modes)
        })
}

proptest! {
    #[test]
    fn every_point_is_run_once_in_every_realm_between_two_baselines(plan in any_plan()) {
        let cells = cells(&plan, &ALL);
        prop_assert!(cells.iter().map(|cell| cell.id).eq(0..cells.len() as u32));
        for end in [&cells[0], &cells[cells.len() - 1]] {
            prop_assert_eq!((end.role, line(end), end.workers), (Role::Work, SERIAL, 1));
        }
        let work = of(&cells, Role::Work).into_iter();
        let mut seen: Vec<_> = work.map(|cell| (line(cell), cell.workers, cell.realm)).collect();
        seen.sort_unstable();
        let parallel = lines(&plan).into_iter().filter(|line| *line != SERIAL);
        let mut expected: Vec<_> = parallel
            .flat_map(|line| {
                let points = plan.workers.iter().flat_map(|&k| (0..plan.realms).map(move |realm| (k, realm)));
                points.map(move |(workers, realm)| (line, workers, realm))
            })
            .chain((0..plan.realms.max(2)).map(|realm| (SERIAL, 1, realm)))
            .collect();
        expected.sort_unstable();
        prop_assert_eq!(seen, expected);
    }

    #[test]
    fn rounds_of_realms_follow_each_other_and_no_cell_comes_twice(plan in any_plan()) {
        let cells = cells(&plan, &ALL);
        prop_assert!(cells.windows(2).all(|pair| pair[0].realm <= pair[1].realm));
        let distinct: BTreeSet<_> = cells.iter().map(|cell| (cell.role, line(cell), cell.workers, cell.realm)).collect();
        prop_assert_eq!(distinct.len(), cells.len());
    }

    #[test]
    fn every_cell_has_a_program_that_opens(plan in any_plan()) {
        for cell in cells(&plan, &ALL) {
            let plan = plan_of(&plan, &cell);
            prop_assert!(registry::open(&plan, Memory).is_ok_and(|bytes| bytes > 0), "{:?}", plan);
        }
    }
}

struct Memory;

impl Visitor for Memory {
    type Out = u64;
    fn visit<W: Workload + 'static>(self, workload: W) -> u64 {
        workload.memory()
    }
}

#[test]
fn the_seed_decides_the_order_and_nothing_else() {
    let sorted = |seed| {
        let mut cells = cells(&Plan { seed, ..plan(&ALL) }, &ALL);
        let order: Vec<_> = cells.iter().map(|cell| (cell.role, line(cell), cell.workers)).collect();
        for cell in &mut cells {
            cell.id = 0;
        }
        cells.sort_unstable_by_key(|cell| (cell.realm, cell.role, line(cell), cell.workers));
        (order, cells)
    };
    assert_eq!(sorted(1), sorted(1));
    assert_ne!(sorted(1).0, sorted(2).0);
    assert_eq!(sorted(1).1, sorted(2).1);
}

#[test]
fn the_ceiling_is_found_by_threads_where_there_are_any_from_one_worker_on() {
    for (modes, available, expected) in [
        (&ALL[..], &ALL[..], Some((Mode::Threads, None))),
        (
            &ALL,
            &[Mode::Serial, Mode::Processes, Mode::Async],
            Some((Mode::Processes, Some(Transport::Transfer))),
        ),
        (&[Mode::Processes], &ALL, Some((Mode::Processes, Some(Transport::Transfer)))),
        (&[Mode::Threads], &[Mode::Serial, Mode::Processes, Mode::Async], None),
        (&[Mode::Serial, Mode::Async], &ALL, None),
    ] {
        let plan = Plan { realms: 2, transports: vec![Transport::Copy], ..plan(modes) };
        let cells = cells(&plan, available);
        for role in [Role::Compute, Role::Memory] {
            let mut seen: Vec<_> =
                of(&cells, role).iter().map(|cell| (line(cell), cell.workers, cell.realm)).collect();
            seen.sort_unstable();
            let counts = [1, 2, 4].iter().flat_map(|&workers| [(workers, 0), (workers, 1)]);
            let wanted: Vec<_> = expected
                .iter()
                .flat_map(|&line| counts.clone().map(move |(workers, realm)| (line, workers, realm)))
                .collect();
            assert_eq!(seen, wanted, "{modes:?} on a page with {available:?}");
        }
    }
}

#[test]
fn the_ceiling_costs_no_more_than_three_realms() {
    let cells = cells(&Plan { realms: 50, ..plan(&[Mode::Threads]) }, &ALL);
    assert_eq!(of(&cells, Role::Compute).len(), 3 * 3);
    assert_eq!(of(&cells, Role::Memory).len(), 3 * 3);
}

#[test]
fn each_line_of_workers_has_one_graph_by_one_worker() {
    let plan = Plan { transports: EVERY_WAY.to_vec(), ..plan(&ALL) };
    let graphs = |available| {
        let cells = cells(&plan, available);
        let mut graphs: Vec<_> =
            of(&cells, Role::Graph).iter().map(|cell| (line(cell), cell.workers, cell.realm)).collect();
        graphs.sort_unstable();
        graphs
    };
    let processes = |transport| ((Mode::Processes, Some(transport)), 1, 0);
    assert_eq!(graphs(&ALL), [&[((Mode::Threads, None), 1, 0)][..], &EVERY_WAY.map(processes)].concat());
    let without_shared_memory = [Mode::Serial, Mode::Processes, Mode::Async];
    assert_eq!(graphs(&without_shared_memory), [Transport::Copy, Transport::Transfer].map(processes));
}

#[test]
fn scaled_cells_grow_with_the_workers_on_every_line_and_on_the_baseline() {
    let plan =
        Plan { scaled: true, realms: 2, size: 1000, ..plan(&[Mode::Serial, Mode::Threads, Mode::Async]) };
    let all = cells(&plan, &ALL);
    let scaled = of(&all, Role::Scaled);
    let mut seen: Vec<_> =
        scaled.iter().map(|cell| (line(cell), cell.workers, plan_of(&plan, cell).size, cell.realm)).collect();
    seen.sort_unstable();
    let lines = [SERIAL, (Mode::Threads, None), (Mode::Async, None)];
    let expected: Vec<_> = lines
        .iter()
        .flat_map(|&line| [(line, 2, 2000, 0), (line, 2, 2000, 1), (line, 4, 4000, 0), (line, 4, 4000, 1)])
        .collect();
    assert_eq!(seen, expected);
    let plain = cells(&Plan { scaled: false, ..plan.clone() }, &ALL);
    assert!(of(&plain, Role::Scaled).is_empty());
}

#[test]
fn points_and_graphs_run_the_plan_itself_and_ceilings_a_program_of_their_own() {
    let plan = Plan { input: Some("3,1,2".into()), ..plan(&ALL) };
    for cell in cells(&plan, &ALL) {
        let own = plan_of(&plan, &cell);
        match cell.role {
            Role::Work | Role::Graph => assert_eq!(own, plan),
            Role::Compute | Role::Memory => {
                assert!(CATALOGUE.iter().all(|info| info.id != own.workload), "{}", own.workload);
                assert_eq!((own.modes, own.workers), (vec![cell.mode], vec![cell.workers]));
                assert_eq!(own.input, None);
            }
            Role::Scaled => panic!("the plan is not scaled"),
        }
    }
}

/// A trial of a cell with these times.
fn trial(cell: &Cell, times: &[f64]) -> Trial {
    let sample =
        |&total: &f64| Sample { total, phases: Phases { solve: total, ..Phases::default() }, batch: 1 };
    let samples: Vec<Sample> = times.iter().map(sample).collect();
    let outcome = Outcome::Done {
        start_up: 1.0,
        warm_up: samples[0],
        samples,
        invalidated: Vec::new(),
        disturbed: 0,
        steady: true,
        trace: None,
    };
    Trial { cell: cell.clone(), outcome }
}

fn failed(cell: &Cell) -> Trial {
    let failure = Failure { kind: FailureKind::Crashed, message: "it trapped".into() };
    Trial { cell: cell.clone(), outcome: Outcome::Failed { failure } }
}

const STEADY: [f64; 5] = [10.0, 10.1, 10.0, 9.9, 10.0];
const RESTLESS: [f64; 5] = [8.0, 12.0, 10.0, 9.0, 11.0];

fn precise() -> Plan {
    Plan { precision: Some(5), realms: 3, ..plan(&[Mode::Serial, Mode::Threads, Mode::Async]) }
}

fn is_restless(cell: &Cell) -> bool {
    cell.role == Role::Work && cell.mode == Mode::Threads && cell.workers == 4
}

#[test]
fn only_points_with_a_wide_interval_get_more_and_the_baseline_is_last() {
    let plan = precise();
    let measure = |cell: &Cell| trial(cell, if is_restless(cell) { &RESTLESS } else { &STEADY });
    let trials: Vec<Trial> = cells(&plan, &ALL).iter().map(measure).collect();
    let round = more(&plan, &trials, &ALL);
    let seen: Vec<_> = round.iter().map(|cell| (line(cell), cell.workers, cell.realm, cell.role)).collect();
    assert_eq!(seen, [((Mode::Threads, None), 4, 3, Role::Work), (SERIAL, 1, 3, Role::Work)]);
    let next = trials.len() as u32;
    assert_eq!(round.iter().map(|cell| cell.id).collect::<Vec<_>>(), [next, next + 1]);
    assert_eq!(ended(&plan, &trials), Ended::Complete);
    // Without the wish there is never more.
    let plain = Plan { precision: None, ..plan.clone() };
    assert_eq!(more(&plain, &trials, &ALL), []);
    assert_eq!(ended(&plain, &trials), Ended::Complete);
    // A mode that has gone away is not asked for again.
    assert_eq!(more(&plan, &trials, &[Mode::Serial, Mode::Async]), []);
}

#[test]
fn where_all_intervals_are_narrow_there_is_no_more() {
    let plan = precise();
    let trials: Vec<Trial> = cells(&plan, &ALL).iter().map(|cell| trial(cell, &STEADY)).collect();
    assert_eq!(more(&plan, &trials, &ALL), []);
    assert_eq!(ended(&plan, &trials), Ended::Precise);
}

#[test]
fn a_baseline_that_is_too_wide_gets_more_alone() {
    let plan = precise();
    let measure = |cell: &Cell| trial(cell, if line(cell) == SERIAL { &RESTLESS } else { &STEADY });
    let trials: Vec<Trial> = cells(&plan, &ALL).iter().map(measure).collect();
    let seen: Vec<_> = more(&plan, &trials, &ALL).iter().map(|cell| (line(cell), cell.realm)).collect();
    assert_eq!(seen, [(SERIAL, 3)]);
}

#[test]
fn an_interval_of_fewer_than_three_realms_is_not_believed() {
    let plan = Plan { realms: 1, samples: 1, ..precise() };
    let mut trials: Vec<Trial> = cells(&plan, &ALL).iter().map(|cell| trial(cell, &[10.0])).collect();
    let mut rounds = 0;
    loop {
        let round = more(&plan, &trials, &ALL);
        if round.is_empty() {
            break;
        }
        rounds += 1;
        trials.extend(round.iter().map(|cell| trial(cell, &[10.0])));
    }
    assert_eq!(rounds, 2);
    let mut realms: BTreeMap<_, u32> = BTreeMap::new();
    for cell in trials.iter().map(|trial| &trial.cell).filter(|cell| cell.role == Role::Work) {
        *realms.entry((line(cell), cell.workers)).or_default() += 1;
    }
    assert!(
        realms.iter().all(|(point, &count)| count == if point.0 == SERIAL { 4 } else { 3 }),
        "{realms:?}"
    );
    assert_eq!(ended(&plan, &trials), Ended::Precise);
}

#[test]
fn a_point_that_always_fails_is_given_up_and_does_not_hold_up_the_others() {
    let plan = precise();
    let measure = |cell: &Cell| if is_restless(cell) { failed(cell) } else { trial(cell, &STEADY) };
    let trials: Vec<Trial> = cells(&plan, &ALL).iter().map(measure).collect();
    assert_eq!(more(&plan, &trials, &ALL), []);
    assert_eq!(ended(&plan, &trials), Ended::Complete, "one interval is missing, and not narrow");
    let all: Vec<Trial> = cells(&plan, &ALL).iter().map(failed).collect();
    assert_eq!(more(&plan, &all, &ALL), []);
    assert_eq!(ended(&plan, &all), Ended::Complete);
}

#[test]
fn a_point_that_never_settles_ends_at_the_most_realms_of_a_plan() {
    let plan = precise();
    let measure = |cell: &Cell| trial(cell, if is_restless(cell) { &RESTLESS } else { &STEADY });
    let mut trials: Vec<Trial> = cells(&plan, &ALL).iter().map(measure).collect();
    let far = Cell {
        realm: MAX_REALMS - 1,
        ..trials.iter().find(|it| is_restless(&it.cell)).unwrap().cell.clone()
    };
    trials.push(measure(&far));
    assert_eq!(more(&plan, &trials, &ALL), []);
    assert_eq!(ended(&plan, &trials), Ended::Complete);
}

#[test]
fn ceilings_and_scaled_sizes_do_not_count_for_the_precision() {
    let plan = Plan { scaled: true, ..precise() };
    let measure = |cell: &Cell| trial(cell, if cell.role == Role::Work { &STEADY } else { &RESTLESS });
    let trials: Vec<Trial> = cells(&plan, &ALL).iter().map(measure).collect();
    assert_eq!(more(&plan, &trials, &ALL), []);
}
