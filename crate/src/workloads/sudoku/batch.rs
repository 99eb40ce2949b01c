//! Puzzles in memory and in messages, and how they are cut into jobs.

use super::grid::Grid;
use crate::modes::processes::Message;
use crate::workload::{Wire, WireError};
use std::{borrow::Cow, ops::Range, sync::Arc};

/// A run of consecutive puzzles of a batch. A copy, and a cut, share the batch; only a message holds the bytes.
#[derive(Clone, Debug)]
pub struct Puzzles {
    batch: Arc<Vec<Grid>>,
    range: Range<usize>,
}

impl Puzzles {
    /// All of these.
    pub fn new(batch: Vec<Grid>) -> Self {
        let range = 0..batch.len();
        Self { batch: Arc::new(batch), range }
    }

    /// The puzzles.
    pub fn as_slice(&self) -> &[Grid] {
        &self.batch[self.range.clone()]
    }

    /// Some of them.
    ///
    /// # Panics
    /// There are not so many.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let range = self.range.start + range.start..self.range.start + range.end;
        assert!(range.end <= self.range.end, "a slice of a run lies within it");
        Self { batch: self.batch.clone(), range }
    }
}

impl Wire for Puzzles {
    fn bytes(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(bytemuck::cast_slice(self.as_slice()))
    }

    fn from_message(message: &dyn Message) -> Result<Self, WireError> {
        let batch = Vec::<Grid>::from_message(message)?;
        // Solvers use a cell's digit as an index.
        if batch.iter().any(|grid| grid.cells().iter().any(|&digit| digit > 9)) {
            return Err(WireError("a cell of a puzzle holds no digit"));
        }
        Ok(Self::new(batch))
    }
}

/// Who decides which worker gets which puzzles, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Before the start: one contiguous chunk for each worker.
    Chunk,
    /// As it goes, puzzle by puzzle: the best balance, and the most overhead.
    Task,
    /// As it goes, in pieces that shrink: work stealing on shared memory, guided self-scheduling in messages.
    Steal,
}

impl Schedule {
    /// The schedule of this name in a permalink.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "chunk" => Some(Self::Chunk),
            "task" => Some(Self::Task),
            "steal" => Some(Self::Steal),
            _ => None,
        }
    }

    /// The ranges of `length` puzzles that are one job each, in order. None is empty.
    pub fn ranges(self, length: usize, workers: usize) -> Vec<Range<usize>> {
        let workers = workers.max(1);
        match self {
            Self::Chunk => even(length, workers.min(length)),
            Self::Task => even(length, length),
            Self::Steal => guided(length, workers),
        }
    }
}

/// This many ranges, whose lengths differ by one at most.
fn even(length: usize, pieces: usize) -> Vec<Range<usize>> {
    let start = |piece| (piece as u64 * length as u64 / pieces as u64) as usize;
    (0..pieces).map(|piece| start(piece)..start(piece + 1)).collect()
}

/// Shrinking ranges: each takes a share of what is left, so the last are small and level out what the first made
/// uneven. Polychronopoulos and Kuck, "Guided self-scheduling" (IEEE Transactions on Computers C-36, 1987) take
/// one p-th of the rest. Half of that, as here, suits tasks that are unlike each other: it is the first batch of
/// Hummel, Schonberg and Flynn's factoring (Communications of the ACM 35, 1992).
fn guided(length: usize, workers: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    while start < length {
        let end = start + ((length - start) / (2 * workers)).max(1);
        ranges.push(start..end);
        start = end;
    }
    ranges
}
