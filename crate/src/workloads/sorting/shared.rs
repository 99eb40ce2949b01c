//! The sort on shared memory: chunks in parallel, in place, then merges by the strategy.

use super::chunks::bounds;
use super::keys::{Key, Order};
use super::serial;
use super::strategy::{Level, Piece, Strategy, paired, runs};
use crate::modes::threads::Pool;
use crate::run::{Phase, Stopwatch};
use rayon::prelude::*;

/// Pieces for each worker in a shared merge: a few, so that one worker that is held up does not hold up all.
const PIECES: usize = 4;

/// A shared merge is not cut finer than this: a fork costs about as much as merging a few hundred keys.
const SHORTEST_PIECE: usize = 4096;

/// A chunk with its room in the spare buffer.
struct Chunk<'b, K> {
    keys: &'b mut [K],
    spare: &'b mut [K],
    /// Whether the sorted chunk should end up in the spare buffer.
    into_spare: bool,
}

/// Sorts `values` as `count` chunks.
pub fn sort<K: Key>(
    mut values: Vec<K>,
    count: usize,
    strategy: Strategy,
    order: &Order<K>,
    pool: &Pool,
    watch: &Stopwatch<'_>,
) -> Vec<K> {
    watch.enter(Phase::Split);
    let mut spare = vec![K::MAX; values.len()];
    let lengths: Vec<usize> =
        bounds(values.len(), count).map(|range| range.len()).filter(|&length| length > 0).collect();
    let chunks = chunks(&mut values, &mut spare, &lengths, strategy);

    watch.enter(Phase::Solve);
    let only = lengths.len() < 2;
    pool.run(|| {
        let sort = |chunk: Chunk<'_, K>| {
            order.to_keys(chunk.keys);
            serial::sort(chunk.keys, chunk.spare, chunk.into_spare);
            if only {
                order.to_bits(chunk.keys);
            }
        };
        chunks.into_par_iter().with_max_len(1).for_each(|chunk| watch.task(|| sort(chunk)));
    });
    if only {
        return values;
    }

    watch.enter(Phase::Merge);
    match strategy {
        Strategy::Fold => pool.run(|| fold(values, spare, &lengths, order)),
        Strategy::Tree => pool.run(|| tree(values, spare, lengths, usize::MAX, order, watch)),
        Strategy::Parallel => {
            let longest = values.len().div_ceil(pool.workers() * PIECES).max(SHORTEST_PIECE);
            pool.run(|| tree(values, spare, lengths, longest, order, watch))
        }
    }
}

fn chunks<'b, K>(
    mut keys: &'b mut [K],
    mut spare: &'b mut [K],
    lengths: &[usize],
    strategy: Strategy,
) -> Vec<Chunk<'b, K>> {
    let mut chunks = Vec::with_capacity(lengths.len());
    for (number, &length) in lengths.iter().enumerate() {
        let (here, after) = keys.split_at_mut(length);
        let (there, spare_after) = spare.split_at_mut(length);
        // A fold goes to and fro between the buffers, and each chunk must wait for it where it will pass.
        let into_spare = strategy == Strategy::Fold && number >= 2 && number % 2 == 0;
        chunks.push(Chunk { keys: here, spare: there, into_spare });
        (keys, spare) = (after, spare_after);
    }
    chunks
}

/// One worker merges the chunks into the first, one after the other. Chunks 0 and 1 lie in `from`, and from then
/// on each in the buffer into which the merge before it goes.
fn fold<K: Key>(mut from: Vec<K>, mut to: Vec<K>, lengths: &[usize], order: &Order<K>) -> Vec<K> {
    let mut done = lengths[0];
    for (number, length) in lengths.iter().enumerate().skip(1) {
        let (left, right) = from[..done + length].split_at(done);
        done += length;
        let last = (number + 1 == lengths.len()).then_some(order);
        Piece::whole(left, right, &mut to[..done]).merge(last);
        std::mem::swap(&mut from, &mut to);
    }
    from
}

/// Level by level; every merge of a level, in pieces of at most `longest` keys, is a task of its own.
fn tree<K: Key>(
    mut from: Vec<K>,
    mut to: Vec<K>,
    mut lengths: Vec<usize>,
    longest: usize,
    order: &Order<K>,
    watch: &Stopwatch<'_>,
) -> Vec<K> {
    while lengths.len() > 1 {
        let last = (lengths.len() <= 2).then_some(order);
        let level = Level { runs: runs(&from, &lengths), out: &mut to };
        let pieces = level.pieces(longest);
        watch.stage();
        pieces.into_par_iter().with_max_len(1).for_each(|piece| watch.task(|| piece.merge(last)));
        lengths = paired(&lengths);
        std::mem::swap(&mut from, &mut to);
    }
    from
}
