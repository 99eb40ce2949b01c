//! What this machine can do now: programs without a serial part, whose every worker does the same amount of its own.
//! They are measured in every sweep of a parallel mode, and are not in the catalogue.
//!
//! A run on k workers does k times the work of a run on one, so k T(1) / T(k) is how many workers' worth of work
//! the machine gets done: less than k where workers share cores, clock speed or memory.

use super::lcg::{Lcg, Sent, State, Walk};
use crate::plan::{Answer, Mode, Plan};
use crate::workload::{Mismatch, Workload};
use std::cell::RefCell;

/// The id of the program that computes in registers.
pub const COMPUTE: &str = "ceiling-compute";
/// Thousand steps for each worker: some 10 ms in a browser, so that the moment in which workers wake counts for little.
pub const COMPUTE_SIZE: u32 = 8000;
/// The id of the program that streams through memory.
pub const MEMORY: &str = "ceiling-memory";
/// Times that each worker copies half its buffer to the other: some 10 ms in a browser.
pub const MEMORY_SIZE: u32 = 20;

/// Half a worker's buffer, in words: 4 MiB.
const HALF: usize = (4 << 20) / size_of::<u64>();

/// Computing without memory traffic: every worker takes as many steps.
#[derive(Clone, Debug)]
pub struct Compute {
    rule: Lcg,
    start: State,
    steps: u64,
}

impl Compute {
    /// The plan's size is thousand steps for each worker.
    pub fn new(plan: &Plan) -> Self {
        let start = State { number: u64::from(plan.seed), sum: 0 };
        Self { rule: Lcg::new(), start, steps: 1000 * u64::from(plan.size) }
    }

    /// Where the worker begins: each on a stretch of its own.
    fn from(&self, start: State, worker: usize) -> State {
        State { sum: 0, ..self.rule.jump(start, worker as u64 * self.steps) }
    }
}

impl Workload for Compute {
    type Input = Sent<State>;
    type Job = Sent<Walk>;
    type Part = Sent<State>;
    type Output = Vec<State>;

    fn generate(&self) -> Sent<State> {
        Sent::bare(self.start)
    }

    fn split(&self, input: Sent<State>, workers: usize) -> Vec<Sent<Walk>> {
        let job = |worker| Sent::bare(Walk { from: self.from(input.value, worker), steps: self.steps });
        (0..workers).map(job).collect()
    }

    fn solve(&self, job: Sent<Walk>) -> Sent<State> {
        Sent::bare(self.rule.walk(job.value.from, job.value.steps))
    }

    fn merge(&self, parts: Vec<Sent<State>>) -> Vec<State> {
        parts.into_iter().map(|part| part.value).collect()
    }

    fn verify(&self, input: &Sent<State>, output: &Vec<State>) -> Result<(), Mismatch> {
        let right = |worker| self.rule.jump(self.from(input.value, worker), self.steps);
        same(output, (0..output.len()).map(right))
    }

    fn answer(&self, _input: &Sent<State>, output: &Vec<State>, _most: usize) -> Answer {
        Answer::Words { words: format!("{} workers took {} steps each.", output.len(), self.steps) }
    }

    fn memory(&self) -> u64 {
        64 * 1024
    }
}

thread_local! {
    /// A worker's buffer: two halves. Kept from run to run, so that the system hands its pages over only once.
    static BUFFER: RefCell<[Vec<u64>; 2]> = const { RefCell::new([Vec::new(), Vec::new()]) };
}

/// Streaming: every worker copies one half of a buffer of its own to the other and back, as many times.
///
/// Before each copy a mark is set in the half that is read. All marks are in the half written last only if every copy
/// was made.
#[derive(Clone, Debug)]
pub struct Memory {
    seed: u64,
    rounds: u64,
    /// Workers that share an instance's memory.
    sharing: u64,
}

impl Memory {
    /// The plan's size is how many copies each worker makes.
    pub fn new(plan: &Plan) -> Self {
        let most = plan.workers.iter().copied().max().unwrap_or(1);
        let sharing = if plan.modes.contains(&Mode::Threads) { most } else { 1 };
        Self { seed: plan.seed.into(), rounds: plan.size.into(), sharing: sharing.into() }
    }

    /// Where the mark of a round is set: all over the half.
    fn place(round: u64) -> usize {
        (round * 0x9E37_79B1) as usize % HALF
    }

    /// The mark of a round.
    fn mark(worker: u64, round: u64) -> u64 {
        (worker ^ (round << 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

impl Workload for Memory {
    type Input = Sent<u64>;
    type Job = Sent<u64>;
    type Part = Sent<u64>;
    type Output = Vec<u64>;

    fn generate(&self) -> Sent<u64> {
        Sent::bare(self.seed)
    }

    fn split(&self, input: Sent<u64>, workers: usize) -> Vec<Sent<u64>> {
        (0..workers as u64).map(|worker| Sent::bare(input.value.wrapping_add(worker))).collect()
    }

    fn solve(&self, job: Sent<u64>) -> Sent<u64> {
        BUFFER.with_borrow_mut(|[from, to]| {
            from.resize(HALF, 1);
            to.resize(HALF, 1);
            // No mark of an earlier run counts.
            for place in (0..self.rounds).map(Self::place) {
                (from[place], to[place]) = (0, 0);
            }
            for round in 0..self.rounds {
                from[Self::place(round)] = Self::mark(job.value, round);
                to.copy_from_slice(from);
                std::mem::swap(from, to);
            }
            let marks = (0..self.rounds).map(|round| from[Self::place(round)]);
            Sent::bare(digest(marks))
        })
    }

    fn merge(&self, parts: Vec<Sent<u64>>) -> Vec<u64> {
        parts.into_iter().map(|part| part.value).collect()
    }

    fn verify(&self, input: &Sent<u64>, output: &Vec<u64>) -> Result<(), Mismatch> {
        let right = |worker: u64| {
            let marks = (0..self.rounds).map(|round| Self::mark(input.value.wrapping_add(worker), round));
            digest(marks)
        };
        same(output, (0..output.len() as u64).map(right))
    }

    fn answer(&self, _input: &Sent<u64>, output: &Vec<u64>, _most: usize) -> Answer {
        let each = self.rounds * (HALF * size_of::<u64>()) as u64 / 1_000_000;
        Answer::Words { words: format!("{} workers copied {each} MB each.", output.len()) }
    }

    fn memory(&self) -> u64 {
        self.sharing * (2 * HALF * size_of::<u64>()) as u64
    }
}

/// All marks, and their order, in one number.
fn digest(marks: impl Iterator<Item = u64>) -> u64 {
    marks.fold(0, |sum, mark| sum.rotate_left(1) ^ mark)
}

/// The first worker whose output is not what it must be.
fn same<T: PartialEq + std::fmt::Debug>(
    output: &[T],
    right: impl Iterator<Item = T>,
) -> Result<(), Mismatch> {
    let wrong = (0..).zip(output).zip(right).find(|((_, found), right)| *found != right);
    wrong.map_or(Ok(()), |((worker, found), right): ((usize, _), _)| {
        Err(Mismatch(format!("worker {worker} ended at {found:?}, and must end at {right:?}")))
    })
}
