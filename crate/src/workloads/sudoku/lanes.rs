//! Four 32-bit lanes: one register where there are vectors of 128 bits, an array of four elsewhere.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vector {
    use std::arch::wasm32 as wasm;

    /// Four lanes.
    #[derive(Clone, Copy)]
    pub struct Lanes(wasm::v128);

    impl Lanes {
        /// These four.
        #[inline]
        pub const fn new(lanes: [u32; 4]) -> Self {
            Self(wasm::u32x4(lanes[0], lanes[1], lanes[2], lanes[3]))
        }

        /// The four.
        #[inline]
        pub fn array(self) -> [u32; 4] {
            let lane = self.0;
            [
                wasm::u32x4_extract_lane::<0>(lane),
                wasm::u32x4_extract_lane::<1>(lane),
                wasm::u32x4_extract_lane::<2>(lane),
                wasm::u32x4_extract_lane::<3>(lane),
            ]
        }

        /// Bits in both.
        #[inline]
        pub fn and(self, other: Self) -> Self {
            Self(wasm::v128_and(self.0, other.0))
        }

        /// Bits in one or both.
        #[inline]
        pub fn or(self, other: Self) -> Self {
            Self(wasm::v128_or(self.0, other.0))
        }

        /// Bits that are not in the other.
        #[inline]
        pub fn and_not(self, other: Self) -> Self {
            Self(wasm::v128_andnot(self.0, other.0))
        }

        /// Sums, wrapping.
        #[inline]
        pub fn plus(self, other: Self) -> Self {
            Self(wasm::u32x4_add(self.0, other.0))
        }

        /// Differences, wrapping.
        #[inline]
        pub fn minus(self, other: Self) -> Self {
            Self(wasm::u32x4_sub(self.0, other.0))
        }

        /// Shifted to higher bits.
        #[inline]
        pub fn left<const N: u32>(self) -> Self {
            Self(wasm::u32x4_shl(self.0, N))
        }

        /// Shifted to lower bits.
        #[inline]
        pub fn right<const N: u32>(self) -> Self {
            Self(wasm::u32x4_shr(self.0, N))
        }

        /// The first three lanes, turned by one: lanes 1, 2, 0, 3.
        #[inline]
        pub fn turned(self) -> Self {
            Self(wasm::u32x4_shuffle::<1, 2, 0, 3>(self.0, self.0))
        }

        /// Lanes 2, 0, 1, 3.
        #[inline]
        pub fn turned_twice(self) -> Self {
            Self(wasm::u32x4_shuffle::<2, 0, 1, 3>(self.0, self.0))
        }

        /// Bits set, in all lanes.
        #[inline]
        pub fn count(self) -> u32 {
            let low = wasm::u64x2_extract_lane::<0>(self.0);
            low.count_ones() + wasm::u64x2_extract_lane::<1>(self.0).count_ones()
        }

        /// Whether a bit is set.
        #[inline]
        pub fn any(self) -> bool {
            wasm::v128_any_true(self.0)
        }

        /// Whether some bit is in one of both only.
        #[inline]
        pub fn differs(self, other: Self) -> bool {
            wasm::v128_any_true(wasm::v128_xor(self.0, other.0))
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod vector {
    /// Four lanes.
    #[derive(Clone, Copy)]
    #[repr(align(16))]
    pub struct Lanes([u32; 4]);

    impl Lanes {
        /// These four.
        #[inline]
        pub const fn new(lanes: [u32; 4]) -> Self {
            Self(lanes)
        }

        /// The four.
        #[inline]
        pub fn array(self) -> [u32; 4] {
            self.0
        }

        #[inline]
        fn with(self, other: Self, f: impl Fn(u32, u32) -> u32) -> Self {
            let ([a, b, c, d], [e, g, h, i]) = (self.0, other.0);
            Self([f(a, e), f(b, g), f(c, h), f(d, i)])
        }

        /// Bits in both.
        #[inline]
        pub fn and(self, other: Self) -> Self {
            self.with(other, |a, b| a & b)
        }

        /// Bits in one or both.
        #[inline]
        pub fn or(self, other: Self) -> Self {
            self.with(other, |a, b| a | b)
        }

        /// Bits that are not in the other.
        #[inline]
        pub fn and_not(self, other: Self) -> Self {
            self.with(other, |a, b| a & !b)
        }

        /// Sums, wrapping.
        #[inline]
        pub fn plus(self, other: Self) -> Self {
            self.with(other, u32::wrapping_add)
        }

        /// Differences, wrapping.
        #[inline]
        pub fn minus(self, other: Self) -> Self {
            self.with(other, u32::wrapping_sub)
        }

        /// Shifted to higher bits.
        #[inline]
        pub fn left<const N: u32>(self) -> Self {
            self.with(self, |a, _| a << N)
        }

        /// Shifted to lower bits.
        #[inline]
        pub fn right<const N: u32>(self) -> Self {
            self.with(self, |a, _| a >> N)
        }

        /// The first three lanes, turned by one: lanes 1, 2, 0, 3.
        #[inline]
        pub fn turned(self) -> Self {
            let [a, b, c, d] = self.0;
            Self([b, c, a, d])
        }

        /// Lanes 2, 0, 1, 3.
        #[inline]
        pub fn turned_twice(self) -> Self {
            let [a, b, c, d] = self.0;
            Self([c, a, b, d])
        }

        /// Bits set, in all lanes.
        #[inline]
        pub fn count(self) -> u32 {
            self.0.into_iter().map(u32::count_ones).sum()
        }

        /// Whether a bit is set.
        #[inline]
        pub fn any(self) -> bool {
            let [a, b, c, d] = self.0;
            a | b | c | d != 0
        }

        /// Whether some bit is in one of both only.
        #[inline]
        pub fn differs(self, other: Self) -> bool {
            self.with(other, |a, b| a ^ b).any()
        }
    }
}

pub use vector::Lanes;
