//! Mergesort: `sorted(chunk)` for every chunk, and merges, as in the Python text, with the best kernels here. And a
//! radix sort beside it, which splits where mergesort merges.
//!
//! | module | what is in it |
//! | --- | --- |
//! | [`numbers`], [`text`], [`patterns`] | number types, the visitor's own numbers, inputs from a seed |
//! | [`keys`] | the map between a number's bits and an integer key of the same order |
//! | [`lanes`], [`network`] | four keys side by side; sorting and merging networks on them |
//! | [`merge`], [`zip`] | two runs into one, and the merge path; wide keys, one by one |
//! | [`serial`], [`counting`] | mergesort, and the best serial sort; inputs with few distinct keys |
//! | [`chunks`], [`strategy`], [`shared`] | cutting, the orders of merging, mergesort on shared memory |
//! | [`radix`], [`partition`], [`tally`] | radix sort, on shared memory too; there, inputs with few distinct keys |
//! | [`runs`] | when merging is better |
//! | [`rule`] | what mergesort has to know of its elements: any with a comparison will do |
//! | [`strings`] | elements of any length |
//! | [`check`] | is it sorted, and is everything still there? |

pub mod check;
pub mod chunks;
pub mod counting;
pub mod keys;
pub mod lanes;
pub mod merge;
pub mod network;
pub mod numbers;
#[cfg(feature = "pool")]
pub mod partition;
pub mod patterns;
pub mod radix;
pub mod rule;
pub mod runs;
pub mod serial;
#[cfg(feature = "pool")]
pub mod shared;
pub mod strategy;
pub mod strings;
#[cfg(feature = "pool")]
pub mod tally;
pub mod text;
pub mod zip;

#[cfg(feature = "pool")]
use crate::modes::threads::Pool;
use crate::plan::{
    Activity, Answer, Choice, Hint, InputInfo, Mode, OptionInfo, Plan, Problem, SizeInfo, Takes, WorkloadInfo,
};
use crate::run::Stopwatch;
use crate::workload::{Mismatch, Opened, Visitor, Workload, chosen, option};
use chunks::Chunk;
use keys::{Key, Order};
use numbers::Number;
use patterns::Pattern;
use strategy::Strategy;
use strings::Strings;

/// The most elements.
const MOST: u32 = 50_000_000;

/// The type that is no number.
const STRING: &str = "string";

/// How many elements an answer shows of each end.
const SHOWN: usize = 20;

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "mergesort",
    title: "Mergesort",
    summary: "Sort numbers or strings: cut them into chunks, sort every chunk, merge. The merges are what Amdahl's law is about.",
    unit: "elements",
    size: SizeInfo {
        min: 1,
        max: MOST,
        default: 1_000_000,
        presets: &[1_000, 10_000, 100_000, 1_000_000, 4_000_000, 16_000_000, 50_000_000],
    },
    options: OPTIONS,
    input: Some(InputInfo {
        label: "Your own numbers or strings",
        help: "Numbers are separated by commas, semicolons, spaces or line ends; blank fields and one header line are \
               skipped. Float types also take NaN, inf and -inf. Strings stand one a line; empty lines are skipped.",
        example: "3, 1, 4, 1, 5, 9, 2, 6",
        accept: ".txt,.csv,text/plain,text/csv",
    }),
    waits: false,
    systems: &[1],
    // Isolated workers and async tasks have no memory in which to share a merge.
    hints: &[Hint {
        activity: Activity::Merge,
        modes: &[Mode::Threads],
        option: "merge",
        value: "parallel",
        advice: "Try the parallel merge.",
    }],
    causes: &[],
};

const OPTIONS: &[OptionInfo] = &[
    OptionInfo {
        name: "algorithm",
        label: "Algorithm",
        help: "How several workers sort. Mergesort: every worker a chunk, and then merges. Radix: all share in moving \
               numbers to where their first digits belong, and what is there is sorted by the next digits; isolated \
               workers and async tasks sort chunks by digits, and merge. The serial program is the quickest of all \
               here, whichever is chosen.",
        default: "mergesort",
        takes: Takes::Choice {
            choices: &[
                Choice { value: "mergesort", label: "mergesort" },
                Choice { value: "radix", label: "radix sort" },
            ],
        },
    },
    OptionInfo {
        name: "type",
        label: "Type",
        help: "What is sorted. Floats are put in total order: -0 before 0, and NaN last. Strings are words of 4 to 13 \
               letters, sorted by their bytes.",
        default: "uint32",
        takes: Takes::Choice {
            choices: &[
                Choice { value: "uint32", label: "Uint32" },
                Choice { value: "int32", label: "Int32" },
                Choice { value: "float32", label: "Float32" },
                Choice { value: "float64", label: "Float64" },
                Choice { value: STRING, label: "String" },
            ],
        },
    },
    OptionInfo {
        name: "pattern",
        label: "Pattern",
        help: "The shape of the input. Nearly sorted: one number in a hundred has changed places with another. \
               Few distinct: 64 different numbers. Organ pipe: up to the middle and down again.",
        default: "random",
        takes: Takes::Choice {
            choices: &[
                Choice { value: "random", label: "random" },
                Choice { value: "sorted", label: "sorted" },
                Choice { value: "reversed", label: "reversed" },
                Choice { value: "nearly-sorted", label: "nearly sorted" },
                Choice { value: "few-distinct", label: "few distinct" },
                Choice { value: "organ-pipe", label: "organ pipe" },
            ],
        },
    },
    OptionInfo {
        name: "merge",
        label: "Merge",
        help: "How sorted chunks become one. Left fold: each into the result so far, by one worker. Tree: \
               neighbours in pairs, every pair by a worker of its own. Parallel: all workers share every merge; \
               isolated workers share no memory, so there, and in async mode, a serial tree stands in for it.",
        default: "parallel",
        takes: Takes::Choice {
            choices: &[
                Choice { value: "fold", label: "left fold" },
                Choice { value: "tree", label: "tree" },
                Choice { value: "parallel", label: "parallel merge path" },
            ],
        },
    },
    OptionInfo {
        name: "chunks",
        label: "Chunks",
        help: "Into how many chunks the input is cut; auto is one for each worker. The serial program takes no \
               notice of it.",
        default: "auto",
        takes: Takes::Whole { min: 1, max: 1024, word: Some("auto") },
    },
];

/// Configures it from a plan.
///
/// # Errors
/// An option's value that the catalogue does not list, or the first of the visitor's numbers that won't do.
pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
    if option(plan, &INFO, "type") == STRING {
        return Ok(visitor.visit(Strings::new(plan)?));
    }
    let number = chosen(plan, &INFO, "type", Number::named)?;
    Ok(match number {
        Number::Uint32 => visitor.visit(Mergesort::new(plan, number, Order::UINT32)?),
        Number::Int32 => visitor.visit(Mergesort::new(plan, number, Order::INT32)?),
        Number::Float32 => visitor.visit(Mergesort::new(plan, number, Order::FLOAT32)?),
        Number::Float64 => visitor.visit(Mergesort::new(plan, number, Order::FLOAT64)?),
    })
}

/// How several workers sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Mergesort,
    Radix,
}

impl Algorithm {
    /// The algorithm of this name in a permalink.
    fn named(name: &str) -> Option<Self> {
        match name {
            "mergesort" => Some(Self::Mergesort),
            "radix" => Some(Self::Radix),
            _ => None,
        }
    }
}

/// A number of chunks, or nothing for `auto`.
fn chunk_count(value: &str) -> Option<Option<usize>> {
    match value {
        "auto" => Some(None),
        _ => value.parse().ok().filter(|count| (1..=1024).contains(count)).map(Some),
    }
}

/// The sort, configured. `Input` and `Output` are the elements' own bits, as they lie in a typed array.
pub struct Mergesort<K> {
    number: Number,
    order: Order<K>,
    pattern: Pattern,
    algorithm: Algorithm,
    strategy: Strategy,
    /// How many, or one for each worker.
    chunks: Option<usize>,
    size: usize,
    seed: u32,
    /// The visitor's own.
    given: Option<Vec<K>>,
}

impl<K: Key> Mergesort<K> {
    fn new(plan: &Plan, number: Number, order: Order<K>) -> Result<Self, Problem> {
        let given = match &plan.input {
            Some(text) => Some(text::read(text, number, MOST as usize)?),
            None => None,
        };
        Ok(Self {
            number,
            order,
            pattern: chosen(plan, &INFO, "pattern", Pattern::named)?,
            algorithm: chosen(plan, &INFO, "algorithm", Algorithm::named)?,
            strategy: chosen(plan, &INFO, "merge", Strategy::named)?,
            chunks: chosen(plan, &INFO, "chunks", chunk_count)?,
            size: given.as_ref().map_or(plan.size as usize, Vec::len),
            seed: plan.seed,
            given,
        })
    }

    fn chunk_count(&self, workers: usize) -> usize {
        self.chunks.unwrap_or(workers).max(1)
    }
}

impl<K: Key> Workload for Mergesort<K> {
    type Input = Vec<K>;
    type Job = Chunk<K>;
    /// Sorted keys, not yet bits.
    type Part = Vec<K>;
    type Output = Vec<K>;

    fn generate(&self) -> Vec<K> {
        match &self.given {
            Some(values) => values.clone(),
            None => self.pattern.generate(self.number, self.size, self.seed),
        }
    }

    fn split(&self, input: Vec<K>, workers: usize) -> Vec<Chunk<K>> {
        Chunk::cut(input, self.chunk_count(workers))
    }

    fn solve(&self, job: Chunk<K>) -> Vec<K> {
        let mut values = job.into_vec();
        match self.algorithm {
            Algorithm::Mergesort => {
                self.order.to_keys(&mut values);
                serial::sort_alone(&mut values);
                values
            }
            Algorithm::Radix => serial::sort_best(values, &self.order, None),
        }
    }

    fn merge(&self, parts: Vec<Vec<K>>) -> Vec<K> {
        strategy::merge_parts(parts, self.strategy, &self.order)
    }

    fn verify(&self, input: &Vec<K>, output: &Vec<K>) -> Result<(), Mismatch> {
        check::verify(input, output, &self.order, self.number)
    }

    fn answer(&self, _input: &Vec<K>, output: &Vec<K>, most: usize) -> Answer {
        let shown = most.min(SHOWN);
        let texts = |values: &[K]| values.iter().map(|value| self.number.format(value.bits())).collect();
        let (head, rest) = output.split_at(output.len().min(shown));
        let tail = &rest[rest.len() - rest.len().min(shown)..];
        Answer::Numbers { length: output.len() as u32, head: texts(head), tail: texts(tail) }
    }

    /// The runner's input, a copy to work on, and two buffers that take turns in merging parts; one more for
    /// numbers of the visitor's own, which the configuration keeps.
    fn memory(&self) -> u64 {
        let buffers = 4 + u64::from(self.given.is_some());
        buffers * (self.size * size_of::<K>()) as u64
    }

    fn solve_serial(&self, input: Vec<K>, _watch: &Stopwatch<'_>) -> Vec<K> {
        serial::sort_best(input, &self.order, Some(&self.order))
    }

    #[cfg(feature = "pool")]
    fn solve_shared(&self, input: Vec<K>, pool: &Pool, watch: &Stopwatch<'_>) -> Vec<K> {
        let count = self.chunk_count(pool.workers());
        match self.algorithm {
            Algorithm::Mergesort => shared::sort(input, count, self.strategy, &self.order, pool, watch),
            Algorithm::Radix => partition::sort(input, count, &self.order, pool, watch),
        }
    }
}
