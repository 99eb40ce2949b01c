//! A set of cells, the 27 of each band in a lane of 32 bits, so that one operation works on all three bands.
//!
//! The upper five bits of a lane, and the whole of the fourth, are no cells. Shifts carry cells across the borders
//! of rows and into bits that are no cells, so a mask always follows.

use super::lanes::Lanes;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign};

/// A set of cells: each band's in a lane, in reading order.
#[derive(Clone, Copy)]
pub struct CellSet(Lanes);

/// The same bits in the lane of each band.
const fn each(band: u32) -> CellSet {
    CellSet::new(band, band, band)
}

/// The minirows of a band that are in box 0, 1 or 2.
const BOX_0: CellSet = each(0o001_001_001);
const BOX_2: CellSet = each(0o100_100_100);
const BOXES_0_1: CellSet = each(0o011_011_011);
const BOXES_1_2: CellSet = each(0o110_110_110);
/// The minicolumns of a band that are at place 0, 1 or 2 of their box.
const PLACE_0: CellSet = each(0o111);
const PLACE_2: CellSet = each(0o444);
const PLACES_0_1: CellSet = each(0o333);
const PLACES_1_2: CellSet = each(0o666);
/// In each row of a band: the first cell, the last.
const ROW_FIRSTS: CellSet = each(0o001_001_001);
const ROW_LASTS: CellSet = each(0o400_400_400);

impl CellSet {
    /// No cell.
    pub const NONE: Self = Self::new(0, 0, 0);
    /// Every cell.
    pub const ALL: Self = each(0x7FF_FFFF);
    /// The first cell of every minirow: three cells of a row in a box.
    pub const MINIROWS: Self = each(0o111_111_111);
    /// The first cell of every minicolumn: three cells of a column in a box.
    pub const MINICOLUMNS: Self = each(0o777);

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
    pub fn on_full_minirows(self) -> Self {
        let any = self.minirows();
        let (next_box, last_box) = (any.next_box(), any.last_box());
        let next_row = |set: Self| set.right::<9>() | set.left::<18>();
        let last_row = |set: Self| set.right::<18>() | set.left::<9>();
        let diagonals = next_row(next_box) & last_row(last_box) | next_row(last_box) & last_row(next_box);
        self & (any & diagonals).minirow_cells()
    }

    /// Keeps, in each stack, the minicolumns that lie on some choice of three, one in each band and in each column.
    #[inline]
    pub fn on_full_minicolumns(self) -> Self {
        let any = self.minicolumns();
        let (next_place, last_place) = (any.next_place(), any.last_place());
        let next_band = |set: Self| Self(set.0.turned());
        let last_band = |set: Self| Self(set.0.turned_twice());
        let diagonals =
            next_band(next_place) & last_band(last_place) | next_band(last_place) & last_band(next_place);
        self & (any & diagonals).minicolumn_cells()
    }

    /// The minirows that have a cell in the set, each as its first cell.
    #[inline]
    pub fn minirows(self) -> Self {
        (self | self.right::<1>() | self.right::<2>()) & Self::MINIROWS
    }

    /// The minicolumns that have a cell in the set, each as its first cell.
    #[inline]
    pub fn minicolumns(self) -> Self {
        (self | self.right::<9>() | self.right::<18>()) & Self::MINICOLUMNS
    }

    /// The cells of minirows, each given as its first cell.
    #[inline]
    pub fn minirow_cells(self) -> Self {
        self | self.left::<1>() | self.left::<2>()
    }

    /// The cells of minicolumns, each given as its first cell.
    #[inline]
    pub fn minicolumn_cells(self) -> Self {
        self | self.left::<9>() | self.left::<18>()
    }

    /// The minirows that share a row with one of these.
    #[inline]
    pub fn minirow_mates(self) -> Self {
        self.next_box() | self.last_box()
    }

    /// The minicolumns that share a box with one of these.
    #[inline]
    pub fn minicolumn_mates(self) -> Self {
        self.next_place() | self.last_place()
    }

    /// For each minirow, the next of its row, the first after the last.
    #[inline]
    fn next_box(self) -> Self {
        self.right::<3>() & BOXES_0_1 | self.left::<6>() & BOX_2
    }

    /// For each minirow, the one before it in its row.
    #[inline]
    fn last_box(self) -> Self {
        self.right::<6>() & BOX_0 | self.left::<3>() & BOXES_1_2
    }

    /// For each minicolumn, the next of its box, the first after the last.
    #[inline]
    fn next_place(self) -> Self {
        self.right::<1>() & PLACES_0_1 | self.left::<2>() & PLACE_2
    }

    /// For each minicolumn, the one before it in its box.
    #[inline]
    fn last_place(self) -> Self {
        self.right::<2>() & PLACE_0 | self.left::<1>() & PLACES_1_2
    }

    /// The cells that are alone in their row. Of a band with an empty row this tells nothing.
    #[inline]
    pub fn single_in_row(self) -> Self {
        // Each row's lowest cell removed: rows are not empty, so no borrow crosses into the next.
        let rest = self & Self(self.0.minus(ROW_FIRSTS.0));
        let low = rest.without(ROW_LASTS);
        let some_left = Self(low.0.plus(each(0o377_377_377).0)) | rest;
        let none_left = ROW_LASTS.without(some_left);
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
