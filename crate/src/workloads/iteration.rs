//! An iteration that no number of workers makes faster: each step needs the result of the one before.
//!
//! The logistic map, x' = r x (1 - x): R. M. May, "Simple mathematical models with very complicated dynamics", Nature
//! 261, 1976. For the r taken here no way is known to the end but step by step: it is chaotic, so a wrong guess of the
//! number in the middle is no use to whoever would begin there.

use super::simple::{Program, Simple, Words};
use crate::plan::{Answer, Cause, Mode, Plan, SizeInfo, WorkloadInfo};
use crate::random::Random;
use crate::workload::{Mismatch, Opened, Visitor};
use std::sync::OnceLock;

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "iteration",
    title: "One step after the other",
    summary: "Goes from number to number by the logistic map, x′ = r x (1 − x). Each step needs the result of the one \
              before, so the work can’t be cut: there is one job, whatever the workers.",
    unit: "thousand steps",
    size: SizeInfo { min: 1, max: 1_000_000, default: 5000, presets: &[100, 1000, 5000, 20_000, 100_000] },
    options: &[],
    input: None,
    waits: false,
    systems: &[18],
    hints: &[],
    causes: &[Cause {
        modes: &[Mode::Threads, Mode::Processes, Mode::Async],
        option: None,
        gains: false,
        clause: "each step needs the result of the one before, so there is one job, and every other worker waits",
    }],
};

/// The r of the map: chaotic, and of no special form.
const RATE: f64 = 3.9371;

/// The program, configured.
#[derive(Debug)]
pub struct Iteration {
    steps: u64,
    start: f64,
    /// Where it ends, once somebody has gone there to check.
    end: OnceLock<f64>,
}

/// Configures it from a plan.
///
/// # Errors
/// None: it has no options.
pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
    Ok(visitor.visit(Program::new(Iteration::new(plan))))
}

impl Iteration {
    /// Configures it from a plan.
    pub fn new(plan: &Plan) -> Self {
        // Away from 0 and 1, where the map stays.
        let start = 0.1 + 0.8 * Random::new(plan.seed).unit();
        Self { steps: 1000 * u64::from(plan.size), start, end: OnceLock::new() }
    }
}

impl Simple for Iteration {
    fn generate(&self) -> Words {
        Words::new([self.start.to_bits()])
    }

    /// One job: there is no other way.
    fn split(&self, input: Words, _workers: usize) -> Vec<Words> {
        vec![input]
    }

    fn solve(&self, job: Words) -> Words {
        let mut x = f64::from_bits(job.first::<1>()[0]);
        for _ in 0..self.steps {
            x = RATE * x * (1.0 - x);
        }
        Words::new([x.to_bits()])
    }

    fn merge(&self, mut parts: Vec<Words>) -> Words {
        parts.remove(0)
    }

    /// Takes the same steps once more, in blocks of another length; there is no quicker way to know.
    fn verify(&self, _input: &Words, output: &Words) -> Result<(), Mismatch> {
        let right = *self.end.get_or_init(|| {
            let step = |x: f64, _| RATE * x * (1.0 - x);
            (0..self.steps / 1000).fold(self.start, |x, _| (0..1000).fold(x, step))
        });
        let found = f64::from_bits(output.first::<1>()[0]);
        if found.to_bits() == right.to_bits() {
            return Ok(());
        }
        Err(Mismatch(format!("after {} steps: {found}, where it must be {right}", self.steps)))
    }

    fn answer(&self, output: &Words) -> Answer {
        let end = f64::from_bits(output.first::<1>()[0]);
        Answer::Words {
            words: format!(
                "From {} the map comes to {end} after {} steps. Whoever would begin in the middle needs the number \
                 there to the last digit, and only the first half of the steps gives it.",
                self.start, self.steps
            ),
        }
    }
}
