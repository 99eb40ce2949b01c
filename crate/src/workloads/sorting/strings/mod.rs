//! Strings to sort, by their bytes: the same program on elements of any length.
//!
//! | module | what is in it |
//! | --- | --- |
//! | [`lines`], [`words`] | many strings in one buffer; the visitor's own, and words from a seed |
//! | [`prefix`] | merging, the first eight bytes at hand |
//! | [`code`] | strings as integer keys |
//! | [`alone`], [`together`] | the sort by such keys, serial and on shared memory |

pub mod alone;
pub mod code;
pub mod lines;
pub mod prefix;
#[cfg(feature = "pool")]
pub mod together;
pub mod words;

use super::chunks::bounds;
use super::patterns::Pattern;
#[cfg(feature = "pool")]
use super::shared;
use super::strategy::{self, Strategy};
use super::{Algorithm, INFO, MOST, SHOWN, check, chunk_count};
#[cfg(feature = "pool")]
use crate::modes::threads::Pool;
use crate::plan::{Answer, Plan, Problem};
#[cfg(feature = "pool")]
use crate::run::Phase;
use crate::run::Stopwatch;
use crate::workload::{Mismatch, Workload, chosen};
use lines::{Lines, Span};
use prefix::{ByText, Record};

/// The most characters of a string that an answer or a message shows.
const LONGEST_SHOWN: usize = 60;

/// The sort of strings, configured.
pub struct Strings {
    pattern: Pattern,
    #[cfg_attr(
        not(feature = "pool"),
        expect(dead_code, reason = "chunks are sorted by keys, whichever it is")
    )]
    algorithm: Algorithm,
    strategy: Strategy,
    /// How many, or one for each worker.
    chunks: Option<usize>,
    size: usize,
    seed: u32,
    /// The visitor's own.
    given: Option<Lines>,
}

impl Strings {
    /// Configures it from a plan.
    ///
    /// # Errors
    /// An option's value that the catalogue does not list, or an input that won't do.
    pub fn new(plan: &Plan) -> Result<Self, Problem> {
        let given = plan.input.as_ref().map(|text| lines::read(text, MOST as usize)).transpose()?;
        Ok(Self {
            pattern: chosen(plan, &INFO, "pattern", Pattern::named)?,
            algorithm: chosen(plan, &INFO, "algorithm", Algorithm::named)?,
            strategy: chosen(plan, &INFO, "merge", Strategy::named)?,
            chunks: chosen(plan, &INFO, "chunks", chunk_count)?,
            size: given.as_ref().map_or(plan.size as usize, Lines::len),
            seed: plan.seed,
            given,
        })
    }

    fn chunk_count(&self, workers: usize) -> usize {
        self.chunks.unwrap_or(workers).max(1)
    }

    #[cfg(feature = "pool")]
    fn mergesort(&self, input: Lines, pool: &Pool, watch: &Stopwatch<'_>) -> Lines {
        watch.enter(Phase::Split);
        let count = self.chunk_count(pool.workers());
        let (bytes, spans) = input.into_parts();
        let records: Vec<Record> = spans.into_iter().map(Record::bare).collect();
        let records = shared::sort(records, count, self.strategy, &ByText(&bytes), pool, watch);
        let spans = records.into_iter().map(Record::span).collect();
        Lines::new(bytes, spans)
    }
}

impl Workload for Strings {
    type Input = Lines;
    type Job = Lines;
    type Part = Lines;
    type Output = Lines;

    fn generate(&self) -> Lines {
        match &self.given {
            Some(lines) => lines.clone(),
            None => words::generate(self.pattern, self.size, self.seed),
        }
    }

    fn split(&self, input: Lines, workers: usize) -> Vec<Lines> {
        bounds(input.len(), self.chunk_count(workers)).map(|range| input.part(range)).collect()
    }

    /// A chunk is sorted by keys, whichever the algorithm: that is quickest.
    fn solve(&self, job: Lines) -> Lines {
        let (bytes, mut spans) = job.into_parts();
        alone::sort(&bytes, &mut spans);
        Lines::new(bytes, spans)
    }

    fn merge(&self, parts: Vec<Lines>) -> Lines {
        let (bytes, parts) = Lines::join(parts);
        let records = parts
            .into_iter()
            .map(|spans| -> Vec<Record> { spans.into_iter().map(|span| Record::of(span, &bytes)).collect() });
        let merged = strategy::merge_parts(records.collect(), self.strategy, &ByText(&bytes));
        let spans = merged.into_iter().map(Record::span).collect();
        Lines::new(bytes, spans)
    }

    fn verify(&self, input: &Lines, output: &Lines) -> Result<(), Mismatch> {
        let in_order = output.iter().is_sorted();
        if in_order && input.len() == output.len() && fingerprint(input) == fingerprint(output) {
            return Ok(());
        }
        let (bytes, mut spans) = input.clone().into_parts();
        alone::sort(&bytes, &mut spans);
        let expected: Vec<&[u8]> = spans.iter().map(|span| span.of(&bytes, 0)).collect();
        let found: Vec<&[u8]> = output.iter().collect();
        Err(check::first_difference(&expected, &found, |text| format!("“{}”", shown(text))))
    }

    fn answer(&self, _input: &Lines, output: &Lines, most: usize) -> Answer {
        let (length, ends) = (output.len(), most.min(SHOWN));
        let head = length.min(ends);
        let tail = (length - ends.min(length - head)).max(head);
        let texts = |range: std::ops::Range<usize>| range.map(|index| shown(output.get(index))).collect();
        Answer::Numbers { length: length as u32, head: texts(0..head), tail: texts(tail..length) }
    }

    /// The bytes, and with each string at most: three spans, and two records or keys with what they are sorted into.
    fn memory(&self) -> u64 {
        let each = 3 * size_of::<Span>() + 3 * size_of::<Record>() + words::LONGEST;
        let given = self.given.as_ref().map_or(0, |lines| lines.iter().map(<[u8]>::len).sum());
        2 * given as u64 + (self.size * each) as u64
    }

    fn solve_serial(&self, input: Lines, _watch: &Stopwatch<'_>) -> Lines {
        let (bytes, mut spans) = input.into_parts();
        alone::sort(&bytes, &mut spans);
        Lines::new(bytes, spans)
    }

    #[cfg(feature = "pool")]
    fn solve_shared(&self, input: Lines, pool: &Pool, watch: &Stopwatch<'_>) -> Lines {
        match self.algorithm {
            Algorithm::Mergesort => self.mergesort(input, pool, watch),
            Algorithm::Radix => {
                let count = self.chunk_count(pool.workers());
                let (bytes, mut spans) = input.into_parts();
                together::sort(&bytes, &mut spans, count, pool, watch);
                Lines::new(bytes, spans)
            }
        }
    }
}

/// A string for people: what is no text is marked, and what is long is cut.
fn shown(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

/// Two sums of well-mixed words, one for each string, which don't depend on the order.
fn fingerprint(lines: &Lines) -> (u64, u64) {
    lines.iter().fold((0, 0), |(first, second), text| {
        let (words, rest) = text.as_chunks::<8>();
        let mut end = [0; 8];
        end[..rest.len()].copy_from_slice(rest);
        let start = check::mix(text.len() as u64);
        let mixed = words
            .iter()
            .chain([&end])
            .fold(start, |hash, &word| check::mix(hash.rotate_left(5) ^ u64::from_le_bytes(word)));
        (first.wrapping_add(mixed), second.wrapping_add(check::mix(mixed)))
    })
}
