//! Programs whose data are rows of whole numbers. All of them are one [`Workload`], so that the runner, of which the
//! wasm programs have a copy for every type of workload, is there once for all of them.

use crate::modes::processes::Message;
#[cfg(feature = "pool")]
use crate::modes::threads::Pool;
use crate::plan::{Answer, OptionInfo, Plan, Problem, Takes, WorkloadInfo};
use crate::run::{Phase, Stopwatch};
use crate::workload::{Mismatch, Wire, WireError, Workload, chosen};
use futures::future::{LocalBoxFuture, ready};
use std::{borrow::Cow, ops::Range, sync::Arc};

/// A row of numbers. A copy, and a cut, share what is in memory; only a message holds it anew.
#[derive(Clone, Debug)]
pub struct Words {
    all: Arc<Vec<u64>>,
    range: Range<usize>,
}

impl Words {
    /// All of these.
    pub fn new(words: impl Into<Vec<u64>>) -> Self {
        let words = words.into();
        Self { range: 0..words.len(), all: Arc::new(words) }
    }

    /// The numbers.
    pub fn as_slice(&self) -> &[u64] {
        &self.all[self.range.clone()]
    }

    /// Some of them.
    ///
    /// # Panics
    /// There are not so many.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let range = self.range.start + range.start..self.range.start + range.end;
        assert!(range.end <= self.range.end, "a slice of a row lies within it");
        Self { all: self.all.clone(), range }
    }

    /// The first `N` of them.
    ///
    /// # Panics
    /// There are not so many.
    pub fn first<const N: usize>(&self) -> [u64; N] {
        *self.as_slice().first_chunk().expect("a row that the same program has made")
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Wire for Words {
    fn bytes(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(bytemuck::cast_slice(self.as_slice()))
    }

    fn from_message(message: &dyn Message) -> Result<Self, WireError> {
        Vec::<u64>::from_message(message).map(Self::new)
    }
}

/// The steps of a [`Workload`], on rows of numbers.
pub trait Simple: Send + Sync {
    /// See [`Workload::generate`].
    fn generate(&self) -> Words;
    /// See [`Workload::split`].
    fn split(&self, input: Words, workers: usize) -> Vec<Words>;
    /// See [`Workload::solve`].
    fn solve(&self, job: Words) -> Words;
    /// See [`Workload::solve_async`].
    fn solve_async(&self, job: Words) -> LocalBoxFuture<'_, Words> {
        Box::pin(ready(self.solve(job)))
    }
    /// See [`Workload::merge`].
    fn merge(&self, parts: Vec<Words>) -> Words;
    /// See [`Workload::verify`].
    ///
    /// # Errors
    /// The first difference.
    fn verify(&self, input: &Words, output: &Words) -> Result<(), Mismatch>;
    /// See [`Workload::answer`].
    fn answer(&self, output: &Words) -> Answer;
    /// See [`Workload::memory`].
    fn memory(&self) -> u64 {
        64 * 1024
    }
    /// See [`Workload::arrived`].
    fn arrived(&self, _job: usize) {}
    /// The best serial program.
    fn solve_alone(&self, input: Words) -> Words {
        let parts = self.split(input, 1).into_iter().map(|job| self.solve(job)).collect();
        self.merge(parts)
    }
    /// Does a job beside other threads. Whoever overrides it wraps each task in [`Stopwatch::task`].
    fn solve_beside(&self, job: Words, watch: &Stopwatch<'_>) -> Words {
        watch.task(|| self.solve(job))
    }
}

/// A [`Simple`] program as a workload.
pub struct Program(Box<dyn Simple>);

impl Program {
    /// Makes it one.
    pub fn new(program: impl Simple + 'static) -> Self {
        Self(Box::new(program))
    }
}

impl Workload for Program {
    type Input = Words;
    type Job = Words;
    type Part = Words;
    type Output = Words;

    fn generate(&self) -> Words {
        self.0.generate()
    }

    fn split(&self, input: Words, workers: usize) -> Vec<Words> {
        self.0.split(input, workers)
    }

    fn solve(&self, job: Words) -> Words {
        self.0.solve(job)
    }

    async fn solve_async(&self, job: Words) -> Words {
        self.0.solve_async(job).await
    }

    fn merge(&self, parts: Vec<Words>) -> Words {
        self.0.merge(parts)
    }

    fn verify(&self, input: &Words, output: &Words) -> Result<(), Mismatch> {
        self.0.verify(input, output)
    }

    fn arrived(&self, job: usize) {
        self.0.arrived(job);
    }

    fn answer(&self, _input: &Words, output: &Words, _most: usize) -> Answer {
        self.0.answer(output)
    }

    fn memory(&self) -> u64 {
        self.0.memory()
    }

    fn solve_serial(&self, input: Words, watch: &Stopwatch<'_>) -> Words {
        watch.enter(Phase::Solve);
        self.0.solve_alone(input)
    }

    #[cfg(feature = "pool")]
    fn solve_shared(&self, input: Words, pool: &Pool, watch: &Stopwatch<'_>) -> Words {
        use rayon::prelude::*;
        watch.enter(Phase::Split);
        let jobs = self.split(input, pool.workers()).into_par_iter().with_max_len(1);
        watch.enter(Phase::Solve);
        let solve = |(number, job)| {
            let part = self.0.solve_beside(job, watch);
            self.0.arrived(number);
            part
        };
        let parts = pool.run(|| jobs.enumerate().map(solve).collect());
        watch.enter(Phase::Merge);
        self.merge(parts)
    }
}

/// `length` things cut into ranges whose lengths differ by one at most, in order; none is empty.
pub fn even(length: u64, pieces: u64) -> impl Iterator<Item = Range<u64>> {
    let pieces = pieces.min(length);
    let start = move |piece| (u128::from(piece) * u128::from(length) / u128::from(pieces.max(1))) as u64;
    (0..pieces).map(move |piece| start(piece)..start(piece + 1))
}

/// The whole number that an option has in this plan; `word`, where it takes one, is none.
///
/// # Errors
/// A value that the catalogue does not list.
pub fn whole(plan: &Plan, info: &'static WorkloadInfo, option: &OptionInfo) -> Result<Option<u64>, Problem> {
    let Takes::Whole { min, max, word } = option.takes else { unreachable!("this option is a number") };
    chosen(plan, info, option.name, |text| {
        if word == Some(text) {
            return Some(None);
        }
        text.parse::<u32>().ok().filter(|value| (min..=max).contains(value)).map(|value| Some(value.into()))
    })
}
