//! Sorting and merging networks on four lanes: no branches, so nothing to mispredict.
//!
//! The scheme is that of Chhugani et al., "Efficient implementation of sorting on multi-core SIMD CPU
//! architecture" (PVLDB 2008, sections 4.1 and 4.2): sort the columns of a small matrix with a network, turn
//! it round, and merge its rows with Batcher's bitonic merge.

use super::keys::Key;
use super::lanes::Four;

/// Elements that [`sort_block`] sorts: eight rows of four.
pub const BLOCK: usize = 32;

/// A network for 8 inputs with the fewest comparators, 19 (Knuth, TAOCP 3, section 5.3.4), in six layers.
#[rustfmt::skip]
const COLUMNS: [(usize, usize); 19] = [
    (0, 2), (1, 3), (4, 6), (5, 7),
    (0, 4), (1, 5), (2, 6), (3, 7),
    (0, 1), (2, 3), (4, 5), (6, 7),
    (2, 4), (3, 5),
    (1, 4), (3, 6),
    (1, 2), (3, 4), (5, 6),
];

/// Sorts a block.
#[inline]
pub fn sort_block<K: Key>(block: &[K; BLOCK]) -> [K; BLOCK] {
    let mut rows: [K::Four; 8] = std::array::from_fn(|row| load(block, row * 4));
    for (low, high) in COLUMNS {
        (rows[low], rows[high]) = rows[low].min_max(rows[high]);
    }
    let [a, b, c, d, e, f, g, h] = rows;
    let (top, bottom) = (transpose::<K>([a, b, c, d]), transpose::<K>([e, f, g, h]));
    let first = merge_rows::<K, 4>([top[0], bottom[0], bottom[1].reverse(), top[1].reverse()]);
    let second = merge_rows::<K, 4>([top[2], bottom[2], bottom[3].reverse(), top[3].reverse()]);
    let [a, b, c, d] = first;
    let [e, f, g, h] = second.map(Four::reverse);
    let rows = merge_rows::<K, 8>([a, b, c, d, h, g, f, e]);
    let mut sorted = [K::MAX; BLOCK];
    for (row, to) in rows.into_iter().zip(sorted.as_chunks_mut::<4>().0) {
        row.store(to);
    }
    sorted
}

/// Four keys of a slice, from `at` on.
#[inline]
pub fn load<K: Key>(keys: &[K], at: usize) -> K::Four {
    let four: &[K; 4] = keys[at..at + 4].try_into().expect("four keys are four keys");
    K::Four::load(four)
}

/// Rows become columns.
#[inline]
fn transpose<K: Key>([a, b, c, d]: [K::Four; 4]) -> [K::Four; 4] {
    let (ac_low, ac_high) = a.interleave(c);
    let (bd_low, bd_high) = b.interleave(d);
    let (first, second) = ac_low.interleave(bd_low);
    let (third, fourth) = ac_high.interleave(bd_high);
    [first, second, third, fourth]
}

/// Sorts rows that together are bitonic: first up, then down (Batcher 1968). `R` is a power of two, at least 2.
#[inline]
pub fn merge_rows<K: Key, const R: usize>(mut rows: [K::Four; R]) -> [K::Four; R] {
    let mut distance = R / 2;
    while distance > 0 {
        for row in (0..R).filter(|row| row & distance == 0) {
            (rows[row], rows[row + distance]) = rows[row].min_max(rows[row + distance]);
        }
        distance /= 2;
    }
    for pair in rows.as_chunks_mut::<2>().0 {
        *pair = merge_within::<K>(*pair);
    }
    rows
}

/// Sorts each of two bitonic rows: two half-cleaners, at distances 2 and 1. The interleavings bring the partners
/// face to face, and the third leaves the lanes in order.
#[inline]
fn merge_within<K: Key>([x, y]: [K::Four; 2]) -> [K::Four; 2] {
    let (near, far) = x.interleave(y);
    let (low, high) = near.min_max(far);
    let (near, far) = low.interleave(high);
    let (low, high) = near.min_max(far);
    let (x, y) = low.interleave(high);
    [x, y]
}
