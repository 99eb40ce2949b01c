//! Every `unsafe` block of the kernels on small inputs, against a plain sort: what `npm run miri` looks at, access by
//! access. The allocator's are in `memory.rs`. Blocks of wasm's own vectors exist in wasm only, and are not seen here.

mod support;

use futures::executor::block_on;
use speedup_lab::plan::{Cell, Mode, Plan, Role, Takes};
use speedup_lab::query::default_plan;
use speedup_lab::registry;
use speedup_lab::run::{self, Realm, Stopwatch};
use speedup_lab::workload::{Visitor, Wire, Workload};
use speedup_lab::workloads::sorting::INFO;
use speedup_lab::workloads::sorting::merge::merge;
use std::collections::BTreeMap;
use support::{NativeRealm, StepClock};

/// Above the size below which a sort takes another way, and no multiple of a block.
const SIZE: u32 = 2053;

/// Runs a sort on the plan's input, and has it checked.
struct Sorted(Cell, NativeRealm<StepClock>);

impl Visitor for Sorted {
    type Out = ();
    fn visit<W: Workload + 'static>(self, workload: W) {
        block_on(async {
            let workers = self.1.start(&self.0).await.expect("workers start");
            let input = workload.generate();
            let watch = Stopwatch::start(&*self.1.clock);
            let output = run::once(&workload, &workers, input.clone(), &watch).await.expect("no failure");
            assert_eq!(input.bytes().len(), output.bytes().len());
            workload.verify(&input, &output).unwrap_or_else(|difference| panic!("{difference}"));
        });
    }
}

fn sort(size: u32, options: &[(&str, &str)], mode: Mode, workers: u32) {
    let options: BTreeMap<String, String> =
        options.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    let plan = Plan { size, options, ..default_plan(&INFO, 2) };
    let realm = NativeRealm { plan: plan.clone(), clock: StepClock::new(0.125).into() };
    let cell = Cell { id: 0, mode, transport: None, workers, realm: 0, role: Role::Work };
    registry::open(&plan, Sorted(cell, realm)).expect("a good plan");
}

/// The choices of an option of the catalogue.
fn choices(name: &str) -> Vec<&'static str> {
    let option = INFO.options.iter().find(|option| option.name == name).expect("the catalogue has it");
    let Takes::Choice { choices } = option.takes else { panic!("{name} is no choice") };
    choices.iter().map(|choice| choice.value).collect()
}

/// Miri takes its time: there, one type of each width is enough.
fn types() -> Vec<&'static str> {
    if cfg!(miri) { vec!["uint32", "float64"] } else { choices("type") }
}

#[test]
fn the_serial_sort_of_every_type() {
    for number in types() {
        sort(SIZE, &[("type", number)], Mode::Serial, 1);
    }
}

#[test]
fn the_serial_sort_of_every_pattern() {
    for pattern in choices("pattern") {
        sort(if cfg!(miri) { 613 } else { SIZE }, &[("pattern", pattern)], Mode::Serial, 1);
    }
}

#[test]
fn every_algorithm_on_threads() {
    for algorithm in choices("algorithm") {
        for number in types().into_iter().take(if cfg!(miri) { 1 } else { 4 }) {
            sort(SIZE, &[("algorithm", algorithm), ("type", number)], Mode::Threads, 2);
        }
    }
}

#[test]
fn every_algorithm_on_no_more_than_a_few() {
    for algorithm in choices("algorithm") {
        for size in [1, 33] {
            sort(size, &[("algorithm", algorithm)], Mode::Threads, 2);
        }
    }
}

/// Runs of every length around a block of the merges: the fast path, its borders, and what is left over.
#[test]
fn merges_around_the_borders_of_a_block() {
    for left in [0, 1, 7, 8, 9, 31, 300] {
        for right in [0, 1, 8, 17, 301] {
            let run = |length: u32, step: u32| (0..length).map(|at| at * step % 1009).collect::<Vec<_>>();
            let (mut left, mut right) = (run(left, 37), run(right, 53));
            left.sort_unstable();
            right.sort_unstable();
            let mut expected = [&left[..], &right].concat();
            expected.sort_unstable();
            let mut out = vec![0; expected.len()];
            merge(&left, &right, &mut out);
            assert_eq!(out, expected);
            let wide = |keys: &[u32]| keys.iter().map(|&key| i64::from(key) - 500).collect::<Vec<_>>();
            let mut out = vec![0; expected.len()];
            merge(&wide(&left), &wide(&right), &mut out);
            assert_eq!(out, wide(&expected));
        }
    }
}
