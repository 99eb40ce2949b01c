//! A set of cells as four lanes of 32 bits, the last one empty: what one 128-bit vector holds.
//!
//! Written lane by lane; compilers make vector instructions of it natively and for wasm's simd128.

use super::tables::ROWS;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not, Shr};

/// A set of cells: lane `n` has the 27 cells of band `n`, in reading order.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(C, align(16))]
pub struct Lanes([u32; 4]);

impl Lanes {
    /// No cell.
    pub const NONE: Self = Self([0; 4]);

    /// The set with these cells of each band.
    #[inline]
    pub const fn new(a: u32, b: u32, c: u32) -> Self {
        Self([a, b, c, 0])
    }

    #[inline]
    fn map(self, f: impl Fn(u32) -> u32) -> Self {
        Self(self.0.map(f))
    }

    #[inline]
    fn zip(self, other: Self, f: impl Fn(u32, u32) -> u32) -> Self {
        Self(std::array::from_fn(|lane| f(self.0[lane], other.0[lane])))
    }

    /// Whether there is no cell in it.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0[0] | self.0[1] | self.0[2] == 0
    }

    /// Whether a band has no cell in it.
    #[inline]
    pub fn any_band_empty(self) -> bool {
        self.0[0] == 0 || self.0[1] == 0 || self.0[2] == 0
    }

    /// The first cell, 0 to 80.
    #[inline]
    pub fn first(self) -> Option<usize> {
        let lane = self.0.iter().position(|&lane| lane != 0)?;
        Some(27 * lane + self.0[lane].trailing_zeros() as usize)
    }

    /// Calls `f` with every cell, in order.
    #[inline]
    pub fn for_each(self, mut f: impl FnMut(usize)) {
        for band in 0..3 {
            let mut bits = self.0[band];
            while bits != 0 {
                f(27 * band + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }

    /// For each band, the minirows that have a cell in the set: bit 3 × row + box.
    #[inline]
    pub fn minirows(self) -> [usize; 3] {
        let any = (self | self >> 1 | self >> 2).map(|lane| lane & 0o111_111_111);
        let by_row = (any | any >> 2 | any >> 4).map(|lane| lane & (0b111 * ROWS));
        let packed = (by_row | by_row >> 6 | by_row >> 12).map(|lane| lane & 0x1FF);
        [packed.0[0] as usize, packed.0[1] as usize, packed.0[2] as usize]
    }

    /// The columns that have a cell in the set: bit 9 × band + column.
    #[inline]
    pub fn columns(self) -> u32 {
        let any = (self | self >> 9 | self >> 18).map(|lane| lane & 0x1FF);
        any.0[0] | any.0[1] << 9 | any.0[2] << 18
    }

    /// The cells that are alone in their row. Every row must have a cell in the set.
    #[inline]
    pub fn single_in_row(self) -> Self {
        const LOW: u32 = 0xFF * ROWS;
        const TOP: u32 = 0x100 * ROWS;
        self.map(|lane| {
            // Each row's lowest cell removed: rows are not empty, so no borrow crosses into the next.
            let rest = lane & lane.wrapping_sub(ROWS);
            let some_left = ((rest & LOW) + LOW) | rest;
            let none_left = !some_left & TOP;
            lane & ((none_left << 1).wrapping_sub(none_left >> 8))
        })
    }
}

impl BitAnd for Lanes {
    type Output = Self;
    #[inline]
    fn bitand(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }
}

impl BitOr for Lanes {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        self.zip(other, |a, b| a | b)
    }
}

impl Not for Lanes {
    type Output = Self;
    /// Sets the bits that are no cells too: only for a mask.
    #[inline]
    fn not(self) -> Self {
        self.map(|lane| !lane)
    }
}

impl Shr<u32> for Lanes {
    type Output = Self;
    #[inline]
    fn shr(self, by: u32) -> Self {
        self.map(|lane| lane >> by)
    }
}

impl BitAndAssign for Lanes {
    #[inline]
    fn bitand_assign(&mut self, other: Self) {
        *self = *self & other;
    }
}

impl BitOrAssign for Lanes {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}
