//! What it costs to hand data to a worker: the data themselves as a big argument, or a name from which the worker makes
//! them anew.

use super::simple::{Program, Simple, Words, even};
use crate::plan::{
    Activity, Answer, Choice, Hint, Mode, OptionInfo, Plan, Problem, SizeInfo, Takes, WorkloadInfo,
};
use crate::random::Random;
use crate::workload::{Mismatch, Opened, Visitor, chosen};

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "communication",
    title: "Moving data",
    summary: "Adds up a large array, which is hardly any work: what counts is how each worker comes by its piece. Threads \
              look at the memory that all share. Processes are sent the piece, copied, handed over or through a shared \
              buffer, or just its name.",
    unit: "kilobytes",
    size: SizeInfo { min: 1, max: 64_000, default: 4000, presets: &[16, 256, 1000, 4000, 16_000, 64_000] },
    options: &[SEND],
    input: None,
    waits: false,
    systems: &[15],
    hints: &[Hint {
        activity: Activity::Send,
        modes: &[Mode::Processes],
        option: "send",
        value: "name",
        advice: "Try sending the name: each worker then makes its piece itself.",
    }],
    causes: &[],
};

const SEND: OptionInfo = OptionInfo {
    name: "send",
    label: "What is sent",
    help: "The data: every byte of a worker’s piece goes along with its job. The name: a seed and a place, 16 bytes, \
           from which the worker makes its piece anew; that pays where making is cheaper than moving. The serial program \
           has the data at hand.",
    default: "data",
    takes: Takes::Choice {
        choices: &[
            Choice { value: "data", label: "The data: a big argument" },
            Choice { value: "name", label: "A name: the worker makes them" },
        ],
    },
};

/// Numbers in a kilobyte, which has 1000 bytes.
const WORDS: u64 = 1000 / size_of::<u64>() as u64;

/// The program, configured.
#[derive(Clone, Debug)]
pub struct Communication {
    seed: u32,
    length: u64,
    by_name: bool,
}

/// Configures it from a plan.
///
/// # Errors
/// An option's value that the catalogue does not list.
pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
    Ok(visitor.visit(Program::new(Communication::new(plan)?)))
}

/// A piece's sum, and the sum of its numbers each times its place from 1, so that their order counts; modulo 2^64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    plain: u64,
    placed: u64,
}

impl Sums {
    fn of(numbers: impl Iterator<Item = u64>) -> Self {
        (1..).zip(numbers).fold(Self::default(), |Self { plain, placed }, (place, number): (u64, u64)| Self {
            plain: plain.wrapping_add(number),
            placed: placed.wrapping_add(number.wrapping_mul(place)),
        })
    }
}

impl Communication {
    /// Configures it from a plan.
    ///
    /// # Errors
    /// An option's value that the catalogue does not list.
    pub fn new(plan: &Plan) -> Result<Self, Problem> {
        let by_name = chosen(plan, &INFO, "send", |value| match value {
            "data" => Some(false),
            "name" => Some(true),
            _ => None,
        })?;
        Ok(Self { seed: plan.seed, length: u64::from(plan.size) * WORDS, by_name })
    }

    /// The numbers from a place on, without end.
    fn numbers(&self, from: u64) -> impl Iterator<Item = u64> {
        let mut random = Random::new(self.seed);
        random.skip(from);
        std::iter::repeat_with(move || random.bits())
    }
}

impl Simple for Communication {
    fn generate(&self) -> Words {
        Words::new(self.numbers(0).take(self.length as usize).collect::<Vec<u64>>())
    }

    fn split(&self, input: Words, workers: usize) -> Vec<Words> {
        let job = |range: std::ops::Range<u64>| {
            if self.by_name {
                Words::new([range.start, range.end - range.start])
            } else {
                input.slice(range.start as usize..range.end as usize)
            }
        };
        even(self.length, workers.max(1) as u64).map(job).collect()
    }

    fn solve(&self, job: Words) -> Words {
        let (length, sums) = if self.by_name {
            let [from, length] = job.first();
            (length, Sums::of(self.numbers(from).take(length as usize)))
        } else {
            (job.as_slice().len() as u64, Sums::of(job.as_slice().iter().copied()))
        };
        Words::new([length, sums.plain, sums.placed])
    }

    fn merge(&self, parts: Vec<Words>) -> Words {
        let mut before: u64 = 0;
        let mut all = Sums::default();
        for part in &parts {
            let [length, plain, placed] = part.first();
            all.plain = all.plain.wrapping_add(plain);
            // Places in the whole: each is further on by what comes before the piece.
            all.placed = all.placed.wrapping_add(placed).wrapping_add(before.wrapping_mul(plain));
            before += length;
        }
        Words::new([all.plain, all.placed])
    }

    /// The data are at hand: nothing is cut, sent or made.
    fn solve_alone(&self, input: Words) -> Words {
        let Sums { plain, placed } = Sums::of(input.as_slice().iter().copied());
        Words::new([plain, placed])
    }

    /// Adds the same numbers up in the other direction.
    fn verify(&self, input: &Words, output: &Words) -> Result<(), Mismatch> {
        let mut right = Sums::default();
        // Each number is in the sum of all from its place on as often as its place says.
        for &number in input.as_slice().iter().rev() {
            right.plain = right.plain.wrapping_add(number);
            right.placed = right.placed.wrapping_add(right.plain);
        }
        let [plain, placed] = output.first();
        let found = Sums { plain, placed };
        if found == right {
            return Ok(());
        }
        Err(Mismatch(format!("the sums are {found:?}, where they must be {right:?}")))
    }

    fn answer(&self, output: &Words) -> Answer {
        let [plain, placed] = output.first();
        Answer::Words {
            words: format!(
                "{} numbers of 8 bytes add up to {plain:016x}, and each times its place to {placed:016x} (in base 16, the \
                 last 16 digits): whoever swaps or loses one ends elsewhere.",
                self.length
            ),
        }
    }

    /// The input, and all of it once more in messages, there and back in buffers.
    fn memory(&self) -> u64 {
        3 * self.length * size_of::<u64>() as u64
    }
}
