//! Every workload, under every mode, at every worker count from 1 to 8, with every choice of its options: the output
//! is right, and it is the serial program's. A workload joins by being in the registry.

mod support;

use futures::executor::block_on;
use proptest::prelude::*;
use speedup_lab::plan::{Cell, Mode, Outcome, Plan, Role, Takes, Transport, WorkloadInfo};
use speedup_lab::query::default_plan;
use speedup_lab::registry::{self, CATALOGUE};
use speedup_lab::run::{self, Realm, Stopwatch};
use speedup_lab::sweep::{Line, SERIAL};
use speedup_lab::workload::{Visitor, Wire, Workload};
use std::collections::BTreeMap;
use support::{NativeRealm, StepClock};

const PARALLEL: [(Mode, Option<Transport>); 4] = [
    (Mode::Threads, None),
    (Mode::Processes, Some(Transport::Transfer)),
    (Mode::Processes, Some(Transport::Shared)),
    (Mode::Async, None),
];

#[test]
fn every_mode_at_every_worker_count_gives_the_serial_output() {
    for info in CATALOGUE {
        for options in every_choice(info) {
            let plan = Plan { size: small(info), options, ..default_plan(info, 2) };
            let serial = output(&plan, SERIAL, 1);
            for line in PARALLEL {
                // Messages that are seen and not sent differ in nothing else.
                let seen = line.1 == Some(Transport::Shared);
                for workers in (1..=8).filter(|workers| !seen || workers % 7 == 1) {
                    let parallel = output(&plan, line, workers);
                    assert_eq!(parallel, serial, "{line:?} with {workers} workers differs: {plan:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_size_and_seed_gives_the_serial_output(
        (info, size, options) in any_program(),
        seed: u32,
        line in proptest::sample::select(PARALLEL.to_vec()),
        workers in 1u32..=8,
    ) {
        let plan = Plan { size, seed, options, ..default_plan(info, 2) };
        prop_assert_eq!(output(&plan, line, workers), output(&plan, SERIAL, 1), "{:?}", plan);
    }
}

#[test]
fn every_trial_of_a_plan_is_done_and_its_phases_add_up() {
    for info in CATALOGUE {
        let plan = Plan { size: small(info), samples: 3, realms: 1, ..default_plan(info, 2) };
        let cells = speedup_lab::sweep::cells(&plan, &plan.modes);
        for cell in cells.into_iter().filter(|cell| cell.role == Role::Work) {
            let Outcome::Done { warm_up, samples, .. } = trial(&plan, &cell) else {
                panic!("{} failed in {cell:?}", info.id);
            };
            assert_eq!(samples.len(), 3);
            for sample in samples.iter().chain([&warm_up]) {
                let phases = sample.phases;
                let sum = phases.split + phases.send + phases.solve + phases.receive + phases.merge;
                assert!((sum - sample.total).abs() < 1e-9, "{phases:?} do not add up to {}", sample.total);
                assert!(sample.total > 0.0);
            }
        }
    }
}

/// The program's output, checked, as bytes.
fn output(plan: &Plan, (mode, transport): Line, workers: u32) -> Vec<u8> {
    struct Output(Cell, NativeRealm<StepClock>);
    impl Visitor for Output {
        type Out = Vec<u8>;
        fn visit<W: Workload + 'static>(self, workload: W) -> Vec<u8> {
            block_on(async {
                let workers = self.1.start(&self.0).await.expect("workers start");
                let input = workload.generate();
                let watch = Stopwatch::start(&*self.1.clock);
                let output = run::once(&workload, &workers, input.clone(), &watch).await.expect("no failure");
                workload
                    .verify(&input, &output)
                    .unwrap_or_else(|difference| panic!("{:?}: {difference}", self.0));
                output.bytes().into_owned()
            })
        }
    }
    let cell = Cell { id: 0, mode, transport, workers, realm: 0, role: Role::Work };
    registry::open(plan, Output(cell, realm(plan))).expect("a good plan")
}

fn trial(plan: &Plan, cell: &Cell) -> Outcome {
    struct Measure<'p>(&'p Plan, &'p Cell);
    impl Visitor for Measure<'_> {
        type Out = Outcome;
        fn visit<W: Workload + 'static>(self, workload: W) -> Outcome {
            block_on(run::run_cell(&workload, self.0, self.1, &realm(self.0))).0.outcome
        }
    }
    registry::open(plan, Measure(plan, cell)).expect("a good plan")
}

fn realm(plan: &Plan) -> NativeRealm<StepClock> {
    NativeRealm { plan: plan.clone(), clock: StepClock::new(0.125).into() }
}

/// Every combination of a workload's choices.
fn every_choice(info: &WorkloadInfo) -> Vec<BTreeMap<String, String>> {
    let mut combinations = vec![BTreeMap::new()];
    for option in info.options {
        let Takes::Choice { choices } = option.takes else { continue };
        combinations = combinations
            .iter()
            .flat_map(|chosen| {
                choices.iter().map(|choice| {
                    let mut chosen = chosen.clone();
                    chosen.insert(option.name.into(), choice.value.into());
                    chosen
                })
            })
            .collect();
    }
    combinations
}

/// A size that a debug build works through in no time, and that no worker count divides.
fn small(info: &WorkloadInfo) -> u32 {
    match info.unit {
        "puzzles" | "tasks" | "pictures" => 13,
        "thousand steps" | "kilobytes" => 17,
        _ => 1009,
    }
}

fn any_program() -> impl Strategy<Value = (&'static WorkloadInfo, u32, BTreeMap<String, String>)> {
    proptest::sample::select(CATALOGUE).prop_flat_map(|info| {
        let sizes = info.size.min..=3 * small(info);
        (Just(info), sizes, proptest::sample::select(every_choice(info)))
    })
}
