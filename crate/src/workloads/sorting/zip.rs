//! Merging elements one by one, from both ends at once. Stable.
//!
//! Two 64-bit lanes to a vector don't make up for a network's comparisons. One by one, each element waits for the
//! comparison before it; the lesser ones from the front and the greater from the back are two chains that don't
//! wait for each other (as in the merges of Rust's own stable sort, driftsort, and of quadsort).

use std::hint::select_unpredictable;

/// Merges two sorted runs; equal elements come from `left` first. Whatever `less` answers, nothing outside the three
/// slices is touched.
///
/// # Panics
/// `out` is not as long as both together.
pub fn merge<T: Copy>(
    mut left: &[T],
    mut right: &[T],
    mut out: &mut [T],
    less: impl Fn(&T, &T) -> bool + Copy,
) {
    assert_eq!(left.len() + right.len(), out.len(), "a merge fills its output");
    loop {
        // Each end takes one element in a step, so neither run can run out before so many steps of both ends.
        let steps = left.len().min(right.len()) / 2;
        if steps == 0 {
            break;
        }
        let mut front = Front { left: left.as_ptr(), right: right.as_ptr(), out: out.as_mut_ptr() };
        let (left_end, right_end, out_end) =
            (left.as_ptr_range().end, right.as_ptr_range().end, out.as_mut_ptr_range().end);
        let mut back = Back { left: left_end, right: right_end, out: out_end };
        for _ in 0..steps {
            // SAFETY: both runs began with `2 * steps` elements at least, and a step of either end takes one of them;
            // the output has room for both runs.
            unsafe {
                front.step(less);
                back.step(less);
            }
        }
        let from_left = (front.left.addr() - left.as_ptr().addr()) / size_of::<T>();
        let back_from_left = (left_end.addr() - back.left.addr()) / size_of::<T>();
        left = &left[from_left..left.len() - back_from_left];
        right = &right[steps - from_left..right.len() - (steps - back_from_left)];
        let length = out.len();
        out = &mut out[steps..length - steps];
    }
    finish(left, right, out, less);
}

/// What is left, once either run has one element at most.
fn finish<T: Copy>(left: &[T], right: &[T], out: &mut [T], less: impl Fn(&T, &T) -> bool) {
    let (one, many, at) = match (left, right) {
        ([], _) => return out.copy_from_slice(right),
        (_, []) => return out.copy_from_slice(left),
        ([one], _) => (*one, right, right.partition_point(|other| less(other, one))),
        (_, [one, ..]) => (*one, left, left.partition_point(|other| !less(one, other))),
    };
    out[..at].copy_from_slice(&many[..at]);
    out[at] = one;
    out[at + 1..].copy_from_slice(&many[at..]);
}

/// The least elements not yet merged, and where the next goes.
struct Front<T> {
    left: *const T,
    right: *const T,
    out: *mut T,
}

impl<T: Copy> Front<T> {
    /// Moves the lesser element to the output.
    ///
    /// # Safety
    /// Both runs must have an element more, and the output room for it.
    #[inline(always)]
    unsafe fn step(&mut self, less: impl Fn(&T, &T) -> bool) {
        // SAFETY: by this function's own condition.
        unsafe {
            let from_right = less(&*self.right, &*self.left);
            *self.out = *select_unpredictable(from_right, self.right, self.left);
            self.left = self.left.add(usize::from(!from_right));
            self.right = self.right.add(usize::from(from_right));
            self.out = self.out.add(1);
        }
    }
}

/// The ends of what is not yet merged: one past the greatest elements, and past where the next goes.
struct Back<T> {
    left: *const T,
    right: *const T,
    out: *mut T,
}

impl<T: Copy> Back<T> {
    /// Moves the greater element to the output.
    ///
    /// # Safety
    /// Both runs must have an element more, and the output room for it.
    #[inline(always)]
    unsafe fn step(&mut self, less: impl Fn(&T, &T) -> bool) {
        // SAFETY: by this function's own condition.
        unsafe {
            let (left, right) = (self.left.sub(1), self.right.sub(1));
            let from_left = less(&*right, &*left);
            self.out = self.out.sub(1);
            *self.out = *select_unpredictable(from_left, left, right);
            self.left = self.left.sub(usize::from(from_left));
            self.right = self.right.sub(usize::from(!from_left));
        }
    }
}
