//! What a mergesort has to know of its elements. Numbers have a rule of their own; [`By`] makes one of a comparison,
//! and sorts stably.

use super::keys::{Key, Order};
use super::{merge, serial, zip};
use bytemuck::Pod;
use std::cmp::Ordering;

/// How elements are compared, sorted and merged.
pub trait Rule<T>: Sync {
    /// Whether `a` belongs before `b`.
    fn less(&self, a: &T, b: &T) -> bool;
    /// Sorts a chunk, using `spare`, of the same length; the result lies in `spare` if `into_spare`, else in `items`.
    fn sort(&self, items: &mut [T], spare: &mut [T], into_spare: bool);
    /// Merges two runs; equal elements come from `left` first.
    ///
    /// # Panics
    /// `out` is not as long as both together.
    fn merge(&self, left: &[T], right: &[T], out: &mut [T]);
    /// Whether [`finish`](Self::finish) has anything to do.
    fn finishes(&self) -> bool {
        false
    }
    /// Makes of sorted elements what they were before [`sort`](Self::sort).
    fn finish(&self, _items: &mut [T]) {}
}

/// Bits become keys, and keys bits again.
impl<K: Key> Rule<K> for Order<K> {
    #[inline(always)]
    fn less(&self, a: &K, b: &K) -> bool {
        a < b
    }

    fn sort(&self, items: &mut [K], spare: &mut [K], into_spare: bool) {
        self.to_keys(items);
        serial::sort(items, spare, into_spare);
    }

    fn merge(&self, left: &[K], right: &[K], out: &mut [K]) {
        merge::merge(left, right, out);
    }

    fn finishes(&self) -> bool {
        !self.is_identity()
    }

    fn finish(&self, items: &mut [K]) {
        self.to_bits(items);
    }
}

/// Elements of any type in the order of a comparison. Stable: what compares equal keeps its order.
///
/// A chunk is sorted by std's stable sort (driftsort), and runs are merged without branches ([`zip`]).
#[derive(Clone, Copy, Debug)]
pub struct By<F>(pub F);

impl<T: Pod + Send + Sync, F: Fn(&T, &T) -> Ordering + Sync> Rule<T> for By<F> {
    #[inline(always)]
    fn less(&self, a: &T, b: &T) -> bool {
        (self.0)(a, b) == Ordering::Less
    }

    fn sort(&self, items: &mut [T], spare: &mut [T], into_spare: bool) {
        items.sort_by(&self.0);
        if into_spare {
            spare.copy_from_slice(items);
        }
    }

    fn merge(&self, left: &[T], right: &[T], out: &mut [T]) {
        let less = |a: &T, b: &T| self.less(a, b);
        merge::between(left, right, out, less, |left, right, out| zip::merge(left, right, out, less));
    }
}
