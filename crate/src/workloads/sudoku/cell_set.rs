//! A set of cells in two machine words: the 27 cells of a band in 32 bits, so that one operation works on two bands.
//!
//! The upper five bits of each half, and the upper half of the second word, are no cells. A shift to the right
//! carries cells of one band into those of the other, so a mask always follows it.

use super::tables::ROWS;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

/// A set of cells: bands 0 and 1 in the first word, band 2 in the second, each in reading order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CellSet([u64; 2]);

/// The same 32 bits in both halves of a word.
const fn both(half: u32) -> u64 {
    half as u64 * 0x1_0000_0001
}

impl CellSet {
    /// No cell.
    pub const NONE: Self = Self([0; 2]);

    /// The set with these cells of each band.
    #[inline]
    pub const fn new(a: u32, b: u32, c: u32) -> Self {
        Self([a as u64 | (b as u64) << 32, c as u64])
    }

    #[inline]
    fn map(self, f: impl Fn(u64) -> u64) -> Self {
        Self([f(self.0[0]), f(self.0[1])])
    }

    /// Whether there is no cell in it.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0[0] | self.0[1] == 0
    }

    /// How many cells there are.
    #[inline]
    pub fn count(self) -> u32 {
        self.0[0].count_ones() + self.0[1].count_ones()
    }

    /// Whether a band has no cell in it.
    #[inline]
    pub fn any_band_empty(self) -> bool {
        self.0[0] as u32 == 0 || self.0[0] >> 32 == 0 || self.0[1] == 0
    }

    /// The first cell, 0 to 80.
    #[inline]
    pub fn first(self) -> Option<usize> {
        match self.0 {
            [0, 0] => None,
            [0, word] => Some(54 + word.trailing_zeros() as usize),
            [word, _] => Some(cell(word.trailing_zeros())),
        }
    }

    /// Calls `f` with every cell, in order.
    #[inline]
    pub fn for_each(self, mut f: impl FnMut(usize)) {
        for (start, mut word) in [0, 54].into_iter().zip(self.0) {
            while word != 0 {
                f(start + cell(word.trailing_zeros()));
                word &= word - 1;
            }
        }
    }

    /// For each band, the minirows that have a cell in the set: bit 3 × row + box.
    #[inline]
    pub fn minirows(self) -> [usize; 3] {
        let [ab, c] = self.0.map(|word| {
            let any = (word | word >> 1 | word >> 2) & both(0o111_111_111);
            let by_row = (any | any >> 2 | any >> 4) & both(0b111 * ROWS);
            by_row | by_row >> 6 | by_row >> 12
        });
        [ab as usize & 0x1FF, (ab >> 32) as usize & 0x1FF, c as usize & 0x1FF]
    }

    /// The columns that have a cell in the set: bit 9 × band + column.
    #[inline]
    pub fn columns(self) -> u32 {
        let [ab, c] = self.0.map(|word| (word | word >> 9 | word >> 18) & both(0x1FF));
        (ab | ab >> 23 | c << 18) as u32
    }

    /// Every cell of these columns: bit 9 × band + column.
    #[inline]
    pub fn of_columns(columns: u32) -> Self {
        let columns = u64::from(columns);
        let rows = u64::from(ROWS);
        Self([(columns & 0x1FF | (columns & 0x3_FE00) << 23) * rows, (columns >> 18) * rows])
    }

    /// The cells that are alone in their row. Every row must have a cell in the set.
    #[inline]
    pub fn single_in_row(self) -> Self {
        const LOW: u64 = both(0xFF * ROWS);
        const TOP: u64 = both(0x100 * ROWS);
        self.map(|word| {
            // Each row's lowest cell removed: rows are not empty, so no borrow crosses into the next, and what
            // comes of the half without cells is masked at the end.
            let rest = word & word.wrapping_sub(both(ROWS));
            let some_left = ((rest & LOW) + LOW) | rest;
            let none_left = !some_left & TOP;
            word & ((none_left << 1).wrapping_sub(none_left >> 8))
        })
    }
}

/// The cell of a bit of the first word.
#[inline]
fn cell(bit: u32) -> usize {
    // The second band starts five bits late.
    (bit - 5 * (bit >> 5)) as usize
}

impl BitAnd for CellSet {
    type Output = Self;
    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self([self.0[0] & other.0[0], self.0[1] & other.0[1]])
    }
}

impl BitOr for CellSet {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }
}

impl Not for CellSet {
    type Output = Self;
    /// Sets the bits that are no cells too: only for a mask.
    #[inline]
    fn not(self) -> Self {
        self.map(|word| !word)
    }
}

impl BitAndAssign for CellSet {
    #[inline]
    fn bitand_assign(&mut self, other: Self) {
        *self = *self & other;
    }
}

impl BitOrAssign for CellSet {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}
