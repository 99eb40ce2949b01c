//! Merging wide keys one by one, from both ends at once.
//!
//! Two 64-bit lanes to a vector don't make up for a network's comparisons. One by one, each key waits for the
//! comparison before it; the lesser keys from the front and the greater from the back are two chains that don't
//! wait for each other (as in the merges of Rust's own stable sort, driftsort, and of quadsort).

use super::keys::Key;
use std::hint::select_unpredictable;

/// Merges two sorted runs.
///
/// # Panics
/// `out` is not as long as both together.
pub fn merge<K: Key>(mut left: &[K], mut right: &[K], mut out: &mut [K]) {
    assert_eq!(left.len() + right.len(), out.len(), "a merge fills its output");
    loop {
        // Each end takes one key in a step, so neither run can run out before so many steps of both ends.
        let steps = left.len().min(right.len()) / 2;
        if steps == 0 {
            break;
        }
        let mut front = Front { left: left.as_ptr(), right: right.as_ptr(), out: out.as_mut_ptr() };
        let (left_end, right_end, out_end) =
            (left.as_ptr_range().end, right.as_ptr_range().end, out.as_mut_ptr_range().end);
        let mut back = Back { left: left_end, right: right_end, out: out_end };
        for _ in 0..steps {
            // SAFETY: both runs began with `2 * steps` keys at least, and a step of either end takes one of them;
            // the output has room for both runs.
            unsafe {
                front.step();
                back.step();
            }
        }
        let from_left = (front.left.addr() - left.as_ptr().addr()) / size_of::<K>();
        let back_from_left = (left_end.addr() - back.left.addr()) / size_of::<K>();
        left = &left[from_left..left.len() - back_from_left];
        right = &right[steps - from_left..right.len() - (steps - back_from_left)];
        let length = out.len();
        out = &mut out[steps..length - steps];
    }
    finish(left, right, out);
}

/// The few keys that are left of one run, between those of the other.
fn finish<K: Key>(left: &[K], right: &[K], out: &mut [K]) {
    let (few, many) = if left.len() < right.len() { (left, right) } else { (right, left) };
    let (mut few, mut many) = (few.iter().copied().peekable(), many.iter().copied().peekable());
    for to in out {
        let from_few = match (few.peek(), many.peek()) {
            (Some(few), Some(many)) => few < many,
            (few, _) => few.is_some(),
        };
        *to = if from_few { few.next() } else { many.next() }.unwrap_or(K::MAX);
    }
}

/// The least keys not yet merged, and where the next goes.
struct Front<K> {
    left: *const K,
    right: *const K,
    out: *mut K,
}

impl<K: Key> Front<K> {
    /// Moves the lesser key to the output.
    ///
    /// # Safety
    /// Both runs and the output must have a key more.
    #[inline(always)]
    unsafe fn step(&mut self) {
        // SAFETY: by this function's own condition.
        unsafe {
            let (left, right) = (*self.left, *self.right);
            let from_right = right < left;
            *self.out = select_unpredictable(from_right, right, left);
            self.left = self.left.add(usize::from(!from_right));
            self.right = self.right.add(usize::from(from_right));
            self.out = self.out.add(1);
        }
    }
}

/// The ends of what is not yet merged: one past the greatest keys, and past where the next goes.
struct Back<K> {
    left: *const K,
    right: *const K,
    out: *mut K,
}

impl<K: Key> Back<K> {
    /// Moves the greater key to the output.
    ///
    /// # Safety
    /// Both runs and the output must have a key more.
    #[inline(always)]
    unsafe fn step(&mut self) {
        // SAFETY: by this function's own condition.
        unsafe {
            let (left, right) = (*self.left.sub(1), *self.right.sub(1));
            let from_left = right < left;
            self.out = self.out.sub(1);
            *self.out = select_unpredictable(from_left, left, right);
            self.left = self.left.sub(usize::from(from_left));
            self.right = self.right.sub(usize::from(!from_left));
        }
    }
}
