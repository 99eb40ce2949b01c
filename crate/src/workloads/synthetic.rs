//! Known answer: a program whose serial part, imbalance and messages are what the visitor programs them to be. What
//! the lab finds can be held against that.

use super::lcg::{Lcg, Sent, State, Walk};
use crate::plan::{Answer, OptionInfo, Plan, Problem, SizeInfo, Takes, WorkloadInfo};
use crate::random::Random;
use crate::workload::{Mismatch, Opened, Visitor, Workload, chosen};

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "synthetic",
    title: "Known answer",
    summary: "Steps from number to number; each needs the one before, so none can be left out. You say how much of it \
              is serial, how uneven the jobs are, and how much is sent: see whether the lab finds it out.",
    unit: "thousand steps",
    size: SizeInfo {
        min: 1,
        max: 2_000_000,
        default: 20_000,
        presets: &[1000, 5000, 20_000, 100_000, 500_000],
    },
    options: OPTIONS,
    input: None,
    waits: false,
    systems: &[],
    hints: &[],
    causes: &[],
};

const OPTIONS: &[OptionInfo] = &[
    OptionInfo {
        name: "serial",
        label: "Serial part",
        help: "Percent of the steps that one worker takes alone: half of them before the jobs are handed out, half \
               after all have come back.",
        default: "10",
        takes: Takes::Whole { min: 0, max: 100, word: None },
    },
    OptionInfo {
        name: "imbalance",
        label: "Imbalance",
        help: "Percent by which the first job is larger than an even share. The others share what is left.",
        default: "0",
        takes: Takes::Whole { min: 0, max: 100, word: None },
    },
    OptionInfo {
        name: "message",
        label: "Messages",
        help: "Thousand bytes that go to an isolated worker with each job, and come back with its answer. Threads \
               share their memory: nothing is sent.",
        default: "0",
        takes: Takes::Whole { min: 0, max: 10_000, word: None },
    },
];

/// Configures it from a plan.
///
/// # Errors
/// An option's value that the catalogue does not list.
pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
    Ok(visitor.visit(Synthetic::new(plan)?))
}

/// The program, configured.
#[derive(Clone, Debug)]
pub struct Synthetic {
    rule: Lcg,
    start: State,
    /// Steps before the jobs, in all jobs together, and after them.
    steps: [u64; 3],
    /// Percent.
    imbalance: u64,
    /// Bytes with each job, and with each answer.
    message: usize,
}

impl Synthetic {
    /// Configures it from a plan.
    ///
    /// # Errors
    /// An option's value that the catalogue does not list.
    pub fn new(plan: &Plan) -> Result<Self, Problem> {
        let all = u64::from(plan.size) * 1000;
        let serial = all * number(plan, &OPTIONS[0])? / 100;
        let before = serial / 2;
        Ok(Self {
            rule: Lcg::new(),
            start: State { number: Random::new(plan.seed).bits(), sum: 0 },
            steps: [before, all - serial, serial - before],
            imbalance: number(plan, &OPTIONS[1])?,
            message: 1000 * number(plan, &OPTIONS[2])? as usize,
        })
    }

    /// Steps in each job, for this many workers.
    pub fn shares(&self, workers: usize) -> Vec<u64> {
        let (all, workers) = (self.steps[1], workers.max(1) as u64);
        let first =
            if workers == 1 { all } else { (all * (100 + self.imbalance) / (100 * workers)).min(all) };
        let others = workers - 1;
        let mut shares = vec![first];
        // Whole numbers that differ by one at most and add up to what is left.
        shares.extend((0..others).map(|job| {
            let until = |job: u64| (u128::from(all - first) * u128::from(job) / u128::from(others)) as u64;
            until(job + 1) - until(job)
        }));
        shares
    }
}

/// An option's whole number.
fn number(plan: &Plan, info: &OptionInfo) -> Result<u64, Problem> {
    let Takes::Whole { min, max, .. } = info.takes else { unreachable!("every option here is a number") };
    let read = |text: &str| text.parse().ok().filter(|value| (min..=max).contains(value));
    chosen(plan, &INFO, info.name, read).map(u64::from)
}

impl Workload for Synthetic {
    type Input = Sent<State>;
    type Job = Sent<Walk>;
    type Part = Sent<State>;
    type Output = Sent<State>;

    fn generate(&self) -> Sent<State> {
        Sent::bare(self.start)
    }

    /// Takes the first half of the serial steps. Where each job begins is found by jumping, in a microsecond or two.
    fn split(&self, input: Sent<State>, workers: usize) -> Vec<Sent<Walk>> {
        let mut from = self.rule.walk(input.value, self.steps[0]);
        let job = |steps| {
            let walk = Walk { from, steps };
            // The sum so far is the first job's; each other begins its own.
            from = State { sum: 0, ..self.rule.jump(from, steps) };
            Sent { value: walk, ballast: self.message }
        };
        self.shares(workers).into_iter().map(job).collect()
    }

    fn solve(&self, job: Sent<Walk>) -> Sent<State> {
        let Walk { from, steps } = job.value;
        Sent { value: self.rule.walk(from, steps), ballast: self.message }
    }

    /// Takes the second half of the serial steps, from where the last job ended.
    fn merge(&self, parts: Vec<Sent<State>>) -> Sent<State> {
        let sum = parts.iter().fold(0u64, |sum, part| sum.wrapping_add(part.value.sum));
        let number = parts.last().map_or(0, |part| part.value.number);
        Sent::bare(self.rule.walk(State { number, sum }, self.steps[2]))
    }

    /// Jumps there.
    fn verify(&self, input: &Sent<State>, output: &Sent<State>) -> Result<(), Mismatch> {
        let steps = self.steps.iter().sum();
        let (found, right) = (output.value, self.rule.jump(input.value, steps));
        if found == right {
            return Ok(());
        }
        Err(Mismatch(format!("after {steps} steps: {found:?}, where jumping ahead leads to {right:?}")))
    }

    fn answer(&self, _input: &Sent<State>, output: &Sent<State>, _most: usize) -> Answer {
        let State { number, sum } = output.value;
        let steps: u64 = self.steps.iter().sum();
        Answer::Words {
            words: format!(
                "After {steps} steps the number is {number:016x}, and all of them add up to {sum:016x} (in base 16, \
                 the last 16 digits). Jumping ahead, which takes no steps, leads to the same two."
            ),
        }
    }

    /// The messages of a job, written and read.
    fn memory(&self) -> u64 {
        4 * self.message as u64 + 1024
    }
}
