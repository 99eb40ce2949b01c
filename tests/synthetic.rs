//! The programs of the instrument's own tests: what was programmed is what is done, and a skipped step is found out.

mod support;

use futures::executor::block_on;
use proptest::prelude::*;
use speedup_lab::plan::{Cell, Mode, Outcome, Plan, Role};
use speedup_lab::query::default_plan;
use speedup_lab::registry;
use speedup_lab::run;
use speedup_lab::workload::{Visitor, Wire, Workload};
use speedup_lab::workloads::ceilings::{self, Compute, Memory};
use speedup_lab::workloads::lcg::{Lcg, Sent, State};
use speedup_lab::workloads::synthetic::{INFO, Synthetic};
use support::{NativeRealm, StepClock};

fn programmed(size: u32, serial: u32, imbalance: u32, message: u32) -> Plan {
    let options = [("serial", serial), ("imbalance", imbalance), ("message", message)];
    let options = options.map(|(name, value)| (name.to_owned(), value.to_string())).into();
    Plan { size, options, ..default_plan(&INFO, 2) }
}

fn ceiling(workload: &str, size: u32) -> Plan {
    Plan { workload: workload.into(), size, ..default_plan(&INFO, 2) }
}

#[test]
fn the_chain_is_knuths() {
    let two = Lcg::new().walk(State::default(), 2);
    let first: u64 = 1_442_695_040_888_963_407;
    let second = first.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(first);
    assert_eq!(two, State { number: second, sum: first.wrapping_add(second) });
}

proptest! {
    #[test]
    fn jumping_ahead_ends_where_walking_does(number: u64, sum: u64, steps in 0u64..5000) {
        let from = State { number, sum };
        prop_assert_eq!(Lcg::new().jump(from, steps), Lcg::new().walk(from, steps));
    }

    #[test]
    fn two_jumps_are_one(number: u64, sum: u64, first in 0u64..1 << 40, second in 0u64..1 << 40) {
        let (rule, from) = (Lcg::new(), State { number, sum });
        prop_assert_eq!(rule.jump(rule.jump(from, first), second), rule.jump(from, first + second));
    }

    #[test]
    fn the_programmed_serial_part_and_imbalance_are_what_the_jobs_leave(
        size in 1u32..=2_000_000,
        serial in 0u32..=100,
        imbalance in 0u32..=100,
        workers in 1usize..=64,
    ) {
        let program = Synthetic::new(&programmed(size, serial, imbalance, 0)).unwrap();
        let all = u64::from(size) * 1000;
        let shares = program.shares(workers);
        prop_assert_eq!(shares.len(), workers);
        let parallel: u64 = shares.iter().sum();
        prop_assert_eq!(all - parallel, all * u64::from(serial) / 100);
        let wanted = parallel as f64 / workers as f64 * (1.0 + f64::from(imbalance) / 100.0);
        prop_assert!((shares[0] as f64 - wanted.min(parallel as f64)).abs() <= 1.0, "{:?}", shares);
        let others = &shares[1..];
        prop_assert!(others.iter().max().unwrap_or(&0) - others.iter().min().unwrap_or(&0) <= 1);
    }
}

#[test]
fn half_of_the_serial_steps_are_taken_before_the_jobs_and_half_after() {
    let program = Synthetic::new(&programmed(100, 30, 0, 0)).unwrap();
    let start = program.generate();
    let jobs = program.split(start, 3);
    assert_eq!(jobs[0].value.from, Lcg::new().jump(start.value, 15_000));
    let parts: Vec<_> = jobs.into_iter().map(|job| program.solve(job)).collect();
    let before_the_last = Lcg::new().jump(start.value, 85_000).number;
    assert_eq!(parts[2].value.number, before_the_last);
    assert_eq!(program.merge(parts).value, Lcg::new().jump(start.value, 100_000));
}

#[test]
fn jobs_and_answers_carry_the_programmed_bytes() {
    for message in [0, 7] {
        let program = Synthetic::new(&programmed(1, 0, 0, message)).unwrap();
        let job = program.split(program.generate(), 2).remove(1);
        assert_eq!(job.bytes().len(), size_of_val(&job.value) + 1000 * message as usize);
        assert_eq!(Sent::from_message(&job.bytes().into_owned()), Ok(job));
        let part = program.solve(job);
        assert_eq!(part.bytes().len(), size_of_val(&part.value) + 1000 * message as usize);
        assert_eq!(Sent::from_message(&part.bytes().into_owned()), Ok(part));
    }
}

#[test]
fn a_message_that_is_too_short_is_refused() {
    assert!(Sent::<State>::from_message(&vec![0u8; 15]).is_err());
}

#[test]
fn a_step_left_out_anywhere_is_a_wrong_answer() {
    let program = Synthetic::new(&programmed(10, 20, 50, 0)).unwrap();
    let start = program.generate();
    for lazy in 0..4 {
        let mut jobs = program.split(start, 4);
        jobs[lazy].value.steps -= 1;
        let output = program.merge(jobs.into_iter().map(|job| program.solve(job)).collect());
        let difference = program.verify(&start, &output).expect_err("a step is missing");
        assert!(difference.to_string().contains("after 10000 steps"), "{difference}");
    }
}

#[test]
fn an_option_out_of_its_range_is_named() {
    for (name, value) in [("serial", "101"), ("imbalance", "-1"), ("message", "lots")] {
        let mut plan = programmed(1, 0, 0, 0);
        plan.options.insert(name.into(), value.into());
        let problem = Synthetic::new(&plan).expect_err("out of range");
        assert_eq!((problem.field.as_str(), problem.value.as_str()), (name, value));
    }
}

#[test]
fn every_worker_of_a_ceiling_does_the_same_and_a_skipped_piece_is_a_wrong_answer() {
    let compute = Compute::new(&ceiling(ceilings::COMPUTE, 3));
    let start = compute.generate();
    let mut jobs = compute.split(start, 3);
    assert!(jobs.iter().all(|job| job.value.steps == 3000));
    assert!(
        compute.verify(&start, &compute.merge(jobs.iter().map(|&job| compute.solve(job)).collect())).is_ok()
    );
    jobs[1].value.steps -= 1;
    let output = compute.merge(jobs.into_iter().map(|job| compute.solve(job)).collect());
    let difference = compute.verify(&start, &output).expect_err("a step is missing");
    assert!(difference.to_string().starts_with("worker 1 "), "{difference}");
}

#[test]
fn a_copy_left_out_is_a_wrong_answer_even_on_a_buffer_that_was_used_before() {
    let all = Memory::new(&ceiling(ceilings::MEMORY, 5));
    let fewer = Memory::new(&ceiling(ceilings::MEMORY, 4));
    let input = all.generate();
    let run = |program: &Memory| {
        program.merge(program.split(input, 2).into_iter().map(|job| program.solve(job)).collect())
    };
    for _ in 0..2 {
        assert_eq!(all.verify(&input, &run(&all)), Ok(()));
        let difference = all.verify(&input, &run(&fewer)).expect_err("a copy is missing");
        assert!(difference.to_string().starts_with("worker 0 "), "{difference}");
    }
}

#[test]
fn memory_is_asked_for_by_those_who_share_it() {
    let plan = |mode| Plan { modes: vec![mode], workers: vec![4], ..ceiling(ceilings::MEMORY, 1) };
    assert_eq!(Memory::new(&plan(Mode::Threads)).memory(), 32 << 20);
    assert_eq!(Memory::new(&plan(Mode::Processes)).memory(), 8 << 20);
}

#[test]
fn they_run_under_every_mode_with_every_extreme_of_their_options() {
    let extremes = [(0, 0, 0), (100, 0, 0), (0, 100, 0), (50, 100, 3), (33, 7, 1)];
    let synthetic = extremes.map(|(serial, imbalance, message)| programmed(5, serial, imbalance, message));
    let ceilings = [ceiling(ceilings::COMPUTE, 2), ceiling(ceilings::MEMORY, 2)];
    for plan in synthetic.into_iter().chain(ceilings) {
        for mode in [Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async] {
            for workers in [1, 2, 5] {
                let plan = Plan { samples: 2, ..plan.clone() };
                let cell = Cell { id: 0, mode, transport: None, workers, realm: 0, role: Role::Work };
                let outcome = registry::open(&plan, Measure(&plan, &cell)).expect("a good plan");
                assert!(matches!(outcome, Outcome::Done { .. }), "{cell:?} of {plan:?}: {outcome:?}");
            }
        }
    }
}

struct Measure<'p>(&'p Plan, &'p Cell);

impl Visitor for Measure<'_> {
    type Out = Outcome;
    fn visit<W: Workload + 'static>(self, workload: W) -> Outcome {
        // A step so long that the warm-up is soon over.
        let realm = NativeRealm { plan: self.0.clone(), clock: StepClock::new(20.0).into() };
        block_on(run::run_cell(&workload, self.0, self.1, &realm)).0.outcome
    }
}
