//! A set of cells, the 27 of each band in a lane of 32 bits, so that one operation works on all three bands.
//!
//! The upper five bits of a lane, and the whole of the fourth, are no cells. Shifts carry cells across the borders
//! of rows and into bits that are no cells, so a mask always follows.

use super::lanes::Lanes;
use std::hint::black_box;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign};

/// A set of cells: each band's in a lane, in reading order.
#[derive(Clone, Copy)]
pub struct CellSet(Lanes);

/// The same bits in the lane of each band.
const fn each(band: u32) -> CellSet {
    CellSet::new(band, band, band)
}

/// Sets that lie alike in every band, for [`CellSet`]'s operations. They come from memory: engines build a vector
/// that is written in the code from scalars wherever it is used, and that takes longer.
pub struct Patterns {
    /// The first cell of every minirow; of those in box 0 or 2 of their band; of those in two of the boxes.
    minirows: CellSet,
    box_0: CellSet,
    box_2: CellSet,
    boxes_0_1: CellSet,
    boxes_1_2: CellSet,
    /// The first cell of every minicolumn; of those at place 0 or 2 of their box; of those at two of the places.
    minicolumns: CellSet,
    place_0: CellSet,
    place_2: CellSet,
    places_0_1: CellSet,
    places_1_2: CellSet,
    /// In each row of a band: the first cell, the last, the others.
    row_firsts: CellSet,
    row_lasts: CellSet,
    row_others: CellSet,
}

static PATTERNS: Patterns = Patterns {
    minirows: each(0o111_111_111),
    box_0: each(0o001_001_001),
    box_2: each(0o100_100_100),
    boxes_0_1: each(0o011_011_011),
    boxes_1_2: each(0o110_110_110),
    minicolumns: each(0o777),
    place_0: each(0o111),
    place_2: each(0o444),
    places_0_1: each(0o333),
    places_1_2: each(0o666),
    row_firsts: each(0o001_001_001),
    row_lasts: each(0o400_400_400),
    row_others: each(0o377_377_377),
};

impl Patterns {
    /// The patterns, where the compiler can't see that they are constant.
    #[inline]
    pub fn get() -> &'static Self {
        black_box(&PATTERNS)
    }
}

impl CellSet {
    /// No cell.
    pub const NONE: Self = Self::new(0, 0, 0);
    /// Every cell.
    pub const ALL: Self = each(0x7FF_FFFF);

    /// The set with these cells of each band.
    #[inline]
    pub const fn new(a: u32, b: u32, c: u32) -> Self {
        Self(Lanes::new([a, b, c, 0]))
    }

    /// Whether there is no cell in it.
    #[inline]
    pub fn is_empty(self) -> bool {
        !self.0.any()
    }

    /// Whether some cell is in one of both only.
    #[inline]
    pub fn differs(self, other: Self) -> bool {
        self.0.differs(other.0)
    }

    /// These cells, but for the other's.
    #[inline]
    pub fn without(self, other: Self) -> Self {
        Self(self.0.and_not(other.0))
    }

    #[inline]
    fn left<const N: u32>(self) -> Self {
        Self(self.0.left::<N>())
    }

    #[inline]
    fn right<const N: u32>(self) -> Self {
        Self(self.0.right::<N>())
    }

    /// The cells of each band, and of a fourth without any.
    #[inline]
    pub fn bands(self) -> [u32; 4] {
        self.0.array()
    }

    /// How many cells there are.
    #[inline]
    pub fn count(self) -> u32 {
        self.0.count()
    }

    /// The first cell, 0 to 80.
    #[inline]
    pub fn first(self) -> Option<usize> {
        let [a, b, c, _] = self.0.array();
        if a != 0 {
            Some(a.trailing_zeros() as usize)
        } else if b != 0 {
            Some(27 + b.trailing_zeros() as usize)
        } else if c != 0 {
            Some(54 + c.trailing_zeros() as usize)
        } else {
            None
        }
    }

    /// Calls `f` with every cell, in order.
    #[inline]
    pub fn for_each(self, mut f: impl FnMut(usize)) {
        for (start, mut band) in [0, 27, 54].into_iter().zip(self.0.array()) {
            while band != 0 {
                f(start + band.trailing_zeros() as usize);
                band &= band - 1;
            }
        }
    }

    /// Keeps, in each band, the minirows that lie on some choice of three, one in each row and in each box. A
    /// minirow does if its minor, the four minirows in other rows and other boxes, has a diagonal.
    #[inline]
    pub fn on_full_minirows(self, patterns: &Patterns) -> Self {
        let any = self.minirows(patterns);
        let (next_box, last_box) = (any.next_box(patterns), any.last_box(patterns));
        let next_row = |set: Self| set.right::<9>() | set.left::<18>();
        let last_row = |set: Self| set.right::<18>() | set.left::<9>();
        let diagonals = next_row(next_box) & last_row(last_box) | next_row(last_box) & last_row(next_box);
        self & (any & diagonals).minirow_cells()
    }

    /// Keeps, in each stack, the minicolumns that lie on some choice of three, one in each band and in each column.
    #[inline]
    pub fn on_full_minicolumns(self, patterns: &Patterns) -> Self {
        let any = self.minicolumns(patterns);
        let (next_place, last_place) = (any.next_place(patterns), any.last_place(patterns));
        let next_band = |set: Self| Self(set.0.turned());
        let last_band = |set: Self| Self(set.0.turned_twice());
        let diagonals =
            next_band(next_place) & last_band(last_place) | next_band(last_place) & last_band(next_place);
        self & (any & diagonals).minicolumn_cells()
    }

    /// The minirows that have a cell in the set, each as its first cell.
    #[inline]
    fn minirows(self, patterns: &Patterns) -> Self {
        (self | self.right::<1>() | self.right::<2>()) & patterns.minirows
    }

    /// The minicolumns that have a cell in the set, each as its first cell.
    #[inline]
    fn minicolumns(self, patterns: &Patterns) -> Self {
        (self | self.right::<9>() | self.right::<18>()) & patterns.minicolumns
    }

    /// The cells of minirows, each given as its first cell.
    #[inline]
    fn minirow_cells(self) -> Self {
        self | self.left::<1>() | self.left::<2>()
    }

    /// The cells of minicolumns, each given as its first cell.
    #[inline]
    fn minicolumn_cells(self) -> Self {
        self | self.left::<9>() | self.left::<18>()
    }

    /// For each minirow, the next of its row, the first after the last.
    #[inline]
    fn next_box(self, patterns: &Patterns) -> Self {
        self.right::<3>() & patterns.boxes_0_1 | self.left::<6>() & patterns.box_2
    }

    /// For each minirow, the one before it in its row.
    #[inline]
    fn last_box(self, patterns: &Patterns) -> Self {
        self.right::<6>() & patterns.box_0 | self.left::<3>() & patterns.boxes_1_2
    }

    /// For each minicolumn, the next of its box, the first after the last.
    #[inline]
    fn next_place(self, patterns: &Patterns) -> Self {
        self.right::<1>() & patterns.places_0_1 | self.left::<2>() & patterns.place_2
    }

    /// For each minicolumn, the one before it in its box.
    #[inline]
    fn last_place(self, patterns: &Patterns) -> Self {
        self.right::<2>() & patterns.place_0 | self.left::<1>() & patterns.places_1_2
    }

    /// The cells that are alone in their row. Of a band with an empty row this tells nothing.
    #[inline]
    pub fn single_in_row(self, patterns: &Patterns) -> Self {
        // Each row's lowest cell removed: rows are not empty, so no borrow crosses into the next.
        let rest = self & Self(self.0.minus(patterns.row_firsts.0));
        let low = rest.without(patterns.row_lasts);
        let some_left = Self(low.0.plus(patterns.row_others.0)) | rest;
        let none_left = patterns.row_lasts.without(some_left);
        // From the top bit of a row, all nine.
        let rows = Self(none_left.left::<1>().0.minus(none_left.right::<8>().0));
        self & rows
    }
}

impl BitAnd for CellSet {
    type Output = Self;
    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self(self.0.and(other.0))
    }
}

impl BitOr for CellSet {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0.or(other.0))
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
