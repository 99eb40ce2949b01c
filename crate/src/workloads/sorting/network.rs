//! Sorting and merging networks on four lanes: no branches, so nothing to mispredict.
//!
//! The scheme is that of Chhugani et al., "Efficient implementation of sorting on multi-core SIMD CPU
//! architecture" (PVLDB 2008, sections 4.1 and 4.2): sort the columns of a small matrix with a network, turn
//! it round, and merge its rows with Batcher's bitonic merge.

use super::keys::Key;
use super::lanes::Four;

/// Elements that [`sort_block`] sorts: eight rows of four.
pub const BLOCK: usize = 32;

/// Sorts a block.
#[inline(always)]
pub fn sort_block<K: Key>(block: &[K; BLOCK]) -> [K; BLOCK] {
    let rows: [K::Four; 8] = std::array::from_fn(|row| load(block, row * 4));
    let [a, b, c, d, e, f, g, h] = sort_columns::<K>(rows);
    let (top, bottom) = (transpose::<K>([a, b, c, d]), transpose::<K>([e, f, g, h]));
    let first = merge_four::<K>([top[0], bottom[0], bottom[1].reverse(), top[1].reverse()]);
    let second = merge_four::<K>([top[2], bottom[2], bottom[3].reverse(), top[3].reverse()]);
    let [a, b, c, d] = first;
    let [e, f, g, h] = second.map(Four::reverse);
    let rows = merge_eight::<K>([a, b, c, d, h, g, f, e]);
    let mut sorted = [K::MAX; BLOCK];
    for (row, to) in rows.into_iter().zip(sorted.as_chunks_mut::<4>().0) {
        row.store(to);
    }
    sorted
}

/// Sorts the four columns by the network for 8 inputs with the fewest comparators, 19, in six layers (Knuth, TAOCP
/// 3, section 5.3.4). Written out, since a loop over a table keeps the rows in memory.
#[inline(always)]
fn sort_columns<K: Key>([a, b, c, d, e, f, g, h]: [K::Four; 8]) -> [K::Four; 8] {
    let ((a, c), (b, d), (e, g), (f, h)) = (a.min_max(c), b.min_max(d), e.min_max(g), f.min_max(h));
    let ((a, e), (b, f), (c, g), (d, h)) = (a.min_max(e), b.min_max(f), c.min_max(g), d.min_max(h));
    let ((a, b), (c, d), (e, f), (g, h)) = (a.min_max(b), c.min_max(d), e.min_max(f), g.min_max(h));
    let ((c, e), (d, f)) = (c.min_max(e), d.min_max(f));
    let ((b, e), (d, g)) = (b.min_max(e), d.min_max(g));
    let ((b, c), (d, e), (f, g)) = (b.min_max(c), d.min_max(e), f.min_max(g));
    [a, b, c, d, e, f, g, h]
}

/// Four keys of a slice, from `at` on.
#[inline(always)]
pub fn load<K: Key>(keys: &[K], at: usize) -> K::Four {
    let four: &[K; 4] = keys[at..at + 4].try_into().expect("four keys are four keys");
    K::Four::load(four)
}

/// Rows become columns.
#[inline(always)]
fn transpose<K: Key>([a, b, c, d]: [K::Four; 4]) -> [K::Four; 4] {
    let (ac_low, ac_high) = a.interleave(c);
    let (bd_low, bd_high) = b.interleave(d);
    let (first, second) = ac_low.interleave(bd_low);
    let (third, fourth) = ac_high.interleave(bd_high);
    [first, second, third, fourth]
}

/// Sorts eight rows that together are bitonic: first up, then down (Batcher 1968).
#[inline(always)]
fn merge_eight<K: Key>([a, b, c, d, e, f, g, h]: [K::Four; 8]) -> [K::Four; 8] {
    let (a, e) = a.min_max(e);
    let (b, f) = b.min_max(f);
    let (c, g) = c.min_max(g);
    let (d, h) = d.min_max(h);
    let [a, b, c, d] = merge_four::<K>([a, b, c, d]);
    let [e, f, g, h] = merge_four::<K>([e, f, g, h]);
    [a, b, c, d, e, f, g, h]
}

/// Sorts four rows that together are bitonic.
#[inline(always)]
pub fn merge_four<K: Key>([a, b, c, d]: [K::Four; 4]) -> [K::Four; 4] {
    let (a, c) = a.min_max(c);
    let (b, d) = b.min_max(d);
    let (a, b) = a.min_max(b);
    let (c, d) = c.min_max(d);
    let [a, b] = merge_within::<K>([a, b]);
    let [c, d] = merge_within::<K>([c, d]);
    [a, b, c, d]
}

/// Sorts each of two bitonic rows: two half-cleaners, at distances 2 and 1. The interleavings bring the partners
/// face to face, and the third leaves the lanes in order.
#[inline(always)]
fn merge_within<K: Key>([x, y]: [K::Four; 2]) -> [K::Four; 2] {
    let (near, far) = x.interleave(y);
    let (low, high) = near.min_max(far);
    let (near, far) = low.interleave(high);
    let (low, high) = near.min_max(far);
    let (x, y) = low.interleave(high);
    [x, y]
}
