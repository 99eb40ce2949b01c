//! Four keys side by side: wasm's 128-bit vectors in the browser, and the same operations on arrays elsewhere,
//! so that native tests exercise the very algorithm that the browser runs.

use super::keys::Key;

/// Four keys that are compared and moved together.
pub trait Four<K>: Copy {
    /// Reads four.
    fn load(from: &[K; 4]) -> Self;
    /// Writes four.
    fn store(self, to: &mut [K; 4]);
    /// The lesser and the greater of each pair.
    fn min_max(self, other: Self) -> (Self, Self);
    /// In reverse.
    fn reverse(self) -> Self;
    /// `a0 b0 a1 b1` and `a2 b2 a3 b3`.
    fn interleave(self, other: Self) -> (Self, Self);
}

/// Names the four-lane type of a key, which depends on the machine.
pub trait Vector {
    /// It.
    type Four;
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod machine {
    /// Keys in an array.
    impl<K: super::Key> super::Vector for K {
        type Four = [K; 4];
    }
}

impl<K: Key> Four<K> for [K; 4] {
    #[inline(always)]
    fn load(from: &[K; 4]) -> Self {
        *from
    }

    #[inline(always)]
    fn store(self, to: &mut [K; 4]) {
        *to = self;
    }

    #[inline(always)]
    fn min_max(self, other: Self) -> (Self, Self) {
        let lane = std::array::from_fn::<usize, 4, _>(|lane| lane);
        (lane.map(|lane| self[lane].min(other[lane])), lane.map(|lane| self[lane].max(other[lane])))
    }

    #[inline(always)]
    fn reverse(self) -> Self {
        let [a, b, c, d] = self;
        [d, c, b, a]
    }

    #[inline(always)]
    fn interleave(self, other: Self) -> (Self, Self) {
        let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (self, other);
        ([a0, b0, a1, b1], [a2, b2, a3, b3])
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod machine {
    use super::{Four, Vector};
    use core::arch::wasm32::*;

    impl Vector for u32 {
        type Four = Narrow;
    }

    impl Vector for i64 {
        type Four = Wide;
    }

    /// Four 32-bit keys in one vector.
    #[derive(Clone, Copy)]
    pub struct Narrow(v128);

    impl Four<u32> for Narrow {
        #[inline(always)]
        fn load(from: &[u32; 4]) -> Self {
            // SAFETY: the reference covers the 16 bytes that are read, and any alignment will do.
            Self(unsafe { v128_load(from.as_ptr().cast()) })
        }

        #[inline(always)]
        fn store(self, to: &mut [u32; 4]) {
            // SAFETY: the reference covers the 16 bytes that are written, and any alignment will do.
            unsafe { v128_store(to.as_mut_ptr().cast(), self.0) }
        }

        #[inline(always)]
        fn min_max(self, other: Self) -> (Self, Self) {
            (Self(u32x4_min(self.0, other.0)), Self(u32x4_max(self.0, other.0)))
        }

        #[inline(always)]
        fn reverse(self) -> Self {
            Self(u32x4_shuffle::<3, 2, 1, 0>(self.0, self.0))
        }

        #[inline(always)]
        fn interleave(self, other: Self) -> (Self, Self) {
            (
                Self(u32x4_shuffle::<0, 4, 1, 5>(self.0, other.0)),
                Self(u32x4_shuffle::<2, 6, 3, 7>(self.0, other.0)),
            )
        }
    }

    /// Four 64-bit keys in two vectors.
    #[derive(Clone, Copy)]
    pub struct Wide(v128, v128);

    #[inline(always)]
    fn min_max(a: v128, b: v128) -> (v128, v128) {
        let swap = v128_and(v128_xor(a, b), i64x2_gt(a, b));
        (v128_xor(a, swap), v128_xor(b, swap))
    }

    impl Four<i64> for Wide {
        #[inline(always)]
        fn load(from: &[i64; 4]) -> Self {
            let at: *const v128 = from.as_ptr().cast();
            // SAFETY: the reference covers the 32 bytes that are read, and any alignment will do.
            unsafe { Self(v128_load(at), v128_load(at.add(1))) }
        }

        #[inline(always)]
        fn store(self, to: &mut [i64; 4]) {
            let at: *mut v128 = to.as_mut_ptr().cast();
            // SAFETY: the reference covers the 32 bytes that are written, and any alignment will do.
            unsafe {
                v128_store(at, self.0);
                v128_store(at.add(1), self.1);
            }
        }

        #[inline(always)]
        fn min_max(self, other: Self) -> (Self, Self) {
            let (low, high) = (min_max(self.0, other.0), min_max(self.1, other.1));
            (Self(low.0, high.0), Self(low.1, high.1))
        }

        #[inline(always)]
        fn reverse(self) -> Self {
            Self(u64x2_shuffle::<1, 0>(self.1, self.1), u64x2_shuffle::<1, 0>(self.0, self.0))
        }

        #[inline(always)]
        fn interleave(self, other: Self) -> (Self, Self) {
            let low = u64x2_shuffle::<0, 2>;
            let high = u64x2_shuffle::<1, 3>;
            (
                Self(low(self.0, other.0), high(self.0, other.0)),
                Self(low(self.1, other.1), high(self.1, other.1)),
            )
        }
    }
}
