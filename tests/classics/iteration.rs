//! The iteration: one job, whatever the workers, and no step can be left out.

use crate::programmed;
use speedup_lab::workloads::iteration::{INFO, Iteration};
use speedup_lab::workloads::simple::{Simple, Words};

#[test]
fn there_is_one_job_whatever_the_workers() {
    let program = Iteration::new(&programmed(&INFO, 3, &[]));
    for workers in 1..=64 {
        assert_eq!(program.split(program.generate(), workers).len(), 1);
    }
}

#[test]
fn a_step_left_out_is_a_wrong_answer() {
    let program = Iteration::new(&programmed(&INFO, 2, &[]));
    let input = program.generate();
    let short = Iteration::new(&programmed(&INFO, 1, &[])).solve(input.clone());
    assert!(program.verify(&input, &short).is_err());
    assert_eq!(program.verify(&input, &program.solve(input.clone())), Ok(()));
}

#[test]
fn two_starts_that_are_almost_one_end_far_apart() {
    let program = Iteration::new(&programmed(&INFO, 1, &[]));
    let [start] = program.generate().first();
    let end = |bits| f64::from_bits(program.solve(Words::new([bits])).first::<1>()[0]);
    assert!((end(start) - end(start + 1)).abs() > 1e-3, "a guess of the middle would do");
}
