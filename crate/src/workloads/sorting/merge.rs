//! Merging two sorted runs, and cutting such a merge into independent pieces.

use super::keys::Key;
use super::lanes::Four;
use super::network::{load, merge_rows};

/// Keys that one step of a merge takes in and gives out.
const STEP: usize = 8;

/// Below this many keys a merge is not worth looking over beforehand.
const SHORT: usize = 512;

/// Where the first `length` keys of the merged sequence come from: how many from `left`; the rest is `right`'s.
///
/// The merge path of Odeh, Green, Mwassi, Shmueli and Birk, "Merge path: parallel merging made simple" (IPDPSW
/// 2012, section III): a binary search along one cross diagonal, so every piece of a merge is found without the
/// others. Equal keys come from `left` first.
///
/// # Panics
/// `length` exceeds both runs together.
pub fn path<K: Key>(left: &[K], right: &[K], length: usize) -> usize {
    assert!(length <= left.len() + right.len(), "the cut lies outside the merge");
    let (mut low, mut high) = (length.saturating_sub(right.len()), length.min(left.len()));
    while low < high {
        let middle = low + (high - low) / 2;
        if left[middle] <= right[length - middle - 1] {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Merges two sorted runs.
///
/// What is in place already at either end is found by galloping and copied; the rest goes through the network.
///
/// # Panics
/// `out` is not as long as both together.
pub fn merge<'r, K: Key>(mut left: &'r [K], mut right: &'r [K], mut out: &mut [K]) {
    assert_eq!(left.len() + right.len(), out.len(), "a merge fills its output");
    if out.len() >= SHORT && !left.is_empty() && !right.is_empty() {
        if right[0] < left[0] {
            (left, right) = (right, left);
        }
        let head = gallop(left, |key| key <= right[0]);
        let rest;
        (rest, left) = left.split_at(head);
        let (start, end) = std::mem::take(&mut out).split_at_mut(head);
        start.copy_from_slice(rest);
        out = end;
        if let Some(&last) = left.last() {
            if right[right.len() - 1] < last {
                (left, right) = (right, left);
            }
            let bound = left[left.len() - 1];
            let tail = gallop_back(right, |key| key >= bound);
            let rest;
            (right, rest) = right.split_at(right.len() - tail);
            let (start, end) = std::mem::take(&mut out).split_at_mut(left.len() + right.len());
            end.copy_from_slice(rest);
            out = start;
        }
    }
    if left.is_empty() || right.is_empty() {
        out.copy_from_slice(if left.is_empty() { right } else { left });
        return;
    }
    weave(left, right, out);
}

/// How many keys at the start hold the condition, which holds up to some point and not after it.
fn gallop<K: Key>(keys: &[K], holds: impl Fn(K) -> bool) -> usize {
    let mut reach = 1;
    while reach <= keys.len() && holds(keys[reach - 1]) {
        reach *= 2;
    }
    let (low, high) = (reach / 2, reach.min(keys.len() + 1) - 1);
    low + keys[low..high].partition_point(|&key| holds(key))
}

/// How many keys at the end hold the condition, which holds from some point on and not before it.
fn gallop_back<K: Key>(keys: &[K], holds: impl Fn(K) -> bool) -> usize {
    let mut reach = 1;
    while reach <= keys.len() && holds(keys[keys.len() - reach]) {
        reach *= 2;
    }
    let (low, high) = (keys.len() + 1 - reach.min(keys.len() + 1), keys.len() - reach / 2);
    keys.len() - (low + keys[low..high].partition_point(|&key| !holds(key)))
}

/// Merges through the network, as two halves side by side: their chains of operations do not wait for each other.
fn weave<K: Key>(left: &[K], right: &[K], out: &mut [K]) {
    let half = out.len() / 2;
    let cut = path(left, right, half);
    let (first_left, second_left) = left.split_at(cut);
    let (first_right, second_right) = right.split_at(half - cut);
    let (first_out, second_out) = out.split_at_mut(half);
    let mut first = Strand::new(first_left, first_right, first_out);
    let mut second = Strand::new(second_left, second_right, second_out);
    loop {
        let steps = first.sure_steps().min(second.sure_steps());
        if steps == 0 {
            break;
        }
        for _ in 0..steps {
            first.step();
            second.step();
        }
    }
    first.finish();
    second.finish();
}

/// A merge under way: what is left of both runs, the keys taken in but not yet given out, and room for the rest.
///
/// Each step takes the next keys of the run whose head is lesser, sorts them with those held back, gives out the
/// lesser half and holds back the greater (Chhugani et al. 2008, section 4.2, figure 5).
struct Strand<'a, K: Key> {
    left: &'a [K],
    right: &'a [K],
    out: &'a mut [K],
    held: [K::Four; 2],
}

impl<'a, K: Key> Strand<'a, K> {
    fn new(left: &'a [K], right: &'a [K], out: &'a mut [K]) -> Self {
        let mut strand = Self { left, right, out, held: [K::Four::load(&[K::MAX; 4]); 2] };
        strand.held = strand.take_padded();
        strand
    }

    /// Steps for which both runs have full blocks, whichever they are taken from.
    fn sure_steps(&self) -> usize {
        self.left.len().min(self.right.len()) / STEP
    }

    /// One step; both runs have a full block.
    #[inline(always)]
    fn step(&mut self) {
        let from_left = self.left[0] <= self.right[0];
        let from = if from_left { self.left } else { self.right };
        let next = [load(from, 0), load(from, 4)];
        self.left = &self.left[if from_left { STEP } else { 0 }..];
        self.right = &self.right[if from_left { 0 } else { STEP }..];
        let low = self.exchange(next);
        let (to, rest) = std::mem::take(&mut self.out).split_at_mut(STEP);
        self.out = rest;
        let (fours, _) = to.as_chunks_mut::<4>();
        low[0].store(&mut fours[0]);
        low[1].store(&mut fours[1]);
    }

    /// Sorts `next` and the keys held; keeps the greater half and returns the lesser.
    #[inline(always)]
    fn exchange(&mut self, next: [K::Four; 2]) -> [K::Four; 2] {
        let [a, b] = self.held;
        let [c, d] = next;
        let rows = merge_rows::<K, 4>([a, b, d.reverse(), c.reverse()]);
        self.held = [rows[2], rows[3]];
        [rows[0], rows[1]]
    }

    /// The next keys of the run whose head is lesser, filled up with the greatest key where it ends.
    fn take_padded(&mut self) -> [K::Four; 2] {
        let from_left = match (self.left.first(), self.right.first()) {
            (Some(left), Some(right)) => left <= right,
            (left, _) => left.is_some(),
        };
        let from = if from_left { &mut self.left } else { &mut self.right };
        let (next, rest) = from.split_at(from.len().min(STEP));
        *from = rest;
        let mut block = [K::MAX; STEP];
        block[..next.len()].copy_from_slice(next);
        [load(&block, 0), load(&block, 4)]
    }

    /// Whatever is left, with short blocks and ends.
    fn finish(mut self) {
        loop {
            for _ in 0..self.sure_steps() {
                self.step();
            }
            if self.out.is_empty() {
                return;
            }
            let low = if self.left.is_empty() && self.right.is_empty() {
                self.held
            } else {
                let next = self.take_padded();
                self.exchange(next)
            };
            let mut block = [K::MAX; STEP];
            let (fours, _) = block.as_chunks_mut::<4>();
            low[0].store(&mut fours[0]);
            low[1].store(&mut fours[1]);
            let length = self.out.len().min(STEP);
            let (to, rest) = std::mem::take(&mut self.out).split_at_mut(length);
            to.copy_from_slice(&block[..to.len()]);
            self.out = rest;
        }
    }
}
