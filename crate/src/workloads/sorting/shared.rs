//! The sort on shared memory: chunks in parallel, in place, then merges by the strategy.

use super::chunks::bounds;
use super::rule::Rule;
use super::strategy::{Level, Piece, Strategy, paired, runs};
use crate::modes::threads::Pool;
use crate::run::{Phase, Stopwatch};
use bytemuck::Pod;
use rayon::prelude::*;
use std::mem::MaybeUninit;

/// Pieces for each worker in a shared merge: a few, so that one worker that is held up does not hold up all.
const PIECES: usize = 4;

/// A shared merge is not cut finer than this: a fork costs about as much as merging a few hundred keys.
const SHORTEST_PIECE: usize = 4096;

/// A chunk with its room in the spare buffer.
struct Chunk<'b, T> {
    items: &'b mut [T],
    spare: &'b mut [MaybeUninit<T>],
    /// Whether the sorted chunk should end up in the spare buffer.
    into_spare: bool,
}

/// Sorts `values` as `count` chunks.
pub fn sort<T: Pod + Send + Sync>(
    mut values: Vec<T>,
    count: usize,
    strategy: Strategy,
    rule: &impl Rule<T>,
    pool: &Pool,
    watch: &Stopwatch<'_>,
) -> Vec<T> {
    watch.enter(Phase::Split);
    let mut spare = Vec::with_capacity(values.len());
    let lengths: Vec<usize> =
        bounds(values.len(), count).map(|range| range.len()).filter(|&length| length > 0).collect();
    let room = &mut spare.spare_capacity_mut()[..values.len()];
    let chunks = chunks(&mut values, room, &lengths, strategy);

    watch.enter(Phase::Solve);
    let only = lengths.len() < 2;
    pool.run(|| {
        let sort = |chunk: Chunk<'_, T>| {
            rule.sort(chunk.items, cleared(chunk.spare), chunk.into_spare);
            if only {
                rule.finish(chunk.items);
            }
        };
        chunks.into_par_iter().with_max_len(1).for_each(|chunk| watch.task(|| sort(chunk)));
    });
    if only {
        return values;
    }
    // SAFETY: the chunks' rooms are all of it, and each was cleared.
    unsafe { spare.set_len(values.len()) };

    watch.enter(Phase::Merge);
    match strategy {
        Strategy::Fold => pool.run(|| fold(values, spare, &lengths, rule)),
        Strategy::Tree => pool.run(|| tree(values, spare, lengths, usize::MAX, rule, watch)),
        Strategy::Parallel => {
            let longest = values.len().div_ceil(pool.workers() * PIECES).max(SHORTEST_PIECE);
            pool.run(|| tree(values, spare, lengths, longest, rule, watch))
        }
    }
}

/// Every worker clears its own room: by one worker that would be a serial part, some 4 % of a sort on two.
fn cleared<T: Pod>(room: &mut [MaybeUninit<T>]) -> &mut [T] {
    room.fill(MaybeUninit::zeroed());
    // SAFETY: all bits zero are a value of any `Pod`.
    unsafe { room.assume_init_mut() }
}

fn chunks<'b, T>(
    mut items: &'b mut [T],
    mut spare: &'b mut [MaybeUninit<T>],
    lengths: &[usize],
    strategy: Strategy,
) -> Vec<Chunk<'b, T>> {
    let mut chunks = Vec::with_capacity(lengths.len());
    for (number, &length) in lengths.iter().enumerate() {
        let (here, after) = items.split_at_mut(length);
        let (there, spare_after) = spare.split_at_mut(length);
        // A fold goes to and fro between the buffers, and each chunk must wait for it where it will pass.
        let into_spare = strategy == Strategy::Fold && number >= 2 && number % 2 == 0;
        chunks.push(Chunk { items: here, spare: there, into_spare });
        (items, spare) = (after, spare_after);
    }
    chunks
}

/// One worker merges the chunks into the first, one after the other. Chunks 0 and 1 lie in `from`, and from then
/// on each in the buffer into which the merge before it goes.
fn fold<T: Pod + Send + Sync>(
    mut from: Vec<T>,
    mut to: Vec<T>,
    lengths: &[usize],
    rule: &impl Rule<T>,
) -> Vec<T> {
    let mut done = lengths[0];
    for (number, length) in lengths.iter().enumerate().skip(1) {
        let (left, right) = from[..done + length].split_at(done);
        done += length;
        let last = number + 1 == lengths.len();
        Piece::whole(left, right, &mut to[..done]).merge(rule, last);
        std::mem::swap(&mut from, &mut to);
    }
    from
}

/// Level by level; every merge of a level, in pieces of at most `longest` keys, is a task of its own.
fn tree<T: Pod + Send + Sync>(
    mut from: Vec<T>,
    mut to: Vec<T>,
    mut lengths: Vec<usize>,
    longest: usize,
    rule: &impl Rule<T>,
    watch: &Stopwatch<'_>,
) -> Vec<T> {
    while lengths.len() > 1 {
        let last = lengths.len() <= 2;
        let level = Level { runs: runs(&from, &lengths), out: &mut to };
        let pieces = level.pieces(longest, rule);
        watch.stage();
        pieces.into_par_iter().with_max_len(1).for_each(|piece| watch.task(|| piece.merge(rule, last)));
        lengths = paired(&lengths);
        std::mem::swap(&mut from, &mut to);
    }
    from
}
