//! Few distinct numbers on shared memory: every worker counts those of a chunk, and then all write them out.

use super::chunks::bounds;
use super::counting;
use super::keys::{Key, Order};
use crate::modes::threads::Pool;
use crate::run::{Phase, Stopwatch};
use rayon::prelude::*;

/// Tasks for each worker when numbers are written.
const PIECES: usize = 4;

/// Sorts numbers of which few are distinct, given as bits. With `false` there are too many, and nothing has changed.
pub fn sort<K: Key>(
    values: &mut [K],
    count: usize,
    order: &Order<K>,
    pool: &Pool,
    watch: &Stopwatch<'_>,
) -> bool {
    watch.enter(Phase::Solve);
    let chunks: Vec<&[K]> = bounds(values.len(), count).map(|range| &values[range]).collect();
    let counted: Option<Vec<Vec<(K, u32)>>> = pool.run(|| {
        let count = |chunk: &[K]| watch.task(|| counting::count(chunk));
        chunks.into_par_iter().with_max_len(1).map(count).collect()
    });
    watch.enter(Phase::Split);
    let Some(counted) = counted else { return false };
    let mut counts = counted.concat();
    counts.iter_mut().for_each(|(bits, _)| *bits = order.key(*bits));
    counting::by_key(&mut counts);
    let longest = values.len().div_ceil(pool.workers() * PIECES);
    let mut pieces: Vec<(&mut [K], K)> = Vec::new();
    let mut rest = values;
    for (key, count) in counts {
        let (same, after) = rest.split_at_mut(count as usize);
        pieces.extend(same.chunks_mut(longest).map(|piece| (piece, order.bits(key))));
        rest = after;
    }
    watch.enter(Phase::Solve);
    watch.stage();
    pool.run(|| pieces.into_par_iter().for_each(|(piece, bits)| watch.task(|| piece.fill(bits))));
    true
}
