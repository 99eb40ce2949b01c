//! The best serial sort here: natural runs where there are any, and for the rest what was measured to be quickest.
//!
//! | input | [`sort_best`] | [`sort`], as in mergesort | time |
//! | --- | --- | --- | --- |
//! | one run, either way up | nothing, or a reversal | the same | O(n) |
//! | few distinct keys | each one counted ([`super::counting`]) | the same | O(n) |
//! | `r` long runs | merged, halves of about equal length first | the same | O(n log r) |
//! | up to [`FEW`] other 32-bit keys | as mergesort | blocks of 32 by network, then merged | O(n log n) |
//! | up to [`FEW`] other 64-bit keys | as mergesort | std's `sort_unstable`, quicker there ([`Key::NETWORKS`]) | O(n log n) |
//! | other 64-bit keys | by digits ([`super::radix`]) | the same: a chunk is sorted by what is quickest | O(n) |
//! | other 32-bit keys | by digits | blocks of 32 by network, then merged | O(n), or O(n log n) |
//!
//! Two buffers take turns in merging, so every level moves each key once and nothing is copied back.

use super::counting;
use super::keys::{Key, Order};
use super::merge::merge;
use super::network::{BLOCK, sort_block};
use super::{radix, runs};

/// A natural run shorter than this is not worth keeping: the networks are quicker.
const SHORTEST_RUN: usize = 256;

/// Keys that are looked at to decide whether a natural run starts here.
const PROBE: usize = 8;

/// Up to this many keys without order, comparing them is quicker than taking them apart.
const FEW: usize = 2048;

/// A stretch of the input, up to `end`.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    end: usize,
    sorted: bool,
}

/// Sorts numbers, given as bits, into keys; `last` makes bits of them again. The quickest way here.
pub fn sort_best<K: Key>(mut values: Vec<K>, order: &Order<K>, last: Option<&Order<K>>) -> Vec<K> {
    // Bits are as distinct as their keys.
    if values.len() > FEW && !runs::long(&values, order) && !counting::looks_repetitive(&values) {
        return radix::sort(values, order, last);
    }
    order.to_keys(&mut values);
    sort_alone(&mut values);
    if let Some(order) = last {
        order.to_bits(&mut values);
    }
    values
}

/// Sorts in place; a second buffer is set up only if something has to be merged.
pub fn sort_alone<K: Key>(keys: &mut [K]) {
    let Some(stretches) = prepare(keys) else { return };
    let mut spare = vec![K::MAX; keys.len()];
    merge_stretches(keys, &mut spare, 0, &stretches, false);
}

/// Sorts `keys`, using `spare`, of the same length; the result lies in `spare` if `into_spare`, else in `keys`.
///
/// # Panics
/// The lengths differ.
pub fn sort<K: Key>(keys: &mut [K], spare: &mut [K], into_spare: bool) {
    assert_eq!(keys.len(), spare.len(), "the buffers take turns, so they are of one length");
    match prepare(keys) {
        Some(stretches) => merge_stretches(keys, spare, 0, &stretches, into_spare),
        None if into_spare => spare.copy_from_slice(keys),
        None => {}
    }
}

/// Finds runs, and sorts what needs no merging: one run, few distinct keys, nothing at all. Nothing is returned
/// where that was all.
fn prepare<K: Key>(keys: &mut [K]) -> Option<Vec<Stretch>> {
    let stretches = find_runs(keys);
    let sorted = match stretches.as_slice() {
        [] => true,
        [only] => only.sorted || counting::sort(keys),
        _ => false,
    };
    (!sorted).then_some(stretches)
}

/// Cuts the input into natural runs and stretches without; runs that go down are turned round.
fn find_runs<K: Key>(keys: &mut [K]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut start = 0;
    while start < keys.len() {
        let length = natural_run(&mut keys[start..]);
        let (end, sorted) = if length >= SHORTEST_RUN || length == keys.len() {
            (start + length, true)
        } else {
            (keys.len().min(start + length.max(BLOCK)), false)
        };
        match stretches.last_mut() {
            Some(last) if !last.sorted && !sorted => last.end = end,
            _ => stretches.push(Stretch { end, sorted }),
        }
        start = end;
    }
    stretches
}

/// The length of the run that starts here, 0 if the first few keys show none. A falling run that is long enough
/// to keep is reversed; equal keys can't be told apart, so it may have them.
fn natural_run<K: Key>(keys: &mut [K]) -> usize {
    let probe = &keys[..keys.len().min(PROBE)];
    if probe.is_sorted() {
        run_length(keys, |a, b| a <= b)
    } else if probe.is_sorted_by(|a, b| a >= b) {
        let length = run_length(keys, |a, b| a >= b);
        if length >= SHORTEST_RUN || length == keys.len() {
            keys[..length].reverse();
            return length;
        }
        0
    } else {
        0
    }
}

fn run_length<K: Key>(keys: &[K], in_order: impl Fn(K, K) -> bool) -> usize {
    keys.windows(2).position(|pair| !in_order(pair[0], pair[1])).map_or(keys.len(), |last| last + 1)
}

/// Merges stretches, the first of which starts at `start` of the whole, halves of about equal length first.
fn merge_stretches<K: Key>(
    keys: &mut [K],
    spare: &mut [K],
    start: usize,
    stretches: &[Stretch],
    into_spare: bool,
) {
    if let [only] = stretches {
        match (only.sorted, into_spare) {
            (true, true) => spare.copy_from_slice(keys),
            (true, false) => {}
            (false, _) if K::NETWORKS => sort_blocks(keys, spare, into_spare),
            (false, _) if keys.len() > FEW => radix::sort_within(keys, spare, into_spare),
            (false, _) => {
                keys.sort_unstable();
                if into_spare {
                    spare.copy_from_slice(keys);
                }
            }
        }
        return;
    }
    let middle = start + keys.len() / 2;
    let after = stretches.partition_point(|stretch| stretch.end <= middle).clamp(1, stretches.len() - 1);
    let before = after.saturating_sub(1).max(1);
    let nearest = [before, after].into_iter().min_by_key(|&count| stretches[count - 1].end.abs_diff(middle));
    let count = nearest.unwrap_or(after);
    let cut = stretches[count - 1].end - start;
    let (low, high) = stretches.split_at(count);
    merge_stretches(&mut keys[..cut], &mut spare[..cut], start, low, !into_spare);
    merge_stretches(&mut keys[cut..], &mut spare[cut..], start + cut, high, !into_spare);
    merge_halves(keys, spare, cut, into_spare);
}

/// Sorts keys that have no order to speak of, depth first, so that each part stays in the cache until it is done.
fn sort_blocks<K: Key>(keys: &mut [K], spare: &mut [K], into_spare: bool) {
    if keys.len() <= BLOCK {
        sort_short(keys, if into_spare { Some(spare) } else { None });
        return;
    }
    let cut = keys.len().div_ceil(BLOCK).div_ceil(2) * BLOCK;
    sort_blocks(&mut keys[..cut], &mut spare[..cut], !into_spare);
    sort_blocks(&mut keys[cut..], &mut spare[cut..], !into_spare);
    merge_halves(keys, spare, cut, into_spare);
}

/// Merges the two runs that lie in the buffer that is not the goal.
fn merge_halves<K: Key>(keys: &mut [K], spare: &mut [K], cut: usize, into_spare: bool) {
    let (from, to) = if into_spare { (keys, spare) } else { (spare, keys) };
    let (left, right) = from.split_at(cut);
    merge(left, right, to);
}

/// Sorts at most a block, filled up with the greatest key.
fn sort_short<K: Key>(keys: &mut [K], spare: Option<&mut [K]>) {
    let mut block = [K::MAX; BLOCK];
    block[..keys.len()].copy_from_slice(keys);
    let length = keys.len();
    spare.unwrap_or(keys).copy_from_slice(&sort_block(&block)[..length]);
}
