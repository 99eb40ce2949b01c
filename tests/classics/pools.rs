//! Pools: every task done once, whatever the chunk, and the order of results as it was.

use crate::programmed;
use crate::support::{NativeRealm, StepClock};
use futures::executor::block_on;
use proptest::prelude::*;
use speedup_lab::plan::{Answer, Cell, Mode, Role};
use speedup_lab::run::{self, Realm, Stopwatch};
use speedup_lab::workload::Workload;
use speedup_lab::workloads::pools::{INFO, Pools, held_back};
use speedup_lab::workloads::simple::{Program, Simple, Words};

fn program(size: u32, options: &[(&str, &str)]) -> Pools {
    Pools::new(&programmed(&INFO, size, options)).expect("good options")
}

#[test]
fn chunks_are_as_long_as_asked_and_the_last_has_the_rest() {
    let program = program(10, &[("chunk", "4")]);
    let jobs: Vec<[u64; 2]> = program.split(program.generate(), 3).iter().map(Words::first).collect();
    assert_eq!(jobs, [[0, 4], [4, 8], [8, 10]]);
}

/// The order that the answer tells of, after a run in this mode.
fn order(mode: Mode, chunk: &str) -> Vec<u64> {
    let plan = programmed(&INFO, 12, &[("chunk", chunk), ("length", "1")]);
    let program = Program::new(Pools::new(&plan).expect("good options"));
    let realm = NativeRealm { plan, clock: StepClock::new(1.0).into() };
    let cell = Cell { id: 0, mode, transport: None, workers: 3, realm: 0, role: Role::Work };
    let output = block_on(async {
        let workers = realm.start(&cell).await.expect("workers start");
        let watch = Stopwatch::start(&*realm.clock);
        // The second run's order, not both.
        run::once(&program, &workers, program.generate(), &watch).await.expect("no failure");
        run::once(&program, &workers, program.generate(), &watch).await.expect("no failure")
    });
    let Answer::Words { words } = program.answer(&program.generate(), &output, 0) else { panic!("words") };
    let list = words.split_once("order: ").expect("an order").1.split_once('.').expect("an end").0;
    list.split(", ").map(|task| task.parse().expect("a number")).collect()
}

#[test]
fn the_order_of_results_has_every_task_once_in_every_mode() {
    for mode in [Mode::Threads, Mode::Processes, Mode::Async] {
        for chunk in ["1", "5"] {
            let mut done = order(mode, chunk);
            if mode == Mode::Async {
                assert_eq!(done, (0..12).collect::<Vec<u64>>(), "tasks that never wait take turns");
            }
            done.sort_unstable();
            assert_eq!(done, (0..12).collect::<Vec<u64>>(), "{mode:?}");
        }
    }
}

proptest! {
    #[test]
    fn results_are_held_back_while_one_before_is_missing(
        done in Just((0u64..12).collect::<Vec<u64>>()).prop_shuffle()
    ) {
        let late = |at: usize| (0..done[at]).any(|before| !done[..at].contains(&before));
        prop_assert_eq!(held_back(&done), (0..done.len()).filter(|&at| late(at)).count());
    }
}

#[test]
fn equal_tasks_are_equal_and_a_wrong_result_is_named() {
    let program = program(3, &[("tasks", "equal"), ("length", "2")]);
    let input = program.generate();
    let mut results = program.solve_alone(input.clone()).as_slice().to_vec();
    assert_eq!(program.verify(&input, &Words::new(results.clone())), Ok(()));
    results[1] ^= 1;
    let difference = program.verify(&input, &Words::new(results)).expect_err("one is wrong");
    assert!(difference.to_string().starts_with("task 1 "), "{difference}");
}
