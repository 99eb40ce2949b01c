//! Radix sort on shared memory: all workers count, then move, keys by the first digit, each a chunk of the input;
//! then whoever is idle takes the next cells, and sorts them in its cache ([`radix`]).
//!
//! The sums between counting and moving are serial, and so is the choice of the digit.

use super::chunks::bounds;
use super::counting;
use super::keys::{Key, Order};
use super::radix::{self, Window};
use super::runs;
use super::shared;
use super::strategy::Strategy;
use super::tally;
use crate::modes::threads::Pool;
use crate::run::{Phase, Stopwatch};
use rayon::prelude::*;

/// Fewer keys than this are one task: forks would cost more than they win.
const FEW: usize = 1 << 14;
/// At least so many keys in each task of cells, where they are as many.
const GROUP: usize = 1 << 13;

/// Sorts `values`, with chunks of the input for counting and moving.
pub fn sort<K: Key>(
    mut values: Vec<K>,
    count: usize,
    order: &Order<K>,
    pool: &Pool,
    watch: &Stopwatch<'_>,
) -> Vec<K> {
    watch.enter(Phase::Split);
    if runs::long(&values, order) {
        return shared::sort(values, count, Strategy::Parallel, order, pool, watch);
    }
    let repetitive = values.len() >= FEW && counting::looks_repetitive(&values);
    if repetitive && tally::sort(&mut values, count, order, pool, watch) {
        return values;
    }
    if values.len() < FEW {
        watch.enter(Phase::Solve);
        return pool.run(|| watch.task(|| radix::sort(values, order, Some(order))));
    }
    if order.is_identity() {
        many(values, count, |key| key, order, pool, watch)
    } else {
        many(values, count, |bits| order.key(bits), order, pool, watch)
    }
}

fn many<K: Key>(
    mut values: Vec<K>,
    count: usize,
    read: impl Fn(K) -> K + Copy + Sync,
    order: &Order<K>,
    pool: &Pool,
    watch: &Stopwatch<'_>,
) -> Vec<K> {
    let length = values.len();
    let mut window = Window::guess(length, |index| read(values[index]));
    let chunks: Vec<&[K]> = bounds(length, count).map(|range| &values[range]).collect();
    let counted = |window: Window<K>| -> Option<Vec<Vec<u32>>> {
        let count = |chunk: &&[K]| watch.task(|| window.count(chunk, read));
        pool.run(|| chunks.par_iter().with_max_len(1).map(count).collect())
    };
    watch.enter(Phase::Solve);
    let mut counts = counted(window).unwrap_or_else(|| {
        window = Window::exact(&values, read);
        watch.stage();
        counted(window).expect("the window was fitted to these keys")
    });

    watch.enter(Phase::Split);
    let lengths = add_up(&mut counts);
    let mut sorted: Vec<K> = Vec::with_capacity(length);
    let to = Places(sorted.spare_capacity_mut()[..length].as_mut_ptr().cast());

    watch.enter(Phase::Solve);
    watch.stage();
    pool.run(|| {
        chunks.into_par_iter().zip(counts).with_max_len(1).for_each(|(chunk, mut places)| {
            watch.task(|| {
                // SAFETY: the places of all cells of all chunks are those below `length`, each once: `add_up` gives
                // every cell of every chunk as many as `count` found there, and `scatter` finds the same.
                window.scatter(chunk, read, &mut places, |place, key| unsafe { to.put(place, key) });
            });
        });
    });
    // SAFETY: every place below `length` was written.
    unsafe { sorted.set_len(length) };

    watch.enter(Phase::Split);
    let cells = groups(&mut sorted, &mut values, &lengths);
    watch.enter(Phase::Solve);
    watch.stage();
    pool.run(|| {
        cells.into_par_iter().with_max_len(1).for_each(|group| watch.task(|| group.sort(order)));
    });
    sorted
}

/// Where keys go, from many workers at once.
#[derive(Clone, Copy)]
struct Places<K>(*mut K);

// SAFETY: whoever writes through it promises a place of its own.
unsafe impl<K: Send> Sync for Places<K> {}

impl<K> Places<K> {
    /// Writes a key.
    ///
    /// # Safety
    /// The place is inside the buffer, and no other worker writes or reads it meanwhile.
    #[inline(always)]
    unsafe fn put(&self, place: usize, key: K) {
        // SAFETY: by this function's own condition.
        unsafe { self.0.add(place).write(key) }
    }
}

/// Counts become places: cell by cell, and in each cell chunk by chunk. Gives the cells' lengths.
fn add_up(counts: &mut [Vec<u32>]) -> Vec<u32> {
    let mut sum = 0;
    let cells = counts.first().map_or(0, Vec::len);
    (0..cells)
        .map(|cell| {
            let start = sum;
            for chunk in &mut *counts {
                sum += std::mem::replace(&mut chunk[cell], sum);
            }
            sum - start
        })
        .collect()
}

/// Neighbouring cells, for one task.
struct Group<'b, K> {
    keys: &'b mut [K],
    spare: &'b mut [K],
    lengths: &'b [u32],
}

impl<K: Key> Group<'_, K> {
    fn sort(self, order: &Order<K>) {
        let (mut keys, mut spare) = (self.keys, self.spare);
        for &length in self.lengths {
            let (cell, rest) = keys.split_at_mut(length as usize);
            let (room, spare_rest) = spare.split_at_mut(length as usize);
            (keys, spare) = (rest, spare_rest);
            radix::sort_cell(cell, room);
            order.to_bits(cell);
        }
    }
}

fn groups<'b, K>(mut keys: &'b mut [K], mut spare: &'b mut [K], lengths: &'b [u32]) -> Vec<Group<'b, K>> {
    let mut groups = Vec::new();
    let (mut first, mut total) = (0, 0);
    for (cell, &length) in lengths.iter().enumerate() {
        total += length as usize;
        if total < GROUP && cell + 1 < lengths.len() {
            continue;
        }
        let (here, after) = keys.split_at_mut(total);
        let (there, spare_after) = spare.split_at_mut(total);
        (keys, spare) = (after, spare_after);
        groups.push(Group { keys: here, spare: there, lengths: &lengths[first..=cell] });
        (first, total) = (cell + 1, 0);
    }
    groups
}
