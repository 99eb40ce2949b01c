//! Prime numbers: counts and adds up those up to a bound, in ranges that need nothing of each other.
//!
//! | file | what is in it |
//! | --- | --- |
//! | [`sieve`] | Eratosthenes' sieve, segment by segment: the best serial program here |
//! | [`trial`] | trial division, as textbooks do it |
//! | [`check`] | the same two numbers, found without looking at a single prime above the bound's root |

pub mod check;
pub mod sieve;
pub mod trial;

use super::simple::{Program, Simple, Words, even, whole};
use crate::plan::{
    Activity, Answer, Choice, Hint, Mode, OptionInfo, Plan, Problem, SizeInfo, Takes, WorkloadInfo,
};
use crate::workload::{Mismatch, Opened, Visitor, chosen};
use std::ops::Range;

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "primes",
    title: "Prime numbers",
    summary: "Counts the primes up to a bound. Every worker takes a range of its own and needs nothing of the others: \
              Amdahl’s law at its kindest, until starting the workers counts, too.",
    unit: "numbers",
    size: SizeInfo {
        min: 1,
        max: 100_000_000,
        default: 10_000_000,
        presets: &[100_000, 1_000_000, 10_000_000, 50_000_000, 100_000_000],
    },
    options: &[ALGORITHM, CHUNKS],
    input: None,
    waits: false,
    systems: &[17],
    hints: &[Hint {
        activity: Activity::Solve,
        modes: &[Mode::Threads, Mode::Processes],
        option: "chunks",
        value: "64",
        advice: "Try 64 chunks: the upper ranges are more work, and whoever is done takes the next.",
    }],
    causes: &[],
};

const ALGORITHM: OptionInfo = OptionInfo {
    name: "algorithm",
    label: "Algorithm",
    help: "Eratosthenes’ sieve crosses out multiples. Trial division tries every odd divisor up to the root of every \
           number, as textbooks do: hundreds of times the work, so choose a smaller size.",
    default: "sieve",
    takes: Takes::Choice {
        choices: &[
            Choice { value: "sieve", label: "Sieve of Eratosthenes" },
            Choice { value: "trial", label: "Trial division" },
        ],
    },
};

const CHUNKS: OptionInfo = OptionInfo {
    name: "chunks",
    label: "Chunks",
    help: "Into how many ranges the numbers are cut; auto is one for each worker. The serial program takes no notice of \
           it.",
    default: "auto",
    takes: Takes::Whole { min: 1, max: 1024, word: Some("auto") },
};

/// How primes are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Sieve,
    Trial,
}

/// Primes of a range: how many, and their sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many.
    pub count: u64,
    /// Their sum: below 2^64 up to the largest bound.
    pub sum: u64,
}

impl Found {
    /// With one more.
    fn add(&mut self, prime: u64) {
        self.count += 1;
        self.sum += prime;
    }
}

/// The program, configured.
#[derive(Clone, Debug)]
pub struct Primes {
    bound: u64,
    algorithm: Algorithm,
    /// None for one a worker.
    chunks: Option<u64>,
}

/// Configures it from a plan.
///
/// # Errors
/// An option's value that the catalogue does not list.
pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
    Ok(visitor.visit(Program::new(Primes::new(plan)?)))
}

impl Primes {
    /// Configures it from a plan.
    ///
    /// # Errors
    /// An option's value that the catalogue does not list.
    pub fn new(plan: &Plan) -> Result<Self, Problem> {
        let algorithm = chosen(plan, &INFO, "algorithm", |value| match value {
            "sieve" => Some(Algorithm::Sieve),
            "trial" => Some(Algorithm::Trial),
            _ => None,
        })?;
        Ok(Self { bound: plan.size.into(), algorithm, chunks: whole(plan, &INFO, &CHUNKS)? })
    }

    fn primes(&self, range: Range<u64>) -> Found {
        match self.algorithm {
            Algorithm::Sieve => sieve::primes(range),
            Algorithm::Trial => trial::primes(range),
        }
    }
}

impl Simple for Primes {
    /// The numbers from 1 to the bound, as a range that leaves the upper end out.
    fn generate(&self) -> Words {
        Words::new([1, self.bound + 1])
    }

    fn split(&self, input: Words, workers: usize) -> Vec<Words> {
        let [from, until] = input.first();
        let ranges = even(until - from, self.chunks.unwrap_or(workers.max(1) as u64));
        ranges.map(|range| Words::new([from + range.start, from + range.end])).collect()
    }

    fn solve(&self, job: Words) -> Words {
        let [from, until] = job.first();
        let Found { count, sum } = self.primes(from..until);
        Words::new([count, sum])
    }

    fn merge(&self, parts: Vec<Words>) -> Words {
        let parts = parts.iter().map(Words::first::<2>);
        Words::new(parts.fold([0, 0], |[count, sum], part| [count + part[0], sum + part[1]]))
    }

    /// All in one range, however many chunks the workers take.
    fn solve_alone(&self, input: Words) -> Words {
        self.solve(input)
    }

    fn verify(&self, _input: &Words, output: &Words) -> Result<(), Mismatch> {
        let [count, sum] = output.first();
        let (found, right) = (Found { count, sum }, check::primes(self.bound));
        if found == right {
            return Ok(());
        }
        Err(Mismatch(format!(
            "up to {}: {found:?}, where counting without sieving gives {right:?}",
            self.bound
        )))
    }

    fn answer(&self, output: &Words) -> Answer {
        let [count, sum] = output.first();
        Answer::Words {
            words: format!(
                "There are {count} primes from 1 to {}, and they add up to {sum}. Counting them without finding them \
                 (Meissel’s way) gives the same two numbers.",
                self.bound
            ),
        }
    }
}
