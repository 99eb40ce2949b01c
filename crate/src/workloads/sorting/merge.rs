//! Merging two sorted runs, and cutting such a merge into independent pieces.

use super::keys::Key;
use super::lanes::Four;
use super::network::{load, merge_four};
use std::hint::select_unpredictable;

/// Keys that one step of a merge takes in and gives out.
const STEP: usize = 8;

/// Below this many keys a merge is not worth looking over beforehand.
const SHORT: usize = 512;

/// Where the first `length` elements of the merged sequence come from: how many from `left`; the rest is `right`'s.
///
/// The merge path of Odeh, Green, Mwassi, Shmueli and Birk, "Merge path: parallel merging made simple" (IPDPSW
/// 2012, section III): a binary search along one cross diagonal, so every piece of a merge is found without the
/// others. Equal elements come from `left` first.
///
/// # Panics
/// `length` exceeds both runs together.
pub fn path<T>(left: &[T], right: &[T], length: usize, less: impl Fn(&T, &T) -> bool) -> usize {
    assert!(length <= left.len() + right.len(), "the cut lies outside the merge");
    let (mut low, mut high) = (length.saturating_sub(right.len()), length.min(left.len()));
    while low < high {
        let middle = low + (high - low) / 2;
        if !less(&right[length - middle - 1], &left[middle]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Merges two sorted runs of keys.
///
/// # Panics
/// `out` is not as long as both together.
pub fn merge<K: Key>(left: &[K], right: &[K], out: &mut [K]) {
    between(left, right, out, |a, b| a < b, weave);
}

/// Merges two sorted runs; equal elements come from `left` first.
///
/// What is in place already at either end is found by galloping and copied; the rest is left to `inner`.
///
/// # Panics
/// `out` is not as long as both together.
pub fn between<T: Copy>(
    mut left: &[T],
    mut right: &[T],
    mut out: &mut [T],
    less: impl Fn(&T, &T) -> bool,
    inner: impl FnOnce(&[T], &[T], &mut [T]),
) {
    assert_eq!(left.len() + right.len(), out.len(), "a merge fills its output");
    if out.len() >= SHORT && !left.is_empty() && !right.is_empty() {
        let (heads, first) = (gallop(left, |item| !less(&right[0], item)), &left[0]);
        let start = match heads {
            0 => split_off(&mut right, |right| gallop(right, |item| less(item, first))),
            heads => split_off(&mut left, |_| heads),
        };
        let (to, rest) = std::mem::take(&mut out).split_at_mut(start.len());
        to.copy_from_slice(start);
        out = rest;
    }
    if out.len() >= SHORT && !left.is_empty() && !right.is_empty() {
        let (last, other) = (&left[left.len() - 1], &right[right.len() - 1]);
        let end = match gallop_back(right, |item| !less(item, last)) {
            0 => split_off_back(&mut left, |left| gallop_back(left, |item| less(other, item))),
            tails => split_off_back(&mut right, |_| tails),
        };
        let (rest, to) = std::mem::take(&mut out).split_at_mut(left.len() + right.len());
        to.copy_from_slice(end);
        out = rest;
    }
    match (left, right) {
        ([], only) | (only, []) => out.copy_from_slice(only),
        _ => inner(left, right, out),
    }
}

/// Takes the first so many.
fn split_off<'r, T>(run: &mut &'r [T], count: impl FnOnce(&[T]) -> usize) -> &'r [T] {
    let (first, rest) = run.split_at(count(run));
    *run = rest;
    first
}

/// Takes the last so many.
fn split_off_back<'r, T>(run: &mut &'r [T], count: impl FnOnce(&[T]) -> usize) -> &'r [T] {
    let (rest, last) = run.split_at(run.len() - count(run));
    *run = rest;
    last
}

/// How many at the start hold the condition, which holds up to some point and not after it.
fn gallop<T>(items: &[T], holds: impl Fn(&T) -> bool) -> usize {
    let mut reach = 1;
    while reach <= items.len() && holds(&items[reach - 1]) {
        reach *= 2;
    }
    let (low, high) = (reach / 2, reach.min(items.len() + 1) - 1);
    low + items[low..high].partition_point(holds)
}

/// How many at the end hold the condition, which holds from some point on and not before it.
fn gallop_back<T>(items: &[T], holds: impl Fn(&T) -> bool) -> usize {
    let mut reach = 1;
    while reach <= items.len() && holds(&items[items.len() - reach]) {
        reach *= 2;
    }
    let (low, high) = (items.len() + 1 - reach.min(items.len() + 1), items.len() - reach / 2);
    items.len() - (low + items[low..high].partition_point(|item| !holds(item)))
}

/// Merges through the network, as two halves side by side: their chains of operations do not wait for each other.
fn weave<K: Key>(left: &[K], right: &[K], out: &mut [K]) {
    if size_of::<K>() > 4 {
        return super::zip::merge(left, right, out, |a, b| a < b);
    }
    if out.len() < SHORT {
        return Strand::new(left, right, out).finish();
    }
    let half = out.len() / 2;
    let cut = path(left, right, half, |a, b| a < b);
    let (first_left, second_left) = left.split_at(cut);
    let (first_right, second_right) = right.split_at(half - cut);
    let (first_out, second_out) = out.split_at_mut(half);
    let mut first = Strand::new(first_left, first_right, first_out);
    let mut second = Strand::new(second_left, second_right, second_out);
    Strand::run_together(&mut first, &mut second);
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

    /// Takes steps for as long as both runs have full blocks.
    fn run(&mut self) {
        loop {
            let steps = self.sure_steps();
            if steps == 0 {
                return;
            }
            let mut needle = self.needle();
            for _ in 0..steps {
                // SAFETY: both runs began with `STEP * steps` keys at least, of which a step takes `STEP` from one
                // of them; the output has room for both runs and the keys held.
                unsafe { needle.step() };
            }
            self.follow(needle, steps);
        }
    }

    /// Takes steps of both in turn, for as long as all four runs have full blocks.
    fn run_together(first: &mut Self, second: &mut Self) {
        loop {
            let steps = first.sure_steps().min(second.sure_steps());
            if steps == 0 {
                return;
            }
            let (mut one, mut other) = (first.needle(), second.needle());
            for _ in 0..steps {
                // SAFETY: as in `run`, for each of them.
                unsafe {
                    one.step();
                    other.step();
                }
            }
            first.follow(one, steps);
            second.follow(other, steps);
        }
    }

    #[inline(always)]
    fn needle(&mut self) -> Needle<K> {
        Needle {
            left: self.left.as_ptr(),
            right: self.right.as_ptr(),
            out: self.out.as_mut_ptr(),
            held: self.held,
        }
    }

    /// Moves on to where the needle is after so many steps.
    #[inline(always)]
    fn follow(&mut self, needle: Needle<K>, steps: usize) {
        let from_left = (needle.left.addr() - self.left.as_ptr().addr()) / size_of::<K>();
        self.left = &self.left[from_left..];
        self.right = &self.right[STEP * steps - from_left..];
        self.out = &mut std::mem::take(&mut self.out)[STEP * steps..];
        self.held = needle.held;
    }

    /// The next keys of the run whose head is lesser, filled up with the greatest key where it ends.
    fn take_padded(&mut self) -> [K::Four; 2] {
        let from_left = match (self.left.first(), self.right.first()) {
            (Some(left), Some(right)) => left <= right,
            (left, _) => left.is_some(),
        };
        let from = if from_left { &mut self.left } else { &mut self.right };
        if let Some((next, rest)) = from.split_first_chunk::<STEP>() {
            *from = rest;
            return [load(next, 0), load(next, 4)];
        }
        let mut block = [K::MAX; STEP];
        for (to, &key) in block.iter_mut().zip(*from) {
            *to = key;
        }
        *from = &[];
        [load(&block, 0), load(&block, 4)]
    }

    /// Whatever is left, with short blocks and ends.
    fn finish(mut self) {
        loop {
            self.run();
            if self.out.is_empty() {
                return;
            }
            let low = if self.left.is_empty() && self.right.is_empty() {
                self.held
            } else {
                let next = self.take_padded();
                exchange::<K>(&mut self.held, next)
            };
            let out = std::mem::take(&mut self.out);
            if out.len() >= STEP {
                let (to, rest) = out.split_at_mut(STEP);
                write(low, to);
                self.out = rest;
            } else {
                let mut block = [K::MAX; STEP];
                write(low, &mut block);
                for (to, key) in out.iter_mut().zip(block) {
                    *to = key;
                }
                return;
            }
        }
    }
}

/// Writes a step's keys.
#[inline(always)]
fn write<K: Key>(low: [K::Four; 2], to: &mut [K]) {
    for (row, to) in low.into_iter().zip(to.as_chunks_mut::<4>().0) {
        row.store(to);
    }
}

/// Where a strand is at work: its ends without its lengths, which the machine can keep in registers.
struct Needle<K: Key> {
    left: *const K,
    right: *const K,
    out: *mut K,
    held: [K::Four; 2],
}

impl<K: Key> Needle<K> {
    /// One step.
    ///
    /// # Safety
    /// Both runs must have `STEP` keys more, and the output room for as many.
    #[inline(always)]
    unsafe fn step(&mut self) {
        // SAFETY: by this function's own condition.
        unsafe {
            let from_right = *self.right < *self.left;
            let from = select_unpredictable(from_right, self.right, self.left);
            let next = [K::Four::load(&*from.cast()), K::Four::load(&*from.add(4).cast())];
            self.left = self.left.add(STEP * usize::from(!from_right));
            self.right = self.right.add(STEP * usize::from(from_right));
            let low = exchange::<K>(&mut self.held, next);
            low[0].store(&mut *self.out.cast());
            low[1].store(&mut *self.out.add(4).cast());
            self.out = self.out.add(STEP);
        }
    }
}

/// Sorts `next` and the keys held; keeps the greater half and returns the lesser.
#[inline(always)]
fn exchange<K: Key>(held: &mut [K::Four; 2], next: [K::Four; 2]) -> [K::Four; 2] {
    let [a, b] = *held;
    let [c, d] = next;
    let rows = merge_four::<K>([a, b, d.reverse(), c.reverse()]);
    *held = [rows[2], rows[3]];
    [rows[0], rows[1]]
}
